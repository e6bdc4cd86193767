import * as z from 'zod/mini'
import { AlertAnswer, AlertDecision, AlertRequest, alertStates, AlertView, Coverage, DryRun } from '../../../protocol/api.ts'
import type { App } from '../server.ts'
import { accountOf } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, refusals } from './shapes.ts'

const tags = ['alerts']
const Filter = z.object({ state: z.optional(z.enum(alertStates)), limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500)), 100) })

export function alertRoutes(app: App, of: Of): void {
  app.get('/api/alerts', { schema: { tags, summary: 'Alerts, the newest first', querystring: Filter, response: { 200: z.array(AlertView), ...refusals } } },
    async (request) => of().alerts.list(request.query.limit, request.query.state))

  app.post('/api/alerts', { config: { right: 'raise' }, schema: { tags, summary: 'Raise an alert: 201 where it is live, 202 where a second person has to release it', body: AlertRequest, response: { 201: AlertAnswer, 202: AlertAnswer, ...refusals } } }, async (request, reply) => {
    const answer = must(await of().alerts.raise(request.body, accountOf(request)))
    return reply.code(answer.state === 'live' ? 201 : 202).send(answer)
  })

  app.post('/api/alerts/dry-run', { config: { right: 'raise', audit: false }, schema: { tags, summary: 'Whom an alert would reach now; nothing is raised', body: AlertRequest, response: { 200: DryRun, ...refusals } } },
    async (request) => must(of().alerts.dryRun(request.body, accountOf(request))))

  app.get('/api/alerts/:id', { schema: { tags, summary: 'One alert', params: ById, response: { 200: AlertView, ...refusals } } }, async (request) => {
    const found = await of().alerts.get(request.params.id)
    if (!found) throw notFound(`alert "${request.params.id}"`)
    return found
  })

  app.put('/api/alerts/:id', { config: { right: 'raise' }, schema: { tags, summary: 'Change an alert: a new version under the same id, whose coverage starts anew', params: ById, body: AlertRequest, response: { 200: AlertAnswer, ...refusals } } },
    async (request) => must(await of().alerts.update(request.params.id, request.body, accountOf(request))))

  app.post('/api/alerts/:id/cancel', { config: { right: 'raise' }, schema: { tags, summary: 'Take it off every screen', params: ById, response: { 200: AlertAnswer, ...refusals } } },
    async (request) => must(await of().alerts.cancel(request.params.id, accountOf(request))))

  const decide = (action: 'release' | 'refuse', summary: string) =>
    app.post(`/api/alerts/:id/${action}`, { config: { right: 'release' }, schema: { tags, summary, params: ById, body: z.nullish(AlertDecision), response: { 200: AlertAnswer, ...refusals } } },
      async (request) => must(await of().alerts[action](request.params.id, accountOf(request), request.body?.version)))
  decide('release', 'Let an alert that waits go out; by another person than the one who raised it')
  decide('refuse', 'Turn down an alert that waits; by another person than the one who raised it')

  app.get('/api/alerts/:id/coverage', { schema: { tags, summary: 'Which screens have shown it and how soon, which are away, which should have and did not', params: ById, response: { 200: Coverage, ...refusals } } }, async (request) => {
    const found = await of().alerts.coverage(request.params.id)
    if (!found) throw notFound(`alert "${request.params.id}"`)
    return found
  })
}
