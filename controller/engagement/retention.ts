import { sql } from 'kysely'
import type { Store } from '../store/store.ts'

const DAY_MS = 86_400_000
/** Events and what was refused are kept this long; the hourly counts stay. */
const EVENTS_MS = 30 * DAY_MS
const SESSION_MS = DAY_MS
/** A statement touches at most this many rows, so that others get their turn. */
const AT_ONCE = 2_000

async function inSteps(step: () => Promise<number>): Promise<number> {
  let all = 0
  for (;;) {
    const some = await step()
    all += some
    if (some < AT_ONCE) return all
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

/** Deletes events older than 30 days, and streams that no device can still hold. */
export async function forgetEvents({ db }: Store, nowMs: number): Promise<string> {
  const before = nowMs - EVENTS_MS
  const removed = async (table: 'event' | 'quarantine') => inSteps(async () => {
    const answer = await sql`delete from ${sql.table(table)} where (device, stream, seq) in
      (select device, stream, seq from ${sql.table(table)} where received_ms < ${before} limit ${sql.lit(AT_ONCE)})`.execute(db)
    return Number(answer.numAffectedRows ?? 0n)
  })
  const events = await removed('event')
  const refused = await removed('quarantine')
  const streams = await db.deleteFrom('stream').where('last_ms', '<', before).executeTakeFirst()
  return `${events} events, ${refused} refused ones and ${streams.numDeletedRows} streams forgotten`
}

/**
 * Takes the session ids out of engagement events that are a day old: from then on nothing ties two events together.
 * What was received before `sinceMs` has been looked through already.
 */
export async function eraseSessions({ db, dialect }: Store, nowMs: number, sinceMs: number): Promise<string> {
  // PostgreSQL's jsonb refuses \u0000, which a text may hold; an id has no character that would need care.
  const without = dialect === 'sqlite' ? sql`json_remove(body, '$.session')` : sql`regexp_replace(body, '"session":"[a-z0-9_-]*",?', '')`
  const old = sql`select device, stream, seq from event where received_ms < ${nowMs - SESSION_MS} and received_ms >= ${sinceMs} and kind = 'engagement' and body like '%"session":%' limit ${sql.lit(AT_ONCE)}`
  const erased = await inSteps(async () => Number((await sql`update event set body = ${without} where (device, stream, seq) in (${old})`.execute(db)).numAffectedRows ?? 0n))
  const refused = await sql`delete from quarantine where received_ms < ${nowMs - SESSION_MS} and body like '%"session"%'`.execute(db)
  return `${erased} session ids erased, ${refused.numAffectedRows ?? 0n} refused events with one removed`
}
