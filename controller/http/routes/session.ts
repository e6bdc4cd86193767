import type { FastifyReply, FastifyRequest } from 'fastify'
import { Account, owing, SignIn } from '../../../protocol/api.ts'
import { CodeGiven, SignInWays } from '../../../protocol/api-people.ts'
import type { From, SignedIn } from '../../staff/sessions.ts'
import type { App } from '../server.ts'
import { accountOf, SESSION_COOKIE, tokenOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { Of } from '../services.ts'
import { Nothing, refusals } from './shapes.ts'

const tags = ['session']

/** Where somebody signs in from. */
export const fromOf = (request: FastifyRequest): From => ({ address: request.ip, agent: request.headers['user-agent'] ?? '' })

/** Whether cookies go out for HTTPS alone: served so, or by a proxy in front. */
export const isSecure = (request: FastifyRequest, origin: string | null): boolean => request.protocol === 'https' || (origin?.startsWith('https:') ?? false)

/** What a browser keeps of who has signed in with it, for a year; see `staff/browser.ts`. */
export const BROWSER_COOKIE = 'anxing_browser'
const BROWSER_SECONDS = 365 * 86_400
export function setBrowser(request: FastifyRequest, reply: FastifyReply, value: string, origin: string | null): void {
  reply.setCookie(BROWSER_COOKIE, value, { path: '/api', httpOnly: true, sameSite: 'strict', secure: isSecure(request, origin), maxAge: BROWSER_SECONDS })
}

/** No script reads it and no other site sends it. */
export function setSession(request: FastifyRequest, reply: FastifyReply, { token, expires }: SignedIn, origin: string | null): void {
  reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(request, origin), expires: new Date(expires.epochMilliseconds) })
}

/** Attempts are limited and written down by the service, which knows a flood from a person. */
export function sessionRoutes(app: App, of: Of): void {
  app.get('/api/session/ways', { config: { right: 'public' }, schema: { tags, summary: 'How one may sign in here, besides user and password', security: [], response: { 200: SignInWays, ...refusals } } }, async () => of().staff.ways())

  app.post('/api/session', { bodyLimit: 16_384, config: { right: 'public', audit: false }, schema: { tags, summary: 'Sign in; with the code of the second step where there is one', security: [], body: SignIn, response: { 200: Account, ...refusals } } }, async (request, reply) => {
    const { staff } = of()
    const signedIn = must(await staff.signIn(request.body, fromOf(request), request.cookies[BROWSER_COOKIE]))
    setSession(request, reply, signedIn, staff.origin)
    setBrowser(request, reply, await staff.browserOf(request.body.user, request.cookies[BROWSER_COOKIE]), staff.origin)
    return signedIn.account
  })

  app.get('/api/session', { config: { right: 'read', whileOwing: owing }, schema: { tags, summary: 'Who is signed in, and what the session must do first', response: { 200: Account, ...refusals } } }, async (request) => accountOf(request))

  app.post('/api/session/code', { config: { right: 'read', whileOwing: ['code'] }, schema: { tags, summary: 'The second step of a session that began at the sign-in provider, or before there was one', body: CodeGiven, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().staff.own.giveCode({ account: accountOf(request), token: tokenOf(request), address: request.ip }, request.body.code))
    return reply.code(204).send(null)
  })

  app.delete('/api/session', { config: { right: 'read', whileOwing: owing }, schema: { tags, summary: 'Sign out: the session is over, wherever its cookie is', response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    await of().staff.sessions.end(tokenOf(request))
    reply.clearCookie(SESSION_COOKIE, { path: '/' })
    return reply.code(204).send(null)
  })
}
