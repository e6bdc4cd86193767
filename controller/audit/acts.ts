import * as z from 'zod/mini'
import { AuditDetail, type AuditAct, type AuditEntry } from '../../protocol/api-audit.ts'
import type { AuditRow } from './chain.ts'

export const entryOf = ({ at_ms, outcome, ...row }: AuditRow): AuditEntry => ({
  ...row, at: Temporal.Instant.fromEpochMilliseconds(at_ms).toString(), outcome: outcome === 'done' || outcome === 'refused' ? outcome : 'asked',
})

/** The row as it was hashed, from an entry as it was exported. */
export const rowOf = ({ at, ...entry }: AuditEntry): AuditRow => ({ ...entry, at_ms: Temporal.Instant.from(at).epochMilliseconds })

/** Which `asked` an entry ends; null where none. Somebody may have altered the text: what cannot be read ends none. */
export function endsWhich({ outcome, detail }: Pick<AuditRow, 'outcome' | 'detail'>): number | null {
  if (outcome === 'asked') return null
  try {
    const said = z.safeParse(AuditDetail, JSON.parse(detail))
    return said.success ? said.data.asked ?? null : null
  } catch {
    return null
  }
}

/** Entries as acts, the latest first: an `asked` and what followed it are one. */
export function fold(rows: readonly AuditRow[]): AuditAct[] {
  const asked = new Map(rows.filter(({ outcome }) => outcome === 'asked').map((row) => [row.seq, row]))
  const acts: AuditAct[] = []
  const add = (first: AuditRow | null, last: AuditRow | null) => {
    const shown = last ?? first
    if (!shown) return
    const { user, action, subject } = first ?? shown
    acts.push({ seq: shown.seq, at: entryOf(first ?? shown).at, user, action, subject, outcome: last === null ? 'open' : last.outcome === 'done' ? 'done' : 'refused', asked: first && entryOf(first), ended: last && entryOf(last) })
  }
  for (const row of rows) {
    if (row.outcome === 'asked') continue
    const which = endsWhich(row)
    const first = which === null ? null : asked.get(which) ?? null
    if (first) asked.delete(first.seq)
    add(first, row)
  }
  for (const row of asked.values()) add(row, null)
  return acts.sort((a, b) => b.seq - a.seq)
}
