import * as z from 'zod/mini'
import { AnxingError } from '../../../protocol/errors.ts'
import { backTo, readAttempt, refusalAt, writeAttempt } from '../../staff/oidc-attempt.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { fromOf, isSecure, setSession } from './session.ts'
import { refusals } from './shapes.ts'

const tags = ['session']
const COOKIE = 'anxing_oidc'
const PATH = '/api/oidc'
const MOST_SECONDS = 600
/** Each may make the provider work. What comes of it is written to the audit log by the service, with the person. */
const config = { right: 'public', audit: false, rateLimit: { max: 30, timeWindow: '1 minute' } } as const
const Start = z.object({ back: z.optional(z.string().check(z.maxLength(250))), again: z.optional(z.literal('1')) })
const Answer = z.looseObject({ state: z.optional(z.string()) })

export function oidcRoutes(app: App, of: Of): void {
  const provider = () => {
    const { oidc, origin } = of().staff
    if (!oidc) throw new AnxingError('auth/no-provider', 'No sign-in provider is set up here. Sign in with user and password.')
    return { oidc, origin }
  }

  app.get('/api/oidc/start', { config, schema: { tags, summary: 'Sends the browser to the sign-in provider', security: [], querystring: Start, response: refusals } }, async (request, reply) => {
    const { oidc, origin } = provider()
    const back = backTo(request.query.back)
    const begun = await oidc.begin(`${origin ?? `${request.protocol}://${request.host}`}${PATH}/callback`, back, request.query.again === '1')
    if (!begun.ok) return reply.redirect(refusalAt(begun.error.code, back), 303)
    // Lax, not strict: the browser comes back from another site.
    reply.setCookie(COOKIE, writeAttempt(begun.value.attempt), { path: PATH, httpOnly: true, sameSite: 'lax', secure: isSecure(request, origin), maxAge: MOST_SECONDS })
    return reply.redirect(begun.value.url.href, 303)
  })

  app.get('/api/oidc/callback', { config, schema: { tags, summary: 'Where the sign-in provider sends the browser back to', security: [], querystring: Answer, response: refusals } }, async (request, reply) => {
    const { oidc, origin } = provider()
    const attempt = readAttempt(request.cookies[COOKIE])
    const current = new URL(request.url, origin ?? `${request.protocol}://${request.host}`)
    const outcome = await oidc.finish(current, attempt, fromOf(request))
    reply.clearCookie(COOKIE, { path: PATH })
    const back = backTo(attempt?.back)
    if (!outcome.ok) return reply.redirect(refusalAt(outcome.error.code, back), 303)
    // A strict cookie may be set on the way back; the page it leads to is static, and its own requests are of this site.
    setSession(request, reply, outcome.value, origin)
    return reply.redirect(`/console/${back}`, 303)
  })
}
