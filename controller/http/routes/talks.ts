import * as z from 'zod/mini'
import { Talk, TalkWrite } from '../../../protocol/api-schedule.ts'
import { accountOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['schedule']
const config = { right: 'schedule' } as const

export function talkRoutes(app: App, of: Of): void {
  app.get('/api/talks', { schema: { tags, summary: 'Talks by their beginning, those of the last month too, with the zones that fall silent', response: { 200: z.array(Talk), ...refusals } } }, async () => of().talks.list())

  app.post('/api/talks', { config, schema: { tags, summary: 'A talk: screens within earshot do not speak while it lasts', body: TalkWrite, response: { 201: Talk, ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().talks.add(request.body, accountOf(request).user))))

  app.put('/api/talks/:id', { config, schema: { tags, summary: 'Change a talk, also to end it early', params: ById, body: TalkWrite, response: { 200: Talk, ...refusals } } },
    async (request) => must(await of().talks.update(request.params.id, request.body, accountOf(request).user)))

  app.delete('/api/talks/:id', { config, schema: { tags, summary: 'Call a talk off', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().talks.remove(request.params.id))
    return reply.code(204).send(null)
  })
}
