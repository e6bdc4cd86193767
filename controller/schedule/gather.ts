import type { ScheduleEntry } from '../../protocol/schedule.ts'
import type { Programme } from '../../protocol/programme.ts'
import type { Site } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE, type Role } from '../../protocol/words.ts'
import type { Content } from '../content/service.ts'
import type { Entries } from './book.ts'
import { isPlannable, NEUTRAL_ENTRY, prepareFrom, type PlanEntry, type PlanFacts, type PlanZone, type Prepared } from './plan.ts'

/** A device as the planner sees it: who may speak where. */
export type Speaker = { id: string; role: Role; zone: string | null }

export type GatherDeps = {
  site: Site
  content: Pick<Content, 'bundleFor' | 'neutral' | 'phones' | 'playlists' | 'withdrawn'>
  demo: boolean
  devices: () => readonly Speaker[]
  zonesOf: (entry: ScheduleEntry) => readonly string[]
  /** When nobody speaks in a zone because of a talk. */
  silent: (zone: string) => PlanZone['silent']
}

const SPEAKING: readonly Role[] = ['robot', 'kiosk']

/** Robots before check-in points, then by id; walls never. */
function speakersByZone(devices: readonly Speaker[]): Map<string | null, string[]> {
  const speaking = devices.filter((d) => SPEAKING.includes(d.role))
    .sort((a, b) => SPEAKING.indexOf(a.role) - SPEAKING.indexOf(b.role) || (a.id < b.id ? -1 : 1))
  return new Map([...Map.groupBy(speaking, (d) => d.zone)].map(([zone, some]) => [zone, some.map((d) => d.id)]))
}

/** Brings together what a plan depends on, for some zones alone: a change of one entry should not cost a look at all. */
export function createGather({ site, content, demo, devices, zonesOf, silent }: GatherDeps) {
  const kinds = new Map([...site.zones.map((zone) => [zone.id, zone.kind] as const), [NEUTRAL_ZONE, null] as const])
  /** By entry. A weak map of so many would keep the garbage collector busier than the planner. */
  const held = new Map<string, PlanEntry>()

  function planEntry(entry: ScheduleEntry): PlanEntry[] {
    const playlist = content.bundleFor(entry.playlist)
    if (!playlist) return []
    const known = held.get(entry.id)
    if (known?.entry === entry && known.playlist === playlist) return [known]
    const made = { entry, playlist, zones: zonesOf(entry) }
    held.set(entry.id, made)
    return [made]
  }
  return (zones: readonly string[], entries: Entries, previous: ReadonlyMap<string, Programme> = new Map()): Prepared => {
    const speakers = speakersByZone(devices())
    const neutral = content.neutral()
    const byZone = new Map<string, readonly PlanEntry[]>()
    const facts: PlanFacts = {
      zones: [...new Set([...zones, NEUTRAL_ZONE])].filter((id) => kinds.has(id)).map((id) => ({ id, kind: kinds.get(id) ?? null, speakers: speakers.get(id) ?? [], silent: silent(id) ?? [] })),
      entries: [], timeZone: site.timeZone, demo, neutral, phones: new Map(content.phones().map((phone) => [phone.id, phone.expires])), previous, withdrawn: content.withdrawn(),
    }
    return prepareFrom(facts, {
      playlists: [...content.playlists().flatMap(({ id }) => content.bundleFor(id) ?? []), ...(neutral ? [neutral] : [])],
      byZone: {
        get(zone) {
          const known = byZone.get(zone)
          if (known) return known
          const found = entries.inZone(zone).flatMap((entry) => (isPlannable(entry, content.bundleFor(entry.playlist), demo) ? planEntry(entry) : []))
          byZone.set(zone, found)
          return found
        },
      },
      planned: {
        has(id) {
          const entry = entries.get(id)
          return id === NEUTRAL_ENTRY || (entry !== undefined && isPlannable(entry, content.bundleFor(entry.playlist), demo))
        },
      },
    })
  }
}
export type Gather = ReturnType<typeof createGather>
