import { createHash } from 'node:crypto'
import { VenueMap } from '../../../protocol/api-map.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { Nothing, refusals } from './shapes.ts'

const tags = ['content']

export function mapRoutes(app: App, of: Of): void {
  /** The building does not change while the controller runs. */
  let etag = ''

  app.get('/api/venue/map', { schema: { tags, summary: 'The building for a map: floors, rooms, furniture, doors', response: { 200: VenueMap, 304: Nothing, ...refusals } } }, async (request, reply) => {
    const { venueMap } = of()
    etag ||= `"${createHash('sha256').update(JSON.stringify(venueMap)).digest('base64url').slice(0, 22)}"`
    reply.headers({ etag, 'cache-control': 'private, no-cache' })
    if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
    return venueMap
  })
}
