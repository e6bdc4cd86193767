import type { ScheduleWrite } from '../../protocol/api.ts'
import { parts, weekdays } from './rule.ts'
import { addDays, daysFrom } from './spot.ts'
import type { Spot } from './spot.ts'

/** Which occurrences a change is for: the one of that day, that one and all later ones, every one. */
export const scopes = ['day', 'from', 'all'] as const
export type Scope = (typeof scopes)[number]
/** Entries to write and ids to take away, together. */
export type Change = { put: ScheduleWrite[]; remove: string[] }

const compact = (day: string): string => day.replaceAll('-', '')
const rest = (rrule: string, ...without: string[]): string =>
  rrule.replace(/^RRULE:/i, '').split(';').filter((part) => part !== '' && !without.includes(part.split('=')[0]?.toUpperCase() ?? '')).join(';')

/** A rule that ends with the day before `day`. */
export const endBefore = (rrule: string, day: string): string => `${rest(rrule, 'UNTIL', 'COUNT')};UNTIL=${compact(addDays(day, -1))}`

function shiftUntil(rrule: string, days: number): string {
  return rrule.replace(/UNTIL=(\d{4})(\d{2})(\d{2})/i, (_, y: string, m: string, d: string) => `UNTIL=${compact(addDays(`${y}-${m}-${d}`, days))}`)
}

/**
 * The rule whose days all lie `days` later; null where no rule says so (the last Friday, the 31st and the like). A rule that
 * names no day follows its first day by itself.
 */
export function shiftRule(rrule: string, days: number): string | null {
  if (days === 0) return rrule
  const { FREQ, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, BYYEARDAY, BYWEEKNO } = parts(rrule)
  if (BYSETPOS ?? BYYEARDAY ?? BYWEEKNO) return null
  const moved = shiftUntil(rest(rrule, 'BYDAY', 'BYMONTHDAY'), days)
  if (BYMONTHDAY !== undefined) {
    const on = BYMONTHDAY.split(',').map((d) => Number(d) + days)
    return BYDAY === undefined && BYMONTHDAY.split(',').every((d) => Number(d) > 0) && on.every((d) => d >= 1 && d <= 28) ? `${moved};BYMONTHDAY=${on.join(',')}` : null
  }
  if (BYMONTH !== undefined) return null
  if (BYDAY === undefined) return moved
  const at = BYDAY.split(',').map((day) => weekdays.findIndex((known) => known === day))
  if (at.includes(-1) || FREQ === 'YEARLY' || FREQ === 'MONTHLY') return null
  const on = at.map((d) => (((d + days) % 7) + 7) % 7)
  return `${moved};BYDAY=${weekdays.filter((_, i) => on.includes(i)).join(',')}`
}

/** Whether a move of the occurrence of `day` to `spot` can be said for those occurrences. */
export function scopeFits(entry: ScheduleWrite, day: string, spot: Spot, scope: Scope): boolean {
  return entry.rrule === null || scope === 'day' || shiftRule(entry.rrule, daysFrom(day, spot.day)) !== null
}

type Given = {
  entry: ScheduleWrite
  /** The day of the occurrence that is meant. */
  day: string
  scope: Scope
  /** A free id for what is cut off. */
  newId: string
  /** How many of the rule's days lie before `day`; asked only for rules with COUNT. */
  before: () => number
}

/** From that day on: the rule as it goes on, with what is left of its COUNT. */
function onward(rrule: string, before: () => number): string {
  const { COUNT } = parts(rrule)
  return COUNT === undefined ? rrule : `${rest(rrule, 'COUNT')};COUNT=${Math.max(1, Number(COUNT) - before())}`
}

/** Puts the occurrence of `day` at `spot`: that one alone, from there on, or all of them by the same step. */
export function relocate({ entry, day, scope, newId, before }: Given, spot: Spot): Change {
  const times = { from: spot.from, until: spot.until }
  if (entry.rrule === null) return { put: [{ ...entry, ...times, startDay: spot.day, exceptDays: [] }], remove: [] }
  const days = daysFrom(day, spot.day)
  if (scope === 'day') {
    return { put: [{ ...entry, exceptDays: [...new Set([...entry.exceptDays, day])].sort() }, { ...entry, ...times, id: newId, startDay: spot.day, rrule: null, exceptDays: [] }], remove: [] }
  }
  const rule = shiftRule(entry.rrule, days) ?? entry.rrule
  const shifted = (list: readonly string[]) => list.map((d) => addDays(d, days))
  if (scope === 'all' || day <= entry.startDay) return { put: [{ ...entry, ...times, rrule: rule, startDay: addDays(entry.startDay, days), exceptDays: shifted(entry.exceptDays) }], remove: [] }
  return {
    put: [
      { ...entry, rrule: endBefore(entry.rrule, day), exceptDays: entry.exceptDays.filter((d) => d < day) },
      { ...entry, ...times, id: newId, startDay: spot.day, rrule: onward(rule, before), exceptDays: shifted(entry.exceptDays.filter((d) => d >= day)) },
    ],
    remove: [],
  }
}

/** Takes away the occurrence of `day`, that one and all later ones, or the entry. */
export function cutOut({ entry, day, scope }: Pick<Given, 'entry' | 'day' | 'scope'>): Change {
  if (entry.rrule === null || scope === 'all' || (scope === 'from' && day <= entry.startDay)) return { put: [], remove: [entry.id] }
  if (scope === 'day') return { put: [{ ...entry, exceptDays: [...new Set([...entry.exceptDays, day])].sort() }], remove: [] }
  return { put: [{ ...entry, rrule: endBefore(entry.rrule, day), exceptDays: entry.exceptDays.filter((d) => d < day) }], remove: [] }
}
