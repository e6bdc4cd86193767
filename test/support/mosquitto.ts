import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { passwordLine } from '../../controller/broker/mosquitto.ts'
import { freePorts, isListening } from './ports.ts'

export type MosquittoOptions = {
  /** Name -> password; everybody comes in when it is not given. */
  passwords?: Record<string, string>
  /** The ACL file's text. */
  acl?: string
  persistence?: boolean
  /** More lines for the configuration. */
  lines?: string[]
  /** The whole configuration but for the user and the log, in place of all of the above but the files they name. */
  configuration?: (place: { folder: string; tcpPort: number; wsPort: number }) => string
}

export type Mosquitto = {
  tcpUrl: string
  wsUrl: string
  tcpPort: number
  wsPort: number
  folder: string
  readonly pid: number
  /** Ends it in order (SIGTERM) and waits; its folder goes too. */
  stop(): Promise<void>
  /** Kills it at once (SIGKILL) and waits until it is gone. */
  kill9(): Promise<void>
  /** Starts it again on the same ports, with what it kept if it has persistence. Ends it first if it still runs. */
  restart(): Promise<void>
  /** What it has logged so far. */
  said(): Promise<string>
}

const BINARY = process.env['MOSQUITTO'] ?? '/usr/sbin/mosquitto'

/** Started by root it would become the user `mosquitto`, who cannot read a folder of ours. */
const runAs = `user ${process.getuid?.() === 0 ? 'root' : 'mosquitto'}`

async function configuration(folder: string, ports: readonly [number, number], options: MosquittoOptions): Promise<string> {
  const { passwords, acl, persistence = false, lines = [] } = options
  if (passwords) {
    const written = await Promise.all(Object.entries(passwords).map(([name, password]) => passwordLine(name, password)))
    await writeFile(join(folder, 'passwords'), `${written.join('\n')}\n`)
  }
  if (acl !== undefined) await writeFile(join(folder, 'acl'), acl)
  const [tcpPort, wsPort] = ports
  const log = `log_dest file ${join(folder, 'log')}`
  if (options.configuration) return `${runAs}\n${log}\n${options.configuration({ folder, tcpPort, wsPort })}`
  return [
    runAs,
    log,
    'set_tcp_nodelay true',
    `persistence ${persistence}`,
    `persistence_location ${folder}/`,
    `allow_anonymous ${passwords === undefined}`,
    ...(passwords ? [`password_file ${join(folder, 'passwords')}`] : []),
    ...(acl === undefined ? [] : [`acl_file ${join(folder, 'acl')}`]),
    ...lines,
    `listener ${tcpPort} 127.0.0.1`,
    `listener ${wsPort} 127.0.0.1`,
    'protocol websockets',
    '',
  ].join('\n')
}

/** A real Mosquitto in a folder of its own, on free ports for TCP and WebSocket; resolves when both take connections. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-mosquitto-'))
  const [tcpPort = 0, wsPort = 0] = await freePorts(2)
  const file = join(folder, 'mosquitto.conf')
  await writeFile(file, await configuration(folder, [tcpPort, wsPort], options))
  let running: ChildProcess | null = null

  const said = () => readFile(join(folder, 'log'), 'utf8').catch(() => '')

  async function start(): Promise<void> {
    const started = spawn(BINARY, ['-c', file], { stdio: 'ignore' })
    running = started
    let failure: string | null = null
    started.once('error', (error) => (failure = error.message))
    while (!(await isListening(tcpPort)) || !(await isListening(wsPort))) {
      if (failure ?? started.exitCode ?? started.signalCode) throw new Error(`Mosquitto did not start: ${failure ?? (await said())}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = running
    running = null
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    await gone
  }

  await start()
  return {
    tcpUrl: `mqtt://127.0.0.1:${tcpPort}`,
    wsUrl: `ws://127.0.0.1:${wsPort}/mqtt`,
    tcpPort, wsPort, folder, said,
    get pid() {
      return running?.pid ?? 0
    },
    async stop() {
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
    kill9: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      await start()
    },
  }
}
