import * as z from 'zod/mini'
import { Sha256 } from '../../../protocol/basics.ts'
import type { App } from '../server.ts'
import { notFound } from '../problems.ts'
import type { Of } from '../services.ts'

/** Content by its hash: it never changes, so whoever has it keeps it. */
export function mediaRoutes(app: App, of: Of): void {
  app.get('/media/:sha256', { config: { right: 'public' }, schema: { tags: ['content'], summary: 'A file by its SHA-256; it never changes', security: [], params: z.object({ sha256: Sha256 }) } }, async (request, reply) => {
    const { sha256 } = request.params
    const found = await of().content.readMedia(sha256)
    if (!found) throw notFound(`file "${sha256}"`)
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', `"${sha256}"`)
    if (request.headers['if-none-match'] === `"${sha256}"`) return reply.code(304).send()
    return reply.type(found.type).send(found.body)
  })
}
