import type { Strings } from '../strings/index.ts'

/** RRULE's days, Monday first. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]

/** A recurrence as the builder offers it; `custom` is whatever else the planner takes. */
export type Rule =
  | { kind: 'once' }
  | { kind: 'daily' }
  | { kind: 'weekdays' }
  | { kind: 'weekly'; days: readonly Weekday[] }
  | { kind: 'monthly'; day: number }
  | { kind: 'custom'; text: string }

const isWeekday = (text: string): text is Weekday => weekdays.some((d) => d === text)
const WORKING = 'MO,TU,WE,TH,FR'

/** The parts of a rule: `FREQ=DAILY;INTERVAL=2` -> { FREQ: 'DAILY', INTERVAL: '2' }. */
export function parts(rrule: string): Record<string, string> {
  return Object.fromEntries(rrule.replace(/^RRULE:/i, '').split(';').filter(Boolean).map((part) => {
    const [key = '', value = ''] = part.toUpperCase().split('=')
    return [key, value]
  }))
}

/** Rules that were read: ten thousand entries have few different ones. */
const read = new Map<string, Rule>()
const MOST_READ = 2_000

/** A rule as it is told plainly; what cannot be told so stays as it is written. */
export function fromRrule(rrule: string | null): Rule {
  if (rrule === null) return { kind: 'once' }
  const rule = read.get(rrule) ?? readRule(rrule)
  if (read.size >= MOST_READ) read.clear()
  read.set(rrule, rule)
  return rule
}

function readRule(rrule: string): Rule {
  const { FREQ, BYDAY, BYMONTHDAY, ...rest } = parts(rrule)
  if (Object.keys(rest).length === 0) {
    if (FREQ === 'DAILY' && !BYDAY && !BYMONTHDAY) return { kind: 'daily' }
    if (FREQ === 'WEEKLY' && BYDAY && !BYMONTHDAY) {
      const days = BYDAY.split(',')
      if (days.every(isWeekday)) return BYDAY === WORKING ? { kind: 'weekdays' } : { kind: 'weekly', days: weekdays.filter((d) => days.includes(d)) }
    }
    if (FREQ === 'MONTHLY' && BYMONTHDAY && !BYDAY && /^([1-9]|[12]\d|3[01])$/.test(BYMONTHDAY)) return { kind: 'monthly', day: Number(BYMONTHDAY) }
  }
  return { kind: 'custom', text: rrule }
}

/** Whether the builder's rule can be sent; the planner has the last word on custom ones. */
export function ruleFits(rule: Rule): boolean {
  if (rule.kind === 'weekly') return rule.days.length > 0
  if (rule.kind === 'monthly') return Number.isInteger(rule.day) && rule.day >= 1 && rule.day <= 31
  if (rule.kind === 'custom') return /^(RRULE:)?([A-Z]+=[^;]+;)*FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b/i.test(rule.text.trim())
  return true
}

/** Asks a real recurrence engine about rules that the builder cannot say: loaded only where such a rule is met. */
export type RuleEngine = {
  hits: (rrule: string, startDay: string, day: Temporal.PlainDate) => boolean
  /** The next days from `from` on, that day too. */
  next: (rrule: string, startDay: string, from: string, most: number) => string[]
  words: (rrule: string, startDay: string, language: string) => string
}

/** Whether `day` is one of the rule's. A custom rule without an engine hits no day. */
export function ruleHits(rule: Rule, day: Temporal.PlainDate, startDay: Temporal.PlainDate, engine: RuleEngine | null): boolean {
  if (Temporal.PlainDate.compare(day, startDay) < 0) return false
  switch (rule.kind) {
    case 'once': return day.equals(startDay)
    case 'daily': return true
    case 'weekdays': return day.dayOfWeek <= 5
    case 'weekly': return rule.days.some((d) => weekdays.indexOf(d) === day.dayOfWeek - 1)
    case 'monthly': return day.day === rule.day
    case 'custom': return engine?.hits(rule.text, startDay.toString(), day) ?? false
  }
}

const ordinal = (n: number): string => `${n}${[, 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th'}`

/** Days as people say them: runs of three and more are a range. */
function dayList(days: readonly Weekday[], t: Strings): string {
  const at = days.map((d) => weekdays.indexOf(d)).sort((a, b) => a - b)
  const first = at[0] ?? 0
  const run = at.length >= 3 && at.every((d, i) => d === first + i)
  const name = (d: number | undefined) => t.schedule.days[d ?? 0] ?? ''
  if (t.tag === 'en') return run ? `${name(first)}–${name(at.at(-1))}` : at.map(name).join(', ')
  return run ? `周${name(first)}至周${name(at.at(-1))}` : `周${at.map(name).join('、')}`
}

/** A rule in words. Other languages than Chinese read as English. `other` says what this cannot. */
export function ruleWords(rrule: string | null, t: Strings, other: (rrule: string) => string = (r) => r): string {
  const rule = fromRrule(rrule)
  const s = t.schedule
  switch (rule.kind) {
    case 'once': return s.once
    case 'daily': return s.daily
    case 'weekdays': return s.weekdays
    case 'weekly': return rule.days.length === 7 ? s.daily : t.tag === 'en' ? dayList(rule.days, t) : `每${dayList(rule.days, t)}`
    case 'monthly': return t.tag === 'en' ? `Monthly on the ${ordinal(rule.day)}` : `每月 ${rule.day} 日`
    case 'custom': return other(rule.text)
  }
}

/** `08:30–11:00`, `22:00–06:00 next day`, `all day`. */
export function hoursWords(from: string, until: string, t: Strings): string {
  if (from === until) return from === '00:00' ? t.schedule.fullDay : `${from}–${until} ${t.schedule.nextDay}`
  return `${from}–${until}${until < from ? ` ${t.schedule.nextDay}` : ''}`
}

/** The stretches of a day that an entry covers, as shares of 24 hours; one that crosses midnight has two. */
export function stretches(from: string, until: string): { from: number; width: number }[] {
  const share = (time: string) => {
    const [h = 0, m = 0] = time.split(':').map(Number)
    return (h * 60 + m) / 1440
  }
  const [a, b] = [share(from), share(until)]
  return a < b ? [{ from: a, width: b - a }] : [{ from: a, width: 1 - a }, { from: 0, width: b }].filter((s) => s.width > 0)
}
