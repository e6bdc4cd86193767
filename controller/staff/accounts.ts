import type { OneTimePassword, StaffView, StaffWrite } from '../../protocol/api-people.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { createTurns } from '../turns.ts'
import { losesLastAdministrator, sameEmail, type Person } from './decide.ts'
import { newOneTime } from './one-time.ts'
import type { Organisations } from './organisations.ts'
import { hashPassword } from './password.ts'
import { accountOf, instant, personOf, type UserRow } from './rows.ts'
import type { SecondStep } from './second-step.ts'
import type { Sessions } from './sessions.ts'

/** A password that somebody else set waits over a weekend, no longer. */
const ONE_TIME_MS = 72 * 3_600_000

/** `issuer`: the sign-in provider's, null where there is none. */
export type AccountsDeps = { store: Store; clock: Clock; demo: boolean; issuer: string | null; sessions: Sessions; secondStep: SecondStep; organisations: Organisations }

const nobody = () => refused('auth/not-found', 'There is no such user.', 'user')
const lastOne = (path: string) => refused('auth/last-admin', 'Then nobody could see to people any more. Make somebody else an administrator first.', path)

/** The accounts of this site, as an administrator sees to them. */
export function createAccounts({ store: { db }, clock, demo, issuer, sessions, secondStep, organisations }: AccountsDeps) {
  const nowMs = () => clock.now().epochMilliseconds
  const all = () => db.selectFrom('user').selectAll().orderBy('id').execute()
  const find = (user: string) => db.selectFrom('user').selectAll().where('id', '=', user).executeTakeFirst()

  async function loses(user: string, changed: Person | null): Promise<boolean> {
    return losesLastAdministrator((await all()).map(personOf), user, changed)
  }

  /** Null where what is asked for fits; the provider's names are each good for one account. */
  async function unfit({ user, organisation, email, oidcSubject }: StaffWrite): Promise<Outcome<never> | null> {
    if (organisation != null && !(await organisations.get(organisation))) return refused('people/no-such-organisation', `There is no organisation "${organisation}". Make it first.`, 'organisation')
    const others = (await all()).filter(({ id }) => id !== user)
    if (email != null && others.some((other) => other.email === sameEmail(email))) return refused('people/email-taken', 'Another account has this e-mail address. Each belongs to one person.', 'email')
    if (oidcSubject == null) return null
    if (issuer === null) return refused('people/no-provider', 'No sign-in provider is set up. Set ANXING_OIDC_ISSUER first.', 'oidcSubject')
    return others.some((other) => other.oidc_issuer === issuer && other.oidc_subject === oidcSubject) ? refused('people/subject-taken', 'Another account is linked with this person at the provider.', 'oidcSubject') : null
  }

  /** One change after another: two administrators who demote each other at once would leave nobody. */
  const inTurn = createTurns()

  const link = (subject: string | null) => (subject === null ? { oidc_issuer: null, oidc_subject: null } : { oidc_issuer: issuer, oidc_subject: subject })

  return {
    find,

    async list(): Promise<StaffView[]> {
      const counts = await sessions.counts()
      return (await all()).map((row) => {
        const { owes: _owes, ...account } = accountOf(row, demo, null)
        return {
          ...account, createdAt: instant(row.created_ms), active: row.active === 1, lastSignIn: row.signed_in_ms === null ? null : instant(row.signed_in_ms),
          signsInBy: row.password_hash === '' ? 'none' as const : row.one_time_until_ms === null ? 'own' as const : 'one_time' as const,
          oneTimeUntil: row.one_time_until_ms === null ? null : instant(row.one_time_until_ms),
          email: row.email, oidcSubject: row.oidc_subject, sessions: row.active === 1 ? counts.get(row.id) ?? 0 : 0,
        }
      })
    },

    /**
     * Adds somebody or changes what is given. A password given here is a one-time password, whoever's: its owner chooses another
     * within 72 hours. Another password, other roles or another identity at the provider end that user's sessions.
     */
    put: (wanted: StaffWrite): Promise<Outcome<void>> => inTurn(async () => {
      const before = await find(wanted.user)
      const problem = await unfit(wanted)
      if (problem) return problem
      const hash = wanted.password === undefined ? null : await hashPassword(wanted.password)
      const kept: UserRow = before ?? {
        id: wanted.user, name: wanted.user, organisation: null, password_hash: '', roles: '', may_release: 0, created_ms: nowMs(), active: 1,
        one_time_until_ms: null, signed_in_ms: null, email: null, oidc_issuer: null, oidc_subject: null, totp: null, totp_next: null, totp_step: null,
      }
      const row: UserRow = {
        ...kept, roles: wanted.roles.join(','), may_release: wanted.mayRelease ? 1 : 0, name: wanted.name ?? kept.name,
        ...(wanted.organisation === undefined ? {} : { organisation: wanted.organisation }),
        ...(wanted.email === undefined ? {} : { email: wanted.email === null ? null : sameEmail(wanted.email) }),
        ...(wanted.oidcSubject === undefined ? {} : link(wanted.oidcSubject)),
        ...(hash === null ? {} : { password_hash: hash, one_time_until_ms: nowMs() + ONE_TIME_MS }),
      }
      if (before && (await loses(wanted.user, personOf(row)))) return lastOne('roles')
      const { id: _id, created_ms: _created, active: _active, signed_in_ms: _signedIn, totp: _totp, totp_next: _next, totp_step: _step, ...changes } = row
      await db.insertInto('user').values(row).onConflict((c) => c.column('id').doUpdateSet(changes)).execute()
      if (before && (hash !== null || before.oidc_subject !== row.oidc_subject || before.oidc_issuer !== row.oidc_issuer || before.roles !== row.roles || before.may_release !== row.may_release)) await sessions.endAll(wanted.user)
      return accepted(undefined)
    }),

    /** A password that an administrator hands on: for 72 hours it lets in to choose another. */
    async resetPassword(user: string): Promise<Outcome<OneTimePassword>> {
      const row = await find(user)
      if (!row) return nobody()
      if (row.active !== 1) return refused('auth/deactivated', 'The account is deactivated. Reactivate it first.', 'user')
      const [password, until] = [newOneTime(), nowMs() + ONE_TIME_MS]
      await db.updateTable('user').set({ password_hash: await hashPassword(password), one_time_until_ms: until }).where('id', '=', user).execute()
      await sessions.endAll(user)
      return accepted({ password, until: instant(until) })
    },

    /** `by`: who asks; nobody shuts themselves out. */
    setActive: (user: string, active: boolean, by: string): Promise<Outcome<void>> => inTurn(async () => {
      const row = await find(user)
      if (!row) return nobody()
      if (!active && user === by) return refused('people/yourself', 'This is your own account. Ask another administrator.', 'user')
      if (!active && (await loses(user, { ...personOf(row), active: false }))) return lastOne('user')
      await db.updateTable('user').set({ active: active ? 1 : 0 }).where('id', '=', user).execute()
      if (!active) await sessions.endAll(user)
      return accepted(undefined)
    }),

    /** Takes somebody away: who never signed in is erased, anybody else deactivated, for what they did names them. */
    remove: (user: string): Promise<Outcome<'erased' | 'deactivated'>> => inTurn(async () => {
      const row = await find(user)
      if (!row) return nobody()
      if (await loses(user, null)) return lastOne('user')
      await sessions.endAll(user)
      if (row.signed_in_ms === null) await db.deleteFrom('user').where('id', '=', user).where('signed_in_ms', 'is', null).execute()
      else await db.updateTable('user').set({ active: 0 }).where('id', '=', user).execute()
      return accepted(row.signed_in_ms === null ? 'erased' : 'deactivated')
    }),

    /** For somebody who lost the phone. All their sessions end: whoever found it is out. */
    async takeOffSecondStep(user: string): Promise<Outcome<void>> {
      if (!(await find(user))) return nobody()
      await secondStep.off(user)
      await sessions.endAll(user)
      return accepted(undefined)
    },
  }
}
