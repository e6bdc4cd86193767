import type { Loop, Programme, ProgrammeEntry, ProgrammeItem, Slot } from './programme.ts'
import type { Level } from './words.ts'

/** One turn of a loop, placed on the clock. */
export type Playing = {
  item: ProgrammeItem
  entry: ProgrammeEntry
  level: Level
  /** When this turn began, also where a higher level hid its beginning. */
  startedAt: Temporal.Instant
  /** When it ends: its own end, or the slot's where that comes first. */
  until: Temporal.Instant
  /** The programme's slots have run out. */
  fallback: boolean
}
export type PlayAt = { turn: Playing; next: { item: string; bundle: string; at: Temporal.Instant } | null; slotUntil: Temporal.Instant }

/** End of each turn in seconds from the loop's start; the last is the loop's duration. */
const prefixSums = new WeakMap<Loop, { items: readonly ProgrammeItem[]; ends: readonly number[] }>()
export function turnEnds(loop: Loop, items: readonly ProgrammeItem[]): readonly number[] {
  const held = prefixSums.get(loop)
  if (held?.items === items) return held.ends
  let sum = 0
  const ends = loop.turns.map(([item]) => (sum += items[item]?.seconds ?? 0))
  prefixSums.set(loop, { items, ends })
  return ends
}

/** Index of the first of `ends` that is greater than `seconds`. */
function firstAfter(ends: readonly number[], seconds: number): number {
  let low = 0
  let high = ends.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) > seconds) high = middle
    else low = middle + 1
  }
  return low
}

/** The turn of a loop that is on at `now`, counted from `epoch` modulo the loop's duration. Milliseconds since the Unix epoch. */
export function turnAt(loop: Loop, items: readonly ProgrammeItem[], epochMs: number, nowMs: number): { index: number; startMs: number; endMs: number } {
  const ends = turnEnds(loop, items)
  const durationMs = (ends.at(-1) ?? 0) * 1000
  if (durationMs <= 0) throw new RangeError('a loop must last')
  const round = Math.floor((nowMs - epochMs) / durationMs)
  const loopStart = epochMs + round * durationMs
  const index = firstAfter(ends, (nowMs - loopStart) / 1000)
  return { index, startMs: loopStart + (index === 0 ? 0 : (ends[index - 1] ?? 0) * 1000), endMs: loopStart + (ends[index] ?? 0) * 1000 }
}

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds
const at = (milliseconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(milliseconds)

type SlotTimes = { from: number; until: number; epoch: number }
/** A slot's instants, read once: a screen looks at the same one every second. */
const slotTimes = new WeakMap<Slot, SlotTimes>()
function timesOf(slot: Slot): SlotTimes {
  const held = slotTimes.get(slot)
  if (held) return held
  const read = { from: ms(slot.from), until: ms(slot.until), epoch: ms(slot.epoch) }
  slotTimes.set(slot, read)
  return read
}

/** When each slot ends, in order. */
const slotEnds = new WeakMap<readonly Slot[], readonly number[]>()
function endsOf(slots: readonly Slot[]): readonly number[] {
  const held = slotEnds.get(slots)
  if (held?.length === slots.length) return held
  const ends = slots.map((slot) => timesOf(slot).until)
  slotEnds.set(slots, ends)
  return ends
}

/** The slot that holds `now`, or null outside all of them. Slots touch and are in order. */
export function slotAt(programme: Programme, now: Temporal.Instant): { slot: Slot; index: number } | null {
  return slotAtMs(programme, now.epochMilliseconds)
}

function slotAtMs(programme: Programme, nowMs: number): { slot: Slot; index: number } | null {
  const ends = endsOf(programme.slots)
  const index = firstAfter(ends, nowMs)
  const slot = programme.slots[index]
  return slot && nowMs < (ends[index] ?? nowMs) && timesOf(slot).from <= nowMs ? { slot, index } : null
}

type Stretch = { slot: Slot; fallback: boolean }
const FAR = '9999-01-01T00:00:00Z'

/** Before and after its slots a programme plays its fallback loop, so that a screen is never without something. */
function stretchAt(programme: Programme, nowMs: number): Stretch {
  const found = slotAtMs(programme, nowMs)
  if (found) return { slot: found.slot, fallback: false }
  const first = programme.slots[0]?.from ?? FAR
  const last = programme.slots.at(-1)?.until ?? FAR
  const before = nowMs < ms(first)
  return { slot: { from: before ? programme.fallback.epoch : last, until: before ? first : FAR, epoch: programme.fallback.epoch, level: 'default', loop: programme.fallback.loop }, fallback: true }
}

type Turn = { item: ProgrammeItem; entry: ProgrammeEntry; startMs: number; endMs: number }

function turnOf(programme: Programme, { slot }: Stretch, nowMs: number): Turn | null {
  const loop = programme.loops[slot.loop]
  if (!loop) return null
  const { epoch, until } = timesOf(slot)
  const { index, startMs, endMs } = turnAt(loop, programme.items, epoch, nowMs)
  const [itemIndex, entryIndex] = loop.turns[index] ?? [0, 0]
  const item = programme.items[itemIndex]
  const entry = programme.entries[entryIndex]
  return item && entry ? { item, entry, startMs, endMs: Math.min(endMs, until) } : null
}

/** What the programme itself has on at `now`, and what follows. */
export function playAt(programme: Programme, now: Temporal.Instant): PlayAt | null {
  const nowMs = now.epochMilliseconds
  const stretch = stretchAt(programme, nowMs)
  const turn = turnOf(programme, stretch, nowMs)
  if (!turn) return null
  const { item, entry, startMs, endMs } = turn
  const until = at(endMs)
  const following = turnOf(programme, stretchAt(programme, endMs), endMs)
  return {
    turn: { item, entry, level: stretch.slot.level, startedAt: at(startMs), until, fallback: stretch.fallback },
    next: following && { item: following.item.id, bundle: following.item.bundle, at: until },
    slotUntil: at(timesOf(stretch.slot).until),
  }
}
