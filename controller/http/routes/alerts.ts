import * as z from 'zod/mini'
import { AfterReviewWrite, LifeStep, SentWrite } from '../../../protocol/api-alerts.ts'
import { AlertAnswer, AlertDecision, AlertRequest, AlertRewrite, alertStates, AlertView, Coverage, DryRun } from '../../../protocol/api.ts'
import { Id, Instant } from '../../../protocol/basics.ts'
import { severities } from '../../../protocol/words.ts'
import { alertsCsv } from '../../alerts/csv.ts'
import type { App } from '../server.ts'
import { accountOf } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, refusals } from './shapes.ts'

const tags = ['alerts']
const MOST_ROWS = 10_000
const Filter = z.object({
  state: z.optional(z.enum(alertStates)), severity: z.optional(z.enum(severities)),
  /** Raised from … until, and before (for the next page). */
  from: z.optional(Instant), until: z.optional(Instant), before: z.optional(Instant),
  /** `true`: those that another person has to review afterwards. */
  due: z.optional(z.pipe(z.enum(['true', 'false']), z.transform((said) => said === 'true'))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500)), 100),
})
const Of = z.object({ alert: z.optional(Id) })
const Sheet = z.object({ from: z.optional(Instant), until: z.optional(Instant), language: z._default(z.enum(['zh-CN', 'en']), 'zh-CN') })
const ByScreen = z.object({ id: Id, device: Id })

export function alertRoutes(app: App, of: Of): void {
  app.get('/api/alerts', { schema: { tags, summary: 'Alerts, the newest first', querystring: Filter, response: { 200: z.array(AlertView), ...refusals } } },
    async (request) => of().alerts.list(request.query))

  app.post('/api/alerts', { config: { right: 'raise' }, schema: { tags, summary: 'Raise an alert: 201 where it is live, 202 where a second person has to release it', body: AlertRequest, response: { 201: AlertAnswer, 202: AlertAnswer, ...refusals } } }, async (request, reply) => {
    const answer = must(await of().alerts.raise(request.body, accountOf(request)))
    return reply.code(answer.state === 'live' ? 201 : 202).send(answer)
  })

  app.post('/api/alerts/dry-run', { config: { right: 'raise', audit: false }, schema: { tags, summary: 'Whom an alert would reach now, what speaks against it, and who has to release it; nothing is raised. `alert`: the live one that it would change', querystring: Of, body: AlertRequest, response: { 200: DryRun, ...refusals } } },
    async (request) => must(await of().alerts.dryRun(request.body, accountOf(request), request.query.alert)))

  app.get('/api/alerts/history.csv', { schema: { tags, summary: 'Alerts for a spreadsheet, the newest first', querystring: Sheet } }, async (request, reply) => {
    const { from, until, language } = request.query
    const views = await of().alerts.list({ from, until, limit: MOST_ROWS })
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="anxing-alerts.csv"').send(alertsCsv(views, language, of().site.timeZone))
  })

  app.get('/api/alerts/:id', { schema: { tags, summary: 'One alert', params: ById, response: { 200: AlertView, ...refusals } } }, async (request) => {
    const found = await of().alerts.get(request.params.id)
    if (!found) throw notFound(`alert "${request.params.id}"`)
    return found
  })

  app.put('/api/alerts/:id', { config: { right: 'raise' }, schema: { tags, summary: 'Change an alert: a new version under the same id, whose coverage starts anew; 202 where a second person has to release the change', params: ById, body: AlertRewrite, response: { 200: AlertAnswer, 202: AlertAnswer, ...refusals } } }, async (request, reply) => {
    const answer = must(await of().alerts.update(request.params.id, request.body, accountOf(request)))
    return reply.code(answer.state === 'live' ? 200 : 202).send(answer)
  })

  app.post('/api/alerts/:id/cancel', { config: { right: 'raise' }, schema: { tags, summary: 'Take it off every screen', params: ById, body: z.nullish(AlertDecision), response: { 200: AlertAnswer, ...refusals } } },
    async (request) => must(await of().alerts.cancel(request.params.id, accountOf(request), request.body?.note)))

  const decide = (action: 'release' | 'refuse', summary: string) =>
    app.post(`/api/alerts/:id/${action}`, { config: { right: 'release' }, schema: { tags, summary, params: ById, body: z.nullish(AlertDecision), response: { 200: AlertAnswer, ...refusals } } },
      async (request) => must(await of().alerts[action](request.params.id, accountOf(request), request.body?.version, request.body?.note)))
  decide('release', 'Let an alert, or a change of one, go out; by another person than the one who wrote it')
  decide('refuse', 'Turn down an alert, or a change of one, that waits; by another person than the one who wrote it')

  app.get('/api/alerts/:id/reach', { schema: { tags, summary: 'Whom what waits would reach now, and what speaks against it', params: ById, response: { 200: DryRun, ...refusals } } },
    async (request) => must(await of().alerts.reach(request.params.id)))

  app.get('/api/alerts/:id/life', { schema: { tags, summary: 'Every step of an alert, the oldest first', params: ById, response: { 200: z.array(LifeStep), ...refusals } } }, async (request) => {
    const found = await of().alerts.life(request.params.id)
    if (!found) throw notFound(`alert "${request.params.id}"`)
    return found
  })

  app.post('/api/alerts/:id/review', { config: { right: 'release' }, schema: { tags, summary: 'Say afterwards whether it was right to let it out; by neither who raised nor who released it', params: ById, body: AfterReviewWrite, response: { 200: AlertView, ...refusals } } },
    async (request) => must(await of().alerts.review(request.params.id, request.body, accountOf(request))))

  app.put('/api/alerts/:id/screens/:device', { config: { right: 'operate' }, schema: { tags, summary: 'Note that somebody was sent to a screen that has not shown it, or take that back', params: ByScreen, body: SentWrite, response: { 200: z.nullable(z.object({ by: z.string(), at: Instant })), ...refusals } } },
    async (request) => must(await of().alerts.send(request.params.id, request.params.device, request.body.sent, accountOf(request))))

  app.get('/api/alerts/:id/coverage', { schema: { tags, summary: 'Which screens have shown it and how soon, which are away, which should have and did not', params: ById, response: { 200: Coverage, ...refusals } } }, async (request) => {
    const found = await of().alerts.coverage(request.params.id)
    if (!found) throw notFound(`alert "${request.params.id}"`)
    return found
  })
}
