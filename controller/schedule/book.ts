import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { leavesOf, type Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'

/** Entries as the planner asks for them. */
export type Entries = {
  get(id: string): ScheduleEntry | undefined
  /** Those that stand for a leaf zone, by id. */
  inZone(zone: string): readonly ScheduleEntry[]
}

/** Where an id is in a list by id, or would have to be put. */
function placeOf(entries: readonly ScheduleEntry[], id: string): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.id ?? '') < id) low = middle + 1
    else high = middle
  }
  return low
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
  const entries = new Map<string, { entry: ScheduleEntry; zones: readonly string[] }>()
  const byZone = new Map<string, ScheduleEntry[]>()

  function zonesOf(entry: ScheduleEntry): readonly string[] {
    const held = entries.get(entry.id)
    return held?.entry === entry ? held.zones : leaves(entry.zones)
  }
  function remove(id: string): void {
    const held = entries.get(id)
    if (!held) return
    entries.delete(id)
    for (const zone of held.zones) {
      const there = byZone.get(zone) ?? []
      there.splice(placeOf(there, id), 1)
    }
  }
  const inZone = (zone: string): readonly ScheduleEntry[] => byZone.get(zone) ?? []
  const get = (id: string): ScheduleEntry | undefined => entries.get(id)?.entry

  return {
    get,
    inZone,
    zonesOf,
    remove,
    put(entry: ScheduleEntry): void {
      remove(entry.id)
      const zones = leaves(entry.zones)
      entries.set(entry.id, { entry, zones })
      for (const zone of zones) {
        const there = byZone.get(zone)
        if (there) there.splice(placeOf(there, entry.id), 0, entry)
        else byZone.set(zone, [entry])
      }
    },
    list: (): ScheduleEntry[] => [...entries.values()].map(({ entry }) => entry),
    get size(): number {
      return entries.size
    },
    /** The same after a change that has not been made. */
    after(put: readonly ScheduleEntry[], removed: Iterable<string>): Entries {
      const changed = new Map<string, ScheduleEntry | undefined>([...[...removed].map((id) => [id, undefined] as const), ...put.map((entry) => [entry.id, entry] as const)])
      return {
        get: (id) => (changed.has(id) ? changed.get(id) : get(id)),
        inZone(zone) {
          const here = put.filter((entry) => zonesOf(entry).includes(zone))
          return [...inZone(zone).filter((entry) => !changed.has(entry.id)), ...here].sort((a, b) => (a.id < b.id ? -1 : 1))
        },
      }
    },
  }
}
export type Book = ReturnType<typeof createBook>
