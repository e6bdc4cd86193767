import { connect as connectTcp, type Socket } from 'node:net'
import { pipeline, type Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { AnxingError } from '../../protocol/errors.ts'
import type { BrokerClock, BrokerLog } from './deps.ts'
import { createQuietLog } from './quiet.ts'
import { takeUpgrades, type HttpServer } from './websocket.ts'

export type RelayMetrics = { open: number; relayed: number; failed: number }
export type Relay = {
  attachWebSocket(server: HttpServer, path?: string): () => void
  readonly metrics: RelayMetrics
  stop(): void
}

export type RelayOptions = {
  /** `mqtt://host:port` or `mqtts://host:port`. */
  url: string
  log: BrokerLog
  clock: BrokerClock
  maxConnections?: number
  connectTimeoutMs?: number
  /** Certificate authorities to trust for `mqtts`, PEM. */
  ca?: string[]
}

const LARGEST_FRAME = 1024 * 1024

/** Where an `mqtt(s)://` address leads. */
export function brokerAddress(url: string): { host: string; port: number; secure: boolean } {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const secure = parsed?.protocol === 'mqtts:'
  if (!parsed?.hostname || !(secure || parsed.protocol === 'mqtt:')) {
    throw new AnxingError('config/mqtt-url', 'Not an mqtt:// or mqtts:// address.', url)
  }
  return { host: parsed.hostname.replace(/^\[|\]$/g, ''), port: Number(parsed.port) || (secure ? 8883 : 1883), secure }
}

/**
 * Takes browsers' MQTT over WebSocket and passes the bytes on to an external broker over TCP, so that screens need one
 * address only. It understands nothing of what it carries: names, secrets and rights are the broker's. Each side waits
 * for the other (a pipe holds some 64 kB either way), and when one ends both do, so that wills are sent.
 */
export function createRelay({ url, log, clock, maxConnections = 20_000, connectTimeoutMs = 10_000, ca }: RelayOptions): Relay {
  const { host, port, secure } = brokerAddress(url)
  const quietly = createQuietLog({ log, clock })
  const metrics: RelayMetrics = { open: 0, relayed: 0, failed: 0 }
  const open = new Set<Duplex>()
  const detach = new Set<() => void>()
  let stopped = false

  const dial = (): Socket => {
    const socket = secure ? connectTls({ host, port, servername: host, ...(ca ? { ca } : {}) }) : connectTcp({ host, port, noDelay: true, keepAlive: true })
    const tooLong = setTimeout(() => socket.destroy(new Error('the broker did not answer in time')), connectTimeoutMs)
    socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(tooLong))
    socket.once('close', () => clearTimeout(tooLong))
    return socket
  }

  function relay(browser: Duplex, address: string): void {
    const broker = dial()
    let connected = false
    broker.once(secure ? 'secureConnect' : 'connect', () => {
      connected = true
    })
    open.add(browser)
    metrics.open = open.size
    metrics.relayed += 1
    pipeline(browser, broker, browser, (error) => {
      open.delete(browser)
      metrics.open = open.size
      // An end that went through one way only would leave the other standing.
      browser.destroy()
      broker.destroy()
      if (connected) return
      metrics.failed += 1
      quietly('relay', { address, broker: `${host}:${port}`, err: error }, 'A screen could not be passed on to the broker.')
    })
  }

  return {
    metrics,
    attachWebSocket(server, path = '/mqtt') {
      const letGo = takeUpgrades(server, { path, largestFrame: LARGEST_FRAME, mayAccept: () => !stopped && open.size < maxConnections, onStream: relay })
      detach.add(letGo)
      return () => {
        detach.delete(letGo)
        letGo()
      }
    },
    stop() {
      stopped = true
      for (const letGo of detach) letGo()
      for (const browser of [...open]) browser.destroy()
    },
  }
}
