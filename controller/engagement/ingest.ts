import { sql } from 'kysely'
import type { EngagementEvent, EventBatch } from '../../protocol/event.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { judge } from './accept.ts'
import { isSettled, MOST_AHEAD, settle, type Stream } from './settle.ts'
import type { Streams } from './streams.ts'
import { write, type ShownRow, type Work, type WriteDeps } from './write.ts'

type Waiting = { device: string; batch: EventBatch; bytes: number; done: () => void }

/** What a device said about a call for an officer. */
export type CallRow = { device: string; event: EngagementEvent }

export type IngestDeps = {
  store: Store
  streams: Streams
  clock: Clock
  log: Log
  metrics: Metrics
  releasedMs: WriteDeps['releasedMs']
  /** After the commit: how many new events each device had (0 for duplicates), what was shown, and calls for an officer. */
  stored(fresh: ReadonlyMap<string, number>, shown: readonly ShownRow[], calls: readonly CallRow[]): void
}

/** Batches that arrive within this time share a transaction, milliseconds. */
const GATHER_MS = 4
const MOST_EVENTS = 4_000
/** More than this unstored and new batches are let go without an answer: devices keep them and send again. */
const MOST_BYTES = 64 * 1024 * 1024
const TRIES = 3
const RETRY_MS = 250

/**
 * Batches from all devices, stored a group at a time. `take` resolves once its batch is stored, so whoever brings them
 * can be held back. A store that fails is tried until it works; a batch that the store refuses while it works for others
 * goes to quarantine as it is, so that it blocks nobody.
 */
export function createIngest({ store, streams, clock, log, metrics, releasedMs, stored }: IngestDeps) {
  const { db, dialect } = store
  let queue: Waiting[] = []
  let queuedBytes = 0
  let running: Promise<void> | null = null
  let stopping = false
  let failure: string | null = null
  const nowMs = () => clock.now().epochMilliseconds
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  /** What the group changes, judged against how far each stream is settled. `refuseAll`: nothing of it may be stored as it is. */
  function prepare(group: readonly Waiting[], refuseAll: string | null): Work {
    const receivedMs = nowMs()
    const states = new Map<string, { device: string; stream: string; state: Stream }>()
    const work: Work = { good: [], bad: [], streams: [], gaps: 0, receivedMs }
    for (const { device, batch } of group) {
      const { stream } = batch
      const key = `${device} ${stream}`
      const state = states.get(key)?.state ?? streams.get(device, stream, receivedMs)
      const judged = judge(batch.events, (seq) => isSettled(state, seq), receivedMs)
      if (refuseAll !== null) {
        judged.bad.push(...judged.good.map(({ seq, event }) => ({ seq, reason: refuseAll, path: '', body: JSON.stringify(event) })))
        judged.good = []
      }
      const next = settle(state, batch, [...judged.good, ...judged.bad].map(({ seq }) => seq), receivedMs)
      if (next.ahead.size > MOST_AHEAD) {
        metrics.events.inc({ outcome: 'too-far-ahead' }, batch.events.length)
        continue
      }
      for (const good of judged.good) work.good.push({ device, stream, ...good })
      for (const bad of judged.bad) work.bad.push({ device, stream, ...bad })
      metrics.events.inc({ outcome: 'duplicate' }, batch.events.length - judged.good.length - judged.bad.length)
      work.gaps += next.gap - state.gap
      states.set(key, { device, stream, state: next })
    }
    work.streams = [...states.values()]
    return work
  }

  async function commit(group: readonly Waiting[], refuseAll: string | null = null): Promise<void> {
    await streams.load(group.map(({ device, batch }) => ({ device, stream: batch.stream })), nowMs())
    const work = prepare(group, refuseAll)
    const started = performance.now()
    const written = await db.transaction().execute((trx) => write(trx, { dialect, releasedMs }, work))
    metrics.ingestSeconds.observe((performance.now() - started) / 1000)
    metrics.ingestCommits.inc()
    metrics.events.inc({ outcome: 'stored' }, written.fresh.length)
    metrics.events.inc({ outcome: 'known' }, work.good.length - written.fresh.length)
    metrics.events.inc({ outcome: 'quarantined' }, written.quarantined)
    metrics.events.inc({ outcome: 'odd-time' }, written.fresh.filter(({ odd }) => odd).length)
    for (const { device, stream, state } of work.streams) streams.put(device, stream, state)
    const fresh = new Map(group.map(({ device }) => [device, 0]))
    for (const { device } of written.fresh) fresh.set(device, (fresh.get(device) ?? 0) + 1)
    stored(fresh, written.shown, written.fresh.flatMap(({ device, event }) => (event.kind === 'engagement' && event.action === 'call' ? [{ device, event }] : [])))
  }

  const storeWorks = () => sql`select 1`.execute(db).then(() => true, () => false)

  async function settleGroup(group: readonly Waiting[]): Promise<void> {
    for (let tries = 1; !stopping; tries += 1) {
      try {
        await commit(group)
        failure = null
        return
      } catch (error) {
        metrics.ingestFailures.inc()
        failure = error instanceof Error ? error.message : String(error)
        log.error({ err: error, batches: group.length, tries }, 'Events could not be stored; they are tried again.')
        const works = await storeWorks()
        if (works && group.length > 1) {
          const half = Math.ceil(group.length / 2)
          await settleGroup(group.slice(0, half))
          return settleGroup(group.slice(half))
        }
        if (works && tries >= TRIES) return refuseBatch(group, failure)
        await pause(RETRY_MS * Math.min(tries, 20))
      }
    }
  }

  async function refuseBatch(group: readonly Waiting[], reason: string): Promise<void> {
    try {
      await commit(group, `the store refused it: ${reason.slice(0, 150)}`)
      failure = null
    } catch (error) {
      log.error({ err: error, device: group[0]?.device }, 'A batch could not even be put in quarantine; the device keeps it.')
    }
  }

  function nextGroup(): Waiting[] {
    let events = 0
    let count = 0
    for (const { batch } of queue) {
      if (count > 0 && events + batch.events.length > MOST_EVENTS) break
      events += batch.events.length
      count += 1
    }
    return queue.splice(0, count)
  }

  async function run(): Promise<void> {
    await pause(GATHER_MS)
    while (queue.length > 0 && !stopping) {
      const group = nextGroup()
      await settleGroup(group)
      for (const { bytes, done } of group) {
        queuedBytes -= bytes
        done()
      }
      // Other work of the process gets its turn between two transactions.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    running = null
  }

  return {
    take(device: string, batch: EventBatch, bytes: number): Promise<void> {
      if (stopping) return Promise.resolve()
      if (queuedBytes + bytes > MOST_BYTES) {
        metrics.events.inc({ outcome: 'let-go' }, batch.events.length)
        return Promise.resolve()
      }
      queuedBytes += bytes
      return new Promise((done) => {
        queue.push({ device, batch, bytes, done })
        running ??= run()
      })
    },
    /** Ends after the group under way; what waits stays with the devices. */
    async stop(): Promise<void> {
      stopping = true
      await running
      for (const { done } of queue) done()
      queue = []
    },
    failure: (): string | null => failure,
    queuedBytes: (): number => queuedBytes,
  }
}
