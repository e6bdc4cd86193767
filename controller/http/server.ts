import Fastify from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'

/** A bare server: JSON in and out, checked by schemas of `protocol/`. `proxies`: whose word counts for where a request comes from; nobody else's does. */
export const newApp = (tls: { cert: Buffer; key: Buffer } | null, proxies: readonly string[]) => Fastify({
  trustProxy: proxies.length === 0 ? false : [...proxies],
  logger: false,
  bodyLimit: 512 * 1024,
  // Consoles keep a stream open for ever: when the controller ends, they end.
  forceCloseConnections: true,
  serverFactory: (handler) => (tls ? createSecureServer(tls, handler) : createServer(handler)),
}).withTypeProvider<ZodTypeProvider>()

export type App = ReturnType<typeof newApp>
