import type { Played } from '../../protocol/api-schedule.ts'
import type { Loop } from '../../protocol/programme.ts'
import { turnAt, turnEnds } from '../../protocol/show-loop.ts'
import { sameTurns, type OldSlot } from './running.ts'
import { playedIn, playedKey } from './stretches.ts'
import type { Slots } from './window.ts'

/** A while during which a zone plays something else than it would have. Milliseconds since the Unix epoch. */
export type Difference = { from: number; until: number; before: readonly Played[]; after: readonly Played[] }
/** `seenAt`: when its screens first show something else; null where they never do. */
export type ZoneDifference = { changes: Difference[]; seenAt: number | null }

const pairs = new WeakMap<Loop, WeakMap<Loop, boolean>>()
/** Whether two loops bring the same, turn by turn. */
function sameLoop(a: OldSlot, b: OldSlot): boolean {
  if (a.loop === b.loop) return true
  const known = pairs.get(a.loop)?.get(b.loop)
  if (known !== undefined) return known
  const same = sameTurns(a, b.loop.turns.map(([i, e]) => ({ id: b.programme.items[i]?.id ?? '', seconds: b.programme.items[i]?.seconds ?? 0, entry: { id: b.programme.entries[e]?.id ?? '' } })))
  const row = pairs.get(a.loop) ?? new WeakMap<Loop, boolean>()
  row.set(b.loop, same)
  pairs.set(a.loop, row)
  return same
}

const durationMs = ({ loop, programme }: OldSlot): number => (turnEnds(loop, programme.items).at(-1) ?? 0) * 1000

/**
 * The first time from `from` on, before `until`, at which screens show another item, or the same from another beginning;
 * null where there is none. Goes from one turn's end to the next of either, and so stops at the first that differs.
 */
function firstSeen(a: OldSlot, b: OldSlot, from: number, until: number): number | null {
  for (let at = from; at < until; ) {
    const [one, two] = [a, b].map((slot) => ({ ...turnAt(slot.loop, slot.programme.items, slot.epoch, at), slot }))
    if (!one || !two) return null
    const itemOf = ({ index, slot }: typeof one) => slot.programme.items[slot.loop.turns[index]?.[0] ?? 0]?.id
    if (itemOf(one) !== itemOf(two) || one.startMs !== two.startMs) return at
    at = Math.min(one.endMs, two.endMs)
  }
  return null
}

/** Whether two slots play the same, turn by turn, at the same time. */
const sameCourse = (a: OldSlot, b: OldSlot): boolean => a.level === b.level && (a.epoch - b.epoch) % durationMs(a) === 0 && sameLoop(a, b)

/** What differs between two courses of one zone's day. A stretch in which only one of them shows anything differs, too. */
export function differences(before: Slots, after: Slots, from: number, until: number): ZoneDifference {
  const changes: Difference[] = []
  let seenAt: number | null = null
  let [a, b] = [0, 0]
  for (let at = from; at < until; ) {
    while (before[a] && (before[a] as OldSlot).until <= at) a++
    while (after[b] && (after[b] as OldSlot).until <= at) b++
    const was = before[a] && (before[a] as OldSlot).from <= at ? before[a] : undefined
    const will = after[b] && (after[b] as OldSlot).from <= at ? after[b] : undefined
    const end = Math.min(until, was ? was.until : (before[a]?.from ?? until), will ? will.until : (after[b]?.from ?? until))
    if (was && will && sameCourse(was, will)) {
      at = end
      continue
    }
    const seen = was && will ? firstSeen(was, will, at, end) : was || will ? at : null
    seenAt ??= seen
    const [left, right] = [was ? playedIn(was) : [], will ? playedIn(will) : []]
    if (seen !== null || playedKey(left) !== playedKey(right)) {
      const last = changes.at(-1)
      if (last && last.until === at && playedKey(last.before) === playedKey(left) && playedKey(last.after) === playedKey(right)) last.until = end
      else changes.push({ from: at, until: end, before: left, after: right })
    }
    at = end
  }
  return { changes, seenAt }
}
