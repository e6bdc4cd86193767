import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify'
import { changedFields, namesIn } from '../audit/changed.ts'
import type { Audit } from '../audit/service.ts'
import { stateOf } from './state-of.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a request leaves its trace. Left out: where the method may change something and somebody has to be signed in. */
    audit?: boolean
  }
  interface FastifyRequest {
    /** The entry that says that this was asked for, and what the thing was like then. */
    asked: { seq: number; before: unknown } | null
  }
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whether requests of this route are written down. */
export function leavesTrace({ url, method, config }: { url: string; method: string | string[]; config?: FastifyContextConfig }): boolean {
  if (!url.startsWith('/api/')) return false
  return config?.audit ?? ([method].flat().some((one) => !safe.has(one)) && config?.right !== 'public')
}
const isAudited = ({ method, routeOptions: { url = '', config } }: FastifyRequest): boolean => leavesTrace({ method, url, config })

const pathOf = (request: FastifyRequest) => request.url.split('?')[0] ?? ''
const actionOf = (request: FastifyRequest) => `${request.method} ${request.routeOptions.url ?? ''}`
/** What exists already is changed, so that there is a before and an after; whose own session it is does not count as such. */
const changesWhatIs = ({ method, routeOptions: { url = '' } }: FastifyRequest) => url !== '/api/session' && (method === 'PUT' || method === 'DELETE' || (method === 'POST' && url.includes(':')))

function whoOf({ account, body }: FastifyRequest): string {
  if (account) return account.user
  return typeof body === 'object' && body !== null && 'user' in body && typeof body.user === 'string' ? body.user.slice(0, 64) : '-'
}

/** Before a change is tried: who asks for what. Where that cannot be written down, nothing is done. */
export const createAsked = (audit: () => Audit) => async (request: FastifyRequest): Promise<void> => {
  if (!isAudited(request)) return
  const before = changesWhatIs(request) ? await stateOf(request) : undefined
  const seq = await audit().append({ user: whoOf(request), action: actionOf(request), subject: pathOf(request), outcome: 'asked', detail: { body: request.body, from: request.ip } })
  request.asked = { seq, before }
}

/** What came of it: what was made, what is other than it was, what is gone. */
async function outcomeOf(request: FastifyRequest, before: unknown, payload: unknown): Promise<object> {
  if (!changesWhatIs(request)) return { made: typeof payload === 'string' && payload.startsWith('{') ? namesIn(JSON.parse(payload)) : undefined }
  const after = await stateOf(request)
  if (before === undefined || after === undefined) return {}
  if (after === null) return before === null ? {} : { removed: before }
  // A screen says much of itself all the time: of what somebody wrote, only what they wrote counts.
  const written = request.method === 'PUT' && typeof request.body === 'object' && request.body !== null ? [...Object.keys(request.body), 'state', 'version'] : undefined
  return { changed: changedFields(before ?? {}, after, written) }
}

/** Before the answer goes out: how it ended. Somebody who is signed in and may not leaves a trace, too. */
export const createAnswered = (audit: () => Audit) => async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<void> => {
  const { asked } = request
  const isTurnedAway = request.account !== null && reply.statusCode === 403 && isAudited(request)
  if (asked === null && !isTurnedAway) return
  const status = reply.statusCode
  const said = status >= 400 && typeof payload === 'string' && payload.length < 4_000 ? { said: payload } : {}
  const came = asked !== null && status < 400 ? await outcomeOf(request, asked.before, payload) : {}
  await audit().append({ user: whoOf(request), action: actionOf(request), subject: pathOf(request), outcome: status < 400 ? 'done' : 'refused', detail: { asked: asked?.seq ?? null, status, ...said, ...came } })
}
