import type { Played, SchedulePreview } from '../../protocol/api-schedule.ts'

type Zones = SchedulePreview['zones']
type Times = Zones[number]['changes']
/** Zones in which the same happens at the same times, told once. */
export type ChangedGroup = { zones: string[]; pairs: Pair[] }
/** The same before and after, at one time or at several. */
export type Pair = { before: readonly Played[]; after: readonly Played[]; times: { from: string; until: string }[] }

const mark = (plays: readonly Played[]): string => plays.map((p) => `${p.entry} ${p.share.toFixed(3)}`).sort().join(',')
const pairMark = ({ before, after }: Times[number]): string => `${mark(before)}>${mark(after)}`

function pairsOf(changes: Times): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const change of changes) {
    const pair = pairs.get(pairMark(change)) ?? { before: change.before, after: change.after, times: [] }
    pair.times.push({ from: change.from, until: change.until })
    pairs.set(pairMark(change), pair)
  }
  return [...pairs.values()]
}

/** Zones by what changes in them; the group with the earliest change first. */
export function groupedChanges(zones: Zones): ChangedGroup[] {
  const groups = new Map<string, { zones: string[]; changes: Times }>()
  for (const { zone, changes } of zones) {
    const key = changes.map((c) => `${c.from} ${c.until} ${pairMark(c)}`).join('|')
    const group = groups.get(key) ?? { zones: [], changes }
    group.zones.push(zone)
    groups.set(key, group)
  }
  return [...groups.values()]
    .sort((a, b) => ((a.changes[0]?.from ?? '') < (b.changes[0]?.from ?? '') ? -1 : 1))
    .map((group) => ({ zones: group.zones, pairs: pairsOf(group.changes) }))
}

/** What takes part in a change: its share before and after; null: not among them. */
export type Part = { key: string; entry: string; name: string; level: Played['level']; before: number | null; after: number | null }

/** Who takes part, the largest of afterwards first. One of a series that was cut off it counts as what it was: name and level say so. */
export function partsOf({ before, after }: Pick<Pair, 'before' | 'after'>): Part[] {
  const found = new Map<string, Part>()
  for (const side of ['after', 'before'] as const) {
    for (const { entry, name, level, share } of side === 'after' ? after : before) {
      const key = `${level} ${name}`
      const part = found.get(key) ?? { key, entry, name, level, before: null, after: null }
      part[side] = (part[side] ?? 0) + share
      found.set(key, part)
    }
  }
  return [...found.values()].sort((a, b) => (b.after ?? 0) - (a.after ?? 0) || (b.before ?? 0) - (a.before ?? 0) || (a.key < b.key ? -1 : 1))
}
