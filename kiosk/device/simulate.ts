import { createHash } from 'node:crypto'
import type { Link, LinkOptions } from '../../link/link.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import type { Command } from '../../protocol/device.ts'
import { createDevice, type Device, type View } from './device.ts'
import type { DeviceStore, Log, MediaCache, OsClock, Ports, Timers } from './ports.ts'
import { createMemoryStore } from './store-memory.ts'
import { parseTime } from './time.ts'

export const nodeTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}
export const nodeClock: OsClock = { wallMs: Date.now, monotonicMs: () => performance.now() }
const silent: Log = () => undefined

/** Files from a controller's `/media/`, kept in memory; several devices may share one. */
export function createMemoryMedia(origin: string): MediaCache {
  const files = new Map<string, Uint8Array>()
  return {
    get: async (sha256) => files.get(sha256) ?? null,
    async fetch(sha256) {
      const answer = await fetch(new URL(`/media/${sha256}`, origin))
      if (!answer.ok) throw new Error(`/media/${sha256}: ${answer.status}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error(`/media/${sha256} has another hash`)
      files.set(sha256, bytes)
      return bytes
    },
    keepOnly: async () => undefined,
  }
}

export type SimulatedOptions = {
  credentials: Credentials
  /** `mqtt://127.0.0.1:1883` or `ws://…/mqtt`; or a link of one's own. */
  mqttUrl?: string
  link?: (options: LinkOptions) => Link | Promise<Link>
  /** `http://127.0.0.1:8080`: for files and the time. Without it there are no words for items and the own clock is right. */
  origin?: string
  media?: MediaCache
  store?: DeviceStore
  clock?: OsClock
  timers?: Timers
  log?: Log
  shared?: NonNullable<Ports['shared']>
  /** Told of each new view, before `shown` is answered. */
  onView?: (view: View) => void
  /** False: alerts are taken in but never said to be visible (a screen that hangs). */
  answers?: boolean
}

export type SimulatedDevice = Device & { readonly commands: readonly Command[] }

let born = 0

/** A device without a screen: the code that runs in the browser, with a face that draws at once. For tests and benches in Node. */
export function createSimulatedDevice(options: SimulatedOptions): SimulatedDevice {
  const { credentials, origin, clock = nodeClock } = options
  const commands: Command[] = []
  const ports: Ports = {
    async link(wanted) {
      if (options.link) return options.link(wanted)
      if (!options.mqttUrl) throw new Error('a simulated device needs mqttUrl or link')
      const { connectMqtt } = await import('../../link/mqtt.ts')
      return connectMqtt(options.mqttUrl, wanted)
    },
    clock,
    timers: options.timers ?? nodeTimers,
    time: () => (origin ? fetchTime(origin) : Promise.resolve(clock.wallMs())),
    store: options.store ?? createMemoryStore(),
    media: options.media ?? (origin ? createMemoryMedia(origin) : noMedia),
    newId: () => `s${process.pid.toString(36)}-${(born += 1).toString(36)}-${Math.floor(performance.timeOrigin).toString(36)}`,
    log: options.log ?? silent,
    reload: () => undefined,
    app: 'simulated',
    ...(options.shared ? { shared: options.shared } : {}),
  }
  const device = createDevice(ports, credentials)
  const afterShowing = options.shared?.afterShowing ?? ((run) => run())
  device.onView((view) => {
    options.onView?.(view)
    if (options.answers === false || (view.main.kind !== 'alert' && view.banners.length === 0)) return
    afterShowing(() => {
      if (view.main.kind === 'alert') device.alertVisible(view.main.alert, 'takeover')
      for (const alert of view.banners) device.alertVisible(alert, 'banner')
    })
  })
  device.onCommand((command) => commands.push(command))
  return Object.assign(device, { commands })
}

const noMedia: MediaCache = {
  get: async () => null,
  fetch: async (sha256) => { throw new Error(`no controller to fetch ${sha256} from`) },
  keepOnly: async () => undefined,
}

async function fetchTime(origin: string): Promise<number> {
  return parseTime(await (await fetch(new URL('/api/time', origin))).json())
}
