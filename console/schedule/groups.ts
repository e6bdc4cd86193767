import type { Zone } from '../../protocol/venue.ts'
import { scheduleLevels } from '../../protocol/words.ts'
import type { Entry } from './entry.ts'

export type Group = { key: string; entries: Entry[] }

const byTime = (a: Entry, b: Entry) => scheduleLevels.indexOf(b.level) - scheduleLevels.indexOf(a.level) || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) || (a.name < b.name ? -1 : 1)

/** Entries under each zone node that they name, in the tree's order; an entry for two zones is in both. */
export function byZone(entries: readonly Entry[], zones: readonly Zone[]): Group[] {
  const known = zones.map((z) => z.id)
  const lost = [...new Set(entries.flatMap((e) => e.zones))].filter((id) => !known.includes(id))
  return [...known, ...lost].map((key) => ({ key, entries: entries.filter((e) => e.zones.includes(key)).sort(byTime) })).filter((g) => g.entries.length > 0)
}

/** Entries by level, the highest first. */
export function byLevel(entries: readonly Entry[]): Group[] {
  return [...scheduleLevels].reverse().map((key) => ({ key, entries: entries.filter((e) => e.level === key).sort(byTime) })).filter((g) => g.entries.length > 0)
}
