import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createManualClock } from '../../controller/clock.ts'
import { createContent } from '../../controller/content/service.ts'
import { createFacts } from '../../controller/facts/service.ts'
import { createSchedule, type Speaker } from '../../controller/schedule/service.ts'
import type { Store } from '../../controller/store/store.ts'
import { createMemoryBroker } from '../../link/memory.ts'
import { readLibrary } from '../../playlists/read.ts'
import type { ScheduleWrite } from '../../protocol/api.ts'
import { Bundle } from '../../protocol/content.ts'
import type { Outcome } from '../../protocol/errors.ts'
import type { Programme } from '../../protocol/programme.ts'
import { show } from '../../protocol/show.ts'
import { playAt, slotAt } from '../../protocol/show-loop.ts'
import { pinKeys, verify } from '../../protocol/sign.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { readSite } from '../../site/read.ts'
import { device } from '../support/facts.ts'
import { createHeardLog } from '../support/log.ts'
import { createStores, dialects, type Stores } from '../support/stores.ts'
import { until } from '../support/until.ts'

const START = '2026-11-23T02:00:03Z'
const { site, schedule: shipped } = readSite()
const library = readLibrary()
const leaves = site.zones.filter((zone) => zone.kind !== null).map((zone) => zone.id)
const write = (over: Partial<ScheduleWrite> = {}): ScheduleWrite => ({
  id: 'test', name: 'Test', playlist: 'gate-wait', zones: ['taxi'], level: 'event', weight: 1, startDay: '2026-11-23', from: '12:00', until: '13:00', rrule: null, exceptDays: [], moments: [], state: 'live', ...over,
})
const ok = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw outcome.error
  return outcome.value
}
const code = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.error.code)

async function stand(store: Store, { at = START, demo = true, devices }: { at?: string; demo?: boolean; devices?: () => Speaker[] } = {}) {
  const clock = createManualClock(at)
  const log = createHeardLog()
  const broker = createMemoryBroker()
  const link = broker.connect({ clientId: 'controller' })
  const facts = createFacts({ store, link, site, clock, log })
  const content = createContent({ store, clock, log, demo, library })
  const told: string[] = []
  const schedule = createSchedule({ store, facts, content, site, shipped, clock, log, demo, ...(devices ? { devices } : {}), changes: { tell: (kind, id) => void told.push(`${kind} ${id}`) } })
  for (const part of [facts, content, schedule]) await part.start()
  const programme = (zone: string): Programme => {
    const found = schedule.programmeOf(zone)
    if (!found) throw new Error(`${zone} has no programme`)
    return found.programme
  }
  const rows = async () => (await store.db.selectFrom('programme').select('version').execute()).length
  return { clock, log, broker, facts, content, schedule, told, programme, rows, stop: async () => { await schedule.stop(); await facts.stop() } }
}
const on = (programme: Programme, at: Temporal.Instant) => {
  const turn = playAt(programme, at)?.turn
  return turn && [turn.item.id, turn.entry.id, turn.startedAt.toString()]
}

describe.each(dialects)('content and schedule on %s', (dialect) => {
  let stores: Stores
  beforeAll(async () => {
    stores = await createStores(dialect)
  })
  afterAll(() => stores.stop())

  test('the first start imports what is shipped and tells every zone', async () => {
    const { broker, facts, schedule, content, clock, rows } = await stand(await stores.empty())
    expect(content.library().items).toHaveLength(library.items.length)
    expect(content.playlists().every((p) => p.state === 'sample')).toBe(true)
    expect(schedule.list()).toHaveLength(shipped.length)
    const pins = await pinKeys(facts.publicKeys())
    for (const zone of [...leaves, NEUTRAL_ZONE]) {
      const path = topicPath(topics.programme, site.id, zone)
      await until(() => expect(broker.retained(path)).not.toBeNull())
      const believed = ok(await verify(topics.programme, path, broker.retained(path) ?? new Uint8Array(), pins, clock.now(), null))
      expect(believed).toMatchObject({ version: schedule.programmeOf(zone)?.version, body: schedule.programmeOf(zone)?.programme })
      expect(show(believed.body, [], device({ zone, timeZone: site.timeZone }), clock.now()).main.kind).toBe('item')
    }
    expect(await rows()).toBe(leaves.length + 1)
    expect(schedule.health().ok).toBe(true)
  })

  test('every item of a programme is in the bundle that it names', async () => {
    const { content, programme } = await stand(await stores.empty())
    const bundles = new Map<string, Set<string>>()
    for (const zone of leaves) {
      for (const { id, bundle } of programme(zone).items) {
        if (!bundles.has(bundle)) {
          const media = await content.readMedia(bundle)
          expect(createHash('sha256').update(media?.body ?? '').digest('hex')).toBe(bundle)
          bundles.set(bundle, new Set(Bundle.parse(JSON.parse(media?.body ?? '{}')).items.map((item) => item.id)))
        }
        expect(bundles.get(bundle)).toContain(id)
      }
    }
    expect(await content.readMedia('0'.repeat(64))).toBeNull()
  })

  test('a second start imports nothing, and a deleted entry stays deleted', async () => {
    const first = await stand(await stores.empty())
    for (const { id } of first.schedule.list()) ok(await first.schedule.remove(id))
    ok(await first.content.removePlaylist('taxi-queue'))
    await first.stop()
    const second = await stand(await stores.again())
    expect(second.schedule.list()).toEqual([])
    expect(second.content.playlist('taxi-queue')).toBeNull()
    expect(second.programme('taxi').entries.map((e) => e.id)).toEqual(['neutral-loop'])
  })

  test('outside the demo, samples are drafts: nothing shows until somebody stands for it', async () => {
    const { schedule, content, programme } = await stand(await stores.empty(), { demo: false })
    expect(leaves.every((zone) => schedule.programmeOf(zone)?.programme.loops.length === 0)).toBe(true)
    expect(schedule.warnings().map((w) => w.code)).toContain('plan/no-content')
    const list = content.playlist('taxi-queue')
    if (!list) throw new Error('not shipped')
    await content.publish(list.items.flatMap((id) => {
      const found = content.item(id)
      return found ? [{ kind: 'item' as const, id, body: found.item, version: found.version + 1 }] : []
    }))
    const { version: _, ...rest } = list
    ok(await content.updatePlaylist('taxi-queue', { ...rest, state: 'live' }))
    ok(await schedule.create(write({ playlist: 'taxi-queue', from: '00:00', until: '00:00', rrule: 'FREQ=DAILY' })))
    expect(programme('taxi').entries.map((e) => e.id)).toContain('test')
  })

  test('planning again within the hour tells nobody; after it everybody', async () => {
    const { schedule, clock, rows } = await stand(await stores.empty())
    const before = await rows()
    clock.advance({ minutes: 7 })
    expect(await schedule.replan()).toBe(0)
    expect(await rows()).toBe(before)
    clock.advance({ minutes: 55 })
    expect(await schedule.replan()).toBe(leaves.length + 1)
  })

  test('a change tells the zones concerned, and them alone', async () => {
    const { schedule, told, rows, clock, programme } = await stand(await stores.empty())
    const before = await rows()
    told.length = 0
    const made = ok(await schedule.create(write({ zones: ['gates-c1-c8', 'taxi'] })))
    expect(made.version).toBe(1)
    expect(await rows()).toBe(before + 2)
    const noon = Temporal.Instant.from('2026-11-23T04:00:00Z')
    expect(on(programme('taxi'), noon)?.[1]).toBe('test')
    const changed = ok(await schedule.update('test', write({ zones: ['taxi'], weight: 3 })))
    expect(changed.version).toBe(2)
    expect(await rows()).toBe(before + 4)
    expect(on(programme('gates-c1-c8'), noon)?.[1]).not.toBe('test')
    ok(await schedule.remove('test'))
    expect(schedule.get('test')).toBeNull()
    // Consoles hear which programmes to read anew, then that the entry has changed.
    expect([told.slice(0, 2).sort(), told[2], told.slice(3, 5).sort(), told.slice(5)]).toEqual([['plan gates-c1-c8', 'plan taxi'], 'schedule test', ['plan gates-c1-c8', 'plan taxi'], ['schedule test', 'plan taxi', 'schedule test']])
    expect(clock.now().toString()).toBe(START)
  })

  test('what cannot be kept is refused, and changes nothing', async () => {
    const { schedule, content, rows } = await stand(await stores.empty())
    const before = await rows()
    expect(code(await schedule.create(write({ playlist: 'none' })))).toBe('schedule/unknown-playlist')
    expect(code(await schedule.create(write({ zones: ['taxi', 'none'] })))).toBe('schedule/unknown-zone')
    expect(code(await schedule.create(write({ rrule: 'FREQ=MINUTELY' })))).toBe('schedule/rule-too-dense')
    expect(code(await schedule.create(write({ startDay: '2026-02-30' })))).toBe('schedule/no-such-day')
    expect(code(await schedule.create(write({ id: shipped[0]?.id ?? '' })))).toBe('schedule/exists')
    expect(code(await schedule.update('none', write({ id: 'none' })))).toBe('schedule/not-found')
    expect(code(await schedule.update(shipped[0]?.id ?? '', write()))).toBe('schedule/other-id')
    expect(code(await schedule.remove('none'))).toBe('schedule/not-found')
    const [list] = content.playlists()
    if (!list) throw new Error('not shipped')
    expect(code(await content.createPlaylist(list))).toBe('content/exists')
    expect(code(await content.updatePlaylist(list.id, { ...list, items: ['none'] }))).toBe('content/unknown-item')
    expect(code(await content.updatePlaylist('none', { ...list, id: 'none' }))).toBe('content/not-found')
    expect(code(await content.withdrawItem('none'))).toBe('content/not-found')
    expect(await rows()).toBe(before)
    expect(schedule.list()).toHaveLength(shipped.length)
  })

  test('a restart never moves a running loop', async () => {
    const first = await stand(await stores.empty())
    const zone = 'gates-c1-c8'
    const list = first.content.playlist('gate-wait')
    if (!list) throw new Error('not shipped')
    const shippedPlan = first.programme(zone)
    // Turns the loop away from where a plan made from nothing would have it.
    ok(await first.content.updatePlaylist('gate-wait', { ...list, items: list.items.toReversed() }))
    await until(() => expect(first.programme(zone)).not.toBe(shippedPlan))
    first.clock.advance({ minutes: 3 })
    await first.schedule.replan()
    const before = first.programme(zone)
    expect(Temporal.Instant.compare(slotAt(before, first.clock.now())?.slot.epoch ?? START, START)).toBe(1)
    await first.stop()
    const second = await stand(await stores.again(), { at: '2026-11-23T02:24:41Z' })
    const after = second.programme(zone)
    for (let s = 0; s < 40 * 3600; s += 977) {
      const at = second.clock.now().add({ seconds: s })
      expect(on(after, at)).toEqual(on(before, at))
    }
  })

  test('a playlist changed is a routine change; an item withdrawn goes at once', async () => {
    const { content, programme, clock } = await stand(await stores.empty())
    const zone = 'taxi'
    const before = programme(zone)
    const running = playAt(before, clock.now())?.turn
    const listed = content.playlist(shipped.find((e) => e.id === running?.entry.id)?.playlist ?? '')
    if (!running || !listed) throw new Error('nothing runs')
    ok(await content.updatePlaylist(listed.id, { ...listed, items: listed.items.toReversed() }))
    await until(() => expect(programme(zone)).not.toBe(before))
    expect(on(programme(zone), clock.now())).toEqual(on(before, clock.now()))
    expect(content.playlist(listed.id)?.version).toBe(listed.version + 1)

    ok(await content.withdrawItem(running.item.id))
    await until(() => expect(programme(zone).items.map((i) => i.id)).not.toContain(running.item.id))
    expect(on(programme(zone), clock.now())?.[0]).not.toBe(running.item.id)
    expect(content.bundleFor(listed.id)?.items.map((i) => i.id)).not.toContain(running.item.id)
    ok(await content.restoreItem(running.item.id))
    await until(() => expect(programme(zone).items.map((i) => i.id)).toContain(running.item.id))
  })

  test('an entry whose playlist is gone shows nothing, and that is said', async () => {
    const { content, schedule, programme, clock } = await stand(await stores.empty())
    const running = playAt(programme('taxi'), clock.now())?.turn.entry.id
    const entry = schedule.get(running ?? '')
    ok(await content.removePlaylist(entry?.playlist ?? ''))
    await until(() => expect(programme('taxi').entries.map((e) => e.id)).not.toContain(running))
    expect(schedule.warnings()).toContainEqual(expect.objectContaining({ code: 'plan/no-playlist', entries: [running] }))
  })

  test('robots speak before check-in points, walls and staff walls never', async () => {
    let devices: Speaker[] = [
      { id: 'kiosk-b', role: 'kiosk', zone: 'taxi' }, { id: 'kiosk-a', role: 'kiosk', zone: 'taxi' }, { id: 'wall', role: 'screen', zone: 'taxi' },
      { id: 'staff', role: 'staff_wall', zone: 'taxi' }, { id: 'robot-z', role: 'robot', zone: 'taxi' },
    ]
    const { schedule, programme } = await stand(await stores.empty(), { devices: () => devices })
    expect(programme('taxi').speakers).toEqual(['robot-z', 'kiosk-a', 'kiosk-b'])
    devices = devices.map((d) => (d.id === 'robot-z' ? { ...d, zone: 'arrivals' } : d))
    expect(await schedule.replan(['taxi', 'arrivals'])).toBe(2)
    expect([programme('taxi').speakers, programme('arrivals').speakers]).toEqual([['kiosk-a', 'kiosk-b'], ['robot-z']])
  })

  test('beyond what was told, it plans on the fly', async () => {
    const { schedule, clock, programme } = await stand(await stores.empty())
    expect(schedule.planAt('taxi', clock.now().add({ hours: 3 }))).toBe(programme('taxi'))
    const far = clock.now().add({ hours: 24 * 40 })
    const planned = schedule.planAt('taxi', far)
    expect(planned && playAt(planned, far)?.turn.fallback).toBe(false)
    expect(() => schedule.planAt('none', far)).toThrow('There is no zone')
  })

  test('a store that fails turns it red; what was told goes on, and the next time it tells again', async () => {
    const store = await stores.empty()
    const { schedule, clock, programme, facts } = await stand(store)
    const before = programme('taxi')
    const broken = vi.spyOn(store.db, 'transaction').mockImplementation(() => {
      throw new Error('the disk is full')
    })
    clock.advance({ hours: 1 })
    await expect(schedule.replan()).rejects.toThrow('the disk is full')
    expect(schedule.health()).toEqual({ ok: false, detail: 'the disk is full' })
    expect([programme('taxi'), facts.held(topics.programme, 'taxi')?.body]).toEqual([before, before])
    broken.mockRestore()
    expect(await schedule.replan()).toBe(leaves.length + 1)
    expect(schedule.health().ok).toBe(true)
  })
})
