import * as z from 'zod/mini'
import { PlanView, PlanWarning, ScheduleWrite } from '../../../protocol/api.ts'
import { ScheduleEntry } from '../../../protocol/schedule.ts'
import { Id } from '../../../protocol/basics.ts'
import type { App } from '../server.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['schedule']

export function scheduleRoutes(app: App, of: Of): void {
  app.get('/api/schedule', { schema: { tags, summary: 'Every entry', response: { 200: z.array(ScheduleEntry), ...refusals } } }, async () => of().schedule.list())

  app.get('/api/schedule/:id', { schema: { tags, summary: 'One entry', params: ById, response: { 200: ScheduleEntry, ...refusals } } }, async (request) => {
    const found = of().schedule.get(request.params.id)
    if (!found) throw notFound(`schedule entry "${request.params.id}"`)
    return found
  })

  app.post('/api/schedule', { config: { right: 'schedule' }, schema: { tags, summary: 'A new entry', body: ScheduleWrite, response: { 201: ScheduleEntry, ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().schedule.create(request.body))))

  app.put('/api/schedule/:id', { config: { right: 'schedule' }, schema: { tags, summary: 'Replace an entry; its version grows by one', params: ById, body: ScheduleWrite, response: { 200: ScheduleEntry, ...refusals } } },
    async (request) => must(await of().schedule.update(request.params.id, request.body)))

  app.delete('/api/schedule/:id', { config: { right: 'schedule' }, schema: { tags, summary: 'Remove an entry', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().schedule.remove(request.params.id))
    return reply.code(204).send(null)
  })

  app.get('/api/plan/warnings', { schema: { tags, summary: 'What the planner could not do as asked', response: { 200: z.array(PlanWarning), ...refusals } } }, async () => of().schedule.warnings())

  app.get('/api/plan/:zone', { schema: { tags, summary: 'What a zone was told to play for the coming 48 hours', params: z.object({ zone: Id }), response: { 200: PlanView, ...refusals } } }, async (request) => {
    const { zone } = request.params
    const found = of().schedule.programmeOf(zone)
    if (!found) throw notFound(`programme for the zone "${zone}"`)
    return { zone, ...found }
  })
}
