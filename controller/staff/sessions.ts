import { createHash, randomBytes } from 'node:crypto'
import type { Account } from '../../protocol/api.ts'
import type { SessionView } from '../../protocol/api-people.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { accountOf, instant, owingOf, rulesNow, type RulesNow, type SessionRow, type UserRow } from './rows.ts'

/** How often a session in use is written down as such. */
const NOTE_MS = 60_000
const ID_LENGTH = 16

export type From = { address: string; agent: string }
export type SignedIn = { token: string; account: Account; expires: Temporal.Instant }
export type SessionsDeps = { store: Store; clock: Clock; demo: boolean; rules: () => Promise<RulesNow> }

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')
/** Names a session to people. The token's hash opens nothing. */
const idOf = ({ token_hash }: Pick<SessionRow, 'token_hash'>) => token_hash.slice(0, ID_LENGTH)

/** Who is signed in, from where, and for how long. Times come from the site's rules and hold for sessions that stand already. */
export function createSessions({ store: { db }, clock, demo, rules }: SessionsDeps) {
  const nowMs = () => clock.now().epochMilliseconds
  const until = (session: Pick<SessionRow, 'expires_ms' | 'last_ms'>, { rules: { idleMinutes } }: RulesNow) => Math.min(session.expires_ms, session.last_ms + idleMinutes * 60_000)

  async function ofUser(user: string): Promise<{ standing: SessionRow[]; now: RulesNow }> {
    const now = await rules()
    const rows = await db.selectFrom('session').selectAll().where('user', '=', user).orderBy('created_ms', 'desc').execute()
    return { standing: rows.filter((row) => until(row, now) > nowMs()), now }
  }

  return {
    async begin(user: UserRow, way: 'password' | 'oidc', strong: boolean, { address, agent }: From): Promise<SignedIn> {
      const now = nowMs()
      const current = await rules()
      const token = randomBytes(32).toString('base64url')
      const session: SessionRow = { token_hash: hashToken(token), user: user.id, created_ms: now, expires_ms: now + current.rules.longestHours * 3_600_000, last_ms: now, address: address.slice(0, 64), agent: agent.slice(0, 300), way, strong: strong ? 1 : 0 }
      await db.insertInto('session').values(session).execute()
      await db.updateTable('user').set({ signed_in_ms: now }).where('id', '=', user.id).execute()
      return { token, account: accountOf(user, demo, owingOf(user, session, current)), expires: Temporal.Instant.fromEpochMilliseconds(session.expires_ms) }
    },

    /** Whose session it is, or null. Asking counts as using it. */
    async whoIs(token: string): Promise<Account | null> {
      const now = nowMs()
      const hash = hashToken(token)
      const row = await db.selectFrom('session').innerJoin('user', 'user.id', 'session.user').leftJoin('sign_in_rules', (join) => join.on('sign_in_rules.key', '=', 'site'))
        .selectAll('user').select(['session.way', 'session.strong', 'session.created_ms as began_ms', 'session.expires_ms', 'session.last_ms', 'sign_in_rules.body as rules', 'sign_in_rules.since_ms as rules_ms'])
        .where('session.token_hash', '=', hash).where('user.active', '=', 1).executeTakeFirst()
      if (!row) return null
      const current = rulesNow({ body: row.rules, since_ms: row.rules_ms })
      if (until(row, current) <= now) return null
      if (now - row.last_ms >= NOTE_MS) await db.updateTable('session').set({ last_ms: now }).where('token_hash', '=', hash).execute()
      return accountOf(row, demo, owingOf(row, { way: row.way, strong: row.strong, created_ms: row.began_ms }, current))
    },

    /** The second step was taken in this session. */
    async strengthen(token: string): Promise<void> {
      await db.updateTable('session').set({ strong: 1 }).where('token_hash', '=', hashToken(token)).execute()
    },

    /** Sessions of somebody, the newest first; `token`: the one that asks. */
    async list(user: string, token: string | null): Promise<SessionView[]> {
      const own = token === null ? null : hashToken(token)
      const { standing, now } = await ofUser(user)
      return standing.map((row) => ({
        id: idOf(row), address: row.address, agent: row.agent, way: row.way === 'oidc' ? 'oidc' as const : 'password' as const,
        since: instant(row.created_ms), lastUsed: instant(row.last_ms), until: instant(until(row, now)), own: row.token_hash === own,
      }))
    },

    /** How many sessions stand, by user. */
    async counts(): Promise<Map<string, number>> {
      const [now, rows] = [await rules(), await db.selectFrom('session').select(['user', 'expires_ms', 'last_ms']).execute()]
      const counts = new Map<string, number>()
      for (const row of rows) if (until(row, now) > nowMs()) counts.set(row.user, (counts.get(row.user) ?? 0) + 1)
      return counts
    },

    async end(token: string): Promise<void> {
      await db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute()
    },

    /** Ends one session of that user; whether there was one. */
    async endOne(user: string, id: string): Promise<boolean> {
      const found = (await ofUser(user)).standing.find((row) => idOf(row) === id)
      if (!found) return false
      await db.deleteFrom('session').where('token_hash', '=', found.token_hash).execute()
      return true
    },

    /** Ends all sessions of that user; all but the one of `token` where that is given. */
    async endAll(user: string, token: string | null = null): Promise<void> {
      await db.deleteFrom('session').where('user', '=', user).$if(token !== null, (q) => q.where('token_hash', '!=', hashToken(token ?? ''))).execute()
    },

    /** Forgets sessions that have ended; a timed job. */
    async sweep(): Promise<string> {
      const [now, { rules: { idleMinutes } }] = [nowMs(), await rules()]
      const { numDeletedRows } = await db.deleteFrom('session').where((or) => or.or([or('expires_ms', '<=', now), or('last_ms', '<=', now - idleMinutes * 60_000)])).executeTakeFirst()
      return `${numDeletedRows} sessions forgotten`
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>
