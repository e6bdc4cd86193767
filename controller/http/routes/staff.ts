import * as z from 'zod/mini'
import { Id } from '../../../protocol/basics.ts'
import { OneTimePassword, SessionView, SignInRules, StaffView, StaffWrite } from '../../../protocol/api-people.ts'
import type { App } from '../server.ts'
import { accountOf, tokenOf } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['staff']
const config = { right: 'manage' } as const
const BySession = z.object({ id: Id, session: z.string().check(z.regex(/^[0-9a-f]{16}$/)) })

export function staffRoutes(app: App, of: Of): void {
  const accounts = () => of().staff.accounts

  app.get('/api/staff', { config, schema: { tags, summary: 'Everybody who may sign in, and who could', response: { 200: z.array(StaffView), ...refusals } } }, async () => accounts().list())

  app.put('/api/staff', { config, schema: { tags, summary: 'Add somebody, or change what is given; a password is a one-time password, and like other roles ends the sessions of that user', body: StaffWrite, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await accounts().put(request.body))
    return reply.code(204).send(null)
  })

  app.delete('/api/staff/:id', { config, schema: { tags, summary: 'Take somebody away: erased where they never signed in, else deactivated', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await accounts().remove(request.params.id))
    return reply.code(204).send(null)
  })

  app.post('/api/staff/:id/password', { config, schema: { tags, summary: 'A one-time password, said this once and good for 72 hours; its owner chooses another at the next sign-in', params: ById, response: { 200: OneTimePassword, ...refusals } } },
    async (request) => must(await accounts().resetPassword(request.params.id)))

  for (const [what, active, summary] of [['deactivate', false, 'Nobody signs in by this account any more; what it did stays'], ['reactivate', true, 'The account may sign in again']] as const) {
    app.post(`/api/staff/:id/${what}`, { config, schema: { tags, summary, params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
      must(await accounts().setActive(request.params.id, active, accountOf(request).user))
      return reply.code(204).send(null)
    })
  }

  app.delete('/api/staff/:id/totp', { config, schema: { tags, summary: 'Take the second step off for somebody who lost the phone; their sessions end', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await accounts().takeOffSecondStep(request.params.id))
    return reply.code(204).send(null)
  })

  app.get('/api/staff/:id/sessions', { config, schema: { tags, summary: 'Where somebody is signed in', params: ById, response: { 200: z.array(SessionView), ...refusals } } },
    async (request) => of().staff.sessions.list(request.params.id, tokenOf(request)))

  app.delete('/api/staff/:id/sessions', { config, schema: { tags, summary: 'End all sessions of somebody', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    await of().staff.sessions.endAll(request.params.id)
    return reply.code(204).send(null)
  })

  app.delete('/api/staff/:id/sessions/:session', { config, schema: { tags, summary: 'End one session of somebody', params: BySession, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    if (!(await of().staff.sessions.endOne(request.params.id, request.params.session))) throw notFound('such session')
    return reply.code(204).send(null)
  })

  app.get('/api/sign-in-rules', { config, schema: { tags, summary: 'How people sign in at this site', response: { 200: SignInRules, ...refusals } } }, async () => (await of().staff.rules.now()).rules)

  app.put('/api/sign-in-rules', { config, schema: { tags, summary: 'Set how people sign in; sessions that stand are not asked for a second step', body: SignInRules, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    await of().staff.rules.put(request.body)
    return reply.code(204).send(null)
  })
}
