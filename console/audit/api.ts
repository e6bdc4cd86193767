import { AuditPage, AuditVerdict } from '../../protocol/api-audit.ts'
import type { AuditArea } from '../../protocol/api-audit.ts'
import type { Ask } from '../request.ts'

export type AuditSearch = { text: string; user: string; area: AuditArea | ''; outcome: 'done' | 'refused' | 'open' | ''; from: string; to: string }
export const noSearch: AuditSearch = { text: '', user: '', area: '', outcome: '', from: '', to: '' }

/** The query of a search; `from` and `to` are days at the site, both included. */
export function queryOf({ from, to, ...words }: AuditSearch, timeZone: string, before: number | null): string {
  const start = (text: string, days: number) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text).add({ days }).toZonedDateTime(timeZone).toInstant().toString() : '')
  const all = { ...words, text: words.text.trim(), from: start(from, 0), to: start(to, 1), before: before === null ? '' : String(before), limit: '100' }
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== '')).toString()
}

/** The audit log. */
export const createAuditApi = (ask: Ask) => ({
  acts: (query: string) => ask(`/audit?${query}`, AuditPage),
  verify: (noted: string) => ask(`/audit/verify${noted === '' ? '' : `?noted=${noted}`}`, AuditVerdict),
})

/** A head as people write it down, `1234:ab12 cd34 ef56 7890`, and back to what the API takes; null where it is none. */
export const headWords = (seq: number, hash: string): string => `${seq}:${(hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ')}`
export function readHead(text: string): string | null {
  const packed = text.replaceAll(/\s/g, '').toLowerCase().replace('：', ':')
  return /^\d{1,15}:[0-9a-f]{8,64}$/.test(packed) ? packed : null
}
