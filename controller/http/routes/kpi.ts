import * as z from 'zod/mini'
import { Kpi, KpiWrite } from '../../../protocol/api-engagement.ts'
import { accountOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['engagement']
const config = { right: 'analyse' } as const

export function kpiRoutes(app: App, of: Of): void {
  app.get('/api/kpi', { config: { right: 'report' }, schema: { tags, summary: 'Figures from outside with their sources, the latest period first; they are not the effect of this system', response: { 200: z.array(Kpi), ...refusals } } }, async () => of().kpis.list())

  app.post('/api/kpi', { config, schema: { tags, summary: 'Enter a figure from outside', body: KpiWrite, response: { 201: Kpi, ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().kpis.add(request.body, accountOf(request).user))))

  app.put('/api/kpi/:id', { config, schema: { tags, summary: 'Set a figure right', params: ById, body: KpiWrite, response: { 200: Kpi, ...refusals } } },
    async (request) => must(await of().kpis.replace(request.params.id, request.body, accountOf(request).user)))

  app.delete('/api/kpi/:id', { config, schema: { tags, summary: 'Take a figure away', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().kpis.remove(request.params.id))
    return reply.code(204).send(null)
  })
}
