import type { Credentials } from '../../../protocol/api-pairing.ts'
import type { DeviceStore, Log, Ports } from '../../device/ports.ts'
import { createMemoryStore } from '../../device/store-memory.ts'
import { parseTime } from '../../device/time.ts'
import { openStore } from './database.ts'
import { createMediaCache } from './media.ts'

/** Kept for the debug handle; a kiosk has nobody to read its console. */
export type LogLine = { at: number; level: string; message: string; fields: Record<string, unknown> }
const MOST_LINES = 200

export function createLogBook(): { log: Log; lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  return {
    lines,
    log(level, message, fields = {}) {
      lines.push({ at: performance.now(), level, message, fields })
      if (lines.length > MOST_LINES) lines.shift()
    },
  }
}

/** Where devices find the broker: where they were told at pairing, else under the page's own origin. */
export function brokerUrl(credentials: Credentials, origin: string): string {
  return credentials.mqttUrl ?? new URL('/mqtt', origin.replace(/^http/, 'ws')).href
}

/** A private window or a full disk: the screen still plays, it only forgets. */
async function storeOrMemory(credentials: Credentials, log: Log): Promise<DeviceStore> {
  try {
    return await openStore(storeName(credentials))
  } catch (error) {
    log('error', 'IndexedDB is not to be had; nothing outlives this page', { error: String(error) })
    return createMemoryStore()
  }
}

export const storeName = ({ site, device }: Credentials): string => `anxing-${site}-${device}`

/** The world as a browser offers it. `shiftMs` is only for the demo: the clocks are set off by that much. */
export async function createBrowserPorts(credentials: Credentials, { log, shiftMs, turnedAway }: { log: Log; shiftMs(): number; turnedAway?: () => void }): Promise<Ports> {
  return {
    // mqtt.js is most of the app's script; it is fetched once something is on screen.
    async link(options) {
      const { connectMqtt } = await import('../../../link/mqtt.ts')
      return connectMqtt(brokerUrl(credentials, location.origin), options)
    },
    clock: { wallMs: () => Date.now(), monotonicMs: () => performance.now() + shiftMs() },
    timers: {
      after(milliseconds, run) {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    time: async () => parseTime(await (await fetch('/api/time', { cache: 'no-store' })).json()) + shiftMs(),
    store: await storeOrMemory(credentials, log),
    media: createMediaCache(),
    newId: () => crypto.randomUUID(),
    log,
    reload: () => location.reload(),
    app: __BUILD__,
    ...(turnedAway ? { turnedAway } : {}),
  }
}
