import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { topicPath, topics } from '../../protocol/topics.ts'
import type { Link } from '../../link/link.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import { once1, online, until } from '../contract/listen.ts'
import { secretOf, site, startEmbedded, type TestBroker } from '../support/brokers.ts'
import { connectPacket, rawTcp, rawWebSocket, type RawClient } from '../support/ports-raw.ts'

const OTHERS = 6
const MESSAGES = 300
const SIZE = 64 * 1024
const path = topicPath(topics.zoneAlerts, site, 'gates')

/** Some 20 MB go to each: more than the system's buffers take for one who does not read. */
const kinds = [
  ['TCP', (at: TestBroker) => rawTcp(at.tcpPort), (at: TestBroker) => at.tcpUrl],
  ['WebSocket', (at: TestBroker) => rawWebSocket(at.httpPort), (at: TestBroker) => at.wsUrl],
] as const

describe.each(kinds)('a screen frozen over %s', (_name, dialRaw, urlOf) => {
  let running: TestBroker
  let links: Link[] = []
  let frozen: RawClient

  beforeEach(async () => {
    running = await startEmbedded()
    links = Array.from({ length: OTHERS }, (_, n) => connectMqtt(urlOf(running), { clientId: `other-${n}`, username: `other-${n}`, password: secretOf(`other-${n}`) }))
    await Promise.all(links.map(online))
    frozen = await dialRaw(running)
    frozen.send(connectPacket('frozen', secretOf('frozen')))
    frozen.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: path, qos: 1 }] })
    await until(() => expect(frozen.got.map((packet) => packet.cmd)).toEqual(['connack', 'suback']))
    frozen.freeze()
  })
  afterEach(async () => {
    frozen.destroy()
    await Promise.all(links.map((link) => link.close()))
    await running.stop()
  })

  test('stalls nobody: all others get everything in order, and it is thrown out', async () => {
    const { broker, log } = running
    const received = links.map((): number[] => [])
    for (const [n, link] of links.entries()) {
      await link.subscribe(path, ({ payload }) => void received[n]?.push(new DataView(payload.buffer, payload.byteOffset).getUint32(0)))
    }
    const controller = broker.link()
    let sentWhenThrownOut: number | null = null
    for (let n = 0; n < MESSAGES; n += 1) {
      const payload = new Uint8Array(SIZE)
      new DataView(payload.buffer).setUint32(0, n)
      await controller.publish(path, payload, once1)
      // In step with the others, so that it is the frozen one alone who is behind.
      await until(() => expect(Math.min(...received.map((numbers) => numbers.length))).toBeGreaterThanOrEqual(n - 20))
      if (broker.metrics.destroyedSlow > 0) sentWhenThrownOut ??= n
    }
    const wanted = Array.from({ length: MESSAGES }, (_, n) => n)
    await until(() => expect(received.map((numbers) => numbers.length)).toEqual(links.map(() => MESSAGES)))
    for (const numbers of received) expect(numbers).toEqual(wanted)

    // It was there, not reading, while the others were served; then it was thrown out, once, and said so.
    await until(() => expect(broker.metrics.connections).toBe(OTHERS))
    expect(broker.metrics.destroyedSlow).toBe(1)
    expect(sentWhenThrownOut).toBeGreaterThan(10)
    expect(log.said.filter(({ facts }) => 'device' in facts && facts.device === 'frozen')).toHaveLength(1)
    expect(links.map((link) => link.state.name)).toEqual(links.map(() => 'online'))
  })

  test('costs a bounded amount: a burst published without waiting reaches all others', async () => {
    const { broker } = running
    const counts = links.map(() => 0)
    for (const [n, link] of links.entries()) await link.subscribe(path, () => void (counts[n] = (counts[n] ?? 0) + 1))
    const controller = broker.link()
    await Promise.all(Array.from({ length: 200 }, () => controller.publish(path, new Uint8Array(16 * 1024), once1)))
    await until(() => expect(counts).toEqual(links.map(() => 200)))
    expect(links.map((link) => link.state.name)).toEqual(links.map(() => 'online'))
  })
})
