import type { AlarmFacts, DeviceFact, Found } from './facts.ts'

const MINUTE = 60_000
/** After a start of the controller screens come back one after another. */
const COMING_BACK_MS = 2 * MINUTE
/** A screen that restarts or loses its Wi-Fi for a moment is nobody's errand. */
const SINGLE_GRACE_MS = 5 * MINUTE
/** Several at once are a switch or a fuse, and waiting does not help. */
const TOGETHER_GRACE_MS = 30_000
/** Fewer than this are no "all screens of". */
const LEAST_TOGETHER = 2
/** Screens that went away within this time of each other went away together. */
const TOGETHER_WITHIN_MS = 5 * MINUTE
/** From this share on it is the network, not its leaves. */
const SITE_SHARE = 0.8
const LEAST_SITE = 5

type Group = { devices: DeviceFact[]; away: DeviceFact[] }

const isAway = ({ state }: DeviceFact): boolean => state === 'offline'
const sinceOf = (some: readonly DeviceFact[]): number => Math.min(...some.map(({ sinceMs }) => sinceMs ?? 0))

function found(kind: Found['kind'], id: string, zones: string[], { devices, away }: Group): Found {
  const severity = kind === 'site_offline' ? 'critical' : kind === 'zone_offline' ? 'major' : 'minor'
  return { id, kind, severity, zones, devices: away.map((device) => device.id), names: [], count: away.length, of: devices.length, detail: '', dueMs: null, sinceMs: sinceOf(away) }
}

/** All of them, together, long enough. */
function wentTogether({ devices, away }: Group, nowMs: number): boolean {
  const times = away.map(({ sinceMs }) => sinceMs ?? 0)
  const last = Math.max(...times)
  return away.length === devices.length && away.length >= LEAST_TOGETHER && nowMs - last >= TOGETHER_GRACE_MS && last - Math.min(...times) <= TOGETHER_WITHIN_MS
}

/**
 * Screens that are away, each explained once: nearly all of the site is its network; all of a node of the zone tree, gone
 * together, is what feeds that node (the highest such node says it); what is left is said by zone, beyond the grace.
 * Screens that were never paired are no alarm: they are a plan.
 */
export function offlineCauses({ devices: all, zones, servesSinceMs }: AlarmFacts, nowMs: number): Found[] {
  if (nowMs - servesSinceMs < COMING_BACK_MS) return []
  const devices = all.filter(({ state }) => state !== 'never')
  const away = devices.filter(isAway)
  if (away.length === 0) return []
  const recently = away.filter(({ sinceMs }) => nowMs - (sinceMs ?? 0) >= TOGETHER_GRACE_MS)
  if (recently.length >= LEAST_SITE && recently.length >= devices.length * SITE_SHARE) return [found('site_offline', 'site-offline', [], { devices, away })]

  const parents = new Map(zones.map(({ id, parent }) => [id, parent]))
  const groups = new Map<string, Group>()
  for (const device of devices) {
    for (let at: string | null | undefined = device.zone; at != null; at = parents.get(at)) {
      const group = groups.get(at) ?? { devices: [], away: [] }
      group.devices.push(device)
      if (isAway(device)) group.away.push(device)
      groups.set(at, group)
    }
  }
  const causes: Found[] = []
  const explained = new Set<DeviceFact>()
  /** A node whose screens are all in one node below it says less than that one. */
  const saysLess = (id: string, { devices: here }: Group) => zones.some((zone) => zone.parent === id && groups.get(zone.id)?.devices.length === here.length)
  // The tree lists parents before their children, so the highest node comes first.
  for (const { id } of zones) {
    const group = groups.get(id)
    if (!group || saysLess(id, group) || !wentTogether(group, nowMs) || group.away.some((device) => explained.has(device))) continue
    for (const device of group.away) explained.add(device)
    causes.push(found('zone_offline', `zone-offline/${id}`, [id], group))
  }
  const left = away.filter((device) => !explained.has(device) && nowMs - (device.sinceMs ?? 0) >= SINGLE_GRACE_MS)
  for (const [zone, some] of Map.groupBy(left, (device) => device.zone)) {
    const here = devices.filter((device) => device.zone === zone)
    causes.push(found('devices_offline', `devices-offline/${zone ?? 'between'}`, zone === null ? [] : [zone], { devices: here, away: some }))
  }
  return causes
}
