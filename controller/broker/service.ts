import { createServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import { AnxingError } from '../../protocol/errors.ts'
import type { Link } from '../../link/link.ts'
import { deviceRights } from '../../link/rights.ts'
import { createStates } from '../../link/states.ts'
import { createWindow } from '../../link/window.ts'
import { createAdmission, returnCodes } from './admission.ts'
import type { Authenticate, BrokerClock, BrokerHealth, BrokerLog } from './deps.ts'
import { endOf } from './ending.ts'
import { createRefuser, publishRefusal, subscribeRefusal, type Entry } from './guard.ts'
import { createInProcessLink, type InProcessOptions } from './inprocess.ts'
import { count, createMetrics, type BrokerMetrics } from './metrics.ts'
import { createQuietLog } from './quiet.ts'
import { createRetained } from './retained.ts'
import { prepareStream } from './stream.ts'
import { takeUpgrades, type HttpServer } from './websocket.ts'

export type EmbeddedBrokerOptions = {
  authenticate: Authenticate
  site: string
  log: BrokerLog
  clock: BrokerClock
  /** TCP; 0 = a free port, null = no listener. */
  port?: number | null
  host?: string
  maxConnections?: number
  /** Longest keepalive a client may ask for, and it must ask for one: else a dead peer would be kept for ever. */
  keepaliveLimitSeconds?: number
  /** How long a new connection may take to say who it is. */
  connectTimeoutMs?: number
}

export type EmbeddedBroker = {
  start(): Promise<void>
  stop(): Promise<void>
  health(): BrokerHealth
  /** The TCP port, once started. */
  readonly port: number | null
  readonly metrics: BrokerMetrics
  /** MQTT over WebSocket at `path` of an HTTP server; gives a function that lets go of it. */
  attachWebSocket(server: HttpServer, path?: string): () => void
  /** The controller's own link. May do everything. */
  link(options?: InProcessOptions): Link
  /** Throws a device out, for instance when its secret was withdrawn; gives how many connections it had. */
  disconnect(device: string): number
}

const kB = 1024
/** The largest payload of the topic table with its topic and header. */
const LARGEST_PACKET = 512 * kB + 1 * kB
const LARGEST_CONNECT = 8 * kB
/** A socket with more than this unsent belongs to somebody who does not read. */
const UNSENT_BYTES = 1024 * kB
const BACKLOG = 8_192
/** Nobody is subscribed here: where refused messages end, so that the connection need not. */
const NOWHERE = '$anxing/refused'

const refusal = (returnCode: 2 | 3 | 4 | 5, reason: string): AuthenticateError => Object.assign(new Error(`refused: ${reason}`), { returnCode })

/**
 * An MQTT 3.1.1 broker inside the controller (aedes), for devices with a name and a secret each, whose rights come from
 * the topic table. Sessions are always clean. A message that is not allowed is counted, said once a minute, and dropped,
 * with a PUBACK as Mosquitto does; a subscription that is not allowed gets 0x80. A socket that takes nothing for two
 * seconds, or leaves a megabyte unsent, is closed, so that one frozen screen stalls nobody.
 */
export function createEmbeddedBroker(options: EmbeddedBrokerOptions): EmbeddedBroker {
  const { authenticate, site, log, clock, port: wantedPort = null, host = '127.0.0.1', maxConnections = 20_000, keepaliveLimitSeconds = 300, connectTimeoutMs = 10_000 } = options
  const metrics = createMetrics()
  const quietly = createQuietLog({ log, clock })
  const refuse = createRefuser({ metrics, quietly })
  const admit = createAdmission({ authenticate, clock })
  const retained = createRetained(metrics)
  const since = () => clock.now().epochMilliseconds
  const states = createStates({ name: 'connecting', since: since() }, (error) => log.error({ err: error }, 'A listener of the broker failed.'))
  const fanningOut = createWindow({ count: 1_000, bytes: 64 * 1024 * kB })
  const dealing = createWindow({ count: 512, bytes: 64 * 1024 * kB })
  const entries = new Set<Entry>()
  const entryOf = new WeakMap<object, Entry>()
  const detach = new Set<() => void>()
  let tcp: TcpServer | null = null
  let port: number | null = null

  const aedes = new Aedes({
    persistence: retained.persistence,
    // Slots through which messages pass; a slow socket holds one until it drains, or for drainTimeout at the longest.
    concurrency: 2_000,
    drainTimeout: 2_000,
    connectTimeout: connectTimeoutMs,
    keepaliveLimit: keepaliveLimitSeconds,
    maxInflightInbound: 16,
    preConnect(_client, packet, done) {
      // aedes keeps unbounded queues for the sessions of absent clients; ours take up again from retained facts.
      packet.clean = true
      done(null, states.value.name === 'online')
    },
    authenticate(client, username, password, done) {
      const entry = entryOf.get(client.conn)
      if (!entry) return done(refusal(3, 'unknown stream'), null)
      const attempt = { address: entry.address, clientId: client.id, username, password: password?.toString() }
      void admit(attempt).then((admission) => {
        if (admission.ok) {
          entry.device = admission.identity.device
          entry.rights = admission.identity.rights ?? deviceRights(site, admission.identity.device)
          return done(null, true)
        }
        count(metrics.refusedConnections, admission.reason)
        quietly(`admission ${entry.address} ${username}`, { address: entry.address, username, clientId: client.id, reason: admission.reason, err: admission.error }, 'The broker turned a connection away.')
        done(refusal(returnCodes[admission.reason], admission.reason), null)
      })
    },
    authorizePublish(client, packet, done) {
      const entry = client ? entryOf.get(client.conn) : undefined
      // A broker that ends is not a device that died: no wills.
      if (!entry || states.value.name !== 'online') return done(new Error('no longer connected'))
      const reason = publishRefusal(site, entry.rights, { path: packet.topic, bytes: packet.payload.length, retain: packet.retain })
      if (reason) {
        refuse(entry, reason, packet.topic)
        packet.topic = NOWHERE
        packet.payload = Buffer.alloc(0)
        packet.retain = false
      } else {
        metrics.published += 1
        metrics.publishedBytes += packet.payload.length
      }
      // The controller is behind with what it was given: this device waits, all others' messages keep passing.
      if (dealing.open) done(null)
      else void dealing.whenOpen().then(() => done(null))
    },
    authorizeSubscribe(client, subscription, done) {
      const entry = entryOf.get(client.conn)
      const reason = entry ? subscribeRefusal(entry, subscription.topic) : 'not-allowed'
      if (reason) {
        refuse(entry, reason, subscription.topic)
        return done(null, null)
      }
      entry?.filters.add(subscription.topic)
      done(null, subscription)
    },
    authorizeForward(client, packet) {
      if (client.conn.writableLength <= UNSENT_BYTES) return packet
      if (!client.conn.destroyed) sayDropped(client, 'more unsent than allowed')
      client.conn.destroy()
      return null
    },
  })

  function sayDropped(client: Client, why: string): void {
    metrics.destroyedSlow += 1
    const entry = entryOf.get(client.conn)
    quietly(`slow ${entry?.device}`, { device: entry?.device, address: entry?.address, why }, 'The broker closed a connection that does not take what it is sent.')
  }

  function take(stream: Duplex, address: string): void {
    const entry: Entry = { stream, address, device: null, rights: null, filters: new Set() }
    entries.add(entry)
    entryOf.set(stream, entry)
    metrics.accepted += 1
    metrics.connections = entries.size
    stream.once('close', () => {
      entries.delete(entry)
      metrics.connections = entries.size
    })
    prepareStream(stream, { first: LARGEST_CONNECT, other: LARGEST_PACKET }, (fault) => {
      count(metrics.destroyedFaulty, fault)
      quietly(`fault ${address}`, { address, device: entry.device, fault }, 'The broker closed a connection over what it sent.')
      stream.destroy()
    })
    aedes.handle(stream)
  }

  const mayAccept = () => states.value.name === 'online' && entries.size < maxConnections

  const onEnd = (client: Client, error: Error) => {
    const end = endOf(error)
    if (end === 'slow') sayDropped(client, 'took nothing for two seconds')
    else if (end !== null) count(metrics.destroyedFaulty, end)
  }
  aedes.on('clientError', onEnd)
  aedes.on('connectionError', onEnd)
  aedes.on('unsubscribe', (filters, client) => {
    const entry = entryOf.get(client.conn)
    for (const filter of filters) entry?.filters.delete(filter)
  })
  aedes.addListener('error', (error: unknown) => log.error({ err: error }, 'The broker reports an error of its own.'))

  function listen(at: number): Promise<TcpServer> {
    return new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
        if (mayAccept()) take(socket, socket.remoteAddress ?? 'unknown')
        else socket.destroy()
      })
      server.once('error', (error) => reject(new AnxingError('config/mqtt-port', `The MQTT port cannot be opened: ${error.message}. Set ANXING_MQTT_PORT to another one, or to 0 for none.`, `${host}:${at}`)))
      server.listen({ host, port: at, backlog: BACKLOG }, () => {
        server.removeAllListeners('error')
        server.on('error', (error) => log.error({ err: error }, 'The MQTT listener reports an error.'))
        resolve(server)
      })
    })
  }

  return {
    async start() {
      if (states.value.name !== 'connecting') throw new AnxingError('link/closed', 'A broker starts once; make another.')
      if (wantedPort !== null) tcp = await listen(wantedPort)
      port = (tcp?.address() as AddressInfo | null | undefined)?.port ?? null
      await aedes.listen()
      states.set({ name: 'online', since: since() })
    },
    async stop() {
      if (states.value.name === 'closed') return
      states.set({ name: 'closed' })
      for (const letGo of detach) letGo()
      const closing = tcp
      const closed = closing ? new Promise<void>((resolve) => closing.close(() => resolve())) : Promise.resolve()
      for (const { stream } of [...entries]) stream.destroy()
      await new Promise<void>((resolve) => aedes.close(() => resolve()))
      await closed
      port = null
    },
    health: () => ({ ok: states.value.name === 'online', detail: `${entries.size} connections, ${metrics.destroyedSlow} closed as frozen` }),
    get port() {
      return port
    },
    metrics,
    attachWebSocket(server, path = '/mqtt') {
      const letGo = takeUpgrades(server, { path, largestFrame: LARGEST_PACKET + 5, mayAccept, onStream: take })
      detach.add(letGo)
      return () => {
        detach.delete(letGo)
        letGo()
      }
    },
    link: (linkOptions = {}) => createInProcessLink({ aedes, retained, broker: states, fanningOut, dealing }, linkOptions),
    disconnect(device) {
      const found = [...entries].filter((entry) => entry.device === device)
      for (const { stream } of found) stream.destroy()
      return found.length
    },
  }
}
