import { createHash, randomBytes } from 'node:crypto'
import type { Account, StaffWrite } from '../../protocol/api.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { rightsOf } from '../../protocol/rights.ts'
import type { Clock } from '../clock.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { createSignInLimit } from './limit.ts'
import { hashPassword, verifyPassword } from './password.ts'

const SESSION_MS = 12 * 3_600_000

export type StaffDeps = { store: Store; clock: Clock; metrics: Metrics; demo: boolean; adminPassword: string | null }

const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** Who works here, and who is signed in. */
export function createStaff({ store, clock, metrics, demo, adminPassword }: StaffDeps) {
  const { db } = store
  const limit = createSignInLimit()
  const nowMs = () => clock.now().epochMilliseconds

  function toAccount(row: { id: string; name: string; organisation: string | null; roles: string; may_release: number }): Account {
    const roles = row.roles.split(',').filter(Boolean)
    return { user: row.id, name: row.name, organisation: row.organisation, roles, rights: rightsOf(roles), mayRelease: row.may_release === 1 || (demo && roles.includes('admin')) }
  }

  async function write(wanted: StaffWrite): Promise<void> {
    const row = { id: wanted.user, name: wanted.name ?? wanted.user, organisation: wanted.organisation ?? null, password_hash: await hashPassword(wanted.password), roles: wanted.roles.join(','), may_release: wanted.mayRelease ? 1 : 0, created_ms: nowMs() }
    await db.insertInto('user').values(row).onConflict((c) => c.column('id').doUpdateSet({ name: row.name, organisation: row.organisation, password_hash: row.password_hash, roles: row.roles, may_release: row.may_release })).execute()
    // Whoever signed in with the old password or roles signs in anew.
    await db.deleteFrom('session').where('user', '=', wanted.user).execute()
  }

  return {
    /**
     * Makes the first user, `admin`, where there is nobody yet. A password that had to be made up is returned, this once.
     * A password from the settings takes the place of the one that was set before.
     */
    async ensureAdmin(): Promise<{ madePassword: string | null }> {
      const admin = await db.selectFrom('user').selectAll().where('id', '=', 'admin').executeTakeFirst()
      if (admin && (adminPassword === null || (await verifyPassword(adminPassword, admin.password_hash)))) return { madePassword: null }
      const madePassword = adminPassword === null ? randomBytes(12).toString('base64url') : null
      await write({ user: 'admin', password: adminPassword ?? madePassword ?? '', roles: ['admin'], mayRelease: admin?.may_release === 1 })
      return { madePassword }
    },

    /** A session's token for the cookie, or why not. */
    async signIn(user: string, password: string, address: string): Promise<Outcome<{ token: string; account: Account; expires: Temporal.Instant }>> {
      const now = nowMs()
      const wait = limit.waitMs(address, user, now)
      if (wait > 0) {
        metrics.signIns.inc({ outcome: 'slowed' })
        return refused('auth/slow-down', `Too many attempts. Try again in ${Math.ceil(wait / 60_000)} min.`)
      }
      // Counted before it is looked at, so that many attempts at the same time do not slip past.
      limit.failed(address, user, now)
      const row = await db.selectFrom('user').selectAll().where('id', '=', user).executeTakeFirst()
      if (!(await verifyPassword(password, row?.password_hash ?? null)) || !row) {
        metrics.signIns.inc({ outcome: 'refused' })
        return refused('auth/wrong-password', 'The user or the password is not right.')
      }
      limit.passed(address, user)
      metrics.signIns.inc({ outcome: 'accepted' })
      const token = randomBytes(32).toString('base64url')
      const expires = now + SESSION_MS
      await db.insertInto('session').values({ token_hash: hashToken(token), user: row.id, created_ms: now, expires_ms: expires, last_ms: now }).execute()
      return accepted({ token, account: toAccount(row), expires: Temporal.Instant.fromEpochMilliseconds(expires) })
    },

    /** Whose session it is, or null. */
    async whoIs(token: string): Promise<Account | null> {
      const row = await db.selectFrom('session').innerJoin('user', 'user.id', 'session.user')
        .select(['user.id', 'user.name', 'user.organisation', 'user.roles', 'user.may_release'])
        .where('session.token_hash', '=', hashToken(token)).where('session.expires_ms', '>', nowMs()).executeTakeFirst()
      return row ? toAccount(row) : null
    },

    async signOut(token: string): Promise<void> {
      await db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute()
    },

    async list() {
      const rows = await db.selectFrom('user').select(['id', 'name', 'organisation', 'roles', 'may_release', 'created_ms']).orderBy('id').execute()
      return rows.map((row) => ({ ...toAccount(row), createdAt: Temporal.Instant.fromEpochMilliseconds(row.created_ms).toString() }))
    },

    async put(wanted: StaffWrite): Promise<Outcome<void>> {
      if (wanted.user === 'admin' && !wanted.roles.includes('admin')) return refused('auth/last-admin', 'The user admin stays an administrator.', 'roles')
      return accepted(await write(wanted))
    },

    async remove(user: string): Promise<Outcome<void>> {
      if (user === 'admin') return refused('auth/last-admin', 'The user admin cannot be taken away.', 'user')
      await db.deleteFrom('session').where('user', '=', user).execute()
      const { numDeletedRows } = await db.deleteFrom('user').where('id', '=', user).executeTakeFirst()
      return numDeletedRows > 0n ? accepted(undefined) : refused('auth/not-found', 'There is no such user.', 'user')
    },

    /** Forgets sessions that have ended; a timed job. */
    async sweep(): Promise<string> {
      const { numDeletedRows } = await db.deleteFrom('session').where('expires_ms', '<=', nowMs()).executeTakeFirst()
      return `${numDeletedRows} sessions forgotten`
    },
  }
}
export type Staff = ReturnType<typeof createStaff>
