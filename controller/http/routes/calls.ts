import * as z from 'zod/mini'
import { CallView } from '../../../protocol/api-calls.ts'
import { Id } from '../../../protocol/basics.ts'
import { accountOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['desk']
const config = { right: 'desk' } as const
const params = z.object({ id: Id })

export function callRoutes(app: App, of: Of): void {
  app.get('/api/calls', { schema: { tags, summary: 'Passengers who call an officer: open calls, the oldest first, then those of the last twelve hours', response: { 200: z.array(CallView), ...refusals } } },
    async () => of().calls.list())

  app.post('/api/calls/:id/accept', { config, schema: { tags, summary: 'Say that one goes there; the screen shows it', params, response: { 200: CallView, ...refusals } } },
    async (request) => must(await of().calls.accept(request.params.id, accountOf(request).user)))

  app.post('/api/calls/:id/done', { config, schema: { tags, summary: 'Say that one was there, or that nobody need go', params, response: { 200: CallView, ...refusals } } },
    async (request) => must(await of().calls.done(request.params.id)))
}
