import type { Conflict, Played } from '../../protocol/api-schedule.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { levels } from '../../protocol/words.ts'
import type { Stretch as Occurrence } from './occurring.ts'
import type { Difference } from './preview.ts'
import { instant, type PlayedSlot } from './stretches.ts'

/** An entry that gets less than this of the time is hardly ever seen. */
const CROWDED = 0.05

/** What is asked of one zone. `put`: entries that the change writes, with when each is on by its own rule within the window. */
export type ZoneChange = {
  zone: string
  put: readonly { entry: ScheduleEntry; on: readonly Occurrence[]; /** Whether it is on later, beyond the window. */ later: boolean }[]
  /** Entries that it takes away. */
  removed: ReadonlySet<string>
  /** Entries of the loop of last resort, here. */
  neutral: ReadonlySet<string>
  after: readonly PlayedSlot[]
  differences: readonly Difference[]
  playlistOf(entry: string): string | null
}

type Found = Omit<Conflict, 'from' | 'until'> & { from: number; until: number }

const rank = (level: Played['level']): number => levels.indexOf(level)

/** What becomes of one written entry while it is on: why it does not play, or hardly. */
function* ofEntry({ zone, after, playlistOf }: ZoneChange, entry: ScheduleEntry, on: readonly Occurrence[]): Generator<Found> {
  for (const stretch of after) {
    const held = on.find(({ start, end }) => start < stretch.until && end > stretch.from)
    if (!held) continue
    const [from, until] = [Math.max(stretch.from, held.start), Math.min(stretch.until, held.end)]
    const own = stretch.entries.find((played) => played.entry === entry.id)
    const others = stretch.entries.filter((played) => played.entry !== entry.id)
    const winner = others[0]?.entry ?? null
    const found = { zone, from, until, loser: entry.id, winner, share: own?.share ?? null }
    const same = others.find((played) => playlistOf(played.entry) === entry.playlist)
    if (!own && rank(stretch.level) > rank(entry.level)) yield { ...found, kind: 'outranked' }
    // At its own level it is left out only where one loop cannot hold all; below it, until the running item ends.
    else if (!own && stretch.level === entry.level) yield { ...found, kind: 'crowded', share: 0 }
    else if (own && own.share < CROWDED) yield { ...found, kind: 'crowded' }
    else if (own && same) yield { ...found, kind: 'same', winner: same.entry }
  }
}

/** An entry that is to play and does not: not once in the window, and not because its time is still to come. */
function never({ zone, after }: ZoneChange, { entry, on, later }: ZoneChange['put'][number], window: { from: number; until: number }): Found | null {
  const isSeen = after.some(({ entries }) => entries.some((played) => played.entry === entry.id))
  if (isSeen || (on.length === 0 && later)) return null
  const first = on[0]
  const hidden = first && after.find((stretch) => stretch.from < first.end && stretch.until > first.start)
  const [from, until] = first ? [Math.max(first.start, window.from), Math.min(first.end, window.until)] : [window.from, window.until]
  return { zone, from, until, kind: 'never', loser: entry.id, winner: hidden?.entries[0]?.entry ?? null, share: null }
}

/** Entries that play less, or not any more, because of the change; and where it leaves nothing but the neutral loop. */
function* ofOthers({ zone, differences, neutral }: ZoneChange, isChanged: (id: string) => boolean): Generator<Found> {
  for (const { from, until, before, after } of differences) {
    const top = after[0]
    const isGap = after.every((played) => neutral.has(played.entry))
    for (const lost of before) {
      const own = after.find((played) => played.entry === lost.entry)
      const found = { zone, from, until, loser: lost.entry, winner: top?.entry ?? null, share: own?.share ?? null }
      if (isGap && !neutral.has(lost.entry)) yield { ...found, kind: 'gap', winner: null }
      // What is there by default is meant to give way.
      else if (isChanged(lost.entry) || lost.level === 'default' || !top) continue
      else if (!own && rank(top.level) > rank(lost.level)) yield { ...found, kind: 'outranked' }
      else if ((!own && top.level === lost.level && after.length > 1) || (own && own.share < CROWDED && lost.share >= CROWDED)) yield { ...found, kind: 'crowded', share: own?.share ?? 0 }
    }
  }
}

/**
 * What staff should know before a change goes out: of the entries it writes, and of those it takes screens from. The first
 * stretch of each kind between the same two in each zone; an entry that never plays is told as that alone.
 */
export function conflictsOf(change: ZoneChange, window: { from: number; until: number }): Conflict[] {
  const puts = new Set(change.put.map(({ entry }) => entry.id))
  const found: Found[] = []
  for (const put of change.put) {
    const silent = never(change, put, window)
    if (silent) found.push(silent)
    else found.push(...ofEntry(change, put.entry, put.on))
  }
  found.push(...ofOthers(change, (id) => puts.has(id) || change.removed.has(id)))
  const first = new Map<string, Found>()
  for (const one of found) {
    const key = `${one.kind} ${one.winner} ${one.loser}`
    if (!first.has(key)) first.set(key, one)
  }
  return [...first.values()].map(({ from, until, ...rest }) => ({ ...rest, from: instant(from), until: instant(until) }))
}
