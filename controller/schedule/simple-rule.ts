const DAY = 86_400_000
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** A rule that a look at the calendar day answers. Days are counted from the Unix epoch; `on`: weekdays from Monday. */
export type SimpleRule = { every: number; on: readonly boolean[] | null; last: number }

const daily = /^FREQ=DAILY(?:;INTERVAL=(\d{1,5}))?(?:;UNTIL=(\d{8}))?$/
const weekly = /^FREQ=WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)(?:;UNTIL=(\d{8}))?$/

/** Whole days from the Unix epoch to a calendar day. @throws RangeError where there is no such day. */
export function dayNumber(day: string): number {
  const milliseconds = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== day) throw new RangeError(`${day} is not a day`)
  return milliseconds / DAY
}
export const dayName = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

const lastOf = (until: string | undefined): number => (until === undefined ? Infinity : dayNumber(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}`))

/**
 * The rules that nearly all entries have: every day, every few days, on some weekdays; once. Null for any other, which the
 * library expands. A large site has thousands of these, and a look ahead asks all of them for weeks: the library takes a
 * hundred times as long, and a property test holds both to the same answer.
 */
export function simpleRule(rrule: string | null): SimpleRule | null {
  if (rrule === null) return { every: Infinity, on: null, last: Infinity }
  const days = daily.exec(rrule)
  if (days) return { every: Number(days[1] ?? 1), on: null, last: lastOf(days[2]) }
  const week = weekly.exec(rrule)
  const named = week?.[1]?.split(',')
  return named ? { every: 1, on: weekdays.map((day) => named.includes(day)), last: lastOf(week?.[2]) } : null
}

/** Whether a rule that begins on day `first` has one on `day`. */
export function isOn({ every, on, last }: SimpleRule, first: number, day: number): boolean {
  if (day < first || day > last) return false
  // The first of January 1970 was a Thursday.
  if (on) return on[(((day + 3) % 7) + 7) % 7] ?? false
  return every === Infinity ? day === first : (day - first) % every === 0
}

/** Many entries begin and end at the same times of the same days; each is looked up on the clock once. */
const clocks = new Map<string, number | null>()
/** When a wall-clock time of a day is, in milliseconds since the Unix epoch. Null inside a spring gap where `gaps` are left out, else after it; of two the earlier. */
export function onClockMs(day: number, time: string, timeZone: string, gaps: 'left out' | 'after'): number | null {
  const key = `${day} ${time} ${timeZone} ${gaps}`
  const known = clocks.get(key)
  if (known !== undefined) return known
  if (clocks.size > 50_000) clocks.clear()
  const wall = Temporal.PlainDate.from(dayName(day)).toPlainDateTime(time)
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' })
  const found = gaps === 'after' || zoned.toPlainDateTime().equals(wall) ? zoned.epochMilliseconds : null
  clocks.set(key, found)
  return found
}
