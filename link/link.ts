/** How the wire travels. One interface over mqtt.js (TCP and WebSocket), the embedded broker and memory. */

export type LinkState =
  | { name: 'connecting'; since: number }
  | { name: 'online'; since: number }
  | { name: 'offline'; since: number; reason: string }
  | { name: 'closed' }

export type Message = { path: string; payload: Uint8Array; retain: boolean }
export type PublishOptions = { qos: 0 | 1; retain: boolean }
export type Handler = (message: Message) => void
export type Unsubscribe = () => Promise<void>

export type Link = {
  readonly state: LinkState
  /** Resolves when the broker has it (QoS 1: PUBACK). Rejects with AnxingError('link/offline') while not connected. */
  publish(path: string, payload: Uint8Array, options: PublishOptions): Promise<void>
  /** Filters may use `+`. Kept over reconnects; resolves when the broker has granted it or, offline, once it is noted. */
  subscribe(filter: string, handler: Handler): Promise<Unsubscribe>
  /** Called at once with the present state and then on each change. */
  onState(listener: (state: LinkState) => void): () => void
  /** Disconnects in order (no will is sent) and ends. */
  close(): Promise<void>
}

/** What a link says when it appears and when it is torn away. */
export type LinkOptions = {
  clientId: string
  username?: string
  password?: string
  /** Published by the broker when the connection dies. */
  will?: { path: string; payload: Uint8Array; qos: 0 | 1; retain: boolean }
  /** Published by the link itself after each connect, once subscriptions stand. Made anew each time. */
  birth?: () => { path: string; payload: Uint8Array; qos: 0 | 1; retain: boolean }
  keepaliveSeconds?: number
  /** First and longest wait before a new attempt, milliseconds; full jitter between. */
  backoff?: { firstMs: number; longestMs: number }
}
