import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import type { Account, Owing } from '../../protocol/api.ts'
import { AnxingError } from '../../protocol/errors.ts'
import { mayDo, type Right } from '../../protocol/rights.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right that a route of the API asks for; `public`: none, nobody need be signed in. Left out: `read`, only where it changes nothing. */
    right?: Right | 'public'
    /** What a session may still owe here: what settles it, and what says so. Left out: nothing. */
    whileOwing?: readonly Owing[]
  }
  interface FastifyRequest {
    account: Account | null
  }
}

export const SESSION_COOKIE = 'anxing_session'
const first: Record<Owing, AnxingError> = {
  password: new AnxingError('auth/password-first', 'Your password was set by an administrator. Choose your own first: PUT /api/account/password.'),
  code: new AnxingError('auth/code-first', 'Give the code of your authenticator first: POST /api/session/code.'),
  totp: new AnxingError('auth/enrol-first', 'The rules of this site ask your roles for a second step. Set it up first: POST /api/account/totp.'),
}
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Browsers say where an unsafe request comes from; programs that say nothing carry no cookies of anybody. */
export function isForeign(headers: { origin?: string | undefined; host?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined }): boolean {
  const from = headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') return true
  if (headers.origin === undefined) return false
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host
}

/** What a route asks of whoever calls it. */
export const rightOf = (config?: FastifyContextConfig): Right | 'public' => config?.right ?? 'read'

/** Runs before anything else of an API request is looked at. */
export function createGuard(whoIs: (token: string) => Promise<Account | null>) {
  return async (request: FastifyRequest): Promise<void> => {
    const { url, config } = request.routeOptions
    if (url === undefined) return
    const isSafe = safe.has(request.method)
    if (!isSafe && isForeign(request.headers)) throw new AnxingError('auth/origin', 'The request comes from another site.')
    if (!url.startsWith('/api/')) return
    const right = rightOf(config)
    if (right === 'public') return
    const token = request.cookies[SESSION_COOKIE]
    request.account = token ? await whoIs(token) : null
    if (!request.account) throw new AnxingError('auth/required', 'Sign in first: POST /api/session.')
    const { owes } = request.account
    if (owes !== null && !config.whileOwing?.includes(owes)) throw first[owes]
    mustHave(request, right)
  }
}

/** For what the route's own right does not decide alone: who asks has `right`, too, or is refused. */
export function mustHave(request: FastifyRequest, right: Right): void {
  if (!mayDo(right, accountOf(request).roles)) throw new AnxingError('auth/forbidden', `Your account may not do this: it needs the right "${right}". Ask the administrator.`)
}

/** The token of a request's session; empty where it has none. */
export const tokenOf = (request: FastifyRequest): string => request.cookies[SESSION_COOKIE] ?? ''

/** A route that changes something says who may: one that forgot does not start. What somebody has to be signed in for is in the document, too, so that no list of routes forgets it. */
export function checkRoute({ url, method, config, schema }: { url: string; method: string | string[]; config?: FastifyContextConfig; schema?: { hide?: boolean } }): void {
  const changes = [method].flat().some((one) => !safe.has(one))
  if (changes && url.startsWith('/api/') && config?.right === undefined) throw new Error(`${String(method)} ${url} does not say which right it needs.`)
  if (schema?.hide && url.startsWith('/api/') && rightOf(config) !== 'public') throw new Error(`${String(method)} ${url} hides from the document.`)
}

/** Who asks, on a route that is not public. */
export function accountOf(request: FastifyRequest): Account {
  if (!request.account) throw new AnxingError('auth/required', 'Sign in first: POST /api/session.')
  return request.account
}
