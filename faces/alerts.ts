import type { Text } from '../protocol/basics.ts'
import type { Alert, AlertInfo } from '../protocol/alert.ts'
import { say, severityName } from './labels.ts'

const base = (language: string): string => language.split('-')[0] ?? language

/** Of the screen's languages those the alert is really written in; else the first it has. At most two. */
export function alertLanguages(alert: Alert, languages: readonly string[]): string[] {
  const written = new Set(alert.info.map((i) => base(i.language)))
  const found = languages.filter((l) => written.has(base(l)))
  return found.length > 0 ? found.slice(0, 2) : [alert.info[0]?.language ?? 'zh-CN']
}

/** One field of the alert as a Text, or null where no language has it. */
export function alertText(alert: Alert, field: Exclude<keyof AlertInfo, 'language'>): Text | null {
  const filled = alert.info.filter((i) => i[field])
  const some = filled[0]?.[field]
  if (!some) return null
  const of = (language: string): string => filled.find((i) => base(i.language) === language)?.[field] ?? some
  const others = Object.fromEntries(filled.map((i) => [base(i.language) === 'zh' ? 'zh-CN' : i.language, i[field] ?? some]))
  return { ...others, 'zh-CN': of('zh'), en: of('en') }
}

/** 1 to 3: how many of the mark's bars are full, so that severity is told without colour. */
export const rank = (alert: Alert): 1 | 2 | 3 => (alert.severity === 'red' ? 3 : alert.severity === 'orange' ? 2 : 1)

/** What kind of alert it is, in words; what is not actual says so first. */
export function alertKind(alert: Alert): Text {
  if (alert.status === 'exercise') return say.exercise
  if (alert.status !== 'actual') return say.test
  return alert.level === 'emergency' ? say.emergency : severityName[alert.severity]
}

/** The hour it ends, by the site's clock; with the day where that is not today. */
export function untilWords(alert: Alert, now: Temporal.Instant, timeZone: string): Text {
  const end = Temporal.Instant.from(alert.expires).toZonedDateTimeISO(timeZone)
  const today = now.toZonedDateTimeISO(timeZone)
  const hour = `${String(end.hour).padStart(2, '0')}:${String(end.minute).padStart(2, '0')}`
  if (Temporal.PlainDate.compare(end.toPlainDate(), today.toPlainDate()) === 0) return { 'zh-CN': `有效至 ${hour}`, en: `Until ${hour}` }
  const month = end.toLocaleString('en', { month: 'short' })
  return { 'zh-CN': `有效至 ${end.month} 月 ${end.day} 日 ${hour}`, en: `Until ${end.day} ${month}, ${hour}` }
}
