import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Clock } from '../../controller/clock.ts'
import { readConfig, type Config } from '../../controller/config.ts'
import { createLog } from '../../controller/log.ts'
import { createController, type Controller } from '../../controller/main.ts'
import { ADMIN_PASSWORD, createClient, type Client } from './client.ts'
import { freePorts } from './ports.ts'

const root = new URL('../../', import.meta.url).pathname

export type StartOptions = {
  /** Default true. */
  demo?: boolean
  databaseUrl?: string
  mqttUrl?: string
  clock?: Clock
  /** Data to go on with; by default a new folder, which `stop` removes. */
  folder?: string
  site?: string
  /** Where the built apps are; by default nowhere. */
  dist?: string
  /** A port to come back at; by default a free one. */
  port?: number
  /** Room for media; by default as in production. */
  mediaBytes?: number
  /** Other settings, by their names. */
  settings?: Record<string, string>
}

export type TestController = Controller & { client: Client; folder: string; mqttTcp: string; mqttWs: string; config: Config }

/** A controller in this process, on free ports of this machine, and a client that is signed in as its administrator. */
export async function startController({ demo = true, databaseUrl, mqttUrl, clock, folder, site, dist = '/nowhere', port = 0, mediaBytes, settings = {} }: StartOptions = {}): Promise<TestController> {
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'anxing-controller-')))
  const answer = readConfig({
    ANXING_PORT: String(port), ANXING_HOST: '127.0.0.1', ANXING_DATA: data, ANXING_DEMO: demo ? '1' : '0', ANXING_ADMIN_PASSWORD: ADMIN_PASSWORD, ANXING_LOG: process.env['ANXING_LOG'] ?? 'silent',
    ANXING_DATABASE_URL: databaseUrl, ANXING_MQTT_URL: mqttUrl, ANXING_SITE: site, ...settings,
  })
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  const config: Config = { ...answer.config, mqttPort: 0, ...(mediaBytes === undefined ? {} : { mediaBytes }) }
  const controller = await createController(config, { ...(clock ? { clock } : {}), dist, log: createLog(config.log) })
  const client = createClient(controller.origin)
  await client.signIn()
  return {
    ...controller, client, folder: data, config,
    mqttTcp: mqttUrl ?? `mqtt://127.0.0.1:${controller.mqttPort}`,
    mqttWs: `${controller.origin.replace('http', 'ws')}/mqtt`,
    async stop() {
      await controller.stop()
      if (folder === undefined) await rm(data, { recursive: true, force: true })
    },
  }
}

export type SpawnedController = {
  pid: number
  origin: string
  mqttTcp: string
  /** Ends it at once, as a power cut would; resolves when it is gone. */
  kill(): Promise<void>
  /** Ends it in order; resolves with its exit code. */
  stop(): Promise<number | null>
}

/**
 * A controller as a process of its own: for tests that kill it. `env` goes over settings for a demo on free ports, so give
 * `ANXING_DATA`, and `ANXING_PORT` and `ANXING_MQTT_PORT` where it shall come back at the same place.
 */
export async function spawnController(env: Record<string, string>): Promise<SpawnedController> {
  const [httpPort = 0, mqttPort = 0] = await freePorts(2)
  const settings = { ANXING_PORT: String(httpPort), ANXING_MQTT_PORT: String(mqttPort), ANXING_HOST: '127.0.0.1', ANXING_DEMO: '1', ANXING_ADMIN_PASSWORD: ADMIN_PASSWORD, ANXING_LOG: 'info', ...env }
  const child = spawn(process.execPath, [join(root, 'controller/main.ts')], { cwd: root, env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'anxing-compiled'), ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)))
  const gone = once(child, 'exit')
  const serves = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      said = `${said}${line}\n`.slice(-4_000)
      if (line.includes('The controller serves.')) resolve()
    })
  })
  await Promise.race([serves, gone.then(() => { throw new Error(`the controller ended before it served: ${said}`) })])
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await gone
  }
  return {
    pid: child.pid ?? -1,
    origin: `http://127.0.0.1:${settings.ANXING_PORT}`,
    mqttTcp: `mqtt://127.0.0.1:${settings.ANXING_MQTT_PORT}`,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      return child.exitCode
    },
  }
}
