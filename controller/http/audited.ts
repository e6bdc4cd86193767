import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Audit } from '../audit/service.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a request leaves its trace. Left out: where the method may change something and somebody has to be signed in. */
    audit?: boolean
  }
  interface FastifyRequest {
    /** The entry that says that this was asked for. */
    asked: number | null
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

function isAudited({ method, routeOptions: { url, config } }: FastifyRequest): boolean {
  if (!url?.startsWith('/api/')) return false
  return config.audit ?? (!safe.has(method) && config.right !== 'public')
}

const pathOf = (request: FastifyRequest) => request.url.split('?')[0] ?? ''
const actionOf = (request: FastifyRequest) => `${request.method} ${request.routeOptions.url ?? ''}`

function whoOf({ account, body }: FastifyRequest): string {
  if (account) return account.user
  return typeof body === 'object' && body !== null && 'user' in body && typeof body.user === 'string' ? body.user.slice(0, 64) : '-'
}

/** Before a change is tried: who asks for what. Where that cannot be written down, nothing is done. */
export const createAsked = (audit: () => Audit) => async (request: FastifyRequest): Promise<void> => {
  if (!isAudited(request)) return
  request.asked = await audit().append({ user: whoOf(request), action: actionOf(request), subject: pathOf(request), outcome: 'asked', detail: { body: request.body, from: request.ip } })
}

/** Before the answer goes out: how it ended. Somebody who is signed in and may not leaves a trace, too. */
export const createAnswered = (audit: () => Audit) => async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> => {
  const isTurnedAway = request.account !== null && reply.statusCode === 403 && isAudited(request)
  if (request.asked === null && !isTurnedAway) return
  const status = reply.statusCode
  const said = status >= 400 && typeof payload === 'string' && payload.length < 4_000 ? { said: payload } : {}
  await audit().append({ user: whoOf(request), action: actionOf(request), subject: pathOf(request), outcome: status < 400 ? 'done' : 'refused', detail: { asked: request.asked, status, ...said } })
}
