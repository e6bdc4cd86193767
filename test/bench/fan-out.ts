import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../controller/config.ts'
import { createLog } from '../../controller/log.ts'
import { createController, type Controller } from '../../controller/main.ts'
import type { Coverage } from '../../protocol/api.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import { seedDevices } from '../support/kill-house.ts'
import { pairDemo } from '../support/credentials.ts'
import { makeSite, writeSite } from '../support/made-site.ts'
import { ADMIN_PASSWORD, createClient, type Client } from '../support/client.ts'
import { staff } from '../support/staff.ts'
import { median, percentile, preciseNow, round, type Figure } from './figure.ts'
import type { SwarmOrder, SwarmReport } from './swarm.ts'

const ZONES = 20
const PAIRS = Number(process.env['PAIRS'] ?? 20)

type Swarm = { start(order: Extract<SwarmOrder, { do: 'start' }>): Promise<void>; expect(alert: 'any' | null, count: number): Promise<{ firstMs: number; lastMs: number }>; stop(): void }

function openSwarm(): Swarm {
  const child: ChildProcess = fork(new URL('swarm.ts', import.meta.url), { serialization: 'advanced', execArgv: ['--max-old-space-size=8192', ...(process.env['PROF'] ? ['--cpu-prof','--cpu-prof-dir='+process.env['PROF']] : [])] })
  const report = async <Is extends SwarmReport['is']>(is: Is): Promise<Extract<SwarmReport, { is: Is }>> => {
    for (;;) {
      const [message] = (await once(child, 'message')) as [SwarmReport]
      if (message.is === is) return message as Extract<SwarmReport, { is: Is }>
    }
  }
  return {
    async start(order) {
      const ready = report('ready')
      child.send(order satisfies SwarmOrder)
      await ready
    },
    async expect(alert, count) {
      const all = report('all')
      child.send({ do: 'expect', alert, count } satisfies SwarmOrder)
      return all
    },
    stop: () => void (process.env['PROF'] ? child.disconnect() : child.kill('SIGKILL')),
  }
}

const settle = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** One alert to all: from before the HTTP request until the last device shows it; the answers are waited for afterwards. */
async function alertOnce(client: Client, swarm: Swarm, count: number): Promise<{ ms: number; answered: number; answeredMs: number }> {
  const id = `bench-${Math.floor(preciseNow())}`
  const request = { severity: 'orange', presentation: 'takeover', target: { zones: ['terminal'] }, expiresInSeconds: 600, info: [
    { language: 'zh-CN', headline: '航班变动，|谨防假客服', description: `退改签只认航司官方 App、热线和柜台。不点短信链接，不给验证码。${id}` },
    { language: 'en', headline: 'Flight changes: beware fake agents', description: 'Rebook only via the airline\'s app, hotline or desk. No text links. No codes.' },
  ] }
  const shown = swarm.expect('any', count)
  await settle(20)
  const startedMs = preciseNow()
  const { id: alert } = await staff<{ id: string }>(client, 'POST', '/api/alerts', request)
  const { lastMs } = await shown
  let coverage: Coverage
  do {
    await settle(100)
    coverage = await staff<Coverage>(client, 'GET', `/api/alerts/${alert}/coverage`)
  } while (coverage.shown < count && preciseNow() - startedMs < 60_000)
  const answeredMs = preciseNow() - startedMs
  await staff(client, 'POST', `/api/alerts/${alert}/cancel`, {})
  await settle(1500)
  return { ms: lastMs - startedMs, answered: coverage.shown, answeredMs }
}

/** The broker alone: the same number of bytes to the same connections, nothing signed, checked, stored or answered. */
async function rawOnce(controller: Controller, swarm: Swarm, count: number, bytes: number): Promise<number> {
  const arrived = swarm.expect(null, count)
  await settle(20)
  const payload = new Uint8Array(bytes).fill(97)
  const startedMs = preciseNow()
  for (let zone = 0; zone < ZONES; zone += 1) void controller.link.publish(topicPath(topics.zoneAlerts, 'made', `raw-${zone}`), payload, { qos: 1, retain: false })
  const { lastMs } = await arrived
  await settle(500)
  return lastMs - startedMs
}

async function measure(count: number): Promise<{ raw: number[]; alert: number[]; answered: number; answeredMs: number[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-bench-'))
  const made = makeSite({ zones: ZONES, devices: count + 1, roles: ['screen'] })
  const secrets = await seedDevices({ folder: join(folder, 'data') }, made)
  const answer = readConfig({ ANXING_DEMO: '1', ANXING_PORT: '0', ANXING_DATA: join(folder, 'data'), ANXING_SITE: writeSite(join(folder, 'site'), made), ANXING_ADMIN_PASSWORD: ADMIN_PASSWORD, ANXING_LOG: 'error', ANXING_HOST: '127.0.0.1' })
  if (!answer.ok) throw new Error('the bench has wrong settings')
  const controller = await createController({ ...answer.config, mqttPort: 0 }, { log: createLog('error') })
  const swarm = openSwarm()
  try {
    const { keys } = await pairDemo(controller.origin, `device-${count}`)
    await swarm.start({ do: 'start', mqttUrl: `mqtt://127.0.0.1:${controller.mqttPort}`, origin: controller.origin, devices: made.site.devices.slice(0, count).map((d, i) => ({
      credentials: { site: 'made', device: d.id, secret: secrets.get(d.id) ?? '', keys, mqttUrl: null },
      raw: topicPath(topics.zoneAlerts, 'made', `raw-${i % ZONES}`),
    })) })
    const client = createClient(controller.origin)
    await client.signIn()
    await settle(3000)
    const result = { raw: [] as number[], alert: [] as number[], answered: 0, answeredMs: [] as number[] }
    for (let pair = -1; pair < PAIRS; pair += 1) {
      const raw = await rawOnce(controller, swarm, count, 1600)
      const alert = await alertOnce(client, swarm, count)
      if (pair < 0) continue // the first pair warms up
      result.raw.push(raw)
      result.alert.push(alert.ms)
      result.answered += alert.answered
      result.answeredMs.push(alert.answeredMs)
    }
    return result
  } finally {
    swarm.stop()
    await controller.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Alert fan-out against the raw broker's own, alternated, at each size. */
export async function benchFanOut(sizes: readonly number[] = [1000, 5000, 10_000]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const count of sizes) {
    const { raw, alert, answered, answeredMs } = await measure(count)
    const ratio = median(alert.map((ms, i) => ms / (raw[i] ?? NaN)))
    figures.push({
      what: `alert, HTTP request to last of ${count.toLocaleString('en')} devices showing it`,
      target: 'at most 1.25 x the raw broker',
      measured: `${round(ratio, 2)} x (median ${round(median(alert))} ms, p95 ${round(percentile(alert, 0.95))} ms; raw ${round(median(raw))} ms; ${answered} of ${PAIRS * count} answered, all after ${round(median(answeredMs))} ms)`,
      ok: ratio <= 1.25 && answered === PAIRS * count,
      how: `${PAIRS} alternated pairs, ${ZONES} zones, embedded broker, devices in a second process`,
    })
  }
  return figures
}
