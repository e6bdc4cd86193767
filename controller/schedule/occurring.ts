import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { occurrences } from './recurrence.ts'

const DAY = 86_400_000
/** Whole milliseconds since the Unix epoch, half-open. */
export type Stretch = { start: number; end: number }

type Held = { timeZone: string; day: number; stretches: Stretch[] | null }
const held = new WeakMap<ScheduleEntry, Held>()

/**
 * The occurrences of an entry around `nowMs`: from two days before its UTC day to four days after, whole. Kept for each
 * entry, so that replanning after one change asks the recurrence of that one only. Null where the rule cannot be followed.
 */
export function occurring(entry: ScheduleEntry, timeZone: string, nowMs: number): Stretch[] | null {
  const day = Math.floor(nowMs / DAY)
  const known = held.get(entry)
  if (known?.day === day && known.timeZone === timeZone) return known.stretches
  const at = (days: number) => Temporal.Instant.fromEpochMilliseconds((day + days) * DAY)
  let stretches: Stretch[] | null
  try {
    stretches = occurrences(entry, timeZone, at(-2), at(4)).map(({ start, end }) => ({ start: start.epochMilliseconds, end: end.epochMilliseconds }))
  } catch {
    stretches = null
  }
  held.set(entry, { timeZone, day, stretches })
  return stretches
}

/** The first instant of the day after `day` at the site. */
export function dayEnds(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
}
export function dayBegins(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
}
