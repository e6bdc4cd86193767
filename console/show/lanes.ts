import type { Programme } from '../../protocol/programme.ts'
import { levels } from '../../protocol/words.ts'
import type { Level } from '../../protocol/words.ts'

/** How much of a loop an entry has: its share of turns, which the weights set, and of time, which the items' seconds make of it. */
export type Share = { entry: string; name: string; weight: number; turns: number; time: number }

/** The shares of a loop's entries, largest first; each column sums to 1. */
export function sharesOf(programme: Programme, loop: number): Share[] {
  const turns = programme.loops[loop]?.turns ?? []
  const sums = new Map<number, { turns: number; seconds: number }>()
  let seconds = 0
  for (const [item, entry] of turns) {
    const lasts = programme.items[item]?.seconds ?? 0
    const sum = sums.get(entry) ?? { turns: 0, seconds: 0 }
    sums.set(entry, { turns: sum.turns + 1, seconds: sum.seconds + lasts })
    seconds += lasts
  }
  return [...sums].flatMap(([index, sum]) => {
    const entry = programme.entries[index]
    return entry ? [{ entry: entry.id, name: entry.name, weight: entry.weight, turns: sum.turns / turns.length, time: seconds > 0 ? sum.seconds / seconds : 0 }] : []
  }).sort((a, b) => b.turns - a.turns || (a.entry < b.entry ? -1 : 1))
}

/** A stretch of a zone's plan; milliseconds. */
type Stretch<E> = { from: number; until: number; level: Level; entries: readonly E[] }
export type Block<E> = { level: Level; fromMs: number; untilMs: number; entries: readonly E[]; left: number; width: number }
export type Lane<E> = { level: Level; blocks: Block<E>[] }

/** A zone's stretches laid out by level, highest first; `left` and `width` are shares of the time shown. */
export function lanesOf<E>(stretches: readonly Stretch<E>[], fromMs: number, untilMs: number): Lane<E>[] {
  const whole = untilMs - fromMs
  const blocks = stretches.flatMap(({ from, until, level, entries }) => {
    const [a, b] = [Math.max(fromMs, from), Math.min(untilMs, until)]
    return b > a ? [{ level, fromMs: a, untilMs: b, entries, left: (a - fromMs) / whole, width: (b - a) / whole }] : []
  })
  return [...levels].reverse().flatMap((level) => {
    const own = blocks.filter((b) => b.level === level)
    return own.length > 0 || level === 'default' || level === 'scheduled' || level === 'event' ? [{ level, blocks: own }] : []
  })
}

/** Full hours of the site's clock within the stretch, every `step` hours; `midnight` marks the first of a day. */
export function hourTicks(fromMs: number, untilMs: number, timeZone: string, step: number): { ms: number; left: number; hour: number; midnight: boolean }[] {
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  const ticks = []
  while (at.epochMilliseconds < untilMs) {
    if (at.hour % step === 0) ticks.push({ ms: at.epochMilliseconds, left: (at.epochMilliseconds - fromMs) / (untilMs - fromMs), hour: at.hour, midnight: at.hour === 0 })
    at = at.add({ hours: 1 })
  }
  return ticks
}

const HOUR = 3_600_000
export const SHOWN_MS = 48 * HOUR
/** Where the 48 hours begin that show `at`: as they are while it lies within; else at the hour of now or the midnight of its day. */
export function shownFrom(at: number, now: number, held: number | null, timeZone: string): number {
  if (held !== null && at >= held && at <= held + SHOWN_MS) return held
  const hour = Math.floor(now / HOUR) * HOUR
  return at >= hour && at <= hour + SHOWN_MS ? hour : local(at, timeZone).startOfDay().epochMilliseconds
}

const local = (ms: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toZonedDateTimeISO(timeZone)
/** `2026-11-23` and `14:05`: the site's day and clock for two fields. */
export const dayField = (ms: number, timeZone: string): string => local(ms, timeZone).toPlainDate().toString()
export const timeField = (ms: number, timeZone: string): string => local(ms, timeZone).toPlainTime().toString({ smallestUnit: 'minute' })

/** The two fields back to milliseconds; null for what is no time (`25:00`). A time inside a spring gap moves forward. */
export function fromFields(day: string, time: string, timeZone: string): number | null {
  const padded = /^\d:\d\d/.test(time.trim()) ? `0${time.trim()}` : time.trim()
  try {
    return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(padded) }).epochMilliseconds
  } catch {
    return null
  }
}
