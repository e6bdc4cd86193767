import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openStore } from '../../controller/store/store.ts'
import { startController, type TestController } from '../support/controller.ts'
import { seedDevices } from '../support/kill-house.ts'
import { makeSite, writeSite } from '../support/made-site.ts'
import { startPostgres } from '../support/postgres.ts'
import { median, round, type Figure } from './figure.ts'
import type { PublishOrder, PublishReport } from './publishers.ts'
import { openRawInserts } from './raw-inserts.ts'
import { within } from './within.ts'

const DEVICES = 200
const PER_SECOND = 10_000
const BATCH = 50
const ALTERNATED = 5
const BURST = 40_000

type Done = Extract<PublishReport, { is: 'done' }>

function openPublishers() {
  const child = fork(new URL('publishers.ts', import.meta.url), { serialization: 'advanced' })
  const gone = once(child, 'exit')
  return {
    async ask<Is extends 'connected' | 'done'>(order: PublishOrder, is: Is, seconds: number): Promise<Extract<PublishReport, { is: Is }>> {
      const answer = once(child, 'message') as Promise<[PublishReport]>
      child.send(order)
      const [report] = await within(seconds, `publishers: ${order.do}`, Promise.race([answer, gone.then(([code]) => { throw new Error(`the publishers' process ended (${code})`) })]))
      if (report.is !== is) throw new Error(report.is === 'failed' ? report.why : `the publishers said "${report.is}"`)
      return report as Extract<PublishReport, { is: Is }>
    },
    async stop(): Promise<void> {
      if (child.connected) child.disconnect()
      await gone
    },
  }
}

const commits = async ({ services }: TestController): Promise<number> => (await services.metrics.ingestCommits.get()).values[0]?.value ?? 0

type Measured = { sustained: Done; stored: number; sent: number; rates: { endToEnd: number; raw: number }[]; perTransaction: number }

async function measure(postgres: { store: string; raw: string } | null, seconds: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-bench-'))
  const made = makeSite({ zones: 20, devices: DEVICES })
  const storeOptions = { folder: join(folder, 'data'), ...(postgres ? { url: postgres.store } : {}) }
  const secrets = await seedDevices(storeOptions, made)
  const controller = await startController({ folder: storeOptions.folder, site: writeSite(join(folder, 'site'), made), ...(postgres ? { databaseUrl: postgres.store } : {}) })
  const publishers = openPublishers()
  const raw = await openRawInserts(postgres?.raw ?? null)
  try {
    await publishers.ask({ do: 'connect', mqttUrl: controller.mqttTcp, site: 'made', devices: made.site.devices.map(({ id, zone }) => ({ id, zone: zone ?? 'neutral', secret: secrets.get(id) ?? '' })) }, 'connected', 60)
    let sent = (await publishers.ask({ do: 'burst', events: BURST }, 'done', 60)).events // warms up
    const rates: Measured['rates'] = []
    let perTransaction = 0
    for (let i = 0; i < ALTERNATED; i += 1) {
      const before = await commits(controller)
      const { events, tookMs } = await publishers.ask({ do: 'burst', events: BURST }, 'done', 60)
      perTransaction = Math.max(1, Math.round(events / ((await commits(controller)) - before)))
      rates.push({ endToEnd: (events / tookMs) * 1000, raw: await raw.rate(BURST, perTransaction) })
      sent += events
    }
    const sustained = await publishers.ask({ do: 'paced', perSecond: PER_SECOND, batch: BATCH, seconds }, 'done', seconds * 3 + 30)
    sent += sustained.events
    await controller.stop()
    const store = await openStore(storeOptions)
    const { rows } = await sql<{ n: number }>`select count(*) as n from event`.execute(store.db)
    await store.stop()
    return { sustained, stored: Number(rows[0]?.n ?? 0), sent, rates, perTransaction }
  } finally {
    await publishers.stop()
    await raw.stop()
    await controller.stop().catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
}

function figuresOf(name: string, { sustained, stored, sent, rates, perTransaction }: Measured, seconds: number): Figure[] {
  const perSecond = (sustained.events / sustained.tookMs) * 1000
  const ratio = median(rates.map((r) => r.endToEnd / r.raw))
  const thousands = (value: number) => Math.round(value).toLocaleString('en')
  return [
    {
      what: `Engagement stored durably, end to end, ${name}`, target: `${thousands(PER_SECOND)} events/s for 60 s, none lost or doubled`,
      measured: `${thousands(perSecond)} events/s over ${round(sustained.tookMs / 1000, 1)} s until the last receipt; a batch's receipt after ${round(sustained.receiptMs.median)} ms (median), ${round(sustained.receiptMs.p95)} ms (p95); ${thousands(stored)} of ${thousands(sent)} rows in the store`,
      // All that is asked for, and the last receipt at most a second after the last batch.
      ok: seconds >= 60 && sustained.tookMs <= (seconds + 1) * 1000 && stored === sent,
      how: `${DEVICES} devices in a second process, batches of ${BATCH} over the embedded broker, signed receipts; sent at a fixed pace, whatever comes back`,
    },
    {
      what: `Engagement end to end against raw inserts, ${name}`, target: 'at least 0.25 x',
      measured: `${round(ratio, 2)} x (median ${thousands(median(rates.map((r) => r.endToEnd)))} events/s against ${thousands(median(rates.map((r) => r.raw)))} rows/s)`,
      ok: ratio >= 0.25, how: `${rates.length} alternated runs of ${thousands(BURST)} events; devices send 200 at a time and wait at 1,000 unsettled; raw: the same table, ${thousands(perTransaction)} rows a transaction as the controller had, by one connection with ${name === 'SQLite' ? 'a prepared statement' : 'one statement over arrays'}`,
    },
  ]
}

/** Engagement from devices to the store and back, on both stores. */
export async function benchIngest({ seconds = 60 }: { seconds?: number } = {}): Promise<Figure[]> {
  const figures = figuresOf('SQLite', await measure(null, seconds), seconds)
  const postgres = await startPostgres()
  try {
    figures.push(...figuresOf('PostgreSQL', await measure({ store: await postgres.database('bench'), raw: await postgres.database('raw') }, seconds), seconds))
  } finally {
    await postgres.stop()
  }
  return figures
}
