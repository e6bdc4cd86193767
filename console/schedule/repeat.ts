import type { ScheduleWrite } from '../../protocol/api.ts'
import { columnsFrom, occurrencesOn } from './occurrence.ts'
import { fromRrule, parts, ruleFits, weekdays } from './rule.ts'
import type { RuleEngine, Weekday } from './rule.ts'
import { addDays } from './spot.ts'

export const repeatKinds = ['once', 'daily', 'weekdays', 'weekly', 'monthly', 'custom'] as const
export const nths = ['1', '2', '3', '4', '-1'] as const
export type Nth = (typeof nths)[number]
export type End = { kind: 'never' } | { kind: 'until'; day: string } | { kind: 'count'; times: number }
/** A recurrence as its sentence is put together: every so many days, weeks or months, on which of them, until when. */
export type Repeat =
  | { kind: 'once' }
  | { kind: 'daily'; every: number; end: End }
  | { kind: 'weekly'; every: number; days: readonly Weekday[]; end: End }
  | { kind: 'monthly'; every: number; on: { date: number } | { nth: Nth; day: Weekday }; end: End }
  | { kind: 'custom'; text: string }

const WORKING = weekdays.slice(0, 5)
const KNOWN = new Set(['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'COUNT', 'UNTIL'])
const dayOf = (text: string): Weekday | undefined => weekdays.find((d) => d === text)
const isNth = (text: string | undefined): text is Nth => nths.some((n) => n === text)

/** A rule as its sentence; what no sentence of ours says stays as it is written. `startDay` says what a rule leaves to it. */
export function readRepeat(rrule: string | null, startDay: string): Repeat {
  if (rrule === null) return { kind: 'once' }
  const custom: Repeat = { kind: 'custom', text: rrule }
  const rule = parts(rrule)
  if (Object.keys(rule).some((key) => !KNOWN.has(key))) return custom
  const { FREQ, INTERVAL = '1', BYDAY, BYMONTHDAY, COUNT, UNTIL } = rule
  const every = Number(INTERVAL)
  const until = /^(\d{4})(\d{2})(\d{2})/.exec(UNTIL ?? '')
  const end: End = until ? { kind: 'until', day: `${until[1]}-${until[2]}-${until[3]}` } : COUNT ? { kind: 'count', times: Number(COUNT) } : { kind: 'never' }
  if (!Number.isInteger(every) || every < 1 || (UNTIL !== undefined && !until)) return custom
  const start = Temporal.PlainDate.from(startDay)
  if (FREQ === 'DAILY') return BYDAY || BYMONTHDAY ? custom : { kind: 'daily', every, end }
  if (FREQ === 'WEEKLY' && !BYMONTHDAY) {
    const days = (BYDAY ?? weekdays[start.dayOfWeek - 1] ?? 'MO').split(',').map(dayOf)
    return days.every((d) => d !== undefined) ? { kind: 'weekly', every, days: weekdays.filter((d) => days.includes(d)), end } : custom
  }
  if (FREQ !== 'MONTHLY' || (BYDAY && BYMONTHDAY)) return custom
  const counted = /^\+?(-?\d)([A-Z]{2})$/.exec(BYDAY ?? '')
  const day = dayOf(counted?.[2] ?? '')
  if (BYDAY) return isNth(counted?.[1]) && day ? { kind: 'monthly', every, on: { nth: counted[1], day }, end } : custom
  const date = BYMONTHDAY ?? String(start.day)
  return /^([1-9]|[12]\d|3[01])$/.test(date) ? { kind: 'monthly', every, on: { date: Number(date) }, end } : custom
}

/** The sentence back as a rule: null = once. */
export function writeRepeat(repeat: Repeat): string | null {
  if (repeat.kind === 'once') return null
  if (repeat.kind === 'custom') return repeat.text.trim().replace(/^RRULE:/i, '')
  const { kind, every, end } = repeat
  const on = kind === 'weekly' ? `BYDAY=${weekdays.filter((d) => repeat.days.includes(d)).join(',')}`
    : kind === 'monthly' ? ('date' in repeat.on ? `BYMONTHDAY=${repeat.on.date}` : `BYDAY=${repeat.on.nth}${repeat.on.day}`) : ''
  const ends = end.kind === 'until' ? `UNTIL=${end.day.replaceAll('-', '')}` : end.kind === 'count' ? `COUNT=${end.times}` : ''
  return [`FREQ=${kind.toUpperCase()}`, every === 1 ? '' : `INTERVAL=${every}`, on, ends].filter(Boolean).join(';')
}

/** Which of the forms to choose from a sentence has: working days are a week's. */
export const formOf = (repeat: Repeat): (typeof repeatKinds)[number] =>
  repeat.kind === 'weekly' && repeat.every === 1 && repeat.days.join() === WORKING.join() ? 'weekdays' : repeat.kind

/** The sentence in another form, with what it can keep of how it was. */
export function inForm(form: (typeof repeatKinds)[number], was: Repeat, startDay: string): Repeat {
  const start = Temporal.PlainDate.from(startDay)
  const own = weekdays[start.dayOfWeek - 1] ?? 'MO'
  const end: End = 'end' in was ? was.end : { kind: 'never' }
  const every = 'every' in was && was.kind === form ? was.every : 1
  switch (form) {
    case 'once': return { kind: 'once' }
    case 'daily': return { kind: 'daily', every, end }
    case 'weekdays': return { kind: 'weekly', every: 1, days: WORKING, end }
    case 'weekly': return { kind: 'weekly', every, days: was.kind === 'weekly' && formOf(was) === 'weekly' ? was.days : [own], end }
    case 'monthly': return { kind: 'monthly', every, on: { date: start.day }, end }
    case 'custom': return { kind: 'custom', text: writeRepeat(was) ?? 'FREQ=DAILY;INTERVAL=2' }
  }
}

/** Whether a sentence is whole. */
export function repeatFits(repeat: Repeat): boolean {
  if (repeat.kind === 'once') return true
  if (repeat.kind === 'custom') return ruleFits(fromRrule(repeat.text))
  const { every, end } = repeat
  const positive = (n: number) => Number.isInteger(n) && n >= 1
  if (!positive(every) || every > 99 || (end.kind === 'count' && !positive(end.times)) || (end.kind === 'until' && end.day === '')) return false
  if (repeat.kind === 'weekly') return repeat.days.length > 0
  return repeat.kind === 'daily' || !('date' in repeat.on) || (positive(repeat.on.date) && repeat.on.date <= 31)
}

type Dated = Pick<ScheduleWrite, 'rrule' | 'startDay' | 'exceptDays'>
/** The next days on which an entry begins, from `today` on; at most `most`, and none later than four years. */
export function nextDays({ rrule, startDay, exceptDays }: Dated, today: string, engine: RuleEngine | null, most = 5): string[] {
  const from = startDay > today ? startDay : today
  if (rrule !== null && fromRrule(rrule).kind === 'custom') return engine?.next(rrule, startDay, from, most + exceptDays.length).filter((d) => !exceptDays.includes(d)).slice(0, most) ?? []
  const entry = { id: '', name: '', playlist: '', zones: [], level: 'default' as const, weight: 1, moments: [], state: 'live' as const, rrule, startDay, exceptDays, from: '00:00', until: '00:01' }
  const days: string[] = []
  for (let first = from, left = 48; left > 0 && days.length < most; first = addDays(first, 31), left--) days.push(...occurrencesOn(entry, columnsFrom(first, 31), engine).map((o) => o.day))
  return days.slice(0, most)
}
