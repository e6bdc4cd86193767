/** A process of its own: devices that send batches of engagement as their outboxes do, and wait for receipts. */
import { connectMqtt } from '../../link/mqtt.ts'
import type { Link } from '../../link/link.ts'
import { encode } from '../../protocol/codec.ts'
import { Receipt, type EventBatch } from '../../protocol/event.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import { pause } from './within.ts'

export type PublishOrder =
  | { do: 'connect'; mqttUrl: string; site: string; devices: { id: string; secret: string; zone: string }[] }
  /** So many events a second in all, whatever comes back: batches of `batch` in turn from each device. */
  | { do: 'paced'; perSecond: number; batch: number; seconds: number }
  /** As fast as receipts allow: batches of 200, at most 1,000 unsettled per device, as the outbox has it. */
  | { do: 'burst'; events: number }
export type PublishReport =
  | { is: 'connected' }
  /** From the first batch sent to the last receipt; and of each batch from sending to its receipt. */
  | { is: 'done'; events: number; tookMs: number; receiptMs: { median: number; p95: number; longest: number } }
  | { is: 'failed'; why: string }

const MOST_UNSETTLED = 1000
const BURST_BATCH = 200

type Publisher = { id: string; zone: string; link: Link; stream: string; next: number; settled: number; sent: { upTo: number; atMs: number }[] }

let site = ''
const publishers: Publisher[] = []
let receiptMs: number[] = []
let onReceipt = (): void => undefined

function upToOf(payload: Uint8Array, stream: string): number {
  const claims = JSON.parse(Buffer.from(Buffer.from(payload).toString('latin1').split('.')[1] ?? '', 'base64url').toString()) as { body: unknown }
  return Receipt.parse(claims.body).streams.find((s) => s.stream === stream)?.upTo ?? 0
}

function settle(publisher: Publisher, upTo: number): void {
  const now = performance.now()
  publisher.settled = Math.max(publisher.settled, upTo)
  for (let first = publisher.sent[0]; first && first.upTo <= publisher.settled; first = publisher.sent[0]) {
    receiptMs.push(now - first.atMs)
    publisher.sent.shift()
  }
  onReceipt()
}

async function connect({ mqttUrl, devices }: Extract<PublishOrder, { do: 'connect' }>): Promise<void> {
  await Promise.all(devices.map(async ({ id, secret, zone }) => {
    const link = connectMqtt(mqttUrl, { clientId: id, username: id, password: secret })
    const publisher: Publisher = { id, zone, link, stream: `bench-${Date.now().toString(36)}`, next: 1, settled: 0, sent: [] }
    publishers.push(publisher)
    await link.subscribe(topicPath(topics.receipt, site, id), ({ payload }) => { if (payload.byteLength > 0) settle(publisher, upToOf(payload, publisher.stream)) })
    while (link.state.name !== 'online') await pause(20)
  }))
}

function send(publisher: Publisher, count: number): void {
  const { id, zone, stream, next } = publisher
  const at = Temporal.Now.instant().toString()
  const events = Array.from({ length: count }, (_, i) => ({ kind: 'engagement' as const, seq: next + i, at, offsetMs: 12.5, zone, session: `s-${next + i}`, action: 'answer' as const, item: 'q01', choice: i % 4, correct: i % 3 > 0, genuine: false }))
  const batch: EventBatch = { stream, base: publisher.settled + 1, shed: 0, events }
  publisher.next += count
  publisher.sent.push({ upTo: publisher.next - 1, atMs: performance.now() })
  publisher.link.publish(topicPath(topics.event, site, id), encode(topics.event, batch), { qos: 1, retain: false }).catch((error: unknown) => fail(error))
}

const tell = (report: PublishReport) => void process.send?.(report)
const fail = (error: unknown) => tell({ is: 'failed', why: error instanceof Error ? error.message : String(error) })
const allSettled = () => publishers.every((p) => p.settled >= p.next - 1)
const untilReceipt = () => new Promise<void>((resolve) => { onReceipt = resolve })

async function paced({ perSecond, batch, seconds }: Extract<PublishOrder, { do: 'paced' }>): Promise<number> {
  const begun = performance.now()
  const batches = (perSecond * seconds) / batch
  for (let sent = 0; sent < batches;) {
    const due = Math.min(batches, Math.floor(((performance.now() - begun) / 1000) * (perSecond / batch)))
    for (; sent < due; sent += 1) {
      const publisher = publishers[sent % publishers.length]
      if (publisher) send(publisher, batch)
    }
    await pause(2)
  }
  return batches * batch
}

async function burst({ events }: Extract<PublishOrder, { do: 'burst' }>): Promise<number> {
  const each = Math.ceil(events / publishers.length / BURST_BATCH)
  const left = new Map(publishers.map((p) => [p, each]))
  while (left.size > 0) {
    for (const [publisher, batches] of left) {
      let remaining = batches
      for (; remaining > 0 && publisher.next - 1 - publisher.settled + BURST_BATCH <= MOST_UNSETTLED; remaining -= 1) send(publisher, BURST_BATCH)
      if (remaining > 0) left.set(publisher, remaining)
      else left.delete(publisher)
    }
    if (left.size > 0) await untilReceipt()
  }
  return each * BURST_BATCH * publishers.length
}

async function run(order: Extract<PublishOrder, { do: 'paced' | 'burst' }>): Promise<void> {
  receiptMs = []
  const begun = performance.now()
  const events = await (order.do === 'paced' ? paced(order) : burst(order))
  while (!allSettled()) await untilReceipt()
  const tookMs = performance.now() - begun
  const sorted = receiptMs.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
  tell({ is: 'done', events, tookMs, receiptMs: { median: at(0.5), p95: at(0.95), longest: at(1) } })
}

process.on('message', (order: PublishOrder) => {
  if (order.do === 'connect') {
    site = order.site
    connect(order).then(() => tell({ is: 'connected' }), fail)
  } else run(order).catch(fail)
})
process.on('disconnect', () => process.exit(0))
