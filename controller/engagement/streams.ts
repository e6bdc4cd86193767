import { sql } from 'kysely'
import { rowsOf, textCell } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { newStream, type Stream } from './settle.ts'

/** A device holds events back for 72 hours at most; what is older is looked up when it is asked for. */
const RECENT_MS = 4 * 86_400_000
const MOST_DEVICES = 20_000
const MOST_STREAMS = 64
export const RECEIPT_STREAMS = 8

type Row = { device: string; stream: string; up_to: number; base: number; gap: number; shed: number; first_ms: number; last_ms: number }

/** How far each stream is settled, as the store has it. Read when a device is first heard, and changed only after a commit. */
export function createStreams({ db, dialect }: Store) {
  const devices = new Map<string, Map<string, Stream>>()
  const put = (device: string, stream: string, state: Stream) => {
    const streams = devices.get(device) ?? new Map<string, Stream>()
    // The last one heard of is the last one of the map.
    streams.delete(stream)
    streams.set(stream, state)
    for (const oldest of streams.keys()) {
      if (streams.size <= MOST_STREAMS) break
      streams.delete(oldest)
    }
    devices.delete(device)
    devices.set(device, streams)
    for (const silent of devices.keys()) {
      if (devices.size <= MOST_DEVICES) break
      devices.delete(silent)
    }
  }

  /** Reads what is not held yet of these streams, and with them the recent ones of their devices. */
  async function load(wanted: readonly { device: string; stream: string }[], nowMs: number): Promise<void> {
    const missing = wanted.filter(({ device, stream }) => !devices.get(device)?.has(stream))
    if (missing.length === 0) return
    const pairs = rowsOf(dialect, missing.map(({ device, stream }) => [device, stream]))
    const newDevices = rowsOf(dialect, [...new Set(missing.map(({ device }) => device))].filter((device) => !devices.has(device)).map((device) => [device]))
    const chosen = sql`select s.* from stream s where (s.device, s.stream) in (select ${textCell(0)}, ${textCell(1)} from ${pairs})
      union select s.* from stream s where s.last_ms > ${nowMs - RECENT_MS} and s.device in (select ${textCell(0)} from ${newDevices})`
    const { rows } = await sql<Row>`select * from (${chosen}) as c order by c.last_ms`.execute(db)
    const { rows: above } = await sql<{ device: string; stream: string; seq: number }>`
      select e.device, e.stream, e.seq from (${chosen}) as c join event e on e.device = c.device and e.stream = c.stream and e.seq > c.up_to
      union select q.device, q.stream, q.seq from (${chosen}) as c join quarantine q on q.device = c.device and q.stream = c.stream and q.seq > c.up_to`.execute(db)
    const ahead = new Map<string, Set<number>>()
    for (const { device, stream, seq } of above) {
      const key = `${device} ${stream}`
      ahead.set(key, (ahead.get(key) ?? new Set()).add(seq))
    }
    for (const { device, stream, up_to, base, gap, shed, first_ms, last_ms } of rows) {
      if (devices.get(device)?.has(stream)) continue
      put(device, stream, { upTo: up_to, ahead: ahead.get(`${device} ${stream}`) ?? new Set(), base, gap, shed, firstMs: first_ms, lastMs: last_ms })
    }
  }

  return {
    load,
    get: (device: string, stream: string, nowMs: number): Stream => devices.get(device)?.get(stream) ?? newStream(nowMs),
    put,
    /** For the receipt: the last eight streams heard of, the latest first. */
    receipt: (device: string): { stream: string; upTo: number }[] =>
      [...(devices.get(device) ?? [])].slice(-RECEIPT_STREAMS).reverse().map(([stream, { upTo }]) => ({ stream, upTo })),
  }
}
export type Streams = ReturnType<typeof createStreams>
