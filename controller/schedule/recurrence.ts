import { RRuleTemporal } from 'rrule-temporal'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { dayName, dayNumber, isOn, onClockMs, simpleRule } from './simple-rule.ts'

/** Milliseconds since the Unix epoch, half-open. */
export type Occurrence = { start: number; end: number }
/** What of an entry decides when it is on. */
export type Recurrence = Pick<ScheduleEntry, 'startDay' | 'from' | 'until' | 'rrule' | 'exceptDays'>

/** RFC 5545 §3.3.10, without what starts more than once a day: the entry's `from` says the time. */
const KNOWN_PARTS = new Set(['FREQ', 'UNTIL', 'COUNT', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO', 'BYMONTH', 'BYSETPOS', 'WKST'])
const TOO_DENSE = new Set(['SECONDLY', 'MINUTELY', 'HOURLY'])
const TIME_PARTS = new Set(['BYHOUR', 'BYMINUTE', 'BYSECOND'])
/** Largest absolute value of each numeric part; the library drops what is beyond, which would make a denser rule. */
const LIMITS: Readonly<Record<string, number>> = { BYMONTHDAY: 31, BYYEARDAY: 366, BYWEEKNO: 53, BYMONTH: 12, BYSETPOS: 366 }
/** An occurrence lasts at most 24 wall-clock hours, 25 where the clock goes back. */
const LONGEST = { hours: 25 }

function wallStart(of: Recurrence): Temporal.PlainDateTime {
  return Temporal.PlainDate.from(of.startDay, { overflow: 'reject' }).toPlainDateTime(of.from)
}

/** Null where the wall-clock time does not exist (spring gap); the earlier one where it exists twice. */
function onClock(wall: Temporal.PlainDateTime, timeZone: string): Temporal.ZonedDateTime | null {
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' })
  return zoned.toPlainDateTime().equals(wall) ? zoned : null
}

function ruleOf(of: Recurrence, timeZone: string): RRuleTemporal {
  const wall = wallStart(of)
  // A first day inside a spring gap must not shift every later day with it: name the time in the rule then.
  const time = onClock(wall, timeZone) ? '' : `;BYHOUR=${wall.hour};BYMINUTE=${wall.minute};BYSECOND=${wall.second}`
  return new RRuleTemporal({ rruleString: `${of.rrule}${time}`, dtstart: wall.toZonedDateTime(timeZone) })
}

const rules = new WeakMap<Recurrence, { timeZone: string; rule: RRuleTemporal }>()
function heldRule(of: Recurrence, timeZone: string): RRuleTemporal {
  const held = rules.get(of)
  if (held?.timeZone === timeZone) return held.rule
  const rule = ruleOf(of, timeZone)
  rules.set(of, { timeZone, rule })
  return rule
}

const DAY = 86_400_000
/** An occurrence of an entry that begins on a day, counted from the Unix epoch. */
function spanFrom(start: number, day: number, of: Recurrence, timeZone: string): Occurrence | null {
  const crosses = Temporal.PlainTime.compare(of.until, of.from) <= 0
  const end = onClockMs(crosses ? day + 1 : day, of.until, timeZone, 'after')
  return end === null ? null : { start, end }
}

function* spansOf(entry: Recurrence, timeZone: string, from: Temporal.Instant, until: Temporal.Instant): Generator<Occurrence | null> {
  const rule = simpleRule(entry.rrule)
  if (rule) {
    const first = dayNumber(entry.startDay)
    // Days at the site begin at most a day before or after those of UTC; an occurrence ends at most 25 hours after it began.
    const begin = Math.max(first, Math.floor(from.epochMilliseconds / DAY) - 3)
    const end = Math.min(rule.last, entry.rrule === null ? first : Infinity, Math.floor(until.epochMilliseconds / DAY) + 1)
    for (let day = begin; day <= end; day++) {
      const start = isOn(rule, first, day) ? onClockMs(day, entry.from, timeZone, 'left out') : null
      if (start !== null && !(entry.exceptDays.length > 0 && entry.exceptDays.includes(dayName(day)))) yield spanFrom(start, day, entry, timeZone)
    }
    return
  }
  for (const at of heldRule(entry, timeZone).between(from.subtract(LONGEST).toZonedDateTimeISO(timeZone), until.toZonedDateTimeISO(timeZone), true)) {
    const day = Temporal.Instant.fromEpochMilliseconds(at.epochMilliseconds).toZonedDateTimeISO(timeZone).toPlainDate().toString()
    if (!entry.exceptDays.includes(day)) yield spanFrom(at.epochMilliseconds, dayNumber(day), entry, timeZone)
  }
}

/**
 * The stretches in which an entry is on that touch the half-open time from `from` to `until`, in order, whole (not clipped).
 * Wall-clock times of `timeZone`: `until` at or before `from` crosses midnight, equal is a full day; a start inside a
 * spring gap is left out, of a start that exists twice the earlier counts, and an end is resolved as RFC 5545 does.
 * @throws where `checkRecurrence` would refuse.
 */
export function occurrences(entry: Recurrence, timeZone: string, from: Temporal.Instant, until: Temporal.Instant): Occurrence[] {
  const found: Occurrence[] = []
  for (const span of spansOf(entry, timeZone, from, until)) {
    if (span && span.end > from.epochMilliseconds && span.start < until.epochMilliseconds) found.push(span)
  }
  return found
}

/** Whether an entry goes on without end (neither once, nor COUNT, nor UNTIL). */
export function isOpenEnded(entry: Recurrence): boolean {
  return entry.rrule !== null && !/(^|;)(COUNT|UNTIL)=/i.test(entry.rrule)
}

function fits(key: string, value: string): boolean {
  const limit = LIMITS[key]
  if (limit !== undefined) return value.split(',').every((n) => /^[+-]?\d{1,3}$/.test(n) && Number(n) !== 0 && Math.abs(Number(n)) <= limit && (key !== 'BYMONTH' || Number(n) > 0))
  if (key === 'COUNT' || key === 'INTERVAL') return /^[1-9]\d{0,4}$/.test(value)
  return key !== 'UNTIL' || /^\d{8}(T\d{6}Z?)?$/i.test(value)
}

function checkParts(rrule: string): Outcome<null> {
  const seen = new Set<string>()
  for (const part of rrule.split(';')) {
    const [name = '', value = '', ...more] = part.split('=')
    const key = name.toUpperCase()
    if (TIME_PARTS.has(key)) return refused('schedule/rule-too-dense', `${key} is not taken: an entry starts at most once a day, at its own "from". Make one entry for each time.`, 'rrule')
    if (!KNOWN_PARTS.has(key) || value === '' || more.length > 0) return refused('schedule/rule-unreadable', `"${part}" is not a part of a recurrence rule, e.g. FREQ=WEEKLY;BYDAY=MO,WE.`, 'rrule')
    if (seen.has(key)) return refused('schedule/rule-unreadable', `${key} is given twice.`, 'rrule')
    seen.add(key)
    if (key === 'FREQ' && TOO_DENSE.has(value.toUpperCase())) return refused('schedule/rule-too-dense', `FREQ=${value.toUpperCase()} is too dense: an entry starts at most once a day. Use DAILY, WEEKLY, MONTHLY or YEARLY.`, 'rrule')
    if (!fits(key, value)) return refused('schedule/rule-unreadable', `${key} cannot be "${value}".`, 'rrule')
  }
  return seen.has('FREQ') ? accepted(null) : refused('schedule/rule-unreadable', 'A recurrence rule names its FREQ, e.g. FREQ=DAILY.', 'rrule')
}

/**
 * Whether the planner can keep to an entry's recurrence. Refuses days that do not exist, rules that start more than once
 * a day, parts that RFC 5545 does not know, and rules that never happen.
 */
export function checkRecurrence(entry: Recurrence, timeZone = 'UTC'): Outcome<null> {
  try {
    wallStart(entry)
  } catch {
    return refused('schedule/no-such-day', `${entry.startDay} is not a day of the calendar.`, 'startDay')
  }
  if (entry.rrule === null) return accepted(null)
  const parts = checkParts(entry.rrule)
  if (!parts.ok) return parts
  try {
    const withoutUntil = entry.rrule.split(';').filter((part) => !/^until=/i.test(part)).join(';')
    new RRuleTemporal({ rruleString: withoutUntil, dtstart: wallStart(entry).toZonedDateTime(timeZone), strict: true }) // a day as UNTIL is taken, though the clause wants a time
    const rule = ruleOf(entry, timeZone)
    const start = wallStart(entry).toZonedDateTime(timeZone)
    if (rule.next(start.subtract({ seconds: 1 })) === null) return refused('schedule/rule-never', `"${entry.rrule}" never happens from ${entry.startDay} on.`, 'rrule')
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum iterations')) return refused('schedule/rule-never', `"${entry.rrule}" never happens.`, 'rrule')
    return refused('schedule/rule-unreadable', `"${entry.rrule}" cannot be followed: ${error instanceof Error ? error.message : String(error)}`, 'rrule')
  }
  return accepted(null)
}
