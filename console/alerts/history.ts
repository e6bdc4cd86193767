import type { AlertView } from '../../protocol/api.ts'
import type { Severity } from '../../protocol/words.ts'
import type { HistoryAsk } from './api.ts'

/** What the history is narrowed down to. Days are the site's, `YYYY-MM-DD`, the last one included; empty = any. */
export type HistoryFilter = { state: AlertView['state'] | 'due' | ''; severity: Severity | ''; from: string; to: string }
export const noFilter: HistoryFilter = { state: '', severity: '', from: '', to: '' }
export const isFiltered = (filter: HistoryFilter): boolean => Object.values(filter).some((value) => value !== '')

/** The instants a span of site days stands for. */
export function spanOf({ from, to }: Pick<HistoryFilter, 'from' | 'to'>, timeZone: string): { from?: string; until?: string } {
  const start = (day: Temporal.PlainDate) => day.toZonedDateTime(timeZone).toInstant().toString()
  return { ...(from !== '' && { from: start(Temporal.PlainDate.from(from)) }), ...(to !== '' && { until: start(Temporal.PlainDate.from(to).add({ days: 1 })) }) }
}

export const PAGE = 100
/** The question for one page of it; `before`: the alert after which it goes on. */
export const askOf = ({ state, severity, from, to }: HistoryFilter, timeZone: string, before?: AlertView): HistoryAsk => ({
  limit: String(PAGE), ...spanOf({ from, to }, timeZone), ...(state === 'due' ? { due: 'true' } : state !== '' && { state }), ...(severity !== '' && { severity }), ...(before && { before: before.raisedAt }),
})

/** Two lists as one, each alert once, as the newer list has it; the newest first. */
export function merged(newer: readonly AlertView[], older: readonly AlertView[]): AlertView[] {
  const byId = new Map([...older, ...newer].map((view) => [view.id, view]))
  return [...byId.values()].sort((a, b) => Date.parse(b.raisedAt) - Date.parse(a.raisedAt) || (a.id < b.id ? -1 : 1))
}
