import { Account, SignIn } from '../../../protocol/api.ts'
import type { App } from '../server.ts'
import { accountOf, SESSION_COOKIE } from '../guard.ts'
import { must } from '../problems.ts'
import type { Of } from '../services.ts'
import { Nothing, refusals } from './shapes.ts'

const tags = ['session']

export function sessionRoutes(app: App, of: Of): void {
  app.post('/api/session', { config: { right: 'public', audit: true }, schema: { tags, summary: 'Sign in', security: [], body: SignIn, response: { 200: Account, ...refusals } } }, async (request, reply) => {
    const { token, account, expires } = must(await of().staff.signIn(request.body.user, request.body.password, request.ip))
    reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', expires: new Date(expires.epochMilliseconds) })
    return account
  })

  app.get('/api/session', { schema: { tags, summary: 'Who is signed in', response: { 200: Account, ...refusals } } }, async (request) => accountOf(request))

  app.delete('/api/session', { config: { right: 'read' }, schema: { tags, summary: 'Sign out: the session is over, wherever its cookie is', response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    await of().staff.signOut(request.cookies[SESSION_COOKIE] ?? '')
    reply.clearCookie(SESSION_COOKIE, { path: '/' })
    return reply.code(204).send(null)
  })
}
