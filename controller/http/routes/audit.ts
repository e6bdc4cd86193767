import { Readable } from 'node:stream'
import * as z from 'zod/mini'
import { auditAreaNames, AuditPage, AuditVerdict, NotedHead } from '../../../protocol/api-audit.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals, When } from './shapes.ts'

const tags = ['audit']
const config = { right: 'audit' } as const
const Filter = z.object({
  before: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
  user: z.optional(z.string().check(z.maxLength(64))),
  subject: z.optional(z.string().check(z.maxLength(200))),
  area: z.optional(z.enum(auditAreaNames)),
  outcome: z.optional(z.enum(['done', 'refused', 'open'])),
  from: z.optional(When), to: z.optional(When),
  text: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 100),
})
const Noted = z.object({ noted: z.optional(NotedHead) })
const millis = (instant: string | undefined) => (instant === undefined ? undefined : Temporal.Instant.from(instant).epochMilliseconds)

export function auditRoutes(app: App, of: Of): void {
  app.get('/api/audit', { config, schema: { tags, summary: 'Who did what and how it ended, the newest first', querystring: Filter, response: { 200: AuditPage, ...refusals } } }, async (request) => {
    const { from, to, ...filter } = request.query
    return of().audit.list({ ...filter, fromMs: millis(from), untilMs: millis(to) })
  })

  app.get('/api/audit/verify', { config, schema: { tags, summary: 'Follow the chain of hashes through the whole log, past every checkpoint and past a head that somebody noted (1234:ab12cd34)', querystring: Noted, response: { 200: AuditVerdict, ...refusals } } },
    async (request) => of().audit.verify(request.query.noted === undefined ? [] : [request.query.noted]))

  app.get('/api/audit/export', { config: { right: 'audit', audit: true }, schema: { tags, summary: 'The whole log, the oldest entry first, one JSON object a line; tools/verify-audit.ts follows its chain without the database' } }, async (_request, reply) =>
    reply.type('application/x-ndjson').header('content-disposition', 'attachment; filename="anxing-audit.ndjson"').send(Readable.from(of().audit.export())))
}
