import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { DeviceEvent } from '../../../protocol/event.ts'
import type { DeviceStore, HeldFact, StreamRecord } from '../../device/ports.ts'

interface Schema extends DBSchema {
  facts: { key: string; value: HeldFact }
  streams: { key: string; value: StreamRecord }
  events: { key: [string, number]; value: { stream: string; event: DeviceEvent } }
}

/** Without it a power cut could undo what was said to be written. */
const durable = { durability: 'strict' } as const
const BEYOND = Number.MAX_SAFE_INTEGER

/** The device's store in IndexedDB. Each call is one transaction, strict in durability. */
export async function openStore(name: string): Promise<DeviceStore & { clear(): Promise<void> }> {
  const db: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade(made) {
      made.createObjectStore('facts', { keyPath: 'path' })
      made.createObjectStore('streams', { keyPath: 'stream' })
      made.createObjectStore('events')
    },
    // A newer page wants to change the shape: let it.
    blocking: (_current, _wanted, event) => { if (event.target instanceof IDBDatabase) event.target.close() },
  })
  const within = (stream: string, from: number, until: number) => IDBKeyRange.bound([stream, from], [stream, until])

  return {
    facts: {
      load: () => db.getAll('facts'),
      async put(fact) {
        const tx = db.transaction('facts', 'readwrite', durable)
        await Promise.all([tx.store.put(fact), tx.done])
      },
    },
    outbox: {
      async load() {
        const tx = db.transaction(['streams', 'events'])
        const records = await tx.objectStore('streams').getAll()
        return Promise.all(records.map(async (record) => {
          const rows = await tx.objectStore('events').getAll(within(record.stream, 0, BEYOND))
          return { record, events: rows.map((row) => row.event) }
        }))
      },
      async append(record, events) {
        const tx = db.transaction(['streams', 'events'], 'readwrite', durable)
        const rows = tx.objectStore('events')
        await Promise.all([tx.objectStore('streams').put(record), ...events.map((event) => rows.put({ stream: record.stream, event }, [record.stream, event.seq])), tx.done])
      },
      async drop(record, seqs) {
        const tx = db.transaction(['streams', 'events'], 'readwrite', durable)
        const rows = tx.objectStore('events')
        await Promise.all([tx.objectStore('streams').put(record), ...seqs.map((seq) => rows.delete([record.stream, seq])), tx.done])
      },
      async settle(record, upTo) {
        const tx = db.transaction(['streams', 'events'], 'readwrite', durable)
        await Promise.all([tx.objectStore('streams').put(record), tx.objectStore('events').delete(within(record.stream, 0, upTo)), tx.done])
      },
      async forget(stream) {
        const tx = db.transaction(['streams', 'events'], 'readwrite', durable)
        await Promise.all([tx.objectStore('streams').delete(stream), tx.objectStore('events').delete(within(stream, 0, BEYOND)), tx.done])
      },
    },
    /** After pairing anew: nothing that an older key vouched for may stay. */
    async clear() {
      const tx = db.transaction(['facts', 'streams', 'events'], 'readwrite', durable)
      await Promise.all([tx.objectStore('facts').clear(), tx.objectStore('streams').clear(), tx.objectStore('events').clear(), tx.done])
    },
  }
}
