import { createHash } from 'node:crypto'
import type { AuditVerdict } from '../../protocol/api-audit.ts'
import type { Tables } from '../store/schema.ts'

export type AuditRow = Tables['audit']
export type Checkpoint = { seq: number; hash: string }

/** SHA-256 over everything else an entry says, hex. */
export function hashOf({ seq, at_ms, user, action, subject, outcome, detail, prev }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256').update(JSON.stringify([seq, at_ms, user, action, subject, outcome, detail, prev])).digest('hex')
}

export type Walk = { seq: number; hash: string; fault: AuditVerdict['fault'] }
export const startOfChain: Walk = { seq: 0, hash: '', fault: null }

/** Follows the chain over the next rows, in order; stops at the first fault. Pure, so that a log of any length is read in pages. */
export function follow(walk: Walk, rows: readonly AuditRow[], checkpoints: ReadonlyMap<number, string>): Walk {
  for (const row of rows) {
    if (walk.fault) return walk
    if (row.seq !== walk.seq + 1) return { ...walk, fault: { seq: walk.seq + 1, what: 'missing' } }
    if (hashOf(row) !== row.hash) return { ...walk, fault: { seq: row.seq, what: 'altered' } }
    if (row.prev !== walk.hash) return { ...walk, fault: { seq: row.seq, what: 'unlinked' } }
    const seen = checkpoints.get(row.seq)
    if (seen !== undefined && seen !== row.hash) return { ...walk, fault: { seq: row.seq, what: 'cut' } }
    walk = { seq: row.seq, hash: row.hash, fault: null }
  }
  return walk
}

/** The chain has ended: whatever a checkpoint saw beyond that was cut off. */
export function endOfChain(walk: Walk, checkpoints: ReadonlyMap<number, string>): Walk {
  const beyond = [...checkpoints.keys()].filter((seq) => seq > walk.seq).sort((a, b) => a - b)[0]
  return walk.fault === null && beyond !== undefined ? { ...walk, fault: { seq: walk.seq + 1, what: 'cut' } } : walk
}
