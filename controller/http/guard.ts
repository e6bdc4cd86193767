import type { FastifyRequest } from 'fastify'
import type { Account } from '../../protocol/api.ts'
import { AnxingError } from '../../protocol/errors.ts'

/** Who may use a route. `viewer`: whoever is signed in. */
export type Access = 'public' | 'viewer' | 'duty' | 'admin'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Left out: `viewer` for what only reads, `duty` for what changes something. */
    access?: Access
  }
  interface FastifyRequest {
    account: Account | null
  }
}

export const SESSION_COOKIE = 'anxing_session'
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What `access` asks for, given an account's roles. */
export function mayUse(access: Access, roles: readonly string[]): boolean {
  if (access === 'admin') return roles.includes('admin')
  if (access === 'duty') return roles.includes('admin') || roles.includes('duty')
  return true
}

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
    const access: Access = config.access ?? (isSafe ? 'viewer' : 'duty')
    if (access === 'public') return
    const token = request.cookies[SESSION_COOKIE]
    request.account = token ? await whoIs(token) : null
    if (!request.account) throw new AnxingError('auth/required', 'Sign in first: POST /api/session.')
    if (!mayUse(access, request.account.roles)) throw new AnxingError('auth/forbidden', 'Your account may not do this. Ask the administrator.')
  }
}

/** Who asks, on a route that is not public. */
export function accountOf(request: FastifyRequest): Account {
  if (!request.account) throw new AnxingError('auth/required', 'Sign in first: POST /api/session.')
  return request.account
}
