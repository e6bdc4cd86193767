import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Aedes } from 'aedes'
import { AnxingError } from '../../protocol/errors.ts'
import { isFilter, isTopic } from '../../link/filter.ts'
import { asError, runHandler } from '../../link/handlers.ts'
import type { Handler, Link, LinkState, Parting } from '../../link/link.ts'
import type { States } from '../../link/states.ts'
import { createStates } from '../../link/states.ts'
import type { Window } from '../../link/window.ts'
import type { Held, Retained } from './retained.ts'

export type InProcessOptions = {
  birth?: () => Parting
  onError?: (error: AnxingError) => void
}

type Dependencies = {
  aedes: Aedes
  retained: Retained
  /** The broker's own state, which is also the link's. */
  broker: States
  /** Messages published from here and not yet written to every socket. */
  fanningOut: Window
  /** Messages that handlers here are dealing with; the broker stops reading from devices while it is full. */
  dealing: Window
}

const asMessage = (packet: Held, retain: boolean) => {
  const bytes = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
  return { path: packet.topic, payload: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), retain }
}

/**
 * The controller's own link, with no socket between. `publish` resolves when the broker has the message, as a PUBACK
 * would say, not when the last of ten thousand sockets has taken it; too many of those under way and it waits. A
 * payload must not be changed after it was handed over. Has no will: it dies with the broker.
 */
export function createInProcessLink({ aedes, retained, broker, fanningOut, dealing }: Dependencies, options: InProcessOptions): Link {
  const report = (error: AnxingError) => options.onError?.(error)
  const states = createStates(broker.value, (error) => report(asError(error, 'A state listener failed')))
  const subscribed = new Set<() => Promise<void>>()
  const offline = (what: string) => new AnxingError('link/offline', `${what}: the broker is not running.`)
  const isClosed = () => states.value.name === 'closed'

  async function hand({ path, payload, qos, retain }: Parting): Promise<void> {
    const bytes = payload.byteLength
    await fanningOut.enter(bytes)
    if (broker.value.name !== 'online') {
      fanningOut.leave(bytes)
      throw offline(`Publishing to ${path}`)
    }
    const body = Buffer.from(payload.buffer, payload.byteOffset, bytes)
    aedes.publish({ cmd: 'publish', topic: path, payload: body, qos, retain, dup: false }, () => fanningOut.leave(bytes))
    // Within this turn of the loop aedes keeps it and gives it to those subscribed now; who comes later gets it as retained.
    if (retain) await nextTurn()
  }

  function deal(handler: Handler, packet: Held, retain: boolean): void {
    const message = asMessage(packet, retain)
    const open = runHandler(handler, message, report)
    if (!open) return
    dealing.add(message.payload.byteLength)
    void open.then(() => dealing.leave(message.payload.byteLength))
  }

  async function onBroker(state: LinkState): Promise<void> {
    if (isClosed() || state === states.value) return
    if (state.name === 'online' && options.birth) {
      try {
        await hand(options.birth())
      } catch (error) {
        report(asError(error, 'The birth message failed'))
      }
    }
    if (!isClosed()) states.set(state)
  }
  const forget = broker.on((state) => void onBroker(state))

  async function close(): Promise<void> {
    if (isClosed()) return
    forget()
    states.set({ name: 'closed' })
    for (const unsubscribe of [...subscribed]) await unsubscribe()
  }

  return {
    get state() {
      return states.value
    },
    async publish(path, payload, { qos, retain }) {
      if (!isTopic(path)) throw new AnxingError('link/bad-topic', 'One cannot publish to this topic.', path)
      if (states.value.name !== 'online') throw offline(`Publishing to ${path}`)
      await hand({ path, payload, qos, retain })
    },
    async subscribe(filter, handler) {
      if (!isFilter(filter)) throw new AnxingError('link/bad-filter', 'This is no topic filter.', filter)
      if (isClosed()) throw offline(`Subscribing ${filter}`)
      let wanted = true
      // aedes is told at once: while it waits here it holds one of the slots through which all messages pass.
      const deliver = (packet: Held, done: () => void) => {
        done()
        if (wanted) deal(handler, packet, false)
      }
      await new Promise<void>((resolve) => aedes.subscribe(filter, deliver, resolve))
      queueMicrotask(() => {
        for (const packet of retained.matching(filter)) if (wanted) deal(handler, packet, true)
      })
      const unsubscribe = async () => {
        if (!wanted) return
        wanted = false
        subscribed.delete(unsubscribe)
        await new Promise<void>((resolve) => aedes.unsubscribe(filter, deliver, resolve))
      }
      subscribed.add(unsubscribe)
      return unsubscribe
    },
    onState: states.on,
    close,
  }
}
