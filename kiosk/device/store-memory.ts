import type { DeviceEvent } from '../../protocol/event.ts'
import type { DeviceStore, HeldFact, StreamRecord } from './ports.ts'

/** A store that lasts as long as the process: for simulated devices, and for a browser without IndexedDB. */
export function createMemoryStore(): DeviceStore {
  const facts = new Map<string, HeldFact>()
  const streams = new Map<string, { record: StreamRecord; events: Map<number, DeviceEvent> }>()
  const at = (record: StreamRecord) => {
    const held = streams.get(record.stream) ?? { record, events: new Map<number, DeviceEvent>() }
    held.record = record
    streams.set(record.stream, held)
    return held
  }
  return {
    facts: {
      load: async () => [...facts.values()],
      async put(fact) {
        facts.set(fact.path, fact)
      },
    },
    outbox: {
      load: async () => [...streams.values()].map(({ record, events }) => ({ record, events: [...events.values()] })),
      async append(record, events) {
        const held = at(record)
        for (const event of events) held.events.set(event.seq, event)
      },
      async drop(record, seqs) {
        const held = at(record)
        for (const seq of seqs) held.events.delete(seq)
      },
      async settle(record, upTo) {
        const held = at(record)
        for (const seq of held.events.keys()) if (seq <= upTo) held.events.delete(seq)
      },
      async forget(stream) {
        streams.delete(stream)
      },
    },
  }
}
