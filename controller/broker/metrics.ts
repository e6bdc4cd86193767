export type Counts = Record<string, number>

/** What the broker has seen since it started. Plain numbers, read by whoever exports them. */
export type BrokerMetrics = {
  /** Open now. */
  connections: number
  accepted: number
  /** Connections turned away, by reason. */
  refusedConnections: Counts
  /** From devices, let through. */
  published: number
  publishedBytes: number
  /** Messages (wills too) and subscriptions refused, by reason. */
  refused: Counts
  /** The same for each device. */
  refusedByDevice: Record<string, Counts>
  /** Sockets closed because the other end did not take what it was sent. */
  destroyedSlow: number
  /** Sockets closed for bytes that are not MQTT, or too many of them, by reason. */
  destroyedFaulty: Counts
  retainedMessages: number
  retainedBytes: number
}

export const createMetrics = (): BrokerMetrics => ({
  connections: 0, accepted: 0, refusedConnections: {}, published: 0, publishedBytes: 0, refused: {}, refusedByDevice: {},
  destroyedSlow: 0, destroyedFaulty: {}, retainedMessages: 0, retainedBytes: 0,
})

export function count(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1
}
