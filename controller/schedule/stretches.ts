import type { Played, Stretch } from '../../protocol/api-schedule.ts'
import type { Loop, Programme } from '../../protocol/programme.ts'
import type { OldSlot } from './running.ts'
import type { Slots } from './window.ts'

/** A stretch in milliseconds since the Unix epoch. */
export type PlayedSlot = { from: number; until: number; level: Stretch['level']; entries: readonly Played[] }

const held = new WeakMap<Loop, readonly Played[]>()

/** What each entry of a loop gets of it: of its seconds and of its turns, as `show` counts them out. The most seen first. */
export function playedIn({ loop, programme }: { loop: Loop; programme: Programme }): readonly Played[] {
  const known = held.get(loop)
  if (known) return known
  const counts = new Map<number, { seconds: number; turns: number }>()
  let seconds = 0
  for (const [item, entry] of loop.turns) {
    const lasts = programme.items[item]?.seconds ?? 0
    const count = counts.get(entry) ?? { seconds: 0, turns: 0 }
    counts.set(entry, { seconds: count.seconds + lasts, turns: count.turns + 1 })
    seconds += lasts
  }
  const played = [...counts].flatMap(([place, count]): Played[] => {
    const entry = programme.entries[place]
    return entry ? [{ entry: entry.id, name: entry.name, level: entry.level, share: count.seconds / seconds, turns: count.turns / loop.turns.length }] : []
  }).sort((a, b) => b.share - a.share || (a.entry < b.entry ? -1 : 1))
  held.set(loop, played)
  return played
}

const keys = new WeakMap<readonly Played[], string>()
/** Equal where the same entries get the same of the time; what they are called does not matter. */
export function playedKey(played: readonly Played[]): string {
  const known = keys.get(played)
  if (known !== undefined) return known
  const key = played.map(({ entry, level, share, turns }) => `${entry} ${level} ${share} ${turns}`).join('|')
  keys.set(played, key)
  return key
}

const playedSlot = (slot: OldSlot): PlayedSlot => ({ from: slot.from, until: slot.until, level: slot.level, entries: playedIn(slot) })

/** Slots put together where the same entries get the same of the time. */
export function stretchesOf(slots: Slots): PlayedSlot[] {
  const stretches: PlayedSlot[] = []
  for (const next of slots.map(playedSlot)) {
    const last = stretches.at(-1)
    if (last && last.until === next.from && last.level === next.level && playedKey(last.entries) === playedKey(next.entries)) last.until = next.until
    else stretches.push(next)
  }
  return stretches
}

export const instant = (milliseconds: number): string => Temporal.Instant.fromEpochMilliseconds(milliseconds).toString()
/** The same as the API says it. */
export const asStretch = ({ from, until, level, entries }: PlayedSlot): Stretch => ({ from: instant(from), until: instant(until), level, entries: [...entries] })
