import type { EngagementReport } from '../../protocol/api.ts'
import type { AskedReport, Report } from '../../protocol/api-engagement.ts'
import type { EngagementEvent } from '../../protocol/event.ts'
import { topics } from '../../protocol/topics.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Devices } from '../devices/service.ts'
import type { Facts } from '../facts/service.ts'
import type { Inbox } from '../inbox.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { readAsked } from './asked.ts'
import { createIngest } from './ingest.ts'
import { createReceipts } from './receipts.ts'
import { readReport } from './report.ts'
import { eraseSessions, forgetEvents } from './retention.ts'
import { createStreams } from './streams.ts'
import { readTable, type ReportAsk } from './tables.ts'
import type { ShownRow, WriteDeps } from './write.ts'

export type EngagementDeps = {
  store: Store
  facts: Pick<Facts, 'publish'>
  inbox: Inbox
  devices: Pick<Devices, 'has' | 'heard'>
  /** When an alert's version was released. */
  releasedMs: WriteDeps['releasedMs']
  shown(events: readonly ShownRow[]): void
  /** A passenger calls an officer, or takes that back. */
  called(device: string, event: EngagementEvent): void
  jobs: Pick<Jobs, 'add'>
  clock: Clock
  log: Log
  metrics: Metrics
  changes: Changes
}

/** Events of devices: taken in exactly once, answered with receipts, summed up by the hour, forgotten in time. */
export function createEngagement({ store, facts, inbox, devices, releasedMs, shown, called, jobs, clock, log, metrics, changes }: EngagementDeps) {
  const streams = createStreams(store)
  const receipts = createReceipts({ facts, streams, log })
  const ingest = createIngest({
    store, streams, clock, log, metrics, releasedMs,
    stored(fresh, shownRows, calls) {
      for (const { device, event } of calls) called(device, event)
      receipts.answer(fresh.keys())
      for (const [device, count] of fresh) devices.heard(device, count)
      if (shownRows.length > 0) shown(shownRows)
      if ([...fresh.values()].some((count) => count > 0)) changes.tell('engagement', 'events')
    },
  })
  let unsubscribe: (() => Promise<void>) | null = null
  const nowMs = () => clock.now().epochMilliseconds

  jobs.add({ name: 'forget-events', cron: '40 3 * * *', trace: true, run: () => forgetEvents(store, nowMs()) })
  let looked = 0
  jobs.add({
    name: 'erase-sessions', cron: '10 * * * *',
    async run() {
      const now = nowMs()
      const said = await eraseSessions(store, now, looked)
      // A day and a margin: a clock that was set back must not hide anything.
      looked = now - 27 * 3_600_000
      return said
    },
  })

  return {
    async start(): Promise<void> {
      unsubscribe ??= await inbox.take(topics.event, devices.has, (device, batch, { payload }) => ingest.take(device, batch, payload.byteLength))
    },
    async stop(): Promise<void> {
      await unsubscribe?.().catch(() => undefined)
      unsubscribe = null
      await ingest.stop()
    },
    health: () => ({ ok: ingest.failure() === null, detail: ingest.failure() ?? `${Math.round(ingest.queuedBytes() / 1024)} kB wait to be stored` }),
    /** What passengers did, line by line, as it may be shown. */
    table: (ask: ReportAsk): Promise<Report> => readTable(store, ask),
    /** What 小安 was asked, and asked in vain. */
    asked: (window: { from: Temporal.Instant; until: Temporal.Instant; timeZone: string }): Promise<AskedReport> => readAsked(store, window),
    report: (from: Temporal.Instant, until: Temporal.Instant, timeZone: string): Promise<EngagementReport> => readReport(store, from, until, timeZone),
  }
}
export type Engagement = ReturnType<typeof createEngagement>
