import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { SignInWays } from '../../protocol/api-people.ts'
import type { Audit } from '../audit/service.ts'
import type { Clock } from '../clock.ts'
import type { OidcSettings } from '../config.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { createAccounts } from './accounts.ts'
import { knownBrowser, markBrowser } from './browser.ts'
import { createSignInLimit } from './limit.ts'
import { createOidc } from './oidc.ts'
import { newOneTime, oneTimeOver } from './one-time.ts'
import { createOrganisations } from './organisations.ts'
import { createOwnAccount } from './own-account.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { isOneTimeOver, type UserRow } from './rows.ts'
import { createRules } from './rules.ts'
import { createSecondStep } from './second-step.ts'
import { createSessions, type From, type SignedIn } from './sessions.ts'

/** `site`: its id, which an authenticator shows. `origin`: where browsers reach the console, null = where they say they do. `oidc`: the sign-in provider, null where there is none. */
export type StaffDeps = { store: Store; clock: Clock; metrics: Metrics; log: Log; audit: Pick<Audit, 'append'>; demo: boolean; site: string; adminPassword: string | null; origin: string | null; oidc: OidcSettings | null }

/** `code`: of the second step, where there is one. */
export type SignInAttempt = { user: string; password: string; code?: string | undefined }

/** Who works here, and who is signed in. */
export function createStaff({ store, clock, metrics, log, audit, demo, site, adminPassword, origin, oidc: settings }: StaffDeps) {
  const { db } = store
  const limit = createSignInLimit()
  const rules = createRules({ store, clock })
  const sessions = createSessions({ store, clock, demo, rules: rules.now })
  const secondStep = createSecondStep({ store, clock, site })
  const organisations = createOrganisations({ store })
  const accounts = createAccounts({ store, clock, demo, issuer: settings?.issuer ?? null, sessions, secondStep, organisations })
  const own = createOwnAccount({ store, clock, rules: rules.now, sessions, secondStep, organisations, limit })
  const oidc = settings === null ? null : createOidc({ settings, store, sessions, audit, metrics, log })

  const refuse = (outcome: 'refused' | 'slowed', answer: Outcome<never>): Outcome<never> => {
    metrics.signIns.inc({ outcome })
    return answer
  }

  /** An attempt that is not slowed down; `source`: under which it was counted. */
  async function look({ user, password, code }: SignInAttempt, row: UserRow | undefined, from: From, source: string, now: number): Promise<Outcome<SignedIn>> {
    if (!(await verifyPassword(password, row?.password_hash ?? null)) || !row) return refuse('refused', refused('auth/wrong-password', 'The user or the password is not right.'))
    if (row.active !== 1) return refuse('refused', refused('auth/deactivated', 'This account is deactivated. Ask the administrator.'))
    if (isOneTimeOver(row, now)) return refuse('refused', oneTimeOver())
    if (row.totp !== null) {
      if (code === undefined || code.trim() === '') {
        limit.undo(source, user)
        return refused('auth/code-needed', 'Give the code of your authenticator, too, or a recovery code.', 'code')
      }
      const given = await secondStep.take(row, code)
      if (!given.ok) return refuse('refused', given)
    }
    limit.passed(source, user)
    metrics.signIns.inc({ outcome: 'accepted' })
    return accepted(await sessions.begin(row, 'password', row.totp !== null, from))
  }

  return {
    sessions, organisations, accounts, own, oidc, rules, origin,
    whoIs: sessions.whoIs,

    ways: (): SignInWays => ({ oidc: settings === null ? null : { name: settings.name } }),

    /**
     * Makes the first user, `admin`, where there is nobody yet. A password that had to be made up is returned, this once.
     * A password from the settings takes the place of the one that was set before, and lets `admin` in whatever was lost:
     * the account is active, an administrator's and without a second step then.
     */
    async ensureAdmin(): Promise<{ madePassword: string | null }> {
      const admin = await accounts.find('admin')
      if (admin && (adminPassword === null || (await verifyPassword(adminPassword, admin.password_hash)))) return { madePassword: null }
      const madePassword = adminPassword === null ? newOneTime() : null
      const changes = { password_hash: await hashPassword(adminPassword ?? madePassword ?? ''), one_time_until_ms: null, active: 1, roles: 'admin' }
      if (!admin) await db.insertInto('user').values({ id: 'admin', name: 'admin', organisation: null, may_release: 0, created_ms: clock.now().epochMilliseconds, ...changes }).execute()
      else {
        await secondStep.off('admin')
        await db.updateTable('user').set(changes).where('id', '=', 'admin').execute()
        await sessions.endAll('admin')
        await audit.append({ user: '-', action: 'ANXING_ADMIN_PASSWORD', subject: 'admin', outcome: 'done', detail: { said: 'The password of admin was set from the settings; a second step was taken off.' } })
      }
      return { madePassword }
    },

    /** What a browser keeps from now on, for it knows this user's password; `cookie`: what it has. */
    async browserOf(user: string, cookie: string | undefined): Promise<string> {
      return markBrowser(cookie, user, (await accounts.find(user))?.password_hash ?? '')
    },

    /**
     * A session's token for the cookie, or why not. A password without its code is no failure, but forgives none either.
     * `browser`: its cookie; one that this user has signed in with is counted apart from its address. Each attempt that is
     * looked at leaves an entry in the log; of those that are slowed down, the first of each source and window.
     */
    async signIn(attempt: SignInAttempt, from: From, browser?: string): Promise<Outcome<SignedIn>> {
      const { user } = attempt
      const now = clock.now().epochMilliseconds
      const row = await accounts.find(user)
      const known = row ? knownBrowser(browser, user, row.password_hash) : null
      const source = known === null ? from.address : `browser ${known}`
      const note = (outcome: 'done' | 'refused', said?: { code: string; sentence: string }) => audit.append({
        user, action: 'POST /api/session', subject: '/api/session', outcome,
        detail: { from: from.address, ...(said ? { said: JSON.stringify({ code: said.code, message: said.sentence }) } : {}) },
      })
      const wait = limit.waitMs(source, user, now)
      if (wait > 0) {
        const answer = limit.slowed(wait)
        if (limit.isFirstSlowed(source, user, now) && !answer.ok) await note('refused', answer.error)
        return refuse('slowed', answer)
      }
      // Counted before it is looked at, so that many attempts at the same time do not slip past.
      limit.failed(source, user, now)
      const outcome = await look(attempt, row, from, source, now)
      await note(outcome.ok ? 'done' : 'refused', outcome.ok ? undefined : outcome.error)
      return outcome
    },
  }
}
export type Staff = ReturnType<typeof createStaff>
