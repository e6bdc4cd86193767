import * as z from 'zod/mini'
import { LifeStep } from '../../protocol/api-alerts.ts'
import type { AfterReviewWrite } from '../../protocol/api-alerts.ts'
import { AlertAnswer, AlertView, DryRun } from '../../protocol/api.ts'
import type { AlertDecision, AlertRequest, AlertRewrite } from '../../protocol/api.ts'
import type { Ask } from '../request.ts'

const Anything = z.unknown()
const path = encodeURIComponent
export type HistoryAsk = Partial<Record<'state' | 'severity' | 'from' | 'until' | 'before' | 'due' | 'limit', string>>

/** Alerts: letting them out, and what comes after. */
export const createAlertsApi = (ask: Ask) => ({
  /** `of`: the live alert that this would change. */
  dryRun: (body: AlertRequest, of: string | undefined, signal?: AbortSignal) => ask(`/alerts/dry-run${of === undefined ? '' : `?alert=${path(of)}`}`, DryRun, { method: 'POST', body, signal }),
  raise: (body: AlertRequest) => ask('/alerts', AlertAnswer, { method: 'POST', body }),
  update: (id: string, body: AlertRewrite & { version: number }) => ask(`/alerts/${path(id)}`, AlertAnswer, { method: 'PUT', body }),
  /** `version`: what was read. */
  decide: (id: string, what: 'release' | 'refuse', body: AlertDecision & { version: number }) => ask(`/alerts/${path(id)}/${what}`, AlertAnswer, { method: 'POST', body }),
  cancel: (id: string) => ask(`/alerts/${path(id)}/cancel`, AlertAnswer, { method: 'POST', body: {} }),
  one: (id: string) => ask(`/alerts/${path(id)}`, AlertView),
  reach: (id: string) => ask(`/alerts/${path(id)}/reach`, DryRun),
  life: (id: string) => ask(`/alerts/${path(id)}/life`, z.array(LifeStep)),
  review: (id: string, body: AfterReviewWrite) => ask(`/alerts/${path(id)}/review`, AlertView, { method: 'POST', body }),
  send: (id: string, device: string, sent: boolean) => ask(`/alerts/${path(id)}/screens/${path(device)}`, Anything, { method: 'PUT', body: { sent } }),
  history: (asked: HistoryAsk) => ask(`/alerts?${new URLSearchParams(asked).toString()}`, z.array(AlertView)),
})
/** The address of the sheet: a link, so that the browser saves it. */
export const sheetHref = (asked: { from?: string; until?: string; language: string }): string => `/api/alerts/history.csv?${new URLSearchParams(asked).toString()}`
