import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { leavesOf, type Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'

/** Entries as the planner asks for them. */
export type Entries = {
  get(id: string): ScheduleEntry | undefined
  /** Those that stand for one of these leaf zones, each once, in no order. */
  inZones(zones: Iterable<string>): Set<ScheduleEntry>
}

/** The leaf zones behind any nodes of a zone tree, in the tree's order; the neutral zone is one of its own, the last. Unknown ones stand for nothing. */
export function createLeaves(zones: readonly Zone[]): (wanted: readonly string[]) => readonly string[] {
  const all = [...leavesOf(zones, zones.map((zone) => zone.id)), NEUTRAL_ZONE]
  const order = new Map(all.map((id, place) => [id, place]))
  const under = new Map<string, readonly string[]>([...zones.map((zone) => [zone.id, leavesOf(zones, [zone.id])] as const), [NEUTRAL_ZONE, [NEUTRAL_ZONE]]])
  return (wanted) => {
    if (wanted.length === 1) return under.get(wanted[0] ?? '') ?? []
    return [...new Set(wanted.flatMap((id) => under.get(id) ?? []))].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
  }
}

/** All entries with where they play: thousands of them, of which one change concerns a few. */
export function createBook(leaves: (wanted: readonly string[]) => readonly string[]) {
  const entries = new Map<string, ScheduleEntry>()
  const byZone = new Map<string, Set<ScheduleEntry>>()
  const places = new WeakMap<ScheduleEntry, readonly string[]>()

  function zonesOf(entry: ScheduleEntry): readonly string[] {
    const known = places.get(entry)
    if (known) return known
    const found = leaves(entry.zones)
    places.set(entry, found)
    return found
  }
  function remove(id: string): void {
    const entry = entries.get(id)
    if (!entry) return
    entries.delete(id)
    for (const zone of zonesOf(entry)) byZone.get(zone)?.delete(entry)
  }
  function inZones(zones: Iterable<string>): Set<ScheduleEntry> {
    const found = new Set<ScheduleEntry>()
    for (const zone of zones) for (const entry of byZone.get(zone) ?? []) found.add(entry)
    return found
  }
  const get = (id: string): ScheduleEntry | undefined => entries.get(id)

  return {
    get,
    inZones,
    zonesOf,
    remove,
    put(entry: ScheduleEntry): void {
      remove(entry.id)
      entries.set(entry.id, entry)
      for (const zone of zonesOf(entry)) {
        const there = byZone.get(zone)
        if (there) there.add(entry)
        else byZone.set(zone, new Set([entry]))
      }
    },
    list: (): ScheduleEntry[] => [...entries.values()],
    get size(): number {
      return entries.size
    },
    /** The same after a change that has not been made. */
    after(put: readonly ScheduleEntry[], removed: Iterable<string>): Entries {
      const changed = new Map<string, ScheduleEntry | undefined>([...[...removed].map((id) => [id, undefined] as const), ...put.map((entry) => [entry.id, entry] as const)])
      return {
        get: (id) => (changed.has(id) ? changed.get(id) : entries.get(id)),
        inZones(zones) {
          const wanted = new Set(zones)
          const found = inZones(wanted)
          for (const id of changed.keys()) {
            const before = entries.get(id)
            if (before) found.delete(before)
          }
          for (const entry of put) if (zonesOf(entry).some((zone) => wanted.has(zone))) found.add(entry)
          return found
        },
      }
    },
  }
}
export type Book = ReturnType<typeof createBook>
