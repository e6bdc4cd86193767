import * as z from 'zod/mini'
import { JobView, Readiness } from '../../../protocol/api.ts'
import { TimeAnswer } from '../../../protocol/api-pairing.ts'
import type { App } from '../server.ts'
import { notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['operations']
const config = { right: 'public' } as const
const ByName = z.object({ name: z.string().check(z.maxLength(64)) })

export function operationRoutes(app: App, of: Of): void {
  app.get('/api/time', { config, schema: { tags, summary: 'The controller\'s clock', security: [], response: { 200: TimeAnswer } } }, async () => ({ now: of().clock.now().toString() }))

  app.get('/healthz', { config, schema: { tags, summary: 'The process answers', security: [], response: { 200: z.object({ ok: z.literal(true) }) } } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { ok: true as const }
  })

  app.get('/readyz', { config, schema: { tags, summary: 'Store, link and every zone\'s programme are there', security: [], response: { 200: Readiness, 503: Readiness } } }, async (_request, reply) => {
    const readiness = await of().readiness()
    return reply.header('cache-control', 'no-store').code(readiness.ready ? 200 : 503).send(readiness)
  })

  app.get('/metrics', { config, schema: { tags, summary: 'Counters for Prometheus', security: [] } }, async (_request, reply) => {
    const { registry } = of().metrics
    return reply.header('cache-control', 'no-store').type(registry.contentType).send(await registry.metrics())
  })

  app.get('/api/openapi.json', { config, schema: { hide: true } }, async () => app.swagger())

  app.get('/api/health', { schema: { tags, summary: 'Every part and how it is', response: { 200: Readiness, ...refusals } } }, async () => of().readiness())

  app.get('/api/jobs', { schema: { tags, summary: 'What happens on a clock: last run, its result, next run', response: { 200: z.array(JobView), ...refusals } } }, async () => of().jobs.view())

  app.post('/api/jobs/:name/run', { config: { right: 'manage' }, schema: { tags, summary: 'Run a job now', params: ByName, response: { 200: JobView, ...refusals } } }, async (request) => {
    const { jobs } = of()
    await jobs.runNow(request.params.name)
    const job = jobs.view().find(({ name }) => name === request.params.name)
    if (!job) throw notFound(`job "${request.params.name}"`)
    return job
  })
}
