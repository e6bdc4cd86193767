import { afterEach, beforeEach, expect, test } from 'vitest'
import { topicPath, topics } from '../../protocol/topics.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import type { Link } from '../../link/link.ts'
import { bytes, collect, kept, once1, online, text, until } from '../contract/listen.ts'
import { byNameAlone, secretOf, site, startEmbedded, type TestBroker } from '../support/brokers.ts'
import { connectPacket, rawTcp } from '../support/ports-raw.ts'

let running: TestBroker
let open: (() => Promise<void>)[]

beforeEach(async () => {
  open = []
  running = await startEmbedded()
})
afterEach(async () => {
  for (const close of open) await close()
  await running.stop()
})

function device(name: string, more: { clientId?: string; password?: string } = {}): Link {
  const link = connectMqtt(running.tcpUrl, { clientId: name, username: name, password: secretOf(name), backoff: { firstMs: 20, longestMs: 100 }, ...more })
  open.push(link.close)
  return link
}

const event = (name: string) => topicPath(topics.event, site, name)
const status = (name: string) => topicPath(topics.status, site, name)

async function connackOf(packet: Parameters<Awaited<ReturnType<typeof rawTcp>>['send']>[0]): Promise<unknown> {
  const client = await rawTcp(running.tcpPort)
  client.send(packet)
  await until(() => expect(client.got.length).toBeGreaterThan(0))
  client.destroy()
  return client.got[0]
}

test('a client id must belong to the name', async () => {
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1'), { clientId: 'gate-12' }))).toMatchObject({ returnCode: 2 })
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1'), { clientId: '' }))).toMatchObject({ returnCode: 2 })
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1'), { clientId: 'gate-1:tools' }))).toMatchObject({ returnCode: 0 })
  expect(running.broker.metrics.refusedConnections).toEqual({ 'client-id': 2 })
})

test('no name, a wrong secret, MQTT 5: each is told why', async () => {
  expect(await connackOf({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 60, clientId: 'x' })).toMatchObject({ returnCode: 5 })
  expect(await connackOf(connectPacket('gate-1', 'guess'))).toMatchObject({ returnCode: 4 })
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1'), { protocolVersion: 5 }))).toMatchObject({ cmd: 'connack', returnCode: 1 })
})

test('guessing a secret is held after ten failures, for that name from there alone, and the check is not asked', async () => {
  await running.stop()
  let asked = 0
  let now = Temporal.Instant.from('2026-11-23T08:00:00Z')
  running = await startEmbedded({
    clock: { now: () => now },
    authenticate: (username, password) => {
      asked += 1
      return byNameAlone(username, password)
    },
  })
  for (let n = 0; n < 10; n += 1) await connackOf(connectPacket('gate-1', `guess ${n}`))
  expect(asked).toBe(10)
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1')))).toMatchObject({ returnCode: 5 })
  expect(asked).toBe(10)
  expect(await connackOf(connectPacket('gate-2', secretOf('gate-2')))).toMatchObject({ returnCode: 0 })
  now = now.add({ seconds: 61 })
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1')))).toMatchObject({ returnCode: 0 })
  expect(running.broker.metrics.refusedConnections).toEqual({ password: 10, 'too-many-failures': 1 })
})

test('a check that fails of itself turns away for now and harms nobody', async () => {
  await running.stop()
  let broken = true
  running = await startEmbedded({
    authenticate: async (username, password) => {
      if (broken) throw new Error('the store is away')
      return byNameAlone(username, password)
    },
  })
  expect(await connackOf(connectPacket('gate-1', secretOf('gate-1')))).toMatchObject({ returnCode: 3 })
  broken = false
  await online(device('gate-1'))
  expect(running.broker.metrics.refusedConnections).toEqual({ unavailable: 1 })
})

test('rights other than a device\'s can be given', async () => {
  await running.stop()
  running = await startEmbedded({
    authenticate: async (username) => ({ device: username, rights: { mayPublish: (path) => path.startsWith('uagv/'), maySubscribe: () => false } }),
  })
  const got = await collect(running.broker.link(), 'uagv/#')
  const robot = device('robot-1')
  await online(robot)
  await robot.publish('uagv/v2/acme/robot-1/state', bytes('{}'), once1)
  await until(() => expect(got.map(text)).toEqual(['{}']))
  await expect(robot.subscribe(topicPath(topics.programme, site, 'gates'), () => undefined)).rejects.toMatchObject({ code: 'link/refused' })
})

test('too large for its topic, or retained against the table: dropped, counted by device, said once a minute', async () => {
  await running.stop()
  let now = Temporal.Instant.from('2026-11-23T08:00:00Z')
  running = await startEmbedded({ clock: { now: () => now } })
  const { broker, log } = running
  const got = await collect(broker.link(), `anxing/v1/${site}/device/+/+`)
  const link = device('gate-1')
  await online(link)
  await link.publish(status('gate-1'), new Uint8Array(topics.status.maxBytes + 1), kept)
  await link.publish(event('gate-1'), bytes('{}'), kept)
  await link.publish(topicPath(topics.desired, site, 'gate-1'), bytes('{}'), once1)
  await link.publish(event('gate-1'), bytes('{}'), once1)
  await until(() => expect(got.map((message) => message.path)).toEqual([event('gate-1')]))
  expect(broker.metrics.refusedByDevice).toEqual({ 'gate-1': { 'too-large': 1, 'not-retained': 1, 'not-allowed': 1 } })
  expect(broker.metrics.published).toBe(1)
  const warnings = () => log.said.filter(({ level }) => level === 'warn')
  expect(warnings()).toHaveLength(1)
  now = now.add({ seconds: 61 })
  await link.publish(event('gate-2'), bytes('{}'), once1)
  await until(() => expect(warnings()).toHaveLength(2))
  expect(warnings()[1]?.facts).toMatchObject({ device: 'gate-1', reason: 'not-allowed', path: event('gate-2'), unsaid: 2 })
})

test('sessions are clean whatever a client asks for', async () => {
  const path = topicPath(topics.programme, site, 'gates')
  const asks = connectPacket('gate-1', secretOf('gate-1'), { clean: false })
  const first = await rawTcp(running.tcpPort)
  first.send(asks)
  first.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: path, qos: 1 }] })
  await until(() => expect(first.got.map((packet) => packet.cmd)).toEqual(['connack', 'suback']))
  first.destroy()
  await until(() => expect(running.broker.metrics.connections).toBe(0))
  await running.broker.link().publish(path, bytes('missed'), once1)
  const second = await rawTcp(running.tcpPort)
  second.send(asks)
  second.send({ cmd: 'pingreq' })
  await until(() => expect(second.got.map((packet) => packet.cmd)).toEqual(['connack', 'pingresp']))
  expect(second.got[0]).toMatchObject({ sessionPresent: false })
  second.destroy()
})

test('throws a device out, with its will', async () => {
  const { broker } = running
  const said = await collect(broker.link(), status('gate-1'))
  const link = connectMqtt(running.tcpUrl, { clientId: 'gate-1', username: 'gate-1', password: secretOf('gate-1'), will: { path: status('gate-1'), payload: bytes('gone'), qos: 1, retain: true } })
  open.push(link.close)
  const other = device('gate-2')
  await Promise.all([online(link), online(other)])
  expect(broker.disconnect('gate-1')).toBe(1)
  await until(() => expect(said.map(text)).toEqual(['gone']))
  expect(broker.disconnect('nobody')).toBe(0)
  expect(other.state.name).toBe('online')
})

test('a broker that stops sends no wills and closes its links', async () => {
  const controller = running.broker.link()
  const said = await collect(controller, status('+'))
  const link = connectMqtt(running.tcpUrl, { clientId: 'gate-1', username: 'gate-1', password: secretOf('gate-1'), will: { path: status('gate-1'), payload: bytes('gone'), qos: 1, retain: true } })
  open.push(link.close)
  await online(link)
  expect(running.broker.health().ok).toBe(true)
  await running.stop()
  expect(controller.state.name).toBe('closed')
  expect(running.broker.health().ok).toBe(false)
  await expect(controller.publish('x', bytes('x'), once1)).rejects.toMatchObject({ code: 'link/offline' })
  expect(said).toEqual([])
})

test('a port that is taken is said, with its number', async () => {
  await expect(startEmbedded({ port: running.tcpPort })).rejects.toMatchObject({ code: 'config/mqtt-port', path: `127.0.0.1:${running.tcpPort}` })
})

test('while the controller is behind, devices wait, alerts pass, and nothing is lost or out of order', async () => {
  const { broker } = running
  const controller = broker.link()
  const taken: number[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await controller.subscribe(event('+'), async ({ payload }) => {
    taken.push(new DataView(payload.buffer, payload.byteOffset).getUint32(0))
    await released
  })
  const link = device('gate-1')
  await online(link)
  const numbers = Array.from({ length: 3_000 }, (_, n) => n)
  const sending = Promise.all(numbers.map((n) => {
    const payload = new Uint8Array(200)
    new DataView(payload.buffer).setUint32(0, n)
    return link.publish(event('gate-1'), payload, once1)
  }))
  await until(() => expect(taken.length).toBeGreaterThanOrEqual(512))
  const screen = device('gate-2')
  const alerts = await collect(screen, topicPath(topics.zoneAlerts, site, 'gates'))
  await online(screen)
  for (let n = 0; n < 20; n += 1) await controller.publish(topicPath(topics.zoneAlerts, site, 'gates'), bytes(`${n}`), kept)
  await until(() => expect(alerts.map(text)).toHaveLength(20))
  // What one read of the socket had brought is through; the rest waits in the device's own hands.
  expect(taken.length).toBeLessThan(1_500)
  release()
  await sending
  await until(() => expect(taken).toHaveLength(3_000))
  expect(taken).toEqual(numbers)
})

test('ten thousand retained topics do not slow a device down to walking through them all', async () => {
  const controller = running.broker.link()
  for (let n = 0; n < 10_000; n += 1) await controller.publish(topicPath(topics.desired, site, `d-${n}`), bytes(`${n}`), kept)
  expect(running.broker.metrics.retainedMessages).toBe(10_000)
  const link = device('d-77')
  const got = await collect(link, topicPath(topics.desired, site, 'd-77'))
  await until(() => expect(got.map(text)).toEqual(['77']))
  const all = await collect(controller, topicPath(topics.desired, site, '+'))
  await until(() => expect(all).toHaveLength(10_000))
  for (let n = 0; n < 10_000; n += 1) await controller.publish(topicPath(topics.desired, site, `d-${n}`), new Uint8Array(0), kept)
  expect(running.broker.metrics).toMatchObject({ retainedMessages: 0, retainedBytes: 0 })
})
