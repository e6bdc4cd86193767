import { exportJWK, generateKeyPair } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSimulatedDevice, type SimulatedDevice } from '../../kiosk/device/simulate.ts'
import { createMemoryStore } from '../../kiosk/device/store-memory.ts'
import type { MediaCache } from '../../kiosk/device/ports.ts'
import type { Link } from '../../link/link.ts'
import { createMemoryBroker, type MemoryBroker } from '../../link/memory.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import { decode, textToBytes, toBytes } from '../../protocol/codec.ts'
import type { Bundle, Item } from '../../protocol/content.ts'
import type { Command, Desired, Reported, SiteKey } from '../../protocol/device.ts'
import type { DeviceEvent, EventBatch } from '../../protocol/event.ts'
import { sign, type SigningKey } from '../../protocol/sign.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import { alert, programmeOf } from '../support/facts.ts'
import { until } from '../support/until.ts'

const SITE = 'demo'
const DEVICE = 'kiosk-1'
let by: SigningKey
let jwk: SiteKey
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  by = { kid: 'site-1', key: privateKey }
  jwk = { kty: 'OKP', crv: 'Ed25519', x: (await exportJWK(publicKey)).x ?? '', kid: 'site-1' }
})

const text = (zh: string) => ({ 'zh-CN': zh, en: zh })
const poster = (id: string): Item => ({ id, kind: 'poster', scam: 'general', move: 'ask', seconds: 10, headline: text(id), zoneKinds: [], moments: [], audiences: [], phones: [], line: text('l'), action: text('a') })
const bundle: Bundle = { items: [poster('i-0'), poster('i-1')], phones: [] }
const media: MediaCache = { get: async () => null, fetch: async () => toBytes(bundle), keepOnly: async () => undefined }
const desired: Omit<Desired, 'keys'> = { role: 'kiosk', zone: 'gates', place: text('C12'), deskWay: null, languages: ['zh-CN'], volume: 0, quietHours: [], publicAddress: false, timeZone: 'Asia/Shanghai' }

let broker: MemoryBroker
let hub: Link
let version = 1
let devices: SimulatedDevice[] = []
const batches: EventBatch[] = []
const reports: Reported[] = []
const now = () => Temporal.Now.instant()

async function publish<Body>(topic: Topic<Body>, key: string, body: Body): Promise<void> {
  const path = topicPath(topic, SITE, key)
  await hub.publish(path, textToBytes(await sign(topic, path, body, (version += 1), now(), by)), { qos: 1, retain: topic.retain })
}

beforeEach(async () => {
  broker = createMemoryBroker()
  hub = broker.connect({ clientId: 'controller' })
  batches.length = reports.length = 0
  devices = []
  const upTo = new Map<string, number>()
  await hub.subscribe(topicPath(topics.event, SITE, '+'), (message) => {
    const decoded = decode(topics.event, message.payload)
    if (!decoded.ok) throw decoded.error
    batches.push(decoded.value)
    upTo.set(decoded.value.stream, Math.max(upTo.get(decoded.value.stream) ?? 0, ...decoded.value.events.map((e) => e.seq)))
    void publish(topics.receipt, DEVICE, { streams: [...upTo].map(([stream, to]) => ({ stream, upTo: to })) }).catch(() => {/* the broker is down in some tests */})
  })
  await hub.subscribe(topicPath(topics.reported, SITE, '+'), (message) => {
    const decoded = decode(topics.reported, message.payload)
    if (!decoded.ok) throw decoded.error
    reports.push(decoded.value)
  })
  await publish(topics.desired, DEVICE, { ...desired, keys: [jwk] })
  await publish(topics.programme, 'gates', programmeOf([10, 10]))
})
afterEach(() => Promise.all(devices.map((device) => device.stop())))

function device(over: Partial<Parameters<typeof createSimulatedDevice>[0]> = {}): SimulatedDevice {
  const credentials: Credentials = { site: SITE, device: DEVICE, secret: 's', keys: [jwk], mqttUrl: null }
  const made = createSimulatedDevice({ credentials, link: (options) => broker.connect(options), media, ...over })
  devices.push(made)
  return made
}
const events = (): DeviceEvent[] => batches.flatMap((b) => b.events as unknown as DeviceEvent[])
const main = (d: SimulatedDevice) => { const m = d.view?.main; return m?.kind === 'item' ? m.item.id : m?.kind === 'alert' ? m.alert.id : m?.kind }
const alertFor = (id: string, over = {}) => alert({ id, sent: now().toString(), effective: now().toString(), expires: now().add({ seconds: 600 }).toString(), ...over })

describe('a device', () => {
  it('stands by, goes online, and plays what its zone plays', async () => {
    const d = device()
    await d.start()
    expect(main(d)).toBe('standby')
    await d.connect()
    await until(() => expect(main(d)).toMatch(/^i-/))
    expect(broker.retained(topicPath(topics.status, SITE, DEVICE))).toEqual(expect.anything())
    await until(() => expect(reports.at(-1)).toMatchObject({ zone: 'gates', role: 'kiosk', showing: { kind: 'item' }, cache: { wanted: 1, held: 1 } }))
  })
  it('starts again with no broker from what it held', async () => {
    const store = createMemoryStore()
    const files = new Map<string, Uint8Array>()
    const kept: MediaCache = { get: async (sha) => files.get(sha) ?? null, async fetch(sha) { files.set(sha, toBytes(bundle)); return toBytes(bundle) }, keepOnly: async () => undefined }
    const first = device({ store, media: kept })
    await first.start()
    await first.connect()
    await until(() => expect(main(first)).toMatch(/^i-/))
    await first.stop()
    broker.stop({ forget: true })
    const again = device({ store, media: { ...kept, fetch: () => Promise.reject(new Error('offline')) } })
    await again.start()
    expect(main(again)).toMatch(/^i-/)
  })
  it('answers each version of an alert once, and only after its face has drawn it', async () => {
    const d = device({ answers: false })
    await d.start()
    await d.connect()
    await publish(topics.deviceAlerts, DEVICE, { alerts: [alertFor('a-1')] })
    await until(() => expect(main(d)).toBe('a-1'))
    await d.idle()
    expect(events()).toEqual([])
    const shown = d.view?.main
    if (shown?.kind !== 'alert') throw new Error('no alert on')
    d.alertVisible(shown.alert, 'takeover')
    d.alertVisible(shown.alert, 'takeover')
    await until(() => expect(events().map((e) => [e.kind, e.seq])).toEqual([['shown', 1]]))
    d.alertVisible({ ...shown.alert, version: 2 }, 'takeover')
    await until(() => expect(events().map((e) => e.kind === 'shown' && e.version)).toEqual([1, 2]))
  })
  it('holds a takeover back while it is touched', async () => {
    const d = device()
    await d.start()
    await d.connect()
    await until(() => expect(main(d)).toMatch(/^i-/))
    d.setSession({ since: d.now(), lastTouch: d.now() })
    await publish(topics.deviceAlerts, DEVICE, { alerts: [alertFor('a-1')] })
    await until(() => expect(d.view?.banners.map((a) => a.id)).toEqual(['a-1']))
    expect(main(d)).toMatch(/^i-/)
    d.setSession(null)
    expect(main(d)).toBe('a-1')
    await until(() => expect(events().map((e) => e.kind === 'shown' && e.presentation)).toEqual(['banner', 'takeover']))
  })
  it('keeps its events while the broker is away and delivers them after', async () => {
    const d = device()
    await d.start()
    await d.connect()
    await until(() => expect(main(d)).toMatch(/^i-/))
    broker.cut(DEVICE)
    await d.engage({ session: 'x', action: 'session_start' })
    expect(d.inspect()).toMatchObject({ online: false, outbox: { held: 1 } })
    broker.restore(DEVICE)
    await until(() => expect(d.inspect().outbox.held).toBe(0))
    expect(events().map((e) => e.kind === 'engagement' && e.action)).toEqual(['session_start'])
  })
  it('says that it cannot do what it cannot do, and says goodbye', async () => {
    const d = device()
    await d.start()
    await d.connect()
    await publish(topics.command, DEVICE, { id: 'c-1', expires: now().add({ seconds: 30 }).toString(), action: { do: 'screenshot' } })
    await until(() => expect(reports.at(-1)?.reasons).toContain('command/screenshot not supported by this screen'))
    expect(d.commands.map((c) => c.id)).toEqual(['c-1'])
    await d.stop()
    const last = decode(topics.status, broker.retained(topicPath(topics.status, SITE, DEVICE)) ?? new Uint8Array())
    expect(last.ok && last.value.state).toBe('offline')
  })

  it('that is a robot is held, moved on and released by its operator, says so, and obeys once; in another zone it is in step', async () => {
    const give = (id: string, action: Command['action'], seconds = 30) => publish(topics.command, DEVICE, { id, expires: now().add({ seconds }).toString(), action })
    const d = device()
    await d.start()
    await d.connect()
    await until(() => expect(main(d)).toMatch(/^i-/))
    const held = { do: 'hold', text: text('请稍等'), until: now().add({ seconds: 600 }).toString() } as const
    await give('c-1', held)
    await until(() => expect(d.commands).toHaveLength(1))
    expect(main(d)).toMatch(/^i-/) // a check-in point is not held
    await publish(topics.desired, DEVICE, { ...desired, role: 'robot', keys: [jwk] })
    await until(() => expect(d.desired?.role).toBe('robot'))
    await give('c-2', held)
    await until(() => expect(d.view?.main).toMatchObject({ kind: 'hold', text: text('请稍等') }))
    await until(() => expect(reports.at(-1)).toMatchObject({ order: { do: 'hold', id: 'c-2' }, showing: { kind: 'hold' } }))
    expect(reports.at(-1)?.reasons[0]).toMatch(/^robot\/held c-2 /)
    await publish(topics.deviceAlerts, DEVICE, { alerts: [alertFor('a-1')] })
    await until(() => expect(main(d)).toBe('a-1'))
    await publish(topics.deviceAlerts, DEVICE, { alerts: [] })
    await until(() => expect(main(d)).toBe('hold'))
    await give('c-3', { do: 'next' }, -1)
    await give('c-4', { do: 'release' })
    await until(() => expect(main(d)).toMatch(/^i-/))
    await give('c-5', { do: 'next' })
    await until(() => expect(d.view?.shown.reasons[1]?.code).toBe('robot/ahead'))
    await until(() => expect(reports.at(-1)?.order).toMatchObject({ do: 'ahead', id: 'c-5' }))
    await publish(topics.programme, 'taxi', { ...programmeOf([10]), zone: 'taxi' })
    await publish(topics.desired, DEVICE, { ...desired, role: 'robot', zone: 'taxi', keys: [jwk] })
    await until(() => expect(d.view?.shown.reasons.map(({ code }) => code)).not.toContain('robot/ahead'))
    await until(() => expect(reports.at(-1)).toMatchObject({ zone: 'taxi', order: null }))
    expect(d.commands.map(({ id }) => id)).toEqual(['c-1', 'c-2', 'c-4', 'c-5'])
  })
})
