/** How the wire travels. One interface over mqtt.js (TCP and WebSocket), the embedded broker and memory. */
import type { AnxingError } from '../protocol/errors.ts'

export type LinkState =
  | { name: 'connecting'; since: number }
  | { name: 'online'; since: number }
  | { name: 'offline'; since: number; reason: string }
  | { name: 'closed' }

export type Message = { path: string; payload: Uint8Array; retain: boolean }
export type PublishOptions = { qos: 0 | 1; retain: boolean }
/**
 * What is done with a message. Never lets an exception out: what it throws, or rejects with, goes to `onError`.
 * A handler that returns a promise says when the message is dealt with; too many open promises slow the senders down.
 * `retain` is true only for what the broker held when the filter was subscribed; such a message may come again when
 * another handler subscribes a filter that also matches.
 */
export type Handler = (message: Message) => void | Promise<void>
export type Unsubscribe = () => Promise<void>

export type Link = {
  readonly state: LinkState
  /** Resolves when the broker has it (QoS 1: PUBACK). Rejects with AnxingError('link/offline') while not connected. */
  publish(path: string, payload: Uint8Array, options: PublishOptions): Promise<void>
  /**
   * Filters may use `+`. Kept over reconnects; resolves when the broker has granted it or, offline, once it is noted.
   * Rejects with AnxingError('link/refused') where the broker says no (Mosquitto 2.0 grants and then stays silent).
   */
  subscribe(filter: string, handler: Handler): Promise<Unsubscribe>
  /** Called at once with the present state and then on each change. */
  onState(listener: (state: LinkState) => void): () => void
  /** Disconnects in order (no will is sent) and ends. */
  close(): Promise<void>
}

export type Parting = { path: string; payload: Uint8Array; qos: 0 | 1; retain: boolean }

/** What a link says when it appears and when it is torn away. */
export type LinkOptions = {
  /** A device's is its own name, or its name, one of `: . /` and more: `gate-12:tools`. Anything else is refused. */
  clientId: string
  username?: string
  password?: string
  /** Published by the broker when the connection dies. */
  will?: Parting
  /** Published by the link itself after each connect, once subscriptions stand. Made anew each time. */
  birth?: () => Parting
  keepaliveSeconds?: number
  /** First and longest wait before a new attempt, milliseconds; full jitter between. */
  backoff?: { firstMs: number; longestMs: number }
  /** Told of what went wrong without ending the link: a handler that threw, a subscription refused after a reconnect. */
  onError?: (error: AnxingError) => void
}
