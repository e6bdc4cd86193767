import { Readable } from 'node:stream'
import * as z from 'zod/mini'
import { AuditEntry, AuditVerdict } from '../../../protocol/api-audit.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['audit']
const config = { right: 'audit' } as const
const Filter = z.object({
  before: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
  user: z.optional(z.string().check(z.maxLength(64))),
  subject: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(500)), 100),
})

export function auditRoutes(app: App, of: Of): void {
  app.get('/api/audit', { config, schema: { tags, summary: 'Who did what and how it ended, the newest first', querystring: Filter, response: { 200: z.array(AuditEntry), ...refusals } } },
    async (request) => of().audit.list(request.query))

  app.get('/api/audit/verify', { config, schema: { tags, summary: 'Follow the chain of hashes through the whole log and past every checkpoint', response: { 200: AuditVerdict, ...refusals } } },
    async () => of().audit.verify())

  app.get('/api/audit/export', { config: { right: 'audit', audit: true }, schema: { tags, summary: 'The whole log, the oldest entry first, one JSON object a line' } }, async (_request, reply) =>
    reply.type('application/x-ndjson').header('content-disposition', 'attachment; filename="anxing-audit.ndjson"').send(Readable.from(of().audit.export())))
}
