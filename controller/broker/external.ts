import type { Link } from '../../link/link.ts'
import { connectMqtt, type MqttLinkOptions } from '../../link/mqtt.ts'
import type { BrokerClock, BrokerHealth, BrokerLog } from './deps.ts'
import { brokerAddress, createRelay, type RelayMetrics } from './relay.ts'
import type { HttpServer } from './websocket.ts'

export type ExternalBrokerOptions = {
  /** ANXING_MQTT_URL; a name and a secret in it are the controller's own. */
  url: string
  log: BrokerLog
  clock: BrokerClock
  /** Unique among the controllers of one broker, as their names must be: two with one id would throw each other out. */
  clientId: string
  ca?: string[]
}

export type ExternalBroker = {
  start(): Promise<void>
  stop(): Promise<void>
  health(): BrokerHealth
  readonly metrics: RelayMetrics
  attachWebSocket(server: HttpServer, path?: string): () => void
  /** The one connection of this controller: asked again, it gives the same. Ends with the broker's `stop`. */
  link(options?: Pick<MqttLinkOptions, 'birth' | 'onError' | 'backoff'>): Link
}

/**
 * A broker that somebody else runs. The controller is one of its clients; browsers are relayed to it. To throw a device
 * out, change the broker's password file and signal it: MQTT 3.1.1 has no word for that.
 */
export function createExternalBroker({ url, log, clock, clientId, ca }: ExternalBrokerOptions): ExternalBroker {
  const address = new URL(url)
  brokerAddress(url)
  const trust = ca ? { ca } : {}
  const relay = createRelay({ url, log, clock, ...trust })
  let made: Link | null = null
  const credentials = {
    ...(address.username ? { username: decodeURIComponent(address.username) } : {}),
    ...(address.password ? { password: decodeURIComponent(address.password) } : {}),
  }
  address.username = ''
  address.password = ''

  return {
    // Links connect by themselves, and again after each loss: a controller starts without its broker too.
    start: async () => undefined,
    async stop() {
      relay.stop()
      await made?.close()
    },
    health() {
      const state = made?.state.name ?? 'not asked for'
      return { ok: made === null || state === 'online', detail: `the link to ${address.host}: ${state}; ${relay.metrics.open} screens relayed` }
    },
    metrics: relay.metrics,
    attachWebSocket: relay.attachWebSocket,
    link(options = {}) {
      made ??= connectMqtt(address.href, {
        ...credentials,
        ...trust,
        onError: (error) => log.warn({ err: error }, 'The link to the broker reports an error.'),
        ...options,
        clientId,
      })
      return made
    },
  }
}
