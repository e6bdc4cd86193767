/**
 * A process of its own that holds thousands of simulated devices. Each is the device code that runs in the browser, with a
 * face that draws at once; each also takes a bare copy of the bytes on a second topic, for the baseline.
 */
import { connectMqtt } from '../../link/mqtt.ts'
import type { AlertSet } from '../../protocol/alert.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import type { Bundle } from '../../protocol/content.ts'
import { verify } from '../../protocol/sign.ts'
import { look, type PlayerFacts, type View } from '../../kiosk/device/player.ts'
import { createMemoryMedia, createSimulatedDevice } from '../../kiosk/device/simulate.ts'
import { preciseNow } from './figure.ts'
import { pause, untilIdle } from './within.ts'

export type SwarmOrder =
  | { do: 'start'; mqttUrl: string; origin: string; devices: { credentials: Credentials; raw: string }[] }
  | { do: 'expect'; what: 'alert' | 'raw'; count: number }
  | { do: 'how-many' }
  | { do: 'rest' }
export type SwarmReport = { is: 'ready' } | { is: 'watching' } | { is: 'resting' } | { is: 'all'; lastMs: number } | { is: 'seen'; count: number; losses: number }

const tell = (report: SwarmReport) => void process.send?.(report)

let wanted: 'alert' | 'raw' | null = null
let count = 0
let seen = new Set<string>()
let losses = 0

function saw(what: 'alert' | 'raw', device: string): void {
  if (wanted !== what) return
  seen.add(device)
  if (seen.size < count) return
  wanted = null
  tell({ is: 'all', lastMs: preciseNow() })
}

/**
 * Ten thousand screens check a signature each on their own processor. Here they would share two, so the same bytes on the
 * same topic are checked once in this process.
 */
function verifyOnce(): typeof verify {
  const last = new Map<string, { bytes: Uint8Array; answer: ReturnType<typeof verify> }>()
  return ((topic, path, bytes, pins, now, held) => {
    if (!path.includes('/zone/')) return verify(topic, path, bytes, pins, now, held)
    const known = last.get(path)
    if (known && Buffer.compare(known.bytes, bytes) === 0) return known.answer
    const answer = verify(topic, path, bytes, pins, now, null)
    last.set(path, { bytes, answer })
    return answer
  }) as typeof verify
}

/** What one screen of a zone decided holds for its neighbours with the same facts until it says that it changes (`changesAt`). */
function lookOnce(): typeof look {
  const last = new Map<string | null, { facts: PlayerFacts; sets: AlertSet[]; view: View }>()
  return (facts, shelf, now) => {
    const { programme, device } = facts
    const sets = facts.alerts.filter((set) => set.alerts.length > 0)
    const known = last.get(device.zone)
    const same = known && known.facts.programme === programme && known.sets.length === sets.length && known.sets.every((set, i) => set === sets[i])
      && known.facts.device.role === device.role && device.session === null && !programme?.speakers.length
    if (known && same && now.epochMilliseconds >= known.view.at.epochMilliseconds && now.epochMilliseconds < (known.view.changesAt?.epochMilliseconds ?? 0)) return { ...known.view, at: now }
    const view = look(facts, shelf, now)
    last.set(device.zone, { facts, sets, view })
    return view
  }
}

/** What each does after it shows something waits here until for a moment no other has anything new to show. */
function createAfterShowing(quietMs: number): (run: () => void) => void {
  const queue: (() => void)[] = []
  let lastMs = 0
  let armed = false
  const look = (): void => {
    if (performance.now() - lastMs < quietMs) return void setTimeout(look, quietMs / 4)
    for (const run of queue.splice(0, 500)) run()
    if (queue.length > 0) setImmediate(look)
    else armed = false
  }
  return (run) => {
    lastMs = performance.now()
    queue.push(run)
    if (!armed) setTimeout(look, quietMs)
    armed = true
  }
}

async function start({ mqttUrl, origin, devices }: Extract<SwarmOrder, { do: 'start' }>): Promise<void> {
  const shared = { verify: verifyOnce(), parsed: new Map<string, Bundle>(), afterShowing: createAfterShowing(60), look: lookOnce() }
  const media = createMemoryMedia(origin)
  const one = async ({ credentials, raw }: (typeof devices)[number]) => {
    const id = credentials.device
    const device = createSimulatedDevice({
      credentials, media, shared,
      link: async (options) => {
        const link = await connectMqtt(mqttUrl, options)
        await link.subscribe(raw, () => saw('raw', id))
        link.onState(({ name }) => { if (name === 'offline') losses += 1 })
        return link
      },
      onView: (view) => { if (view.main.kind === 'alert') saw('alert', id) },
    })
    await device.start()
    await device.connect()
    while (!device.inspect().online) await pause(10)
  }
  for (let i = 0; i < devices.length; i += 100) await Promise.all(devices.slice(i, i + 100).map(one))
  tell({ is: 'ready' })
}

process.on('message', (order: SwarmOrder) => {
  if (order.do === 'start') return void start(order)
  if (order.do === 'how-many') return tell({ is: 'seen', count: seen.size, losses })
  if (order.do === 'rest') return void untilIdle().then(() => tell({ is: 'resting' }))
  seen = new Set()
  count = order.count
  wanted = order.what
  tell({ is: 'watching' })
})
process.on('disconnect', () => process.exit(0))
