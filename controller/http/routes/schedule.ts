import * as z from 'zod/mini'
import { PlanView, PlanWarning, ScheduleWrite } from '../../../protocol/api.ts'
import { BatchAnswer, PreviewAsk, ScheduleChange, SchedulePreview, Timeline } from '../../../protocol/api-schedule.ts'
import { ScheduleEntry } from '../../../protocol/schedule.ts'
import { Id } from '../../../protocol/basics.ts'
import type { App } from '../server.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals, When } from './shapes.ts'

const tags = ['schedule']
/** Bytes: a thousand entries with many zones each. */
const LARGE = 4_000_000
/** `zones`: ids of the zone tree, with commas between; inner ones stand for their leaves. */
const TimelineAsk = z.object({ zones: z.string().check(z.minLength(1), z.maxLength(20_000)), from: When, until: When })

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

  app.post('/api/schedule/batch', { config: { right: 'schedule' }, bodyLimit: LARGE, schema: { tags, summary: 'Change several entries: all of it or nothing; the answer brings back what was before', body: ScheduleChange, response: { 200: BatchAnswer, ...refusals } } },
    async (request) => must(await of().schedule.change(request.body)))

  app.post('/api/schedule/preview', { config: { right: 'read', audit: false, rateLimit: { max: 120, timeWindow: '1 minute' } }, bodyLimit: LARGE, schema: { tags, summary: 'What a change would do: which zones play what else, which screens show something else, and what conflicts; nothing is kept', body: PreviewAsk, response: { 200: SchedulePreview, ...refusals } } },
    async (request) => must(await of().schedule.preview(request.body)))

  app.get('/api/timeline', { schema: { tags, summary: 'What zones play over a while of 14 days at most, with each entry\'s share as it will really be', querystring: TimelineAsk, response: { 200: Timeline, ...refusals } } },
    async ({ query: { zones, from, until } }) => must(await of().schedule.timeline(zones.split(','), from, until)))

  app.get('/api/plan/warnings', { schema: { tags, summary: 'What the planner could not do as asked', response: { 200: z.array(PlanWarning), ...refusals } } }, async () => of().schedule.warnings())

  app.get('/api/plan/:zone', { schema: { tags, summary: 'What a zone was told to play for the coming 48 hours', params: z.object({ zone: Id }), response: { 200: PlanView, ...refusals } } }, async (request) => {
    const { zone } = request.params
    const found = of().schedule.programmeOf(zone)
    if (!found) throw notFound(`programme for the zone "${zone}"`)
    return { zone, ...found }
  })
}
