import * as client from 'openid-client'
import { accepted, AnxingError, refused, type ErrorCode, type Outcome } from '../../protocol/errors.ts'
import type { Audit } from '../audit/service.ts'
import type { OidcSettings } from '../config.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { findLink, tookSecondStep, type Identity } from './decide.ts'
import type { Attempt } from './oidc-attempt.ts'
import type { From, Sessions, SignedIn } from './sessions.ts'

const TIMEOUT_SECONDS = 8
const sentences = {
  'auth/oidc-unknown': 'No account here is linked with you. Ask the administrator of this console to enter your e-mail address for your account.',
  'auth/oidc-unverified': 'The sign-in provider has not verified your e-mail address. Have it verified there, or ask the administrator to enter your subject.',
  'auth/deactivated': 'This account is deactivated. Ask the administrator.',
} as const

export type OidcDeps = { settings: OidcSettings; store: Store; sessions: Sessions; audit: Pick<Audit, 'append'>; metrics: Metrics; log: Log }
type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>

/** No answer at all, or one that is not the provider's: a proxy's page, an error of its own. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.status >= 500
  if (error instanceof client.ClientError) return error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || error.code === 'OAUTH_RESPONSE_IS_NOT_JSON'
  return error instanceof TypeError && error.message === 'fetch failed'
}

/**
 * Sign-in by the airport's own provider: OpenID Connect, authorization code with PKCE, state and nonce. The provider says who
 * somebody is; accounts, roles and rights stay here.
 */
export function createOidc({ settings, store: { db }, sessions, audit, metrics, log }: OidcDeps) {
  const issuer = new URL(settings.issuer)
  let found: Promise<client.Configuration> | null = null

  /** What the provider says of itself, asked at the first sign-in and again where it did not answer. */
  function provider(): Promise<client.Configuration> {
    const execute = [client.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [])]
    const asked = (found ??= client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS }))
    asked.catch(() => {
      if (found === asked) found = null
    })
    return asked
  }

  function failed(error: unknown): Outcome<never> {
    if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied') return refused('auth/oidc-cancelled', 'The sign-in was cancelled at the provider.')
    const unreachable = isUnreachable(error)
    log.warn({ err: error }, unreachable ? 'The sign-in provider cannot be reached.' : 'The sign-in provider\'s answer was refused.')
    return unreachable
      ? refused('auth/oidc-unreachable', `${settings.name} cannot be reached. Sign in with your password, or try again later.`)
      : refused('auth/oidc-refused', `The answer of ${settings.name} does not fit what was asked. Start again; if it stays, tell the administrator.`)
  }

  async function identityOf(configuration: client.Configuration, tokens: Tokens): Promise<{ identity: Identity; strong: boolean }> {
    const claims = tokens.claims()
    if (!claims) throw new AnxingError('auth/oidc-refused', 'The provider sent no ID token.')
    // Providers may keep the address for the userinfo endpoint (OpenID Connect Core 5.4).
    const person = claims['email'] === undefined ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims
    return {
      identity: { issuer: settings.issuer, subject: claims.sub, email: typeof person['email'] === 'string' ? person['email'] : null, emailVerified: person['email_verified'] === true },
      strong: tookSecondStep(claims['amr']),
    }
  }

  /** The account of who the provider vouches for; a first sign-in links it. */
  async function enter(identity: Identity, strong: boolean, from: From): Promise<Outcome<SignedIn>> {
    const rows = await db.selectFrom('user').selectAll().execute()
    const link = findLink(identity, rows.map((row) => ({ id: row.id, active: row.active === 1, email: row.email, issuer: row.oidc_issuer, subject: row.oidc_subject })))
    if (!link.ok) return refused(link.code, sentences[link.code])
    if (link.isNew) {
      const { numUpdatedRows } = await db.updateTable('user').set({ oidc_issuer: identity.issuer, oidc_subject: identity.subject }).where('id', '=', link.user).where('oidc_subject', 'is', null).executeTakeFirst()
      if (numUpdatedRows !== 1n) return refused('auth/oidc-unknown', sentences['auth/oidc-unknown'])
    }
    const row = await db.selectFrom('user').selectAll().where('id', '=', link.user).executeTakeFirstOrThrow()
    return accepted(await sessions.begin(row, 'oidc', strong, from))
  }

  async function note(outcome: Outcome<SignedIn>, identity: Identity | null, from: From): Promise<void> {
    metrics.signIns.inc({ outcome: outcome.ok ? 'accepted' : 'refused' })
    await audit.append({
      user: outcome.ok ? outcome.value.account.user : '-', action: 'GET /api/oidc/callback', subject: identity?.subject ?? '-', outcome: outcome.ok ? 'done' : 'refused',
      detail: { from: from.address, email: identity?.email ?? null, ...(outcome.ok ? {} : { said: outcome.error.code satisfies ErrorCode }) },
    })
  }

  return {
    /** Where to send the browser, and what it keeps meanwhile. `again`: the provider asks anew who it is, for the last time it was somebody who is not known here. */
    async begin(redirectUri: string, back: string, again: boolean): Promise<Outcome<{ url: URL; attempt: Attempt }>> {
      const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier(), back }
      try {
        const url = client.buildAuthorizationUrl(await provider(), {
          redirect_uri: redirectUri, scope: 'openid profile email', state: attempt.state, nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier), code_challenge_method: 'S256',
          ...(again ? { prompt: 'login' } : {}),
        })
        return accepted({ url, attempt })
      } catch (error) {
        return failed(error)
      }
    },

    /** The browser is back at `current`, with what it kept. */
    async finish(current: URL, attempt: Attempt | null, from: From): Promise<Outcome<SignedIn>> {
      let identity: Identity | null = null
      const outcome = await (async (): Promise<Outcome<SignedIn>> => {
        if (!attempt || current.searchParams.get('state') !== attempt.state) return refused('auth/oidc-stale', 'This sign-in was begun in another window or too long ago. Start again.')
        try {
          const configuration = await provider()
          const tokens = await client.authorizationCodeGrant(configuration, current, { expectedState: attempt.state, expectedNonce: attempt.nonce, pkceCodeVerifier: attempt.verifier, idTokenExpected: true })
          const known = await identityOf(configuration, tokens)
          identity = known.identity
          return await enter(known.identity, known.strong, from)
        } catch (error) {
          return failed(error)
        }
      })()
      await note(outcome, identity, from)
      return outcome
    },
  }
}
