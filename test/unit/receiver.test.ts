import fc from 'fast-check'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createReceiver, type Receiver } from '../../kiosk/device/receiver.ts'
import { createMemoryStore } from '../../kiosk/device/store-memory.ts'
import type { Link } from '../../link/link.ts'
import { createMemoryBroker, type MemoryBroker } from '../../link/memory.ts'
import type { AlertSet } from '../../protocol/alert.ts'
import { textToBytes, toBytes } from '../../protocol/codec.ts'
import type { Command, Desired, SiteKey } from '../../protocol/device.ts'
import type { Receipt } from '../../protocol/event.ts'
import { sign, type SigningKey } from '../../protocol/sign.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import { alert, plus, programmeOf, START } from '../support/facts.ts'

const SITE = 'demo'
const DEVICE = 'kiosk-1'
type Key = { by: SigningKey; jwk: SiteKey }
async function makeKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { x } = await exportJWK(publicKey)
  return { by: { kid, key: privateKey }, jwk: { kty: 'OKP', crv: 'Ed25519', x: x ?? '', kid } }
}
let site: Key, second: Key, thief: Key
beforeAll(async () => {
  ;[site, second, thief] = await Promise.all([makeKey('site-1'), makeKey('site-2'), makeKey('site-1')])
})

const desiredBody = (over: Partial<Desired> = {}): Desired => ({
  role: 'kiosk', zone: 'gates', place: { 'zh-CN': 'C12 登机口', en: 'Gate C12' }, deskWay: null, languages: ['zh-CN', 'en'], volume: 0.4,
  quietHours: [], publicAddress: false, timeZone: 'Asia/Shanghai', keys: [site.jwk], ...over,
})
const setOf = (...ids: string[]): AlertSet => ({ alerts: ids.map((id) => alert({ id })) })

let broker: MemoryBroker
let hub: Link
let now: Temporal.Instant
let version = 100
beforeEach(() => {
  broker = createMemoryBroker()
  hub = broker.connect({ clientId: 'controller' })
  now = START
})

async function publish<Body>(topic: Topic<Body>, key: string, body: Body, over: { by?: SigningKey; version?: number; at?: Temporal.Instant; top?: string } = {}): Promise<void> {
  const path = topicPath(topic, SITE, key)
  await raw(topic, key, textToBytes(await sign(topic, over.top ?? path, body, over.version ?? (version += 1), over.at ?? now, over.by ?? site.by)))
}
const raw = <Body>(topic: Topic<Body>, key: string, payload: Uint8Array) => hub.publish(topicPath(topic, SITE, key), payload, { qos: 1, retain: topic.retain })

type Opened = Receiver & { link: Link; commands: Command[]; receipts: Receipt[]; issued: number[]; changes(): number }
async function open(store = createMemoryStore().facts, keys = [site.jwk]): Promise<Opened> {
  const commands: Command[] = []
  const receipts: Receipt[] = []
  const issued: number[] = []
  let changes = 0
  const receiver = createReceiver({
    site: SITE, device: DEVICE, keys, store, now: () => now, log: () => undefined,
    onFacts: () => { changes += 1 }, onCommand: (c) => commands.push(c), onReceipt: (r) => receipts.push(r), onIssued: (s) => issued.push(s),
  })
  await receiver.load()
  const link = broker.connect({ clientId: DEVICE })
  await receiver.connect(link)
  const opened = Object.defineProperties({}, Object.getOwnPropertyDescriptors(receiver)) as Receiver
  return Object.assign(opened, { link, commands, receipts, issued, changes: () => changes })
}
/** Everything published so far has been delivered and judged. */
async function judged(receiver: Receiver): Promise<void> {
  for (let i = 0; i < 6; i++) {
    await new Promise((done) => setImmediate(done))
    await receiver.idle()
  }
}
const ids = (set: AlertSet | null) => set?.alerts.map((a) => a.id)

describe('the receiver', () => {
  it('takes in what is signed for it, and follows `desired` to its zone', async () => {
    await publish(topics.desired, DEVICE, desiredBody())
    await publish(topics.programme, 'gates', programmeOf([10]))
    await publish(topics.zoneAlerts, 'gates', setOf('z'))
    await publish(topics.deviceAlerts, DEVICE, setOf('d'))
    const receiver = await open()
    await judged(receiver)
    expect(receiver.facts).toMatchObject({ desired: { zone: 'gates' }, programme: { zone: 'gates' } })
    expect([ids(receiver.facts.zoneAlerts), ids(receiver.facts.deviceAlerts)]).toEqual([['z'], ['d']])
    expect(receiver.refused).toEqual({})
    expect(receiver.issued.every((s) => s === START.epochMilliseconds / 1000)).toBe(true)
  })
  it('leaves a zone with its alerts, and plays the neutral loop between zones', async () => {
    await publish(topics.programme, 'neutral', programmeOf([10], { zone: 'neutral' }))
    await publish(topics.programme, 'gates', programmeOf([10]))
    await publish(topics.zoneAlerts, 'gates', setOf('z'))
    await publish(topics.desired, DEVICE, desiredBody())
    const receiver = await open()
    await judged(receiver)
    await publish(topics.desired, DEVICE, desiredBody({ zone: null }))
    await judged(receiver)
    expect(receiver.facts.programme?.zone).toBe('neutral')
    expect(receiver.facts.zoneAlerts).toBeNull()
    await publish(topics.zoneAlerts, 'gates', setOf())
    await publish(topics.desired, DEVICE, desiredBody({ zone: 'gates' }))
    await judged(receiver)
    expect(receiver.facts.programme?.zone).toBe('gates')
    expect(ids(receiver.facts.zoneAlerts)).toEqual([])
    expect(receiver.refused).toEqual({})
  })
  it('keeps what it accepted in time: over its acceptance time, over a restart, over empty payloads', async () => {
    const store = createMemoryStore().facts
    await publish(topics.desired, DEVICE, desiredBody())
    await publish(topics.programme, 'gates', programmeOf([10]))
    await publish(topics.zoneAlerts, 'gates', setOf('z'))
    await judged(await open(store))
    broker.stop({ forget: true })
    now = plus(86_400)
    const after = await open(store)
    await judged(after)
    expect(ids(after.facts.zoneAlerts)).toEqual(['z'])
    expect(after.facts.programme?.zone).toBe('gates')
    expect(after.issuedMs).toBe(START.epochMilliseconds)
    broker.start()
    await judged(after)
    await raw(topics.zoneAlerts, 'gates', new Uint8Array())
    await raw(topics.programme, 'gates', new Uint8Array())
    await raw(topics.desired, DEVICE, new Uint8Array())
    await judged(after)
    expect(ids(after.facts.zoneAlerts)).toEqual(['z'])
    expect(after.refused).toEqual({})
  })
  it('refuses an older version after a restart, too', async () => {
    const store = createMemoryStore().facts
    await publish(topics.desired, DEVICE, desiredBody())
    await publish(topics.zoneAlerts, 'gates', setOf('new'), { version: 900 })
    await judged(await open(store))
    await publish(topics.zoneAlerts, 'gates', setOf('old'), { version: 899 })
    const after = await open(store)
    await judged(after)
    expect(ids(after.facts.zoneAlerts)).toEqual(['new'])
    expect(after.refused).toEqual({ 'sign/older-than-held': 1 })
  })
  it('trusts the keys that `desired` announces, and no other any more', async () => {
    const store = createMemoryStore().facts
    const receiver = await open(store)
    await publish(topics.desired, DEVICE, desiredBody({ keys: [second.jwk] }))
    await judged(receiver)
    await publish(topics.zoneAlerts, 'gates', setOf('old-key'))
    await publish(topics.deviceAlerts, DEVICE, setOf('new-key'), { by: second.by })
    await judged(receiver)
    expect([ids(receiver.facts.zoneAlerts), ids(receiver.facts.deviceAlerts)]).toEqual([undefined, ['new-key']])
    expect(receiver.refused).toEqual({ 'sign/unknown-key': 1 })
    const after = await open(store)
    await publish(topics.zoneAlerts, 'gates', setOf('again'), { by: second.by })
    await judged(after)
    expect(ids(after.facts.zoneAlerts)).toEqual(['again'])
  })
  it('obeys a command once, also after a restart, and not past its time', async () => {
    const store = createMemoryStore().facts
    const receiver = await open(store)
    const command = (id: string, seconds = 30): Command => ({ id, expires: now.add({ seconds }).toString(), action: { do: 'identify' } })
    await publish(topics.command, DEVICE, command('c-1'), { version: 500 })
    await publish(topics.command, DEVICE, command('c-1'), { version: 500 })
    await judged(receiver)
    const after = await open(store)
    await publish(topics.command, DEVICE, command('c-1'), { version: 500 })
    await publish(topics.command, DEVICE, command('c-2', -1), { version: 501 })
    await publish(topics.command, DEVICE, command('c-3'), { version: 502 })
    await judged(after)
    expect([receiver.commands.map((c) => c.id), after.commands.map((c) => c.id)]).toEqual([['c-1'], ['c-3']])
  })
  it('says nothing new where a fact comes again', async () => {
    const receiver = await open()
    await publish(topics.desired, DEVICE, desiredBody(), { version: 700 })
    await judged(receiver)
    const before = receiver.changes()
    await publish(topics.desired, DEVICE, desiredBody(), { version: 700 })
    await judged(receiver)
    expect(receiver.changes()).toBe(before)
  })
  it('takes what it refused by time once its clock is right', async () => {
    now = START.subtract({ hours: 24 })
    await publish(topics.deviceAlerts, DEVICE, setOf('d'), { at: START })
    const receiver = await open()
    await judged(receiver)
    expect(receiver.refused).toEqual({ 'sign/from-the-future': 1 })
    now = START
    await receiver.refresh()
    await judged(receiver)
    expect(ids(receiver.facts.deviceAlerts)).toEqual(['d'])
  })
  it('refuses a programme that is for another zone', async () => {
    await publish(topics.desired, DEVICE, desiredBody())
    await publish(topics.programme, 'gates', programmeOf([10], { zone: 'hall' }))
    const receiver = await open()
    await judged(receiver)
    expect(receiver.facts.programme).toBeNull()
    expect(receiver.refused).toEqual({ 'wire/schema': 1 })
  })

  it('shows none of 10,000 messages that are forged, replayed, expired, for another topic or malformed, and counts each by its reason', async () => {
    await publish(topics.desired, DEVICE, desiredBody())
    await publish(topics.programme, 'gates', programmeOf([10]), { version: 1000 })
    for (const [topic, key] of [[topics.zoneAlerts, 'gates'], [topics.deviceAlerts, DEVICE]] as const) await publish(topic, key, setOf('true'), { version: 1000 })
    const receiver = await open()
    await judged(receiver)
    const before = JSON.stringify(receiver.facts)
    const evil = { alerts: [alert({ id: 'evil', version: 99, level: 'emergency', severity: 'red' })] }
    const targets = [[topics.zoneAlerts, 'gates'], [topics.deviceAlerts, DEVICE]] as const
    const compact = async (claims: unknown, header: Record<string, string>, key: Key) =>
      new CompactSign(typeof claims === 'string' ? textToBytes(claims) : toBytes(claims)).setProtectedHeader({ alg: 'EdDSA', ...header }).sign(key.by.key).then(textToBytes)
    const iat = START.epochMilliseconds / 1000
    const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    type Lie = { reason: string; make(path: string, n: number): Promise<Uint8Array> | Uint8Array }
    const claims = (path: string, n: number, over: object = {}) => ({ top: path, ver: 2000 + n, iat, exp: iat + 900, body: evil, ...over })
    const good = await compact(claims(topicPath(topics.zoneAlerts, SITE, 'gates'), 0), { kid: 'site-1' }, site)
    const lies: Lie[] = [
      { reason: 'sign/bad-signature', make: (path, n) => compact(claims(path, n), { kid: 'site-1' }, thief) },
      { reason: 'sign/unknown-key', make: (path, n) => compact(claims(path, n), { kid: `site-${n + 5}` }, thief) },
      { reason: 'sign/older-than-held', make: (path, n) => compact(claims(path, n, { ver: n % 1000 }), { kid: 'site-1' }, site) },
      { reason: 'sign/past-accept-until', make: (path, n) => compact(claims(path, n, { iat: iat - 5000, exp: iat - 1 - n }), { kid: 'site-1' }, site) },
      { reason: 'sign/from-the-future', make: (path, n) => compact(claims(path, n, { iat: iat + 301 + n, exp: iat + 9000 }), { kid: 'site-1' }, site) },
      { reason: 'sign/wrong-topic', make: (path, n) => compact(claims(path.replace('demo', 'other'), n), { kid: 'site-1' }, site) },
      { reason: 'sign/wrong-topic', make: (path, n) => compact(claims(path.replace(/gates|kiosk-1/, 'elsewhere'), n), { kid: 'site-1' }, site) },
      { reason: 'sign/claims', make: (path, n) => compact({ ...claims(path, n), ver: -1 - n }, { kid: 'site-1' }, site) },
      { reason: 'wire/schema', make: (path, n) => compact(claims(path, n, { body: { alerts: [{ ...evil.alerts[0], severity: `s${n}` }] } }), { kid: 'site-1' }, site) },
      { reason: 'wire/not-json', make: (_, n) => compact(`{"top":${n}`, { kid: 'site-1' }, site) },
      { reason: 'sign/not-signed', make: (_, n) => toBytes({ ...evil, n }) },
      { reason: 'sign/not-signed', make: (_, n) => textToBytes(`${base64url({ alg: 'none', kid: 'site-1' })}.${base64url(claims('x', n))}.`) },
      { reason: 'wire/not-utf8', make: (_, n) => Uint8Array.from([0xff, 0xfe, n % 256, 0xc0]) },
      { reason: 'wire/too-large', make: () => new Uint8Array(topics.zoneAlerts.maxBytes * 1.5 + 1).fill(65) },
      // One letter of a good signature changed (not the last, which has bits to spare).
      { reason: 'any', make: (_, n) => {
        const at = good.length - 2 - (n % 80)
        return Uint8Array.from(good, (byte, i) => (i === at ? (byte === 65 ? 66 : 65) : byte))
      } },
    ]
    const expected = new Map<string, number>()
    let tried = 0
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ lie: fc.nat(lies.length - 1), target: fc.nat(1), n: fc.nat(5000) }), { minLength: 100, maxLength: 100 }), async (batch) => {
      for (const { lie, target, n } of batch) {
        const what = lies[lie]
        const [topic, key] = targets[target] ?? targets[0]
        if (!what) continue
        await raw(topic, key, await what.make(topicPath(topic, SITE, key), n))
        expected.set(what.reason, (expected.get(what.reason) ?? 0) + 1)
        tried += 1
      }
      await judged(receiver)
      expect(JSON.stringify(receiver.facts)).toBe(before)
    }), { numRuns: 100, endOnFailure: true })
    expect(tried).toBe(10_000)
    const counted = Object.values(receiver.refused).reduce((a, b) => a + b, 0)
    expect(counted).toBe(10_000)
    for (const [reason, count] of expected) if (reason !== 'any') expect(receiver.refused[reason] ?? 0).toBeGreaterThanOrEqual(count)
    expect(JSON.stringify(receiver.facts)).not.toContain('evil')
  })
})
