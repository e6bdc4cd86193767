import type { DeviceEvent, EventBatch } from '../../protocol/event.ts'
import type { StreamRecord } from './ports.ts'

/** What the outbox holds of one stream. Pure rules over it: what to send next, what a receipt settles, what to shed. */
export type Stream = {
  record: StreamRecord
  /** By number, in order. */
  events: Map<number, DeviceEvent>
  /** The last receipt's word: all up to here is settled. */
  settled: number
  /** The highest number sent on this connection; what lies above is still to be sent. */
  sent: number
}

export const BATCH_EVENTS = 200
/** So many unsettled events may be under way per stream before a receipt is waited for. */
const WINDOW_EVENTS = 1000

/** The lowest number still held: whatever lies below and never came is gone. */
export function baseOf(stream: Stream): number {
  for (const seq of stream.events.keys()) return seq
  return stream.record.next
}

/** Whether the controller still has to hear of this stream, be it only that its last numbers are gone. */
export function isOpen(stream: Stream): boolean {
  return stream.settled < stream.record.next - 1
}

/** The next batch to send, or null. After the last event comes, where shed ones lie behind it, an empty batch whose `base` says so. */
export function nextBatch(stream: Stream): EventBatch | null {
  if (!isOpen(stream)) return null
  const base = baseOf(stream)
  if (stream.sent >= base + WINDOW_EVENTS) return null
  const events: DeviceEvent[] = []
  for (const event of stream.events.values()) {
    if (event.seq <= stream.sent) continue
    events.push(event)
    if (events.length === BATCH_EVENTS) break
  }
  const onlyGaps = stream.events.size === 0 && stream.sent < stream.record.next - 1
  if (events.length === 0 && !onlyGaps) return null
  return { stream: stream.record.stream, base, shed: stream.record.shed, events }
}

/** The highest number that a batch speaks for. */
export function sentWith(stream: Stream, batch: EventBatch): number {
  return batch.events.at(-1)?.seq ?? stream.record.next - 1
}

/** Numbers that a receipt settles; they may be forgotten. */
export function settledBy(stream: Stream, upTo: number): number[] {
  return [...stream.events.keys()].filter((seq) => seq <= upTo)
}

/** What is given up first. What passengers did goes last. */
const shedOrder: readonly DeviceEvent['kind'][] = ['play', 'shown', 'engagement']

/** Which events to give up so that at most `most` are held and none is older than `oldestMs`. Oldest streams and numbers first. */
export function toShed(streams: readonly Stream[], most: number, oldestMs: number): Map<Stream, number[]> {
  const victims = new Map<Stream, Set<number>>()
  const take = (stream: Stream, seq: number) => {
    const taken = victims.get(stream) ?? new Set<number>()
    victims.set(stream, taken.add(seq))
  }
  let held = 0
  for (const stream of streams) {
    for (const event of stream.events.values()) {
      if (Date.parse(event.at) < oldestMs) take(stream, event.seq)
      else held += 1
    }
  }
  for (const kind of shedOrder) {
    for (const stream of streams) {
      for (const event of stream.events.values()) {
        if (held <= most) break
        if (event.kind !== kind || victims.get(stream)?.has(event.seq)) continue
        take(stream, event.seq)
        held -= 1
      }
    }
  }
  return new Map([...victims].map(([stream, seqs]) => [stream, [...seqs].sort((a, b) => a - b)]))
}
