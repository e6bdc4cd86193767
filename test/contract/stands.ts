import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AnxingError } from '../../protocol/errors.ts'
import type { Authenticate } from '../../controller/broker/deps.ts'
import { aclFile } from '../../controller/broker/mosquitto.ts'
import { createRelay } from '../../controller/broker/relay.ts'
import type { Link, LinkOptions } from '../../link/link.ts'
import { createMemoryBroker } from '../../link/memory.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import { allRights, deviceRights, ownsClientId } from '../../link/rights.ts'
import { createTestLog, secretOf, site, startEmbedded, type TestBroker } from '../support/brokers.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { layLine, type CuttableLine } from '../support/ports-cut.ts'

/** Names known to every stand. `free` may do everything; the others are devices with a device's rights. */
export const names = ['free', 'device-a', 'device-b'] as const
export type Name = (typeof names)[number]

/** One link under test and the line it uses. */
export type Line = { link: Link; errors: AnxingError[]; cut(): void; restore(): void }
export type LineOptions = Partial<Omit<LinkOptions, 'username'>> & { as?: Name }

export type Stand = {
  connect(options?: LineOptions): Promise<Line>
  /** Ends the broker and starts it again at the same place. */
  restart(): Promise<void>
  /** False for Mosquitto 2.0, which grants a forbidden filter and then stays silent. */
  refusesSubscriptions: boolean
  stop(): Promise<void>
}

let serial = 0
function asLinkOptions({ as = 'free', ...rest }: LineOptions, errors: AnxingError[]): LinkOptions {
  serial += 1
  return {
    clientId: `${as}:${serial}`, username: as, password: secretOf(as),
    backoff: { firstMs: 20, longestMs: 200 },
    onError: (error) => errors.push(error),
    ...rest,
  }
}

const authenticate: Authenticate = async (username, password) => {
  const known = names.find((name) => name === username && password === secretOf(name))
  if (!known) return null
  return known === 'free' ? { device: known, rights: allRights } : { device: known }
}

async function memoryStand(): Promise<Stand> {
  const broker = createMemoryBroker({
    admit({ clientId, username = '', password }) {
      if (!names.some((name) => name === username) || password !== secretOf(username) || !ownsClientId(username, clientId)) return null
      return username === 'free' ? allRights : deviceRights(site, username)
    },
  })
  const links: Link[] = []
  return {
    refusesSubscriptions: true,
    async connect(options = {}) {
      const errors: AnxingError[] = []
      const complete = asLinkOptions(options, errors)
      const link = broker.connect(complete)
      links.push(link)
      return { link, errors, cut: () => broker.cut(complete.clientId), restore: () => broker.restore(complete.clientId) }
    },
    async restart() {
      broker.stop()
      broker.start()
    },
    async stop() {
      for (const link of links) await link.close()
    },
  }
}

/** Real links to a real broker, each over a line of its own that can be cut. */
function overLines(scheme: 'mqtt' | 'ws', port: () => number) {
  const links: Link[] = []
  const lines: CuttableLine[] = []
  return {
    async connect(options: LineOptions = {}): Promise<Line> {
      const errors: AnxingError[] = []
      const line = await layLine(port())
      const link = connectMqtt(`${scheme}://127.0.0.1:${line.port}${scheme === 'ws' ? '/mqtt' : ''}`, asLinkOptions(options, errors))
      links.push(link)
      lines.push(line)
      return { link, errors, cut: line.cut, restore: line.restore }
    },
    async hangUp() {
      await Promise.all(links.map((link) => link.close()))
      await Promise.all(lines.map((line) => line.close()))
    },
  }
}

const embeddedStand = (scheme: 'mqtt' | 'ws') => async (): Promise<Stand> => {
  let running: TestBroker = await startEmbedded({ authenticate })
  const { tcpPort, httpPort } = running
  const lines = overLines(scheme, () => (scheme === 'ws' ? httpPort : tcpPort))
  return {
    refusesSubscriptions: true,
    connect: lines.connect,
    async restart() {
      await running.stop()
      running = await startEmbedded({ authenticate, port: tcpPort, httpPort })
    },
    async stop() {
      await lines.hangUp()
      await running.stop()
    },
  }
}

const acl = `${aclFile(site, [])}\nuser free\ntopic readwrite #\n`
const passwords = Object.fromEntries(names.map((name) => [name, secretOf(name)]))

const mosquittoStand = (scheme: 'mqtt' | 'ws') => async (): Promise<Stand> => {
  const broker = await startMosquitto({ acl, passwords })
  const lines = overLines(scheme, () => (scheme === 'ws' ? broker.wsPort : broker.tcpPort))
  return {
    refusesSubscriptions: false,
    connect: lines.connect,
    restart: broker.restart,
    async stop() {
      await lines.hangUp()
      await broker.stop()
    },
  }
}

/** As screens reach Mosquitto by default: by the controller's HTTP port, which passes the bytes on. */
async function relayStand(): Promise<Stand> {
  const broker = await startMosquitto({ acl, passwords })
  const http = createServer()
  const relay = createRelay({ url: broker.tcpUrl, log: createTestLog(), clock: { now: () => Temporal.Now.instant() } })
  relay.attachWebSocket(http)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const lines = overLines('ws', () => (http.address() as AddressInfo).port)
  return {
    refusesSubscriptions: false,
    connect: lines.connect,
    restart: broker.restart,
    async stop() {
      await lines.hangUp()
      relay.stop()
      http.close()
      await broker.stop()
    },
  }
}

/** The controller's own link, without a socket. It has no connection that could be torn, so it is no Stand. */
export async function inProcessStand(): Promise<Pick<Stand, 'connect' | 'stop'>> {
  const running = await startEmbedded({ authenticate })
  const links: Link[] = []
  return {
    async connect() {
      const errors: AnxingError[] = []
      const link = running.broker.link({ onError: (error) => errors.push(error) })
      links.push(link)
      const never = () => {
        throw new Error('there is no line to cut')
      }
      return { link, errors, cut: never, restore: never }
    },
    async stop() {
      for (const link of links) await link.close()
      await running.stop()
    },
  }
}

export const stands: [string, () => Promise<Stand>][] = [
  ['memory', memoryStand],
  ['aedes over TCP', embeddedStand('mqtt')],
  ['aedes over WebSocket', embeddedStand('ws')],
  ['Mosquitto over TCP', mosquittoStand('mqtt')],
  ['Mosquitto over WebSocket', mosquittoStand('ws')],
  ['Mosquitto through the relay', relayStand],
]
