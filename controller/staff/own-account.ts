import type { Account } from '../../protocol/api.ts'
import type { EnrolSecret, OwnAccount } from '../../protocol/api-people.ts'
import { accepted, AnxingError, refused, type Outcome } from '../../protocol/errors.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { SignInLimit } from './limit.ts'
import { oneTimeOver } from './one-time.ts'
import type { Organisations } from './organisations.ts'
import { fitPassword } from './password-rule.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { isAsked, isOneTimeOver, type RulesNow, type UserRow } from './rows.ts'
import type { SecondStep } from './second-step.ts'
import type { Sessions } from './sessions.ts'

export type OwnAccountDeps = { store: Store; clock: Clock; rules: () => Promise<RulesNow>; sessions: Sessions; secondStep: SecondStep; organisations: Organisations; limit: SignInLimit }
/** Who asks, in which session, from where. */
export type Asking = { account: Account; token: string; address: string }

const wrongPassword = (path: string) => refused('auth/wrong-own-password', 'Your present password is not right.', path)

/** What people see to themselves. Guesses are slowed as at sign-in: somebody else may sit at an open console. */
export function createOwnAccount({ store: { db }, clock, rules, sessions, secondStep, organisations, limit }: OwnAccountDeps) {
  const rowOf = (user: string): Promise<UserRow> => db.selectFrom('user').selectAll().where('id', '=', user).executeTakeFirstOrThrow(() => new AnxingError('auth/required', 'Sign in first: POST /api/session.'))

  /** Runs a check that somebody may try to guess at; only failures count. */
  async function guarded({ account: { user }, address }: Asking, check: () => Promise<Outcome<void>>): Promise<Outcome<void>> {
    const now = clock.now().epochMilliseconds
    const wait = limit.waitMs(address, user, now)
    if (wait > 0) return limit.slowed(wait)
    limit.failed(address, user, now)
    const outcome = await check()
    if (outcome.ok) limit.passed(address, user)
    return outcome
  }
  const knowsPassword = (asking: Asking, row: UserRow, password: string, path: string) => guarded(asking, async () =>
    (await verifyPassword(password, row.password_hash)) ? accepted(undefined) : wrongPassword(path))

  return {
    async view({ account, token }: Asking): Promise<OwnAccount> {
      const row = await rowOf(account.user)
      const organisation = row.organisation === null ? null : await organisations.get(row.organisation)
      return {
        account, organisation: organisation ? { id: organisation.id, kind: organisation.kind, name: organisation.name } : null,
        hasPassword: row.password_hash !== '', email: row.email, linked: row.oidc_subject !== null,
        recoveryLeft: await secondStep.recoveryLeft(row.id), codeRequired: isAsked(row, await rules()), sessions: await sessions.list(row.id, token),
      }
    },

    /**
     * Another password; every other session of this account ends. Refused: what is not one's present password, a one-time password
     * that has run out since it let in, and what will not do (`fitPassword`). Of two changes at once, the first counts.
     */
    async changePassword(asking: Asking, before: string, wanted: string): Promise<Outcome<void>> {
      const row = await rowOf(asking.account.user)
      if (row.password_hash === '') return refused('auth/no-password', 'You sign in without a password. Ask the administrator if you need one.')
      const knows = await knowsPassword(asking, row, before, 'currentPassword')
      if (!knows.ok) return knows
      if (isOneTimeOver(row, clock.now().epochMilliseconds)) return oneTimeOver()
      const fit = fitPassword(wanted, { user: row.id, before })
      if (!fit.ok) return fit
      const changed = await db.updateTable('user').set({ password_hash: await hashPassword(wanted), one_time_until_ms: null }).where('id', '=', row.id).where('password_hash', '=', row.password_hash).executeTakeFirst()
      if (changed.numUpdatedRows !== 1n) return wrongPassword('currentPassword')
      await sessions.endAll(row.id, asking.token)
      return accepted(undefined)
    },

    /** Whoever has just signed in to set the second step up has said the password; anybody else says it again. */
    async beginSecondStep(asking: Asking, password: string | undefined): Promise<Outcome<EnrolSecret>> {
      const row = await rowOf(asking.account.user)
      if (asking.account.owes !== 'totp' && row.password_hash !== '') {
        const knows = await knowsPassword(asking, row, password ?? '', 'password')
        if (!knows.ok) return knows
      }
      return secondStep.begin(row)
    },
    async confirmSecondStep(asking: Asking, code: string): Promise<Outcome<string[]>> {
      const outcome = await secondStep.confirm(await rowOf(asking.account.user), code)
      if (outcome.ok) await sessions.strengthen(asking.token)
      return outcome
    },
    /** The second step of a session that began at the sign-in provider, or before there was one. */
    async giveCode(asking: Asking, code: string): Promise<Outcome<void>> {
      const row = await rowOf(asking.account.user)
      const given = await guarded(asking, () => secondStep.take(row, code))
      if (given.ok) await sessions.strengthen(asking.token)
      return given
    },
    async takeOffSecondStep(asking: Asking, code: string): Promise<Outcome<void>> {
      const row = await rowOf(asking.account.user)
      if (isAsked(row, await rules())) return refused('auth/code-required', 'The rules of this site ask your roles for a second step. For another phone, ask the administrator to take this one off.')
      const given = await guarded(asking, () => secondStep.take(row, code))
      if (given.ok) await secondStep.off(row.id)
      return given
    },
    /** Ten new recovery codes; the old ones count no more. */
    async renewRecoveryCodes(asking: Asking, code: string): Promise<Outcome<string[]>> {
      const row = await rowOf(asking.account.user)
      if (row.totp === null) return refused('auth/not-begun', 'There is no second step yet. Set it up first.')
      const given = await guarded(asking, () => secondStep.take(row, code))
      return given.ok ? accepted(await secondStep.newRecoveryCodes(row.id)) : given
    },
  }
}
