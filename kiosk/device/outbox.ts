import type { DeviceEvent, EventBatch, Receipt } from '../../protocol/event.ts'
import { isOpen, nextBatch, sentWith, settledBy, toShed, type Stream } from './outbox-plan.ts'
import type { Log, OutboxStore, Timers } from './ports.ts'

type Unnumbered<E> = E extends DeviceEvent ? Omit<E, 'seq'> : never
/** An event before the outbox gives it its number. */
export type NewEvent = Unnumbered<DeviceEvent>

export type OutboxOptions = {
  store: OutboxStore
  timers: Timers
  log: Log
  /** Milliseconds since the epoch, corrected. */
  now(): number
  /** Fresh name for this page's stream. */
  stream: string
  /** Hands a batch to the broker; rejects while offline. */
  publish(batch: EventBatch): Promise<void>
  most?: number
  oldestMs?: number
}

const HOUR_MS = 3_600_000
const RETRY_FIRST_MS = 5_000
const RETRY_LONGEST_MS = 60_000
/** While the store refuses, so many events wait in memory; more are given up and counted. */
const MOST_WAITING = 2000

export type Outbox = ReturnType<typeof createOutbox>

/**
 * The device's durable queue. An event is counted once the store has it, is sent while online, and is forgotten only
 * when a receipt says so. Survives the page being killed at any point; at most 20,000 events and 72 hours are held.
 */
export function createOutbox({ store, timers, log, now, stream: name, publish, most = 20_000, oldestMs = 72 * HOUR_MS }: OutboxOptions) {
  const mine: Stream = { record: { stream: name, bornMs: now(), next: 1, shed: 0 }, events: new Map(), settled: 0, sent: 0 }
  let streams: Stream[] = [mine]
  let waiting: { event: NewEvent; done(): void }[] = []
  let online = false
  let retryMs = RETRY_FIRST_MS
  let cancelRetry: (() => void) | null = null
  let cancelWrite: (() => void) | null = null
  let work: Promise<void> = Promise.resolve()
  let writing = false
  let stopped = false

  /** Changes to store and memory happen one after another; a failure is logged and leaves both as they were. */
  function inTurn(what: string, run: () => Promise<void>): Promise<void> {
    work = work.then(run).catch((error: unknown) => log('error', `outbox: could not ${what}`, { error: String(error) }))
    return work
  }

  function add(event: NewEvent, waitMs = 0): Promise<void> {
    return new Promise((done) => {
      if (waiting.length >= MOST_WAITING) {
        mine.record = { ...mine.record, shed: mine.record.shed + 1 }
        return done()
      }
      waiting.push({ event, done })
      if (writing) return
      if (waitMs <= 0) write()
      else cancelWrite ??= timers.after(waitMs, write)
    })
  }

  /** Events that arrive while a write is under way go into the next one together. */
  function write(): void {
    cancelWrite?.()
    cancelWrite = null
    writing = true
    let stored = false
    void inTurn('store events', async () => {
      const batch = waiting.slice(0, 500)
      const events = batch.map(({ event }, i): DeviceEvent => ({ ...event, seq: mine.record.next + i }))
      const record = { ...mine.record, next: mine.record.next + events.length }
      await store.append(record, events)
      waiting = waiting.slice(batch.length)
      mine.record = record
      for (const event of events) mine.events.set(event.seq, event)
      for (const { done } of batch) done()
      stored = true
      await shed()
    }).then(() => {
      writing = false
      if (stopped) return
      flush()
      if (waiting.length === 0) return
      // What could not be stored is tried again with the next event, or in a while.
      if (stored) write()
      else timers.after(RETRY_FIRST_MS, () => { if (!writing && waiting.length > 0) write() })
    })
  }

  async function shed(): Promise<void> {
    for (const [stream, seqs] of toShed(streams, most, now() - oldestMs)) {
      const record = { ...stream.record, shed: stream.record.shed + seqs.length }
      await store.drop(record, seqs)
      stream.record = record
      for (const seq of seqs) stream.events.delete(seq)
      log('warn', 'outbox: events given up', { stream: record.stream, count: seqs.length })
    }
  }

  function flush(): void {
    if (!online) return
    for (const stream of streams) {
      for (let batch = nextBatch(stream); batch; batch = nextBatch(stream)) {
        stream.sent = sentWith(stream, batch)
        publish(batch).catch(() => {/* sent again when the link is back, or when no receipt comes */})
      }
    }
    if (!cancelRetry && streams.some(isOpen)) cancelRetry = timers.after(retryMs, retry)
  }

  /** No receipt for a while: all that is unsettled goes out again. */
  function retry(): void {
    cancelRetry = null
    retryMs = Math.min(retryMs * 2, RETRY_LONGEST_MS)
    resend()
  }

  function resend(): void {
    for (const stream of streams) stream.sent = 0
    flush()
  }

  function settle(receipt: Receipt): Promise<void> {
    return inTurn('settle events', async () => {
      for (const { stream: of, upTo: said } of receipt.streams) {
        const stream = streams.find((s) => s.record.stream === of)
        if (!stream) continue
        const upTo = Math.min(said, stream.record.next - 1)
        const seqs = settledBy(stream, upTo)
        if (seqs.length > 0) await store.settle(stream.record, upTo)
        for (const seq of seqs) stream.events.delete(seq)
        if (upTo > stream.settled) {
          stream.settled = upTo
          retryMs = RETRY_FIRST_MS
          cancelRetry?.()
          cancelRetry = null
        }
        // Shed numbers lie ahead: the controller learns from the next batch's base that it need not wait for them.
        if (isOpen(stream) && !stream.events.has(stream.settled + 1) && seqs.length > 0) stream.sent = 0
        if (!isOpen(stream) && stream !== mine) {
          await store.forget(of)
          streams = streams.filter((s) => s !== stream)
        }
      }
    }).then(flush)
  }

  return {
    /** Streams of earlier pages, oldest first. Call once, before going online. */
    load: () => inTurn('load', async () => {
      const found = await store.load()
      const older = found.map(({ record, events }): Stream => ({ record, events: new Map(events.toSorted((a, b) => a.seq - b.seq).map((e) => [e.seq, e])), settled: 0, sent: 0 }))
      streams = [...older.filter((s) => s.record.stream !== name).toSorted((a, b) => a.record.bornMs - b.record.bornMs), mine]
      await shed()
    }),
    /** Resolves when the event is durable. With `waitMs` it is written, and sent, after that time, or sooner together with another. */
    add,
    /** The link came or went. On coming, everything unsettled is sent anew. */
    setOnline(now: boolean): void {
      online = now
      cancelRetry?.()
      cancelRetry = null
      retryMs = RETRY_FIRST_MS
      if (online) resend()
    },
    settle,
    get held(): number {
      return streams.reduce((n, s) => n + s.events.size, 0)
    },
    get shed(): number {
      return streams.reduce((n, s) => n + s.record.shed, 0)
    },
    /** Resolves when all that was asked for so far is done. */
    idle(): Promise<void> {
      if (cancelWrite) write()
      return work
    },
    stop(): void {
      stopped = true
      online = false
      cancelRetry?.()
      cancelWrite?.()
    },
  }
}
