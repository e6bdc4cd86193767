import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { occurrences, type Occurrence } from './recurrence.ts'

const DAY = 86_400_000
export type Stretch = Occurrence

/** Which days' occurrences are wanted, as numbers of UTC days since the Unix epoch; the last is not among them. */
export type Days = { first: number; last: number }
/** What a plan from `nowMs` to `untilMs` looks at: whatever is on, and what was on a day before. The same all day long, so that plans that follow one another share it. */
export function daysAround(nowMs: number, untilMs: number): Days {
  const today = Math.floor(nowMs / DAY)
  return { first: today - 2, last: Math.max(today + 4, Math.floor(untilMs / DAY) + 2) }
}

/** The occurrences of an entry that touch these days, whole. Null where the rule cannot be followed. */
export function occurring(entry: ScheduleEntry, timeZone: string, { first, last }: Days): Stretch[] | null {
  const at = (day: number) => Temporal.Instant.fromEpochMilliseconds(day * DAY)
  try {
    return occurrences(entry, timeZone, at(first), at(last))
  } catch {
    return null
  }
}

/** The first instant of the day after `day` at the site. */
export function dayEnds(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds
}
export function dayBegins(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds
}
