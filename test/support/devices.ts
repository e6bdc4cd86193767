import type { Link } from '../../link/link.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import { AlertSet } from '../../protocol/alert.ts'
import { encode, toBytes } from '../../protocol/codec.ts'
import { Desired } from '../../protocol/device.ts'
import { Receipt, type DeviceEvent, type EventBatch } from '../../protocol/event.ts'
import { pinKeys, verify, type Fact } from '../../protocol/sign.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import { pairDemo } from './credentials.ts'

/** The bare wire of one device: what it was told and believed, and a hand to write with. No rules of its own. */
export type RawDevice = {
  id: string
  credentials: Credentials
  link: Link
  /** Versions accepted, by topic path, the latest last. */
  readonly heard: ReadonlyMap<string, Fact<unknown>[]>
  desired(): Desired | null
  alerts(zone: string): AlertSet | null
  ownAlerts(): AlertSet | null
  receipt(stream: string): number | null
  receipts(): number
  send(batch: EventBatch): Promise<void>
  publish(path: string, payload: Uint8Array): Promise<void>
  /** Says that it goes, and goes. */
  close(): Promise<void>
}

export const online = (link: Link): Promise<void> => new Promise((resolve) => {
  const stop = link.onState((state) => {
    if (state.name === 'online') queueMicrotask(() => { stop(); resolve() })
  })
})

export type RawDeviceOptions = {
  origin: string
  mqttUrl: string
  id: string
  zones?: readonly string[]
  credentials?: Credentials
  /** The clock by which it judges what it is told. */
  now?: () => Temporal.Instant
}

/** Pairs a device of a demo controller and connects it; subscribes to its own topics and those of `zones`. */
export async function connectRawDevice({ origin, mqttUrl, id, zones = [], credentials, now = () => Temporal.Now.instant() }: RawDeviceOptions): Promise<RawDevice> {
  const held = credentials ?? (await pairDemo(origin, id))
  const path = (topic: Topic<never> | Topic, key = id) => topicPath(topic, held.site, key)
  const pins = await pinKeys(held.keys)
  const heard = new Map<string, Fact<unknown>[]>()
  const statusBytes = (state: 'online' | 'offline') => toBytes({ state, at: Temporal.Now.instant().toString() })
  const link = connectMqtt(mqttUrl, {
    clientId: id, username: id, password: held.secret,
    will: { path: path(topics.status), payload: statusBytes('offline'), qos: 1, retain: true },
    birth: () => ({ path: path(topics.status), payload: statusBytes('online'), qos: 1, retain: true }),
    backoff: { firstMs: 20, longestMs: 200 },
  })
  async function follow<Body>(topic: Topic<Body>, key: string): Promise<void> {
    const at = path(topic as Topic, key)
    await link.subscribe(at, async ({ payload }) => {
      if (payload.byteLength === 0) return
      const fact = await verify(topic, at, payload, pins, now(), null)
      if (fact.ok) heard.set(at, [...(heard.get(at) ?? []), fact.value])
    })
  }
  await follow(topics.desired, id)
  await follow(topics.deviceAlerts, id)
  await follow(topics.receipt, id)
  await follow(topics.command, id)
  for (const zone of zones) {
    await follow(topics.zoneAlerts, zone)
    await follow(topics.programme, zone)
  }
  await online(link)
  const last = (at: string) => heard.get(at)?.at(-1)?.body ?? null
  const body = <T>(schema: { parse(value: unknown): T }, at: string): T | null => {
    const value = last(at)
    return value === null ? null : schema.parse(value)
  }
  return {
    id, credentials: held, link, heard,
    desired: () => body(Desired, path(topics.desired)),
    alerts: (zone) => body(AlertSet, path(topics.zoneAlerts, zone)),
    ownAlerts: () => body(AlertSet, path(topics.deviceAlerts)),
    receipt: (stream) => body(Receipt, path(topics.receipt))?.streams.find((s) => s.stream === stream)?.upTo ?? null,
    receipts: () => heard.get(path(topics.receipt))?.length ?? 0,
    send: (batch) => link.publish(path(topics.event), encode(topics.event, batch), { qos: 1, retain: false }),
    publish: (at, payload) => link.publish(at, payload, { qos: 1, retain: false }),
    async close() {
      await link.publish(path(topics.status), statusBytes('offline'), { qos: 1, retain: true }).catch(() => undefined)
      await link.close()
    },
  }
}

const nowText = () => Temporal.Now.instant().toString()

/** Something a passenger did. */
export const engagementEvent = (seq: number, over: Partial<Extract<DeviceEvent, { kind: 'engagement' }>> = {}): DeviceEvent => ({
  seq, at: nowText(), offsetMs: 0, zone: 'arrivals', kind: 'engagement', session: `s-${seq}`, action: 'session_start', ...over,
})
export const playEvent = (seq: number, over: Partial<Extract<DeviceEvent, { kind: 'play' }>> = {}): DeviceEvent => ({
  seq, at: nowText(), offsetMs: 0, zone: 'arrivals', kind: 'play', item: 'p1-1', bucket: nowText(), count: 1, seconds: 12, ...over,
})
export const shownEvent = (seq: number, alert: string, version = 1, at = nowText()): DeviceEvent => ({ seq, at, offsetMs: 0, zone: 'arrivals', kind: 'shown', alert, version, presentation: 'takeover' })
