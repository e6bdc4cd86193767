import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import type { Account } from '../../protocol/api.ts'
import { AnxingError } from '../../protocol/errors.ts'
import { mayDo, type Right } from '../../protocol/rights.ts'


declare module 'fastify' {
  interface FastifyContextConfig {
    /** The right that a route of the API asks for; `public`: none, nobody need be signed in. Left out: `read`, only where it changes nothing. */
    right?: Right | 'public'
  }
  interface FastifyRequest {
    account: Account | null
  }
}

export const SESSION_COOKIE = 'anxing_session'
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Browsers say where an unsafe request comes from; programs that say nothing carry no cookies of anybody. */
export function isForeign(headers: { origin?: string | undefined; host?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined }): boolean {
  const from = headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin' && from !== 'none') return true
  if (headers.origin === undefined) return false
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host
}

/** Runs before anything else of an API request is looked at. */
export function createGuard(whoIs: (token: string) => Promise<Account | null>) {
  return async (request: FastifyRequest): Promise<void> => {
    const { url, config } = request.routeOptions
    if (url === undefined) return
    const isSafe = safe.has(request.method)
    if (!isSafe && isForeign(request.headers)) throw new AnxingError('auth/origin', 'The request comes from another site.')
    if (!url.startsWith('/api/')) return
    const right = config.right ?? 'read'
    if (right === 'public') return
    const token = request.cookies[SESSION_COOKIE]
    request.account = token ? await whoIs(token) : null
    if (!request.account) throw new AnxingError('auth/required', 'Sign in first: POST /api/session.')
    if (!mayDo(right, request.account.roles)) throw new AnxingError('auth/forbidden', `Your account may not do this: it needs the right "${right}". Ask the administrator.`)
  }
}

/** A route that changes something says who may: one that forgot does not start. */
export function checkRoute({ url, method, config }: { url: string; method: string | string[]; config?: FastifyContextConfig }): void {
  const changes = [method].flat().some((one) => !safe.has(one))
  if (changes && url.startsWith('/api/') && config?.right === undefined) throw new Error(`${String(method)} ${url} does not say which right it needs.`)
}

/** Who asks, on a route that is not public. */
export function accountOf(request: FastifyRequest): Account {
  if (!request.account) throw new AnxingError('auth/required', 'Sign in first: POST /api/session.')
  return request.account
}
