import { request } from 'node:http'
import { once } from 'node:events'
import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { topicPath, topics } from '../../protocol/topics.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import type { Link } from '../../link/link.ts'
import { bytes, collect, kept, online, text, until } from '../contract/listen.ts'
import { secretOf, site, startEmbedded, type TestBroker } from '../support/brokers.ts'
import { connectPacket, rawTcp, rawWebSocket, type RawClient } from '../support/ports-raw.ts'

let running: TestBroker
let honest: Link
let rounds = 0

beforeAll(async () => {
  running = await startEmbedded({ connectTimeoutMs: 300 })
  honest = connectMqtt(running.tcpUrl, { clientId: 'honest', username: 'honest', password: secretOf('honest') })
  await online(honest)
})
afterAll(async () => {
  await honest.close()
  await running.stop()
})

/** The broker still does its work for somebody who was there all along, and kept no connection of the others'. */
async function isUnharmed(): Promise<void> {
  await until(() => expect(running.broker.metrics.connections).toBe(1))
  expect(honest.state.name).toBe('online')
  rounds += 1
  const path = topicPath(topics.programme, site, `round-${rounds}`)
  const got = await collect(honest, path)
  await running.broker.link().publish(path, bytes('fine'), kept)
  await until(() => expect(got.map(text)).toContain('fine'))
}

const dials = [['TCP', () => rawTcp(running.tcpPort)], ['WebSocket', () => rawWebSocket(running.httpPort)]] as const

async function ends(client: RawClient): Promise<void> {
  await until(() => expect(client.ended).toBe(true))
}

test.each(dials)('random bytes over %s close the connection and harm nobody', async (_name, dial) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (garbage) => {
      const client = await dial()
      client.send(garbage)
      await ends(client)
    }),
    { numRuns: 30 },
  )
  await isUnharmed()
})

test.each(dials)('random bytes over %s after a good CONNECT harm nobody', async (_name, dial) => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (garbage) => {
      const client = await dial()
      client.send(connectPacket('rude', secretOf('rude')))
      await until(() => expect(client.got[0]?.cmd).toBe('connack'))
      client.send(garbage)
      await client.flushed()
      // Some of it may be MQTT, and then the connection stands; the other end goes anyway.
      client.destroy()
      await ends(client)
    }),
    { numRuns: 30 },
  )
  await isUnharmed()
})

test.each(dials)('every packet of MQTT with a byte changed harms nobody over %s', async (_name, dial) => {
  const good = [
    generate(connectPacket('changed', secretOf('changed'), { will: { topic: topicPath(topics.status, site, 'changed'), payload: Buffer.from('x'), qos: 1, retain: true } })),
    generate({ cmd: 'subscribe', messageId: 3, subscriptions: [{ topic: topicPath(topics.desired, site, 'changed'), qos: 1 }] }),
    generate({ cmd: 'publish', topic: topicPath(topics.event, site, 'changed'), payload: 'x', qos: 1, messageId: 4, dup: false, retain: false }),
    generate({ cmd: 'publish', topic: topicPath(topics.event, site, 'changed'), payload: 'x', qos: 2, messageId: 5, dup: false, retain: false }),
    generate({ cmd: 'pubrel', messageId: 5 }), generate({ cmd: 'unsubscribe', messageId: 6, unsubscriptions: ['a'] }),
  ]
  const all = Buffer.concat(good)
  await fc.assert(
    fc.asyncProperty(fc.nat(all.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const changed = Buffer.from(all)
      changed[at] = (changed[at] ?? 0) ^ by
      const client = await dial()
      client.send(changed)
      // A longer length makes the broker wait for the rest, as it must; the other end goes instead.
      await client.flushed()
      client.destroy()
      await ends(client)
    }),
    { numRuns: 60 },
  )
  await isUnharmed()
})

test.each(dials)('a packet too large is refused by its header over %s', async (_name, dial) => {
  const before = running.broker.metrics.destroyedFaulty['packet-too-large'] ?? 0
  const client = await dial()
  client.send(connectPacket('large', secretOf('large')))
  await until(() => expect(client.got[0]?.cmd).toBe('connack'))
  // PUBLISH, 268,435,455 bytes announced, none of them sent.
  client.send(Uint8Array.of(0x32, 0xff, 0xff, 0xff, 0x7f))
  await ends(client)
  expect(running.broker.metrics.destroyedFaulty['packet-too-large']).toBe(before + 1)
  await isUnharmed()
})

test.each(dials)('a stranger may not announce as much as a device over %s', async (_name, dial) => {
  const before = running.broker.metrics.destroyedFaulty['packet-too-large'] ?? 0
  const client = await dial()
  client.send(connectPacket('s'.repeat(9_000), 'x'))
  await ends(client)
  expect(running.broker.metrics.destroyedFaulty['packet-too-large']).toBe(before + 1)
  await isUnharmed()
})

test.each(dials)('who does not say who he is in time is closed over %s', async (_name, dial) => {
  const packet = generate(connectPacket('slow', secretOf('slow')))
  const silent = await dial()
  const slow = await dial()
  for (const byte of packet.subarray(0, 10)) slow.send(Uint8Array.of(byte))
  await Promise.all([ends(silent), ends(slow)])
  await isUnharmed()
})

test.each(dials)('a client that asks for no keepalive is refused over %s', async (_name, dial) => {
  const client = await dial()
  client.send(connectPacket('immortal', secretOf('immortal'), { keepalive: 0 }))
  await ends(client)
  expect(client.got).toMatchObject([{ cmd: 'connack', returnCode: 6 }])
  await isUnharmed()
})

test('WebSocket: no subprotocol, another path and text frames are refused', async () => {
  const statusOf = async (path: string, headers: Record<string, string>) => {
    const asking = request({ port: running.httpPort, host: '127.0.0.1', path, headers: { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', ...headers } })
    asking.end()
    const [answer] = await once(asking, 'response')
    return answer.statusCode
  }
  expect(await statusOf('/mqtt', {})).toBe(400)
  expect(await statusOf('/mqtt', { 'Sec-WebSocket-Protocol': 'chat' })).toBe(400)
  expect(await statusOf('/elsewhere', { 'Sec-WebSocket-Protocol': 'mqtt' })).toBe(404)
  const talker = new WebSocket(`ws://127.0.0.1:${running.httpPort}/mqtt`, ['mqtt'])
  await once(talker, 'open')
  talker.send('text')
  await once(talker, 'close')
  await isUnharmed()
})

test('WebSocket: a frame too large is refused', async () => {
  const client = new WebSocket(`ws://127.0.0.1:${running.httpPort}/mqtt`, ['mqtt'])
  await once(client, 'open')
  client.on('error', () => client.terminate())
  client.send(Buffer.alloc(2 * 1024 * 1024))
  await once(client, 'close')
  await isUnharmed()
})
