import { AnxingError } from '../../../protocol/errors.ts'
import type { App } from '../server.ts'
import { SESSION_COOKIE } from '../guard.ts'
import { createLiveClient } from '../live.ts'
import type { Of } from '../services.ts'

const MOST_CLIENTS = 200

export function liveRoutes(app: App, of: Of): void {
  const clients = new Set<() => void>()

  app.get('/api/live', { schema: { tags: ['operations'], summary: 'What changes, as server-sent events: {kind, id}' } }, async (request, reply) => {
    if (clients.size >= MOST_CLIENTS) throw new AnxingError('http/busy', 'Too many consoles listen already. Close one.')
    const { changes, staff } = of()
    const token = request.cookies[SESSION_COOKIE] ?? ''
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    const client = createLiveClient({ to: reply.raw, stillSignedIn: async () => (await staff.whoIs(token)) !== null })
    const unsubscribe = changes.on(client.tell)
    const leave = () => {
      clients.delete(leave)
      unsubscribe()
      client.close()
    }
    clients.add(leave)
    reply.raw.on('close', leave)
  })

  app.addHook('preClose', async () => {
    for (const leave of [...clients]) leave()
  })
}
