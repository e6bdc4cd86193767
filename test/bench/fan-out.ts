import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Coverage } from '../../protocol/api.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import type { Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { pairDemo } from '../support/credentials.ts'
import { seedDevices } from '../support/kill-house.ts'
import { makeSite, writeSite } from '../support/made-site.ts'
import { staff } from '../support/staff.ts'
import { median, percentile, preciseNow, round, type Figure } from './figure.ts'
import { openSwarm, type Swarm } from './swarm-handle.ts'
import { pause, untilIdle } from './within.ts'

const ZONES = 20
/** Bytes of an alert set with one alert, signed. */
const RAW_BYTES = 1700
const MOST_SECONDS = 20

type Alerted = { ms: number; answered: number; answeredMs: number }

async function raise(client: Client): Promise<string> {
  const request = { severity: 'orange', presentation: 'takeover', target: { zones: ['terminal'] }, expiresInSeconds: 600, info: [
    { language: 'zh-CN', headline: '航班变动，|谨防假客服', description: '退改签只认航司官方 App、热线和柜台。不点短信链接，不给验证码。' },
    { language: 'en', headline: 'Flight changes: beware fake agents', description: 'Rebook only via the airline\'s app, hotline or desk. No text links. No codes.' },
  ] }
  return (await staff<{ id: string }>(client, 'POST', '/api/alerts', request)).id
}

/** A kept connection may have been closed while the machine was busy with something else: not what is measured here. */
async function freshConnection(client: Client): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const good = await client.ask('GET', '/api/time').then(() => true, (error: unknown) => {
      if (tries >= 8) throw error
      return false
    })
    if (good) return
    await pause(50)
  }
}

/** After half a pair that failed: what it left in force would stand in the way of the next. */
async function cancelAll(client: Client): Promise<void> {
  await freshConnection(client)
  for (const { id } of await staff<{ id: string }[]>(client, 'GET', '/api/alerts?state=live')) await staff(client, 'POST', `/api/alerts/${id}/cancel`, {})
}

/** One alert to all: from before the HTTP request until the last device shows it. The answers are waited for afterwards. */
async function alertOnce(client: Client, swarm: Swarm, count: number): Promise<Alerted | null> {
  const { lastMs } = await swarm.expect('alert', count, MOST_SECONDS)
  await freshConnection(client)
  const startedMs = preciseNow()
  const alert = await raise(client)
  const shownMs = await lastMs
  let coverage: Coverage
  do {
    await pause(100)
    await freshConnection(client)
    coverage = await staff<Coverage>(client, 'GET', `/api/alerts/${alert}/coverage`)
  } while (coverage.shown < count && preciseNow() - startedMs < MOST_SECONDS * 1000)
  const answeredMs = preciseNow() - startedMs
  await freshConnection(client)
  await staff(client, 'POST', `/api/alerts/${alert}/cancel`, {})
  return shownMs === null ? null : { ms: shownMs - startedMs, answered: coverage.shown, answeredMs }
}

/** The broker alone: as many bytes to the same connections, nothing signed, checked, stored or answered. */
async function rawOnce(controller: TestController, swarm: Swarm, count: number): Promise<number | null> {
  const { lastMs } = await swarm.expect('raw', count, MOST_SECONDS)
  const payload = new Uint8Array(RAW_BYTES).fill(97)
  const startedMs = preciseNow()
  for (let zone = 0; zone < ZONES; zone += 1) void controller.link.publish(topicPath(topics.zoneAlerts, 'made', `raw-${zone}`), payload, { qos: 1, retain: false })
  const arrivedMs = await lastMs
  return arrivedMs === null ? null : arrivedMs - startedMs
}

const rest = async (swarm: Swarm) => void (await Promise.all([untilIdle(), swarm.rest()]))

type Pairs = { raw: number[]; alert: Alerted[]; lost: string[] }

async function measure(count: number, pairs: number): Promise<Pairs> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-bench-'))
  const made = makeSite({ zones: ZONES, devices: count + 1, roles: ['screen'] })
  const secrets = await seedDevices({ folder: join(folder, 'data') }, made)
  const controller = await startController({ folder: join(folder, 'data'), site: writeSite(join(folder, 'site'), made) })
  const swarm = openSwarm()
  try {
    const { keys } = await pairDemo(controller.origin, `device-${count}`)
    await swarm.start({ do: 'start', mqttUrl: controller.mqttTcp, origin: controller.origin, devices: made.site.devices.slice(0, count).map((d, i) => ({
      credentials: { site: 'made', device: d.id, secret: secrets.get(d.id) ?? '', keys, mqttUrl: null },
      raw: topicPath(topics.zoneAlerts, 'made', `raw-${i % ZONES}`),
    })) }, 120)
    const result: Pairs = { raw: [], alert: [], lost: [] }
    for (let pair = -1; pair < pairs && result.lost.length < 3; pair += 1) {
      // The screens report within 1.3 s that something began or ended. Both halves of a pair begin when all of that is taken in.
      await pause(1_300)
      await rest(swarm)
      const raw = await rawOnce(controller, swarm, count)
      await rest(swarm)
      const alert = await alertOnce(controller.client, swarm, count).catch(async (error: unknown) => {
        await cancelAll(controller.client)
        return error instanceof Error ? error : new Error(String(error))
      })
      if (alert instanceof Error) result.lost.push(alert.message)
      else if (raw === null || alert === null) result.lost.push(swarm.said)
      else if (pair >= 0) { // the first warms up
        result.raw.push(raw)
        result.alert.push(alert)
      }
    }
    return result
  } finally {
    await swarm.stop()
    await controller.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Alert fan-out against the raw broker's own, alternated, at each size. */
export async function benchFanOut({ sizes = [1000, 5000, 10_000], pairs = 20 }: { sizes?: readonly number[]; pairs?: number } = {}): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const count of sizes) {
    const { raw, alert, lost } = await measure(count, pairs)
    const ratio = median(alert.map(({ ms }, i) => ms / (raw[i] ?? NaN)))
    const times = alert.map(({ ms }) => ms)
    const answered = alert.filter((one) => one.answered === count).length
    figures.push({
      what: `Alert, HTTP request to last of ${count.toLocaleString('en')} devices showing it`,
      target: 'at most 1.25 x the raw broker',
      measured: `${round(ratio, 2)} x (median ${round(median(times))} ms, p95 ${round(percentile(times, 0.95))} ms; raw ${round(median(raw))} ms); coverage complete in ${answered} of ${alert.length}, median ${round(median(alert.map((one) => one.answeredMs)))} ms after the request${lost.length ? `; pairs given up: ${lost.join('; ')}` : ''}`,
      ok: alert.length > 0 && ratio <= 1.25 && answered === alert.length,
      how: `${alert.length} alternated pairs, ${ZONES} zones, embedded broker, all devices in one second process; where real screens have a processor each: so there the same bytes for a zone are verified, and what they mean for its like screens is decided, once; receiving, accepting, telling the face is done by each; what follows a picture (proof of play, answer, report) waits until all show; raw: ${RAW_BYTES} bytes to the same connections, received by a bare callback`,
    })
  }
  return figures
}
