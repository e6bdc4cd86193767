/** The audit log over HTTP. */
import * as z from 'zod/mini'
import { Count, Instant } from './basics.ts'

/**
 * One entry. A change leaves two: `asked` before it is tried, then `done` or `refused`, whose `detail` names the first by its
 * `seq`. An `asked` that nothing follows was cut short. `hash` is SHA-256 over the JSON array of all other fields (`at` in
 * milliseconds since the Unix epoch), hex; `prev` is the hash of the entry before, empty for the first.
 */
export const AuditEntry = z.object({
  seq: Count,
  at: Instant,
  /** Who; `-` for the controller itself. */
  user: z.string(),
  /** The route (`POST /api/alerts`), or what the controller did by itself. */
  action: z.string(),
  /** What it was done to: the path asked for. */
  subject: z.string(),
  outcome: z.enum(['asked', 'done', 'refused']),
  /** JSON; secrets are blotted out. */
  detail: z.string(),
  prev: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** `altered`: an entry is not what was hashed. `missing`: numbers are left out. `unlinked`: it does not follow the one before. `cut`: entries that a checkpoint saw are gone or others. */
export const auditFaults = ['altered', 'missing', 'unlinked', 'cut'] as const
export const AuditVerdict = z.object({
  ok: z.boolean(),
  entries: Count,
  /** Hash of the last entry: written down elsewhere, it proves later that all up to here is as it was. */
  head: z.string(),
  fault: z.nullable(z.object({ seq: Count, what: z.enum(auditFaults) })),
  /** Checkpoints outside the database that were compared. */
  checkpoints: Count,
})
export type AuditVerdict = z.infer<typeof AuditVerdict>
