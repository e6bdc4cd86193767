import type { ScheduleWrite } from '../../protocol/api.ts'
import { nextStart } from './entry.ts'
import type { RuleEngine } from './rule.ts'
import { addDays } from './spot.ts'
import { instantOf } from './wall.ts'

const HOURS_48 = 48 * 3_600_000
type Touched = { entries: readonly ScheduleWrite[]; days: readonly string[] }

/**
 * The 48 hours for which a change is worked out (milliseconds): the coming ones, or where all that it touches lies later,
 * those from the midnight of the first day touched. `days` are the days meant; without any, the entries' next starts count.
 */
export function previewSpan({ entries, days }: Touched, timeZone: string, now: number, engine: RuleEngine | null): { from: number; until: number } {
  const starts = days.length > 0 ? days.map((day) => instantOf(0, day, timeZone)) : entries.flatMap((e) => nextStart(e, timeZone, now, engine) ?? [])
  const first = Math.min(...starts, Infinity)
  if (!Number.isFinite(first) || first < now + HOURS_48 / 2) return { from: now, until: now + HOURS_48 }
  const day = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(timeZone).toPlainDate().toString()
  return { from: instantOf(0, day, timeZone), until: instantOf(0, addDays(day, 2), timeZone) }
}
