import type { ScheduleWrite } from '../../protocol/api.ts'
import { fromRrule, ruleHits, weekdays } from './rule.ts'
import type { RuleEngine } from './rule.ts'
import { addDays, clockOf, DAY_MINUTES } from './spot.ts'

/** A day of the calendar: its date, its weekday (Monday 1) and its number in the month. */
export type Column = { day: string; weekday: number; date: number }
/** An occurrence laid on a row of days: minutes from the midnight that begins the first of them. */
export type Occurrence = { day: string; start: number; end: number }

export function columnsFrom(first: string, days: number): Column[] {
  const begins = Temporal.PlainDate.from(first)
  return Array.from({ length: days }, (_, i) => {
    const day = begins.add({ days: i })
    return { day: day.toString(), weekday: day.dayOfWeek, date: day.day }
  })
}

type Hits = (column: Column) => boolean
const compiled = new WeakMap<ScheduleWrite, { engine: RuleEngine | null; hits: Hits }>()

/** Whether an entry begins on a day; the plain rules by comparing words, so that ten thousand entries cost little. */
function hitsOf(entry: ScheduleWrite, engine: RuleEngine | null): Hits {
  const known = compiled.get(entry)
  if (known?.engine === engine) return known.hits
  const rule = fromRrule(entry.rrule)
  const except = new Set(entry.exceptDays)
  const on = ((): Hits => {
    switch (rule.kind) {
      case 'once': return (c) => c.day === entry.startDay
      case 'daily': return () => true
      case 'weekdays': return (c) => c.weekday <= 5
      case 'weekly': {
        const days = rule.days.map((d) => weekdays.indexOf(d) + 1)
        return (c) => days.includes(c.weekday)
      }
      case 'monthly': return (c) => c.date === rule.day
      case 'custom': return (c) => ruleHits(rule, Temporal.PlainDate.from(c.day), Temporal.PlainDate.from(entry.startDay), engine)
    }
  })()
  const hits: Hits = (c) => c.day >= entry.startDay && !except.has(c.day) && on(c)
  compiled.set(entry, { engine, hits })
  return hits
}

/** The day before a row of days, worked out once for all entries. */
const eves = new WeakMap<readonly Column[], Column | undefined>()
function eveOf(columns: readonly Column[]): Column | undefined {
  const first = columns[0]
  if (first && !eves.has(columns)) eves.set(columns, columnsFrom(addDays(first.day, -1), 1)[0])
  return eves.get(columns)
}

/** The occurrences of an entry that touch these days, in order; one from the evening before is among them. */
export function occurrencesOn(entry: ScheduleWrite, columns: readonly Column[], engine: RuleEngine | null): Occurrence[] {
  const hits = hitsOf(entry, engine)
  const { from, length } = clockOf(entry)
  const found: Occurrence[] = []
  const eve = eveOf(columns)
  if (eve && from + length > DAY_MINUTES && hits(eve)) found.push({ day: eve.day, start: from - DAY_MINUTES, end: from - DAY_MINUTES + length })
  columns.forEach((column, i) => {
    if (hits(column)) found.push({ day: column.day, start: i * DAY_MINUTES + from, end: i * DAY_MINUTES + from + length })
  })
  return found
}

/** How many days of the rule lie before `day`, at most ten years of them. */
export function countBefore(entry: ScheduleWrite, day: string, engine: RuleEngine | null): number {
  const hits = hitsOf({ ...entry, exceptDays: [] }, engine)
  const span = Math.min(3660, Temporal.PlainDate.from(entry.startDay).until(Temporal.PlainDate.from(day)).days)
  return columnsFrom(entry.startDay, Math.max(0, span)).filter(hits).length
}

/** Whether an entry has an occurrence that touches these days. */
export const isOnDays = (entry: ScheduleWrite, columns: readonly Column[], engine: RuleEngine | null): boolean => {
  const hits = hitsOf(entry, engine)
  if (columns.some(hits)) return true
  const { from, length } = clockOf(entry)
  const eve = from + length > DAY_MINUTES ? eveOf(columns) : undefined
  return eve !== undefined && hits(eve)
}
