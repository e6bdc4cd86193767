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
  /** JSON of `AuditDetail`; secrets are blotted out. */
  detail: z.string(),
  prev: z.string(),
  hash: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** What an entry's `detail` may say. Of `asked`: what was asked for, and from which address; of what followed: how it ended. */
export const AuditDetail = z.object({
  body: z.optional(z.unknown()),
  from: z.optional(z.string()),
  asked: z.optional(z.nullable(Count)),
  status: z.optional(z.number()),
  /** The refusal, as the API said it. */
  said: z.optional(z.string()),
  /** Names of what was made. */
  made: z.optional(z.record(z.string(), z.unknown())),
  /** Each field that is another since: what it was and what it is. */
  changed: z.optional(z.record(z.string(), z.tuple([z.unknown(), z.unknown()]))),
  /** What is no longer there, as it was. */
  removed: z.optional(z.unknown()),
  /** What a timed job says of itself. */
  result: z.optional(z.string()),
})
export type AuditDetail = z.infer<typeof AuditDetail>

/** Both entries of a change as one; `open`: nothing followed. `seq` is that of the latest entry, `at` that of the first. */
export const AuditAct = z.object({
  seq: Count, at: Instant, user: z.string(), action: z.string(), subject: z.string(),
  outcome: z.enum(['done', 'refused', 'open']),
  asked: z.nullable(AuditEntry), ended: z.nullable(AuditEntry),
})
export type AuditAct = z.infer<typeof AuditAct>
/** The newest first. `next`: give it as `before` for what came earlier; null where that is all. */
export const AuditPage = z.object({ acts: z.array(AuditAct), next: z.nullable(Count) })
export type AuditPage = z.infer<typeof AuditPage>

/** What the log is about, by the paths of the routes that leave a trace. */
export const auditAreas = {
  signin: ['/api/session', '/api/oidc', 'ANXING_'],
  alerts: ['/api/alerts', '/api/cap'],
  content: ['/api/revisions', '/api/review', '/api/items', '/api/playlists', '/api/phones', '/api/media', '/api/uploads'],
  schedule: ['/api/schedule', '/api/presets', '/api/talks'],
  screens: ['/api/devices', '/api/alarms', '/api/keys'],
  people: ['/api/staff', '/api/organisations', '/api/account', '/api/sign-in-rules', 'ANXING_ADMIN_PASSWORD'],
  desk: ['/api/desk', '/api/calls', '/api/kpi'],
  system: ['/api/jobs', '/api/audit', 'job '],
} as const satisfies Record<string, readonly string[]>
export type AuditArea = keyof typeof auditAreas
export const auditAreaNames = Object.keys(auditAreas) as AuditArea[]

/** `altered`: an entry is not what was hashed. `missing`: numbers are left out. `unlinked`: it does not follow the one before. `cut`: entries that a checkpoint saw are gone or others. */
export const auditFaults = ['altered', 'missing', 'unlinked', 'cut'] as const
export type AuditFault = (typeof auditFaults)[number]
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

/** A head as somebody wrote it down: the entry's number and the beginning of its hash, `1234:ab12cd34`. */
export const NotedHead = z.string().check(z.regex(/^\d{1,15}:[0-9a-f]{8,64}$/, 'a number and at least eight characters of its hash, 1234:ab12cd34'))
