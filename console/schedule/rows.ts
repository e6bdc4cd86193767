import { leavesOf } from '../../protocol/venue.ts'
import type { Zone } from '../../protocol/venue.ts'
import { scheduleLevels } from '../../protocol/words.ts'
import type { ScheduleLevel } from '../../protocol/words.ts'
import type { Entry } from './entry.ts'
import { clockOf, DAY_MINUTES } from './spot.ts'

/** A row of the timeline: the name of a zone, or one lane of it. Entries of a lane never meet by the clock, whatever the day. */
export type Row = { zone: string; top: number } & ({ kind: 'zone'; count: number } | { kind: 'lane'; level: ScheduleLevel; entries: readonly Entry[] })
export const HEAD = 26
export const LANE = 22

const rank = (entry: Entry): number => scheduleLevels.indexOf(entry.level)

/**
 * Entries in lanes, the highest level first; each lane holds one level. They come in the order of their beginnings, so one
 * fits into a lane where the last has ended, and where it ends itself before the first begins anew on the next day.
 */
export function lanesOf(entries: readonly Entry[]): { level: ScheduleLevel; entries: Entry[] }[] {
  const lanes: { level: ScheduleLevel; entries: Entry[]; first: number; end: number }[] = []
  const sorted = [...entries].sort((a, b) => rank(b) - rank(a) || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) || (a.id < b.id ? -1 : 1))
  let begun = 0
  for (const entry of sorted) {
    const { from, length } = clockOf(entry)
    if (lanes.at(-1)?.level !== entry.level) begun = lanes.length
    let at = begun
    while (at < lanes.length) {
      const lane = lanes[at]
      if (lane && lane.end <= from && from + length - DAY_MINUTES <= lane.first) break
      at++
    }
    const lane = lanes[at]
    if (lane) {
      lane.entries.push(entry)
      lane.end = from + length
    } else lanes.push({ level: entry.level, entries: [entry], first: from, end: from + length })
  }
  return lanes
}

/** The leaf zones that each entry reaches, by zone, in the tree's order; the zones in `extra` come after them. */
export function entriesByLeaf(entries: readonly Entry[], zones: readonly Zone[], extra: readonly string[] = []): Map<string, Entry[]> {
  const known = new Set(zones.map((z) => z.id))
  const byLeaf = new Map<string, Entry[]>([...leavesOf(zones, zones.map((z) => z.id)), ...extra].map((id) => [id, []]))
  const leaves = new Map<string, string[]>()
  for (const entry of entries) {
    const key = entry.zones.join(' ')
    const reached = leaves.get(key) ?? [...leavesOf(zones, entry.zones.filter((id) => known.has(id))), ...extra.filter((id) => entry.zones.includes(id))]
    leaves.set(key, reached)
    for (const leaf of reached) byLeaf.get(leaf)?.push(entry)
  }
  return byLeaf
}

/**
 * All rows from the top, with where each begins in pixels. Entries that are not on take no lane; a zone without any keeps one
 * free lane to draw on.
 */
export function rowsOf(byLeaf: ReadonlyMap<string, readonly Entry[]>, isOn: (entry: Entry) => boolean = () => true): { rows: Row[]; height: number } {
  const rows: Row[] = []
  let top = 0
  for (const [zone, entries] of byLeaf) {
    rows.push({ kind: 'zone', zone, top, count: entries.length })
    top += HEAD
    const lanes: { level: ScheduleLevel; entries: readonly Entry[] }[] = lanesOf(entries.filter(isOn))
    if (lanes.length === 0) lanes.push({ level: 'scheduled', entries: [] })
    for (const { level, entries: own } of lanes) {
      rows.push({ kind: 'lane', zone, top, level, entries: own })
      top += LANE
    }
  }
  return { rows, height: top }
}

/** The rows that show between two heights; found by halving, for there may be thousands. */
export function rowsBetween(rows: readonly Row[], from: number, until: number): Row[] {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.top ?? 0) + HEAD <= from) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < rows.length && (rows[end]?.top ?? Infinity) < until) end++
  return rows.slice(low, end)
}
