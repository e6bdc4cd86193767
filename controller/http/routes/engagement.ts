import * as z from 'zod/mini'
import { EngagementReport } from '../../../protocol/api.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals, When } from './shapes.ts'

const Query = z.object({ from: z.optional(When), to: z.optional(When), by: z._default(z.literal('zone'), 'zone') })

export function engagementRoutes(app: App, of: Of): void {
  app.get('/api/engagement', { config: { right: 'report' }, schema: { tags: ['engagement'], summary: 'What passengers did, by zone, in whole hours; counts of fewer than ten sessions are left out. By default the last 24 hours.', querystring: Query, response: { 200: EngagementReport, ...refusals } } }, async (request) => {
    const { clock, engagement } = of()
    const until = request.query.to === undefined ? clock.now() : Temporal.Instant.from(request.query.to)
    const from = request.query.from === undefined ? until.subtract({ hours: 24 }) : Temporal.Instant.from(request.query.from)
    if (Temporal.Instant.compare(from, until) >= 0) throw new AnxingError('http/invalid', 'The time must end after it begins.', 'to')
    return engagement.report(from, until)
  })
}
