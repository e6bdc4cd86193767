import type { Credentials } from '../../protocol/api-pairing.ts'
import { createDevice, type Device } from '../device/device.ts'
import { exposeForDemo, type DemoClock } from './debug.ts'
import { keepOffline, warmFonts } from './offline.ts'
import { oneTab } from './one-tab.ts'
import { painted } from './painted.ts'
import { pair, type PairingView } from './pairing.ts'
import { createBrowserPorts, createLogBook, storeName } from './ports/browser.ts'
import { openStore } from './ports/database.ts'
import { loadCredentials, MINE, saveCredentials } from './ports/identity.ts'

export type Phase =
  | { name: 'starting' }
  | { name: 'insecure' }
  | { name: 'pairing'; pairing: PairingView }
  | { name: 'second'; device: string }
  | { name: 'running'; device: Device }

const CONNECT_AGAIN_MS = 5_000
/** An app that was replaced is loaded anew when nobody is at the screen; this is how often that is asked. */
const CALM_EVERY_MS = 5_000

/**
 * From an opened page to a running screen: safe place, identity, one tab, then what was last held, then the network.
 * `?device=ID` names a screen of the demo; `?pair` forgets who this screen was and pairs it anew.
 */
export async function boot(address: URL, onPhase: (phase: Phase) => void): Promise<void> {
  if (!isSecureContext) return onPhase({ name: 'insecure' })
  const named = address.searchParams.get('device')
  const key = named ?? MINE
  const anew = address.searchParams.has('pair')
  const credentials = (anew ? null : await loadCredentials(key)) ?? (await pairAnew(key, named, onPhase))
  if (anew) history.replaceState(null, '', withoutPair(address))
  oneTab(credentials.device, {
    enter: () => void run(credentials, { named, shiftMs: Number(address.searchParams.get('clockOffsetMs')) || 0 }, onPhase),
    taken: () => onPhase({ name: 'second', device: credentials.device }),
  })
}

function withPair(address: string): URL {
  const more = new URL(address)
  more.searchParams.set('pair', '')
  return more
}

function withoutPair(address: URL): URL {
  const rest = new URL(address)
  rest.searchParams.delete('pair')
  return rest
}

async function pairAnew(key: string, named: string | null, onPhase: (phase: Phase) => void): Promise<Credentials> {
  const credentials = await pair(named, (pairing) => onPhase({ name: 'pairing', pairing }))
  const store = await openStore(storeName(credentials)).catch(() => null)
  await store?.clear()
  await saveCredentials(key, credentials).catch(() => undefined)
  return credentials
}

async function run(credentials: Credentials, { named, shiftMs }: { named: string | null; shiftMs: number }, onPhase: (phase: Phase) => void): Promise<void> {
  const { log, lines } = createLogBook()
  const demo = named !== null
  const shift: DemoClock = { ms: demo ? shiftMs : 0 }
  // The demo's data may have been thrown away since: pair again. A real screen goes on playing and waits for staff (?pair).
  const turnedAway = (): void => location.replace(withPair(location.href))
  const device = createDevice(await createBrowserPorts(credentials, { log, shiftMs: () => shift.ms, ...(demo ? { turnedAway } : {}) }), credentials)
  if (demo) exposeForDemo(device, shift, lines)
  await device.start()
  onPhase({ name: 'running', device })
  await painted()
  performance.mark('anxing-first-picture')
  await keepOffline(log, () => reloadWhenCalm(device))
  void warmFonts()
  addEventListener('pagehide', () => device.leave())
  for (;;) {
    try {
      return await device.connect()
    } catch (error) {
      log('warn', 'the link could not be opened', { error: String(error) })
      await new Promise((done) => setTimeout(done, CONNECT_AGAIN_MS))
    }
  }
}

function reloadWhenCalm(device: Device): void {
  const timer = setInterval(() => {
    if (device.inSession || device.view?.main.kind === 'alert') return
    clearInterval(timer)
    device.leave()
    location.reload()
  }, CALM_EVERY_MS)
}
