import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createManualClock } from '../../controller/clock.ts'
import { createFacts } from '../../controller/facts/service.ts'
import type { Store } from '../../controller/store/store.ts'
import { createMemoryBroker } from '../../link/memory.ts'
import type { Desired } from '../../protocol/device.ts'
import { pinKeys, verify, type Fact } from '../../protocol/sign.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import { alert, programmeOf } from '../support/facts.ts'
import { createHeardLog } from '../support/log.ts'
import { createStores, dialects, type Stores } from '../support/stores.ts'
import { until } from '../support/until.ts'

const START = '2026-11-23T09:00:00Z'
const site = { id: 'demo' }
const set = (...ids: string[]) => ({ alerts: ids.map((id) => alert({ id })) })

async function stand(store: Store, { at = START, broker = createMemoryBroker() } = {}) {
  const clock = createManualClock(at)
  const log = createHeardLog()
  const link = broker.connect({ clientId: 'controller' })
  const facts = createFacts({ store, link, site, clock, log })
  await facts.start()
  async function read<Body>(topic: Topic<Body>, key: string, keys = facts.publicKeys()): Promise<Fact<Body> | string> {
    const path = topicPath(topic as Topic, site.id, key)
    const bytes = broker.retained(path)
    if (!bytes) return 'nothing'
    const believed = await verify(topic, path, bytes, await pinKeys(keys), clock.now(), null)
    return believed.ok ? believed.value : believed.error.code
  }
  return { clock, log, link, facts, broker, read }
}
const said = async (published: Promise<{ version: number; sent: Promise<boolean> }>) => {
  const { version, sent } = await published
  return { version, sent: await sent }
}

describe.each(dialects)('facts on %s', (dialect) => {
  let stores: Stores
  beforeAll(async () => {
    stores = await createStores(dialect)
  })
  afterAll(() => stores.stop())

  test('the first start makes a key, the next ones keep it', async () => {
    const { facts } = await stand(await stores.empty())
    const [key] = facts.publicKeys()
    expect(facts.publicKeys()).toHaveLength(1)
    expect(key).not.toHaveProperty('d')
    const again = await stand(await stores.again())
    expect(again.facts.publicKeys()).toEqual([key])
  })

  test('a fact is retained, and believed by who pinned the key', async () => {
    const { facts, read } = await stand(await stores.empty())
    const { version, sent } = await said(facts.publish(topics.zoneAlerts, 'gates', set('a-1')))
    expect(sent).toBe(true)
    expect(version).toBe(Temporal.Instant.from(START).epochMilliseconds)
    expect(await read(topics.zoneAlerts, 'gates')).toMatchObject({ version, body: set('a-1') })
    expect(facts.held(topics.zoneAlerts, 'gates')).toEqual({ version, body: set('a-1') })
    expect(await read(topics.zoneAlerts, 'hall')).toBe('nothing')
  })

  test('versions only grow, also where the clock was put back between two starts', async () => {
    const { facts, clock } = await stand(await stores.empty())
    const one = await facts.publish(topics.zoneAlerts, 'gates', set('a-1'))
    const two = await facts.publish(topics.zoneAlerts, 'gates', set('a-2'))
    clock.advance({ hours: -2 })
    const three = await facts.publish(topics.zoneAlerts, 'gates', set('a-3'))
    expect([two.version - one.version, three.version - two.version]).toEqual([1, 1])
    await facts.stop()
    const again = await stand(await stores.again(), { at: '2026-11-20T00:00:00Z' })
    expect((await again.facts.publish(topics.zoneAlerts, 'gates', set())).version).toBe(three.version + 1)
  })

  test('receipts, whose versions are not stored each, grow too where the clock was put back between two starts', async () => {
    const store = await stores.empty()
    const { facts, clock } = await stand(store)
    const receipt = { streams: [{ stream: 's-1', upTo: 1 }] }
    await facts.publish(topics.receipt, 'wall-1', receipt)
    const transaction = vi.spyOn(store.db, 'transaction')
    let last = 0
    for (let i = 0; i < 100; i += 1) {
      clock.advance({ seconds: 30 })
      last = (await facts.publish(topics.receipt, 'wall-1', receipt)).version
    }
    expect(transaction.mock.calls.length).toBeLessThan(60)
    await facts.stop()
    const again = await stand(await stores.again(), { at: '2026-11-20T00:00:00Z' })
    const [one, two] = [await again.facts.publish(topics.receipt, 'wall-1', receipt), await again.facts.publish(topics.receipt, 'wall-2', receipt)]
    expect(one.version).toBeGreaterThan(last)
    expect(two.version).toBeGreaterThan(last)
  })

  test('a store restored from an older copy does not fall behind', async () => {
    const store = await stores.empty()
    await store.db.insertInto('fact_version').values({ path: 'anxing/v1/demo/zone/gates/alerts', version: 5 }).execute()
    const { facts } = await stand(store)
    expect((await facts.publish(topics.zoneAlerts, 'gates', set())).version).toBe(Temporal.Instant.from(START).epochMilliseconds)
  })

  test('what is published at once arrives in order, and the last one stays', async () => {
    const { facts, broker, read, link } = await stand(await stores.empty())
    const heard: Promise<Fact<unknown> | string>[] = []
    const path = topicPath(topics.zoneAlerts, site.id, 'gates')
    await broker.connect({ clientId: 'screen' }).subscribe(path, ({ payload }) => {
      heard.push(pinKeys(facts.publicKeys()).then((pins) => verify(topics.zoneAlerts, path, payload, pins, Temporal.Instant.from(START), null)).then((v) => (v.ok ? v.value : v.error.code)))
    })
    const published = await Promise.all(Array.from({ length: 30 }, (_, i) => said(facts.publish(topics.zoneAlerts, 'gates', set(`a-${i}`)))))
    expect(link.state.name).toBe('online')
    const versions = (await Promise.all(heard)).map((fact) => (typeof fact === 'string' ? NaN : fact.version))
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    expect(await read(topics.zoneAlerts, 'gates')).toMatchObject({ version: published.at(-1)?.version, body: set('a-29') })
  })

  test('many facts at once share few commits, and each has its row', async () => {
    const store = await stores.empty()
    const { facts } = await stand(store)
    const transaction = vi.spyOn(store.db, 'transaction')
    await Promise.all(Array.from({ length: 1_200 }, (_, i) => facts.publish(topics.deviceAlerts, `device-${i}`, set())))
    expect(transaction.mock.calls.length).toBeLessThanOrEqual(5)
    expect(await store.db.selectFrom('fact_version').select('path').execute()).toHaveLength(1_200)
  })

  test('what is recorded with a version is kept with it, or neither is', async () => {
    const store = await stores.empty()
    const { facts, read } = await stand(store)
    const fine = facts.publish(topics.programme, 'hall', programmeOf([10]), { record: async (trx, version) => void (await trx.insertInto('programme').values({ zone: 'hall', version, body: '{}', made_ms: 0 }).execute()) })
    const broken = facts.publish(topics.programme, 'gates', programmeOf([10]), { record: () => Promise.reject(new Error('the disk is full')) })
    await expect(broken).rejects.toThrow('the disk is full')
    const { version } = await fine
    expect(await store.db.selectFrom('programme').select(['zone', 'version']).execute()).toEqual([{ zone: 'hall', version }])
    expect(await store.db.selectFrom('fact_version').select('version').execute()).toEqual([{ version }])
    expect(facts.held(topics.programme, 'gates')).toBeNull()
    expect(await read(topics.programme, 'gates')).toBe('nothing')
  })

  test('a broker that forgot gets all of it again on the next connect', async () => {
    const { facts, broker, read } = await stand(await stores.empty())
    await said(facts.publish(topics.zoneAlerts, 'gates', set('a-1')))
    await said(facts.publish(topics.programme, 'gates', programmeOf([10, 20])))
    broker.stop({ forget: true })
    expect(await read(topics.programme, 'gates')).toBe('nothing')
    broker.start()
    await until(async () => {
      expect(await read(topics.programme, 'gates')).toMatchObject({ body: programmeOf([10, 20]) })
      expect(await read(topics.zoneAlerts, 'gates')).toMatchObject({ body: set('a-1') })
    })
  })

  test('what was said while offline is brought by the next connect, and health tells', async () => {
    const { facts, broker, read } = await stand(await stores.empty())
    broker.stop()
    const { sent } = await said(facts.publish(topics.zoneAlerts, 'gates', set('a-1')))
    expect(sent).toBe(false)
    expect(facts.health().ok).toBe(false)
    await said(facts.publish(topics.zoneAlerts, 'gates', set('a-2')))
    broker.start()
    await until(async () => expect(await read(topics.zoneAlerts, 'gates')).toMatchObject({ body: set('a-2') }))
    expect(facts.health().ok).toBe(true)
  })

  test('an order is said once and not kept', async () => {
    const { facts, broker } = await stand(await stores.empty())
    const heard: number[] = []
    const path = topicPath(topics.command, site.id, 'kiosk-1')
    await broker.connect({ clientId: 'kiosk' }).subscribe(path, ({ payload }) => void heard.push(payload.byteLength))
    const order = { id: 'c-1', expires: '2026-11-23T09:01:00Z', action: { do: 'identify' as const } }
    expect((await said(facts.publish(topics.command, 'kiosk-1', order))).sent).toBe(true)
    await until(() => expect(heard).toHaveLength(1))
    expect(broker.retained(path)).toBeNull()
    broker.stop()
    expect((await said(facts.publish(topics.command, 'kiosk-1', order))).sent).toBe(false)
  })

  test('alert sets are signed anew every five minutes, programmes when half their time is over', async () => {
    const { facts, clock, read } = await stand(await stores.empty())
    const { version } = await said(facts.publish(topics.zoneAlerts, 'gates', set('a-1')))
    await said(facts.publish(topics.programme, 'gates', programmeOf([10])))
    const issued = async (topic: Topic, key = 'gates') => {
      const fact = await read(topic, key)
      return typeof fact === 'string' ? fact : (fact.issuedAt * 1000 - Temporal.Instant.from(START).epochMilliseconds) / 1000
    }
    clock.advance({ minutes: 4, seconds: 59 })
    await facts.renewOld()
    expect(await issued(topics.zoneAlerts as Topic)).toBe(0)
    clock.advance({ seconds: 1 })
    await facts.renewOld()
    expect(await issued(topics.zoneAlerts as Topic)).toBe(300)
    expect(await read(topics.zoneAlerts, 'gates')).toMatchObject({ version, body: set('a-1') })
    expect(await issued(topics.programme as Topic)).toBe(0)
    clock.advance({ hours: 24 })
    await facts.renewOld()
    expect(await issued(topics.programme as Topic)).toBe(24 * 3600 + 300)
  })

  test('strays go, present facts and what devices say themselves stay', async () => {
    const { facts, broker, read, link } = await stand(await stores.empty())
    const stray = topicPath(topics.programme, site.id, 'gone-zone')
    const others = topicPath(topics.programme, 'other-site', 'gates')
    const theirs = topicPath(topics.status, site.id, 'gone-device')
    for (const path of [stray, others, theirs]) await link.publish(path, new TextEncoder().encode('x'), { qos: 1, retain: true })
    await said(facts.publish(topics.zoneAlerts, 'gates', set('a-1')))
    expect(await facts.clearStrays()).toBe(1)
    expect(broker.retained(stray)).toBeNull()
    expect(broker.retained(others)).not.toBeNull()
    expect(broker.retained(theirs)).not.toBeNull()
    expect(await read(topics.zoneAlerts, 'gates')).toMatchObject({ body: set('a-1') })

    broker.cut('controller')
    const somebody = broker.connect({ clientId: 'somebody' })
    await until(() => expect(somebody.state.name).toBe('online'))
    await somebody.publish(stray, new TextEncoder().encode('x'), { qos: 1, retain: true })
    broker.restore('controller')
    await until(() => expect(broker.retained(stray)).toBeNull())
  })

  test('a fact taken back is gone from the broker, and its version goes on', async () => {
    const { facts, broker } = await stand(await stores.empty())
    const { version } = await said(facts.publish(topics.deviceAlerts, 'kiosk-1', set('a-1')))
    await facts.remove(topics.deviceAlerts, 'kiosk-1')
    expect(broker.retained(topicPath(topics.deviceAlerts, site.id, 'kiosk-1'))).toBeNull()
    expect((await facts.publish(topics.deviceAlerts, 'kiosk-1', set())).version).toBe(version + 1)
  })

  test('a new key is announced under the old one, and only then signs', async () => {
    const { facts, read } = await stand(await stores.empty())
    const [old] = facts.publicKeys()
    if (!old) throw new Error('no key')
    const desired: Desired = {
      role: 'kiosk', zone: 'gates', place: { 'zh-CN': '登机口', en: 'Gate' }, deskWay: null, languages: ['zh-CN', 'en'], volume: 0.5,
      quietHours: [], publicAddress: false, timeZone: 'Asia/Shanghai', keys: [old],
    }
    await said(facts.publish(topics.desired, 'kiosk-1', desired))
    await said(facts.publish(topics.zoneAlerts, 'gates', set('a-1')))
    await expect(facts.finishRotation()).rejects.toMatchObject({ code: 'site/no-announced-key' })

    const { announced } = await facts.rotate()
    expect(await facts.rotate()).toEqual({ announced })
    const told = await read(topics.desired, 'kiosk-1', [old])
    expect(told).toMatchObject({ body: { zone: 'gates', keys: [old, { kid: announced }] } })
    expect(await read(topics.zoneAlerts, 'gates', [old])).toMatchObject({ body: set('a-1') })

    await facts.finishRotation()
    const trusted = typeof told === 'string' ? [] : told.body.keys
    expect(facts.publicKeys().map((key) => key.kid)).toEqual([announced])
    for (const topic of [topics.zoneAlerts, topics.desired]) {
      const key = topic === topics.desired ? 'kiosk-1' : 'gates'
      expect(await read(topic as Topic, key, [old])).toBe('sign/unknown-key')
      expect(await read(topic as Topic, key, trusted)).toMatchObject({ body: {} })
    }
    const again = await stand(await stores.again())
    expect(again.facts.publicKeys()).toEqual(facts.publicKeys())
  })
})
