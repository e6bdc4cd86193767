import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../controller/clock.ts'
import { createFacts } from '../../controller/facts/service.ts'
import type { Link } from '../../link/link.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import { textToBytes } from '../../protocol/codec.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import { startEmbedded } from '../support/brokers.ts'
import { createHeardLog } from '../support/log.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { createStores, type Stores } from '../support/stores.ts'
import { until } from '../support/until.ts'

const site = { id: 'demo' }
const gates = topicPath(topics.zoneAlerts, site.id, 'gates')
const gone = topicPath(topics.zoneAlerts, site.id, 'gone-zone')
const status = topicPath(topics.status, site.id, 'gone-device')

let stores: Stores
beforeAll(async () => {
  stores = await createStores('sqlite')
})
afterAll(() => stores.stop())

const online = (link: Link) => until(() => expect(link.state.name).toBe('online'))

/** What a broker holds retained of these topics, as somebody sees it who subscribes now. */
async function heldBy(connect: () => Link, wanted: readonly string[]): Promise<string[]> {
  const link = connect()
  await online(link)
  const held = new Set<string>()
  for (const path of [gates, gone, status]) await link.subscribe(path, (message) => void (message.retain && message.payload.byteLength > 0 && held.add(message.path)))
  await until(() => expect([...held]).toEqual(expect.arrayContaining([...wanted])))
  await link.close()
  return [...held]
}

test('Mosquitto killed without persistence has every fact again, and strays are swept', async () => {
  const mosquitto = await startMosquitto()
  const connect = (name: string) => () => connectMqtt(mosquitto.tcpUrl, { clientId: name, backoff: { firstMs: 20, longestMs: 200 } })
  const link = connect('controller')()
  const store = await stores.empty()
  const facts = createFacts({ store, link, site, clock: systemClock, log: createHeardLog() })
  try {
    await facts.start()
    await online(link)
    expect(await (await facts.publish(topics.zoneAlerts, 'gates', { alerts: [] })).sent).toBe(true)
    await link.publish(gone, textToBytes('left over'), { qos: 1, retain: true })
    await link.publish(status, textToBytes('{}'), { qos: 1, retain: true })
    expect(await facts.clearStrays()).toBe(1)
    expect(await heldBy(connect('reader-1'), [gates, status])).not.toContain(gone)

    await mosquitto.kill9()
    await until(() => expect(link.state.name).not.toBe('online'))
    const { sent } = await facts.publish(topics.zoneAlerts, 'hall', { alerts: [] })
    expect(await sent).toBe(false)
    await mosquitto.restart()
    await online(link)
    expect(await heldBy(connect('reader-2'), [gates])).not.toContain(status)
    await until(() => expect(facts.health()).toEqual({ ok: true, detail: '2 facts published' }))
  } finally {
    await facts.stop()
    await link.close()
    await mosquitto.stop()
  }
})

test('the embedded broker is swept the same way', async () => {
  const embedded = await startEmbedded()
  const link = embedded.broker.link()
  const facts = createFacts({ store: await stores.empty(), link, site, clock: systemClock, log: createHeardLog() })
  try {
    await facts.start()
    expect(await (await facts.publish(topics.zoneAlerts, 'gates', { alerts: [] })).sent).toBe(true)
    await link.publish(gone, textToBytes('left over'), { qos: 1, retain: true })
    await link.publish(status, textToBytes('{}'), { qos: 1, retain: true })
    expect(await facts.clearStrays()).toBe(1)
    expect(await heldBy(() => embedded.broker.link(), [gates, status])).not.toContain(gone)
  } finally {
    await facts.stop()
    await embedded.stop()
  }
})
