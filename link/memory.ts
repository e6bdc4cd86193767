import { AnxingError } from '../protocol/errors.ts'
import { isFilter, isTopic, matches } from './filter.ts'
import { asError, createHandlers } from './handlers.ts'
import type { Link, LinkOptions, Message, Parting } from './link.ts'
import { allRights, type Rights } from './rights.ts'
import { createStates } from './states.ts'

export type MemoryBrokerOptions = {
  /** Null refuses the connection. Everybody may do everything when it is not given. */
  admit?: (who: { clientId: string; username: string | undefined; password: string | undefined }) => Rights | null
  now?: () => number
}

export type MemoryBroker = {
  connect(options: LinkOptions): Link
  /** Tears a client's connection: its will is published, and it stays away until `restore`. */
  cut(clientId: string): void
  restore(clientId: string): void
  /** The broker dies: everybody is offline and no will is sent. It forgets what it retained if told to. */
  stop(how?: { forget: boolean }): void
  start(): void
  retained(path: string): Uint8Array | null
  readonly clients: string[]
}

/** One end of a connection, as the broker sees it. */
type Peer = {
  clientId: string
  rights: Rights
  filters: Set<string>
  will: Parting | null
  deliver(message: Message): void
  torn(reason: string): void
}

/**
 * A broker in memory with MQTT's own semantics: retained messages, `+`, wills on abrupt loss, takeover of a client id,
 * order for each publisher, and nothing delivered within the call that publishes. It uses no timers.
 */
export function createMemoryBroker(options: MemoryBrokerOptions = {}): MemoryBroker {
  const now = options.now ?? Date.now
  const held = new Map<string, Uint8Array>()
  const peers = new Map<string, Peer>()
  const away = new Set<string>()
  const comingBack = new Map<string, () => void>()
  let running = true

  function route({ path, payload, retain }: Parting): void {
    const bytes = payload.slice()
    if (retain && bytes.byteLength > 0) held.set(path, bytes)
    if (retain && bytes.byteLength === 0) held.delete(path)
    for (const peer of peers.values()) {
      if ([...peer.filters].some((filter) => matches(filter, path))) peer.deliver({ path, payload: bytes, retain: false })
    }
  }

  function tear(peer: Peer, reason: string, withWill: boolean): void {
    peers.delete(peer.clientId)
    peer.torn(reason)
    if (withWill && peer.will && peer.rights.mayPublish(peer.will.path)) route(peer.will)
  }

  function connect(link: LinkOptions): Link {
    const report = (error: AnxingError) => link.onError?.(error)
    const states = createStates({ name: 'connecting', since: now() }, (error) => report(asError(error, 'A state listener failed')))
    const handlers = createHandlers(report)
    let peer: Peer | null = null
    const isClosed = () => states.value.name === 'closed'
    const offline = (what: string) => new AnxingError('link/offline', `${what}: there is no connection to the broker.`)

    function grant(to: Peer, filter: string): boolean {
      if (!to.rights.maySubscribe(filter)) return false
      to.filters.add(filter)
      for (const [path, payload] of held) if (matches(filter, path)) to.deliver({ path, payload, retain: true })
      return true
    }

    function admitPeer(): Peer | string {
      if (!running) return 'the broker is down'
      if (away.has(link.clientId)) return 'the connection is cut'
      const rights = options.admit ? options.admit({ clientId: link.clientId, username: link.username, password: link.password }) : allRights
      if (!rights) return 'Connection refused: Not authorized'
      const made: Peer = {
        clientId: link.clientId,
        rights,
        filters: new Set(),
        will: link.will ?? null,
        deliver(message) {
          // A torn connection loses what was on its way, as a socket would.
          queueMicrotask(() => {
            if (peer === made) void handlers.dispatch(message)
          })
        },
        torn(reason) {
          if (peer !== made) return
          peer = null
          states.set({ name: 'offline', since: now(), reason })
        },
      }
      return made
    }

    /** Everything a connect does happens at once, so that nothing can be published between subscriptions and birth. */
    function open(): void {
      if (isClosed() || peer) return
      comingBack.set(link.clientId, open)
      const made = admitPeer()
      if (typeof made === 'string') return states.set({ name: 'offline', since: now(), reason: made })
      const older = peers.get(link.clientId)
      if (older) tear(older, 'taken over by another connection of the same client id', true)
      peer = made
      peers.set(link.clientId, made)
      for (const filter of handlers.filters()) {
        if (!grant(made, filter)) report(new AnxingError('link/refused', 'The broker refuses the subscription.', filter))
      }
      try {
        const birth = link.birth?.()
        if (birth && made.rights.mayPublish(birth.path)) route(birth)
      } catch (error) {
        report(asError(error, 'The birth message failed'))
      }
      states.set({ name: 'online', since: now() })
    }

    queueMicrotask(open)

    return {
      get state() {
        return states.value
      },
      async publish(path, payload, { qos, retain }) {
        if (!isTopic(path)) throw new AnxingError('link/bad-topic', 'One cannot publish to this topic.', path)
        if (!peer) throw offline(`Publishing to ${path}`)
        if (peer.rights.mayPublish(path)) route({ path, payload, qos, retain })
      },
      async subscribe(filter, handler) {
        if (!isFilter(filter)) throw new AnxingError('link/bad-filter', 'This is no topic filter.', filter)
        if (isClosed()) throw offline(`Subscribing ${filter}`)
        handlers.add(filter, handler)
        if (peer && !grant(peer, filter)) {
          handlers.remove(filter, handler)
          throw new AnxingError('link/refused', 'The broker refuses the subscription.', filter)
        }
        return async () => {
          if (handlers.remove(filter, handler)) peer?.filters.delete(filter)
        }
      },
      onState: states.on,
      async close() {
        if (isClosed()) return
        const leaving = peer
        peer = null
        if (leaving) peers.delete(link.clientId)
        if (comingBack.get(link.clientId) === open) comingBack.delete(link.clientId)
        states.set({ name: 'closed' })
      },
    }
  }

  return {
    connect,
    cut(clientId) {
      away.add(clientId)
      const peer = peers.get(clientId)
      if (peer) tear(peer, 'the connection is cut', true)
    },
    restore(clientId) {
      away.delete(clientId)
      comingBack.get(clientId)?.()
    },
    stop(how) {
      running = false
      for (const peer of [...peers.values()]) tear(peer, 'the broker is down', false)
      if (how?.forget) held.clear()
    },
    start() {
      running = true
      for (const open of [...comingBack.values()]) open()
    },
    retained: (path) => held.get(path) ?? null,
    get clients() {
      return [...peers.keys()]
    },
  }
}
