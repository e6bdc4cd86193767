import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Authenticate, BrokerLog } from '../../controller/broker/deps.ts'
import { createEmbeddedBroker, type EmbeddedBroker, type EmbeddedBrokerOptions } from '../../controller/broker/service.ts'

export const site = 'demo'

/** Remembers what was said, for tests that ask. */
export function createTestLog(): BrokerLog & { said: { level: string; facts: object; text: string }[] } {
  const said: { level: string; facts: object; text: string }[] = []
  const at = (level: string) => (facts: object, text: string) => void said.push({ level, facts, text })
  return { said, info: at('info'), warn: at('warn'), error: at('error') }
}

/** Lets in whoever's password is `secret of NAME`. */
export const byNameAlone: Authenticate = async (username, password) => (password === secretOf(username) ? { device: username } : null)
export const secretOf = (device: string): string => `secret of ${device}`

export type TestBroker = {
  broker: EmbeddedBroker
  log: ReturnType<typeof createTestLog>
  tcpUrl: string
  wsUrl: string
  tcpPort: number
  httpPort: number
  stop(): Promise<void>
}

/** The embedded broker on TCP and, by an HTTP server of its own, on WebSocket. Ports: 0 or absent = free ones. */
export async function startEmbedded(options: Partial<EmbeddedBrokerOptions> & { httpPort?: number } = {}): Promise<TestBroker> {
  const log = createTestLog()
  const clock = { now: () => Temporal.Now.instant() }
  const broker = createEmbeddedBroker({ authenticate: byNameAlone, site, log, clock, port: 0, ...options })
  await broker.start()
  const http: Server = createServer()
  broker.attachWebSocket(http)
  http.listen(options.httpPort ?? 0, '127.0.0.1')
  await once(http, 'listening')
  const httpPort = (http.address() as AddressInfo).port
  const tcpPort = broker.port ?? 0
  return {
    broker, log, tcpPort, httpPort,
    tcpUrl: `mqtt://127.0.0.1:${tcpPort}`,
    wsUrl: `ws://127.0.0.1:${httpPort}/mqtt`,
    async stop() {
      await broker.stop()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
