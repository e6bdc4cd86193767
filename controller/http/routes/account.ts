import type { FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { owing } from '../../../protocol/api.ts'
import { CodeGiven, EnrolSecret, EnrolStart, OwnAccount, PasswordChange, RecoveryCodes } from '../../../protocol/api-people.ts'
import type { Asking } from '../../staff/own-account.ts'
import { accountOf, tokenOf } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { BROWSER_COOKIE, setBrowser } from './session.ts'
import { Nothing, refusals } from './shapes.ts'

const tags = ['account']
const config = { right: 'read' } as const
const BySession = z.object({ session: z.string().check(z.regex(/^[0-9a-f]{16}$/)) })

/** What everybody may do to their own account, whatever their roles. */
export function accountRoutes(app: App, of: Of): void {
  const own = () => of().staff.own
  const asking = (request: FastifyRequest): Asking => ({ account: accountOf(request), token: tokenOf(request), address: request.ip })

  app.get('/api/account', { config: { ...config, whileOwing: owing }, schema: { tags, summary: 'One\'s own account: organisation, second step, sessions', response: { 200: OwnAccount, ...refusals } } },
    async (request) => own().view(asking(request)))

  app.put('/api/account/password', { config: { ...config, whileOwing: ['password'] }, schema: { tags, summary: 'Another password of one\'s own; every other session of the account ends', body: PasswordChange, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await own().changePassword(asking(request), request.body.currentPassword, request.body.password))
    const { staff } = of()
    setBrowser(request, reply, await staff.browserOf(accountOf(request).user, request.cookies[BROWSER_COOKIE]), staff.origin)
    return reply.code(204).send(null)
  })

  app.post('/api/account/totp', { config: { ...config, whileOwing: ['totp'] }, schema: { tags, summary: 'A secret for an authenticator; it counts once a code has confirmed it', body: EnrolStart, response: { 200: EnrolSecret, ...refusals } } },
    async (request) => must(await own().beginSecondStep(asking(request), request.body.password)))

  app.put('/api/account/totp', { config: { ...config, whileOwing: ['totp'] }, schema: { tags, summary: 'The authenticator\'s first code; ten recovery codes, said this once', body: CodeGiven, response: { 200: RecoveryCodes, ...refusals } } },
    async (request) => ({ recoveryCodes: must(await own().confirmSecondStep(asking(request), request.body.code)) }))

  app.post('/api/account/totp/off', { config, schema: { tags, summary: 'Take one\'s own second step off, with a code', body: CodeGiven, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await own().takeOffSecondStep(asking(request), request.body.code))
    return reply.code(204).send(null)
  })

  app.post('/api/account/recovery-codes', { config, schema: { tags, summary: 'Ten new recovery codes in the place of the old ones, with a code', body: CodeGiven, response: { 200: RecoveryCodes, ...refusals } } },
    async (request) => ({ recoveryCodes: must(await own().renewRecoveryCodes(asking(request), request.body.code)) }))

  app.delete('/api/account/sessions', { config, schema: { tags, summary: 'End all of one\'s own sessions but this one', response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    await of().staff.sessions.endAll(accountOf(request).user, tokenOf(request))
    return reply.code(204).send(null)
  })

  app.delete('/api/account/sessions/:session', { config, schema: { tags, summary: 'End one of one\'s own sessions', params: BySession, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    if (!(await of().staff.sessions.endOne(accountOf(request).user, request.params.session))) throw notFound('such session')
    return reply.code(204).send(null)
  })
}
