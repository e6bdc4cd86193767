import { Readable } from 'node:stream'
import type { AedesPublishPacket } from 'aedes'
import memory from 'aedes-persistence'
import { hasWildcard, matches } from '../../link/filter.ts'
import type { BrokerMetrics } from './metrics.ts'

export type Held = AedesPublishPacket

export type Retained = {
  /** For aedes, which takes any object with the right methods. */
  persistence: object
  matching(filter: string): Iterable<Held>
}

/**
 * aedes' memory persistence with another store for retained messages. Its own walks all of them, through a matcher, for
 * each filter subscribed: with ten thousand devices, each with a handful of retained topics, that is minutes of work when
 * they all come back. A filter without wildcards, which is all that devices use, is looked up here.
 */
export function createRetained(metrics: BrokerMetrics): Retained {
  const held = new Map<string, Held>()

  function store(packet: Held): void {
    const before = held.get(packet.topic)
    if (before) {
      metrics.retainedMessages -= 1
      metrics.retainedBytes -= before.payload.length
      held.delete(packet.topic)
    }
    if (packet.payload.length === 0) return
    metrics.retainedMessages += 1
    metrics.retainedBytes += packet.payload.length
    held.set(packet.topic, { ...packet })
  }

  function* matching(filter: string): Iterable<Held> {
    if (!hasWildcard(filter)) {
      const packet = held.get(filter)
      if (packet) yield packet
      return
    }
    for (const [path, packet] of held) if (matches(filter, path)) yield packet
  }

  function* matchingAny(filters: string[]): Iterable<Held> {
    for (const filter of filters) yield* matching(filter)
  }

  const persistence = Object.assign(memory(), {
    storeRetained: async (packet: Held) => store(packet),
    createRetainedStream: (filter: string) => Readable.from(matching(filter)),
    createRetainedStreamCombi: (filters: string[]) => Readable.from(matchingAny(filters)),
  })
  return { persistence, matching }
}
