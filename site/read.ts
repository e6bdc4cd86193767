import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { AnxingError } from '../protocol/errors.ts'
import { ScheduleEntry } from '../protocol/schedule.ts'
import { Site } from '../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../protocol/words.ts'

type SiteFolder = { site: Site; schedule: ScheduleEntry[] }

/**
 * A site's plan and its shipped schedule, from `site.json` and `schedule.json` in `folder` (default: the demo airport).
 * @throws AnxingError `site/unreadable`, `site/not-json`, `site/schema` or `site/mismatch`, with file and path.
 */
export function readSite(folder: string = import.meta.dirname): SiteFolder {
  const site = parse(Site, folder, 'site.json')
  const schedule = parse(z.array(ScheduleEntry), folder, 'schedule.json')
  checkTree(site)
  checkVolumes(site)
  checkDevices(site)
  checkSchedule(site, schedule)
  return { site, schedule }
}

function parse<T>(schema: z.ZodMiniType<T>, folder: string, file: string): T {
  const path = join(folder, file)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AnxingError('site/unreadable', `${path} cannot be read: ${(cause as Error).message}`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AnxingError('site/not-json', `${path} is not JSON: ${(cause as Error).message}`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AnxingError('site/schema', `${path}: ${issue?.message ?? 'does not fit'}`, (issue?.path ?? []).join('.'))
}

function mismatch(file: string, path: string, message: string): never {
  throw new AnxingError('site/mismatch', `${file}: ${message}`, path)
}

function checkTree({ zones }: Site): void {
  const parents = new Map(zones.map((zone) => [zone.id, zone.parent]))
  const inner = new Set(zones.map((zone) => zone.parent))
  for (const [i, zone] of zones.entries()) {
    const path = `zones.${i}`
    if (zone.id === NEUTRAL_ZONE) mismatch('site.json', `${path}.id`, `"${NEUTRAL_ZONE}" is reserved for devices between zones`)
    if (zones.findIndex((other) => other.id === zone.id) !== i) mismatch('site.json', `${path}.id`, `zone "${zone.id}" is there twice`)
    if (zone.parent !== null && !parents.has(zone.parent)) mismatch('site.json', `${path}.parent`, `no such zone: "${zone.parent}"`)
    if (!inner.has(zone.id) && zone.kind === null) mismatch('site.json', `${path}.kind`, `leaf zone "${zone.id}" has no kind`)
    if (inner.has(zone.id) && zone.kind !== null) mismatch('site.json', `${path}.kind`, `inner zone "${zone.id}" has a kind, so devices could be put there`)
    const seen = new Set<string>()
    for (let at: string | null | undefined = zone.id; at != null; at = parents.get(at)) {
      if (seen.has(at)) mismatch('site.json', `${path}.parent`, `zone "${zone.id}" lies under itself`)
      seen.add(at)
    }
  }
}

function checkVolumes({ zones, volumes = [] }: Site): void {
  const known = new Set(zones.map((zone) => zone.id))
  for (const [i, { zones: named }] of volumes.entries())
    for (const [j, zone] of named.entries()) if (!known.has(zone)) mismatch('site.json', `volumes.${i}.zones.${j}`, `no such zone: "${zone}"`)
}

function checkDevices({ zones, devices }: Site): void {
  const leaves = new Set(zones.filter((zone) => zone.kind !== null).map((zone) => zone.id))
  for (const [i, device] of devices.entries()) {
    if (devices.findIndex((other) => other.id === device.id) !== i) mismatch('site.json', `devices.${i}.id`, `device "${device.id}" is there twice`)
    if (device.zone !== null && !leaves.has(device.zone)) mismatch('site.json', `devices.${i}.zone`, `"${device.zone}" is no leaf zone`)
    if (device.zone === null && device.role !== 'robot') mismatch('site.json', `devices.${i}.zone`, `only a robot may be between zones`)
  }
}

function checkSchedule({ zones }: Site, schedule: readonly ScheduleEntry[]): void {
  const known = new Set([NEUTRAL_ZONE, ...zones.map((zone) => zone.id)])
  for (const [i, entry] of schedule.entries()) {
    if (schedule.findIndex((other) => other.id === entry.id) !== i) mismatch('schedule.json', `${i}.id`, `entry "${entry.id}" is there twice`)
    for (const [j, zone] of entry.zones.entries())
      if (!known.has(zone)) mismatch('schedule.json', `${i}.zones.${j}`, `no such zone: "${zone}"`)
  }
}
