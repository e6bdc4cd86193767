import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from 'kysely'
import { openStore, type Store } from '../../controller/store/store.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import { toBytes, textToBytes } from '../../protocol/codec.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice, engagementEvent, type RawDevice } from '../support/devices.ts'
import { until } from '../support/until.ts'

const EACH = 1_000
let controller: TestController
let store: Store
let device: RawDevice

beforeAll(async () => {
  controller = await startController()
  store = await openStore({ folder: controller.folder })
  device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'kiosk-arrivals', zones: ['arrivals'] })
})
afterAll(async () => {
  await device.close()
  await store.stop()
  await controller.stop()
})

const path = (topic: Topic<never> | Topic, key: string) => topicPath(topic, 'demo', key)
const own = path(topics.event, 'kiosk-arrivals')
const batch = (seq: number) => ({ stream: 's-forged', base: 1, shed: 0, events: [engagementEvent(seq)] })

/** How often each reason was counted, at the broker and behind it. */
async function counted(): Promise<Record<string, number>> {
  const { body } = await controller.client.ask('GET', '/metrics')
  const lines = String(body).split('\n').flatMap((line) => {
    const found = /^anxing_(?:broker_refused\{reason|wire_refused_total\{topic="(?:event|status|reported)",code)="([^"]+)"\} (\d+)$/.exec(line)
    return found ? [[found[1] ?? '', Number(found[2])] as const] : []
  })
  const sums: Record<string, number> = {}
  for (const [reason, count] of lines) sums[reason] = (sums[reason] ?? 0) + count
  return sums
}

it('stores nothing of ten thousand forged, malformed and misplaced messages, counts each by its reason, and serves on', async () => {
  const random = (n: number) => Uint8Array.from({ length: 40 }, (_, i) => 0x80 | ((n * 31 + i * 17) & 0x7f))
  const kinds: [string, (n: number) => [string, Uint8Array]][] = [
    ['wire/not-utf8', (n) => [own, random(n)]],
    ['wire/not-json', (n) => [own, textToBytes(`{"stream":"s-${n}",`)]],
    ['wire/schema', (n) => [own, toBytes({ ...batch(n + 1), base: -n })]],
    ['wire/schema', (n) => [own, toBytes({ ...batch(n + 1), stream: '../../etc' })]],
    ['wire/schema', (n) => [path(topics.reported, 'kiosk-arrivals'), toBytes({ at: 'now', n })]],
    ['wire/schema', (n) => [path(topics.status, 'kiosk-arrivals'), toBytes({ state: 'king', n })]],
    ['other device', (n) => [path(topics.event, 'wall-taxi'), toBytes(batch(n + 1))]],
    ['controller topic', (n) => [path(topics.zoneAlerts, 'arrivals'), toBytes({ alerts: [], n })]],
    ['other version', (n) => ['anxing/v2/demo/device/kiosk-arrivals/event', toBytes(batch(n + 1))]],
    ['other site', (n) => ['anxing/v1/other/device/kiosk-arrivals/event', toBytes(batch(n + 1))]],
  ]
  const before = await counted()
  for (const [, make] of kinds) {
    for (let n = 0; n < EACH; n += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, i) => {
        const [at, payload] = make(n + i)
        return device.publish(at, payload)
      }))
    }
  }
  const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
  await until(async () => expect(total(await counted()) - total(before)).toBe(kinds.length * EACH))
  const after = await counted()
  for (const code of ['wire/not-utf8', 'wire/not-json', 'wire/schema']) {
    expect([code, (after[code] ?? 0) - (before[code] ?? 0)]).toEqual([code, kinds.filter(([kind]) => kind === code).length * EACH])
  }
  const misplaced = kinds.filter(([kind]) => !kind.startsWith('wire/')).length * EACH
  expect((after['not-allowed'] ?? 0) - (before['not-allowed'] ?? 0)).toBe(misplaced)
  const rows = async (table: string) => Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(store.db)).rows[0]?.n)
  for (const table of ['event', 'quarantine', 'stream', 'engagement_hour', 'play_hour', 'alert_shown']) expect([table, await rows(table)]).toEqual([table, 0])
  expect(controller.services.devices.get('kiosk-arrivals')).toMatchObject({ reported: null, eventsReceived: 0, state: 'online' })
  expect(device.alerts('arrivals')).toEqual({ alerts: [] })

  await device.send({ stream: 's-honest', base: 1, shed: 0, events: [engagementEvent(1)] })
  await until(() => expect(device.receipt('s-honest')).toBe(1))
  expect(await rows('event')).toBe(1)
  expect((await controller.client.ask('GET', '/readyz')).status).toBe(200)
})
