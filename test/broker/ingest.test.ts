import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import { openStore, type Store } from '../../controller/store/store.ts'
import { EngagementReport } from '../../protocol/api.ts'
import type { DeviceEvent, EventBatch } from '../../protocol/event.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice, engagementEvent, playEvent, type RawDevice } from '../support/devices.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { until } from '../support/until.ts'

/** The same numbers in the same order each time. */
function shuffler(seed: number) {
  let state = seed
  const random = () => ((state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648)
  return <T>(list: readonly T[]): T[] => list.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map(({ value }) => value)
}

/** Where a controller's data are, and how to put a copy of them aside and back. */
type Place = { folder: string; databaseUrl?: string }

describe.each(['sqlite', 'postgres'] as const)('ingest on %s', (dialect) => {
  let postgres: Postgres | null = null
  let home: string
  let made = 0
  let clock: ManualClock
  let place: Place
  let controller: TestController
  let store: Store
  let device: RawDevice

  async function newPlace(copyOf?: Place): Promise<Place> {
    made += 1
    const folder = join(home, `data${made}`)
    if (copyOf) await cp(copyOf.folder, folder, { recursive: true }).catch(() => undefined)
    if (!postgres) return { folder }
    if (!copyOf?.databaseUrl) return { folder, databaseUrl: await postgres.database(`ingest${made}`) }
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query(`create database "ingest${made}" template "${new URL(copyOf.databaseUrl).pathname.slice(1)}"`)
    await client.end()
    return { folder, databaseUrl: postgres.url.replace(/\/postgres$/, `/ingest${made}`) }
  }
  async function up(at: Place, id = 'kiosk-arrivals'): Promise<void> {
    place = at
    controller = await startController({ clock, ...place })
    store = await openStore({ folder: place.folder, url: place.databaseUrl })
    device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id, now: clock.now })
  }
  async function down(): Promise<void> {
    await device.close()
    await store.stop()
    await controller.stop()
  }
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'anxing-ingest-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    clock = createManualClock(Temporal.Now.instant())
    await up(await newPlace())
  })
  afterAll(async () => {
    await down()
    await postgres?.stop()
    await rm(home, { recursive: true, force: true })
  })

  const at = () => clock.now().toString()
  const batch = (stream: string, events: object[], base = 1, shed = 0): EventBatch => ({ stream, base, shed, events: events as EventBatch['events'] })
  const stored = async (stream: string) => (await store.db.selectFrom('event').select('seq').where('stream', '=', stream).orderBy('seq').execute()).map((row) => row.seq)
  const refused = async (stream: string) => store.db.selectFrom('quarantine').selectAll().where('stream', '=', stream).orderBy('seq').execute()
  const streamRow = (stream: string) => store.db.selectFrom('stream').selectAll().where('stream', '=', stream).executeTakeFirstOrThrow()
  const settledAt = (stream: string, upTo: number) => until(() => expect(device.receipt(stream)).toBe(upTo))
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const hour = async (zone: string) => store.db.selectFrom('engagement_hour').select((eb) => [eb.fn.sum<number>('sessions').as('sessions'), eb.fn.sum<number>('answers').as('answers'), eb.fn.sum<number>('correct').as('correct'), eb.fn.sum<number>('finished').as('finished')]).where('zone', '=', zone).executeTakeFirst()

  it('stores each event once, whatever comes twice, late or in another order', async () => {
    const shuffle = shuffler(7)
    const actions = ['session_start', 'answer', 'answer', 'finish'] as const
    const events: DeviceEvent[] = numbers(1, 200).map((seq) => engagementEvent(seq, { at: at(), zone: 'taxi', action: actions[seq % 4] ?? 'leave', ...(seq % 4 === 1 ? { correct: seq % 8 === 1 } : {}) }))
    const batches = numbers(0, 39).map((i) => batch('s-mixed', events.slice(i * 5, i * 5 + 5)))
    const overlapping = numbers(0, 19).map((i) => batch('s-mixed', shuffle(events).slice(i, i + 17)))
    for (const one of shuffle([...batches, ...batches, ...overlapping])) await device.send(one)
    await settledAt('s-mixed', 200)
    expect(await stored('s-mixed')).toEqual(numbers(1, 200))
    const sums = await hour('taxi')
    expect([Number(sums?.sessions), Number(sums?.answers), Number(sums?.correct), Number(sums?.finished)]).toEqual([50, 100, 25, 50])
    await until(() => expect(controller.services.devices.get('kiosk-arrivals')?.eventsReceived).toBe(200))
    const row = await store.db.selectFrom('device').select('events_received').where('id', '=', 'kiosk-arrivals').executeTakeFirst()
    expect(row?.events_received).toBe(200)
  })

  it('answers a batch that it has seen before, and counts nothing anew', async () => {
    const before = device.receipts()
    const again = batch('s-mixed', [engagementEvent(7, { at: at(), zone: 'taxi' })])
    await device.send(again)
    await until(() => expect(device.receipts()).toBeGreaterThan(before))
    expect(device.receipt('s-mixed')).toBe(200)
    expect(Number((await hour('taxi'))?.sessions)).toBe(50)
  })

  it('puts a bad event aside with its reason and path; its neighbours are not held up', async () => {
    const good = (seq: number) => playEvent(seq, { at: at(), bucket: at() })
    await device.send(batch('s-poison', [
      good(1), { seq: 2, kind: 'no such kind' }, good(3), { ...good(4), count: -1 }, { ...good(5), at: '2026-99-99T00:00:00Z' }, { ...good(6), seconds: 1e308 },
      { ...good(7), count: 9_007_199_254_740_991 }, { seq: 8, text: 'a\u0000b' }, good(9),
    ]))
    await settledAt('s-poison', 9)
    expect(await stored('s-poison')).toEqual([1, 3, 9])
    expect((await refused('s-poison')).map(({ seq, path }) => [seq, path])).toEqual([[2, 'kind'], [4, 'count'], [5, 'at'], [6, 'seconds'], [7, 'count'], [8, 'kind']])
    for (const { reason, body } of await refused('s-poison')) {
      expect(reason).not.toBe('')
      expect(() => { JSON.parse(body) }).not.toThrow()
    }
    const plays = await store.db.selectFrom('play_hour').select((eb) => eb.fn.sum<number>('plays').as('plays')).where('item', '=', 'p1-1').executeTakeFirst()
    expect(Number(plays?.plays)).toBe(3)
  })

  it('flags odd times and keeps the event', async () => {
    const odd = (seq: number, over: Temporal.DurationLike) => engagementEvent(seq, { at: clock.now().add(over).toString(), zone: 'odd-times' })
    await device.send(batch('s-odd', [odd(1, { minutes: 9 }), odd(2, { minutes: 11 }), odd(3, { hours: -72 }), odd(4, { hours: -74 })]))
    await settledAt('s-odd', 4)
    const flags = await store.db.selectFrom('event').select('odd_time').where('stream', '=', 's-odd').orderBy('seq').execute()
    expect(flags.map((row) => row.odd_time)).toEqual([0, 1, 0, 1])
  })

  it('counts what is gone as a gap and never waits for it', async () => {
    await device.send(batch('s-gap', numbers(1, 3).map((seq) => playEvent(seq, { at: at(), bucket: at() }))))
    await settledAt('s-gap', 3)
    await device.send(batch('s-gap', [6, 7, 12].map((seq) => playEvent(seq, { at: at(), bucket: at() }))))
    await until(async () => expect(await stored('s-gap')).toEqual([1, 2, 3, 6, 7, 12]))
    expect(device.receipt('s-gap')).toBe(3)
    await device.send(batch('s-gap', [playEvent(11, { at: at(), bucket: at() })], 11, 5))
    await settledAt('s-gap', 12)
    expect(await streamRow('s-gap')).toMatchObject({ up_to: 12, gap: 5, shed: 5, base: 11 })
    // Nothing is held any more, and the last numbers were shed.
    await device.send(batch('s-gap', [], 20, 12))
    await settledAt('s-gap', 19)
    expect(await streamRow('s-gap')).toMatchObject({ gap: 12, shed: 12 })
  })

  it('takes up a new stream where the outbox was wiped, and says the last eight', async () => {
    for (const i of numbers(1, 10)) await device.send(batch(`s-new-${i}`, [playEvent(1, { at: at(), bucket: at() })]))
    await until(() => expect(device.receipt('s-new-10')).toBe(1))
    expect(device.receipt('s-new-3')).toBe(1)
    expect(device.receipt('s-new-2')).toBe(null)
    // An old stream that is heard of again is answered again.
    await device.send(batch('s-new-1', [playEvent(1, { at: at(), bucket: at() })]))
    await settledAt('s-new-1', 1)
  })

  it('goes on after a restart where it was, with numbers that came ahead', async () => {
    await device.send(batch('s-restart', [1, 2, 5].map((seq) => playEvent(seq, { at: at(), bucket: at() }))))
    await settledAt('s-restart', 2)
    await down()
    await up(place)
    await device.send(batch('s-restart', [3, 4].map((seq) => playEvent(seq, { at: at(), bucket: at() })), 3))
    await settledAt('s-restart', 5)
    expect(await stored('s-restart')).toEqual([1, 2, 3, 4, 5])
  })

  it('settles with a store that was restored from an older copy', async () => {
    await device.send(batch('s-old', numbers(1, 4).map((seq) => playEvent(seq, { at: at(), bucket: at() }))))
    await settledAt('s-old', 4)
    await down()
    const copy = await newPlace(place)
    await up(place)
    await device.send(batch('s-old', numbers(5, 9).map((seq) => playEvent(seq, { at: at(), bucket: at() })), 5))
    await settledAt('s-old', 9)
    await down()
    // The device forgot 1 to 9; the store that comes back knows 1 to 4 only.
    await up(copy)
    await device.send(batch('s-old', [10, 11].map((seq) => playEvent(seq, { at: at(), bucket: at() })), 10))
    await settledAt('s-old', 11)
    expect(await streamRow('s-old')).toMatchObject({ up_to: 11, gap: 5 })
    expect(await stored('s-old')).toEqual([1, 2, 3, 4, 10, 11])
  })

  // SQLite has no connections that could be torn.
  if (dialect === 'postgres') it('loses and doubles nothing while the store tears its connections', async () => {
    const breaker = new pg.Client({ connectionString: postgres?.url ?? '' })
    await breaker.connect()
    let torn = 0
    for (const seq of numbers(1, 60)) {
      const sent = device.send(batch('s-torn', numbers(seq * 5 - 4, seq * 5).map((n) => engagementEvent(n, { at: at(), zone: 'torn' }))))
      if (seq % 6 === 0) {
        const { rowCount } = await breaker.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${new URL(place.databaseUrl ?? '').pathname.slice(1)}'`)
        torn += rowCount ?? 0
      }
      await sent
    }
    await breaker.end()
    await settledAt('s-torn', 300)
    await store.stop()
    store = await openStore({ folder: place.folder, url: place.databaseUrl })
    expect(torn).toBeGreaterThan(0)
    expect(await stored('s-torn')).toEqual(numbers(1, 300))
    expect(await refused('s-torn')).toEqual([])
    expect(Number((await hour('torn'))?.sessions)).toBe(300)
  })

  it('reports whole hours by zone, without counts of fewer than ten sessions', async () => {
    const report = async () => EngagementReport.parse((await controller.client.ask('GET', `/api/engagement?from=${clock.now().subtract({ hours: 80 })}&to=${clock.now().add({ hours: 2 })}&by=zone`)).body)
    await device.send(batch('s-report', [...numbers(1, 9).map((seq) => engagementEvent(seq, { at: at(), zone: 'baggage' })), playEvent(10, { at: at(), bucket: at(), zone: 'baggage', count: 3, seconds: 30 })]))
    await settledAt('s-report', 10)
    expect((await report()).cells.find((c) => c.zone === 'baggage')).toEqual({ zone: 'baggage', sessions: null, finished: null, answers: null, plays: 3, playSeconds: 30 })
    await device.send(batch('s-report', [engagementEvent(11, { at: at(), zone: 'baggage' })], 11))
    await settledAt('s-report', 11)
    const after = await report()
    expect(after.cells.find((c) => c.zone === 'baggage')).toMatchObject({ sessions: 10, finished: 0 })
    expect([after.gaps, after.quarantined]).toEqual([17, 6])
  })

  it('erases session ids after a day and forgets events after thirty, while counts stay', async () => {
    const session = async () => (await store.db.selectFrom('event').select('body').where('stream', '=', 's-report').where('seq', '=', 1).executeTakeFirst())?.body ?? null
    expect(await session()).toContain('"session"')
    await controller.services.jobs.runNow('erase-sessions')
    expect(await session()).toContain('"session"')
    clock.advance({ hours: 25 })
    await controller.services.jobs.runNow('erase-sessions')
    expect(JSON.parse((await session()) ?? '{}')).toEqual({ seq: 1, at: expect.any(String), offsetMs: 0, zone: 'baggage', kind: 'engagement', action: 'session_start' })
    clock.advance({ hours: 24 * 30 })
    await controller.services.jobs.runNow('forget-events')
    expect(await stored('s-report')).toEqual([])
    expect(await refused('s-poison')).toEqual([])
    expect(Number((await hour('baggage'))?.sessions)).toBe(10)
    expect(controller.services.jobs.view().filter((job) => job.ok === false)).toEqual([])
  })

  it('reports what is gone and what was refused in the hours in which it was noticed, and goes on saying so', async () => {
    const report = async (from: Temporal.Instant, to: Temporal.Instant) => {
      await controller.client.signIn()
      const { gaps, quarantined } = EngagementReport.parse((await controller.client.ask('GET', `/api/engagement?from=${from}&to=${to}`)).body)
      return { gaps, quarantined }
    }
    const first = Temporal.Instant.fromEpochMilliseconds(Math.ceil(clock.now().epochMilliseconds / 3_600_000) * 3_600_000)
    const [second, third] = [first.add({ hours: 1 }), first.add({ hours: 2 })]
    clock.set(first)
    await device.send(batch('s-hours', [{ seq: 3, kind: 'engagement', session: 'x', at: 'never' }], 3))
    await settledAt('s-hours', 3)
    clock.set(second)
    await device.send(batch('s-hours', [{ seq: 3, kind: 'engagement', session: 'x', at: 'never' }, playEvent(8, { at: at(), bucket: at() })], 8))
    await settledAt('s-hours', 8)
    expect([await report(first, second), await report(second, third)]).toEqual([{ gaps: 2, quarantined: 1 }, { gaps: 4, quarantined: 0 }])
    // What was refused is deleted after a day where it holds a session's id; that it was refused stays known.
    clock.advance({ hours: 25 })
    await controller.services.jobs.runNow('erase-sessions')
    expect(await refused('s-hours')).toEqual([])
    expect([await report(first, second), await report(second, third)]).toEqual([{ gaps: 2, quarantined: 1 }, { gaps: 4, quarantined: 0 }])
  })
})
