import mqtt from 'mqtt'
import type { IClientOptions, MqttClient } from 'mqtt'
import { AnxingError } from '../protocol/errors.ts'
import { attemptsAfter, backoffMs, usualBackoff } from './backoff.ts'
import { isFilter, isTopic } from './filter.ts'
import { asError, createHandlers } from './handlers.ts'
import type { Link, LinkOptions, Parting } from './link.ts'
import { createStates } from './states.ts'
import { createWindow } from './window.ts'

export type MqttLinkOptions = LinkOptions & {
  /** How long to wait for the broker's CONNACK, milliseconds. */
  connectTimeoutMs?: number
  /** Certificate authorities to trust, PEM; Node only. */
  ca?: string[]
  /** For the jitter, in [0, 1). */
  random?: () => number
  /** Milliseconds of some clock that only goes forward, or the epoch. */
  now?: () => number
}

type Bytes = Parameters<MqttClient['publish']>[1]

/** mqtt.js writes any Uint8Array; its types name only Node's Buffer, which a browser does not have. */
const sendable = (bytes: Uint8Array): Bytes => bytes as Bytes

const protocols = ['mqtt:', 'mqtts:', 'ws:', 'wss:']
const SUBSCRIBE_AT_ONCE = 200
const CLOSE_MS = 2_000
/** Handlers' promises under way before PUBACKs are held back. */
const OPEN_HANDLERS = { count: 512, bytes: 32 * 1024 * 1024 }

const refusedFilter = (filter: string) => new AnxingError('link/refused', 'The broker refuses the subscription.', filter)
const offline = (what: string) => new AnxingError('link/offline', `${what}: there is no connection to the broker.`)

/**
 * A link over mqtt.js: `mqtt://`, `mqtts://`, `ws://`, `wss://`; MQTT 3.1.1, clean session. Each connection is a new
 * mqtt.js client, so that nothing of a dead connection is sent on the next one: what was not acknowledged rejects, and
 * the caller's own queue decides. After each connect: subscriptions, then birth, then `online`. Throws
 * AnxingError('link/bad-url') for any other address.
 */
export function connectMqtt(url: string, options: MqttLinkOptions): Link {
  if (!URL.canParse(url) || !protocols.includes(new URL(url).protocol)) throw new AnxingError('link/bad-url', 'Not an address that a link can go to.', url)
  const now = options.now ?? Date.now
  const random = options.random ?? Math.random
  const backoff = options.backoff ?? usualBackoff
  const report = (error: AnxingError) => options.onError?.(error)
  const states = createStates({ name: 'connecting', since: now() }, (error) => report(asError(error, 'A state listener failed')))
  const handlers = createHandlers(report)
  const dealing = createWindow(OPEN_HANDLERS)
  const waiting = new Set<(error: AnxingError) => void>()
  let client: MqttClient | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let attempts = 0
  let onlineSince: number | null = null

  const isClosed = () => states.value.name === 'closed'

  /** One exchange with the broker, which ends when it answers or the connection does. */
  function exchange(what: string, start: (done: (error?: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (error: AnxingError) => {
        waiting.delete(fail)
        reject(error)
      }
      waiting.add(fail)
      start((error) => {
        if (error) return fail(offline(what))
        waiting.delete(fail)
        resolve()
      })
    })
  }

  const send = (to: MqttClient, { path, payload, qos, retain }: Parting) =>
    exchange(`Publishing to ${path}`, (done) => to.publish(path, sendable(payload), { qos, retain }, done))

  /** Subscribes and gives what the broker refused (SUBACK 0x80). */
  async function ask(to: MqttClient, filters: string[]): Promise<string[]> {
    let refused: string[] = []
    await exchange(`Subscribing ${filters[0] ?? ''}`, (done) =>
      to.subscribe(filters, { qos: 1 }, (error, _granted, suback) => {
        refused = filters.filter((_, at) => Number(suback?.granted[at]) >= 128)
        done(refused.length > 0 ? null : error)
      }))
    return refused
  }

  async function settle(current: MqttClient): Promise<void> {
    try {
      const filters = handlers.filters()
      for (let at = 0; at < filters.length; at += SUBSCRIBE_AT_ONCE) {
        // A filter that is refused now stays noted: rights may come back, and the others must stand.
        for (const filter of await ask(current, filters.slice(at, at + SUBSCRIBE_AT_ONCE))) report(refusedFilter(filter))
      }
      if (options.birth) await send(current, options.birth())
    } catch (error) {
      if (client !== current) return
      report(asError(error, 'The link could not settle after its connect'))
      return void current.end(true)
    }
    if (client !== current || isClosed()) return
    onlineSince = now()
    states.set({ name: 'online', since: onlineSince })
  }

  function lost(current: MqttClient, reason: string): void {
    if (client !== current) return
    client = null
    current.end(true)
    for (const fail of [...waiting]) fail(offline('The answer did not come'))
    if (isClosed()) return
    attempts = attemptsAfter(attempts, onlineSince === null ? null : now() - onlineSince, backoff)
    onlineSince = null
    states.set({ name: 'offline', since: now(), reason })
    timer = setTimeout(open, backoffMs(Math.max(0, attempts - 1), backoff, random()))
  }

  function open(): void {
    timer = null
    if (isClosed()) return
    if (states.value.name !== 'connecting') states.set({ name: 'connecting', since: now() })
    const current = mqtt.connect(url, clientOptions(options))
    client = current
    sendAtOnce(current)
    let reason = 'the connection was closed'
    current.handleMessage = (packet, done) => {
      const { topic: path, payload, retain } = packet
      const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength)
      const open = handlers.dispatch({ path, payload: bytes, retain })
      if (!open) return done()
      dealing.add(bytes.byteLength)
      void open.then(() => dealing.leave(bytes.byteLength))
      if (dealing.open) done()
      else void dealing.whenOpen().then(() => done())
    }
    current.on('connect', () => void settle(current))
    // A parser's error leaves the stream standing; nothing good comes after it.
    current.on('error', (error) => {
      reason = error.message || reason
      current.end(true)
    })
    current.on('close', () => lost(current, reason))
  }

  open()

  return {
    get state() {
      return states.value
    },
    publish(path, payload, { qos, retain }) {
      if (!isTopic(path)) return Promise.reject(new AnxingError('link/bad-topic', 'One cannot publish to this topic.', path))
      if (states.value.name !== 'online' || !client) return Promise.reject(offline(`Publishing to ${path}`))
      return send(client, { path, payload, qos, retain })
    },
    async subscribe(filter, handler) {
      if (!isFilter(filter)) throw new AnxingError('link/bad-filter', 'This is no topic filter.', filter)
      if (isClosed()) throw offline(`Subscribing ${filter}`)
      handlers.add(filter, handler)
      if (client?.connected) {
        // A connection lost meanwhile leaves the filter noted for the next one.
        const refused = await ask(client, [filter]).catch(() => [])
        if (refused.length > 0) {
          handlers.remove(filter, handler)
          throw refusedFilter(filter)
        }
      }
      return async () => {
        if (!handlers.remove(filter, handler) || !client?.connected) return
        const current = client
        await exchange(`Unsubscribing ${filter}`, (done) => current.unsubscribe(filter, done)).catch(() => undefined)
      }
    },
    onState: states.on,
    async close() {
      if (isClosed()) return
      if (timer) clearTimeout(timer)
      const current = client
      const inOrder = current?.connected === true
      states.set({ name: 'closed' })
      if (current) await end(current, inOrder)
      client = null
      for (const fail of [...waiting]) fail(offline('The link was closed'))
    },
  }
}

/** Else the system holds a small message back until the one before it is acknowledged, which the other end delays by 40 ms. */
function sendAtOnce({ stream }: MqttClient): void {
  if ('setNoDelay' in stream && typeof stream.setNoDelay === 'function') stream.setNoDelay(true)
}

/** Says DISCONNECT once all is acknowledged; a broker that does not answer is left without it. */
function end(client: MqttClient, inOrder: boolean): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => {
      client.stream.destroy()
      resolve()
    }, CLOSE_MS)
    client.end(!inOrder, () => {
      clearTimeout(giveUp)
      resolve()
    })
  })
}

function clientOptions(options: MqttLinkOptions): IClientOptions {
  const { will } = options
  return {
    protocolVersion: 4,
    clean: true,
    clientId: options.clientId,
    keepalive: options.keepaliveSeconds ?? 30,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    // mqtt.js would keep the bytes of all 65,536 packet numbers ready: nine megabytes on each screen.
    writeCache: false,
    // mqtt.js would put its timers into a worker made from a blob, which a strict content security policy forbids.
    timerVariant: 'native',
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(will ? { will: { topic: will.path, payload: sendable(will.payload), qos: will.qos, retain: will.retain } } : {}),
  }
}
