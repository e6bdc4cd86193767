import * as z from 'zod/mini'
import { AuditDetail } from '../../protocol/api-audit.ts'
import type { AuditAct, AuditEntry } from '../../protocol/api-audit.ts'

/** What an entry says beyond who and when; an altered one may say nothing that can be read. */
export function detailOf(entry: AuditEntry | null): AuditDetail {
  if (!entry) return {}
  try {
    const said = z.safeParse(AuditDetail, JSON.parse(entry.detail))
    return said.success ? said.data : {}
  } catch {
    return {}
  }
}

export type Subject = { kind: string; id: string; version: string | null }

const text = (value: unknown): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null)

/** What an act was about: from its address, else from what was made or written. Null where it was about nothing in particular. */
export function subjectOf({ subject, asked, ended }: Pick<AuditAct, 'subject' | 'asked' | 'ended'>): Subject | null {
  const [area = '', ...rest] = subject.replace(/^\/api\//, '').split('/').map(decodeURIComponent)
  if (area === 'revisions' && rest.length > 2) return { kind: rest[0] ?? '', id: rest[1] ?? '', version: rest[2] ?? null }
  if (rest[0] !== undefined && !['decide', 'publish', 'adopt', 'export', 'redeem', 'rotate', 'finish', 'stages'].includes(rest[0])) return { kind: area, id: rest[0], version: null }
  const made = detailOf(ended).made
  const body = Object(detailOf(asked).body) as Record<string, unknown>
  if (area === 'session') return null
  const several = Array.isArray(body['revisions']) ? body['revisions'] : Array.isArray(body['things']) ? body['things'] : []
  const first = Object(several[0]) as Record<string, unknown>
  if (several.length > 0) return { kind: text(first['kind']) ?? area, id: several.map((one: unknown) => text(Object(one)['id']) ?? '').join(', '), version: null }
  const id = text(made?.['id']) ?? text(made?.['user']) ?? text(body['user']) ?? text(body['id'])
  return id === null ? null : { kind: text(made?.['kind']) ?? area, id, version: text(made?.['version']) }
}

const MOST_LEAVES = 80

/** Plain values with their paths, lists of plain values as one; what was blotted out and what is empty is left out. */
export function leaves(value: unknown, path = ''): [string, unknown][] {
  if (value === null || value === undefined || value === '' || value === '…') return []
  const isPlain = typeof value !== 'object' || (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
  if (isPlain) return Array.isArray(value) && value.length === 0 ? [] : [[path, value]]
  return Object.entries(value).flatMap(([key, one]) => leaves(one, path === '' ? key : `${path}.${key}`)).slice(0, MOST_LEAVES)
}

/** A value of a field as one line; instants by `time`. */
export function valueWords(value: unknown, time: (ms: number) => string): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? '✓' : '✗'
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? time(Date.parse(value)) : value
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.length === 0 ? '–' : value.join(' · ')
  return JSON.stringify(value)
}
