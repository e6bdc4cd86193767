import type { Loop, Programme } from '../../protocol/programme.ts'
import { turnAt } from '../../protocol/show-loop.ts'
import type { Level } from '../../protocol/words.ts'

/** One slot of a programme that was published before. Milliseconds since the Unix epoch. */
export type OldSlot = { from: number; until: number; epoch: number; level: Level; loop: Loop; programme: Programme }
/** A loop in comparable form. */
export type Turns = readonly { id: string; seconds: number; entry: { id: string } }[]

/** A site's slots share few instants; each is read once. */
const read = new Map<string, number>()
export function ms(instant: string): number {
  const known = read.get(instant)
  if (known !== undefined) return known
  if (read.size > 10_000) read.clear()
  const milliseconds = Temporal.Instant.from(instant).epochMilliseconds
  read.set(instant, milliseconds)
  return milliseconds
}

/** The slots of a programme that are not over at `nowMs`; after them its fallback goes on for ever. */
export function slotsFrom(programme: Programme, nowMs: number): OldSlot[] {
  const slots: OldSlot[] = []
  let until = 0
  const add = (from: number, end: number, epoch: number, level: Level, index: number) => {
    const loop = programme.loops[index]
    if (loop) slots.push({ from, until: end, epoch, level, loop, programme })
  }
  for (const slot of programme.slots) {
    until = ms(slot.until)
    if (until > nowMs) add(ms(slot.from), until, ms(slot.epoch), slot.level, slot.loop)
  }
  add(until, Infinity, ms(programme.fallback.epoch), 'default', programme.fallback.loop)
  return slots
}

/** Whether two loops bring the same items, for as long, by the same entries, in the same order. */
export function sameTurns({ loop, programme }: OldSlot, turns: Turns): boolean {
  return loop.turns.length === turns.length && loop.turns.every(([i, e], n) => {
    const turn = turns[n]
    const item = programme.items[i]
    return item !== undefined && item.id === turn?.id && item.seconds === turn.seconds && programme.entries[e]?.id === turn.entry.id
  })
}

/** When the turn that runs at `nowMs` ends. */
export function turnEnd(slot: OldSlot, nowMs: number): number {
  return turnAt(slot.loop, slot.programme.items, slot.epoch, nowMs).endMs
}

/** Whether a running slot holds what must go at once: an item taken back, or an entry that is no longer planned. */
export function holdsRemoved({ loop, programme }: OldSlot, isGone: (item: string) => boolean, planned: { has(entry: string): boolean }): boolean {
  return loop.turns.some(([i, e]) => isGone(programme.items[i]?.id ?? '') || !planned.has(programme.entries[e]?.id ?? ''))
}

/** Whether two programmes say the same from `now` on: what lies before does not matter any more. */
export function sameFrom(a: Programme, b: Programme, now: Temporal.Instant): boolean {
  const rest = (programme: Programme) => {
    const slots = programme.slots.filter((slot) => ms(slot.until) > now.epochMilliseconds).map((slot, i) => (i === 0 ? { ...slot, from: '' } : slot))
    return JSON.stringify({ ...programme, from: '', slots, silent: programme.silent?.filter((talk) => ms(talk.until) > now.epochMilliseconds) ?? [] })
  }
  return rest(a) === rest(b)
}
