import { createHash } from 'node:crypto'
import type { AuditVerdict } from '../../protocol/api-audit.ts'
import type { Tables } from '../store/schema.ts'

export type AuditRow = Tables['audit']
export type Checkpoint = { seq: number; hash: string }
/** Hashes that were seen before, by the entry's number; the first characters are enough. */
export type Checkpoints = ReadonlyMap<number, readonly string[]>

/** SHA-256 over everything else an entry says, hex. */
export function hashOf({ seq, at_ms, user, action, subject, outcome, detail, prev }: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256').update(JSON.stringify([seq, at_ms, user, action, subject, outcome, detail, prev])).digest('hex')
}

export type Walk = { seq: number; hash: string; fault: AuditVerdict['fault'] }
export const startOfChain: Walk = { seq: 0, hash: '', fault: null }

/** Follows the chain over the next rows, in order; stops at the first fault. Pure, so that a log of any length is read in pages. */
export function follow(walk: Walk, rows: readonly AuditRow[], checkpoints: Checkpoints): Walk {
  for (const row of rows) {
    if (walk.fault) return walk
    if (row.seq !== walk.seq + 1) return { ...walk, fault: { seq: walk.seq + 1, what: 'missing' } }
    if (hashOf(row) !== row.hash) return { ...walk, fault: { seq: row.seq, what: 'altered' } }
    if (row.prev !== walk.hash) return { ...walk, fault: { seq: row.seq, what: 'unlinked' } }
    if (checkpoints.get(row.seq)?.some((seen) => !row.hash.startsWith(seen))) return { ...walk, fault: { seq: row.seq, what: 'cut' } }
    walk = { seq: row.seq, hash: row.hash, fault: null }
  }
  return walk
}

/** The chain has ended: whatever a checkpoint saw beyond that was cut off. */
export function endOfChain(walk: Walk, checkpoints: Checkpoints): Walk {
  const beyond = [...checkpoints.keys()].some((seq) => seq > walk.seq)
  return walk.fault === null && beyond ? { ...walk, fault: { seq: walk.seq + 1, what: 'cut' } } : walk
}

const checkpointLine = /^(\d{1,15})[ :]([0-9a-f]{8,64})\b/

/** Checkpoints as they are written down: `1234 ab12cd34…` or `1234:ab12cd34…`, one a line; anything else is no checkpoint. */
export function readCheckpoints(text: string): Map<number, string[]> {
  const found = new Map<number, string[]>()
  for (const line of text.split('\n')) {
    const [, seq, hash] = checkpointLine.exec(line) ?? []
    if (seq !== undefined && hash !== undefined) found.set(Number(seq), [...(found.get(Number(seq)) ?? []), hash])
  }
  return found
}
