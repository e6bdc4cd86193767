/**
 * A process of its own that holds thousands of simulated devices. Each is the device code that runs in the browser, with a
 * face that draws at once; each also takes a bare copy of the bytes on a second topic, for the baseline.
 */
import { connectMqtt } from '../../link/mqtt.ts'
import type { Credentials } from '../../protocol/api.ts'
import type { Bundle } from '../../protocol/content.ts'
import { verify } from '../../protocol/sign.ts'
import { createMemoryMedia, createSimulatedDevice } from '../../kiosk/device/simulate.ts'
import { preciseNow } from './figure.ts'

export type SwarmOrder =
  | { do: 'start'; mqttUrl: string; origin: string; devices: { credentials: Credentials; raw: string }[] }
  /** `any`: the next alert; null: the bare copy. */
  | { do: 'expect'; alert: 'any' | null; count: number }
export type SwarmReport = { is: 'ready' } | { is: 'all'; firstMs: number; lastMs: number }

let wanted: { alert: 'any' | null; count: number } | null = null
let seen = 0
let firstMs = 0

function saw(alert: string | null): void {
  if (!wanted || (wanted.alert === null) !== (alert === null)) return
  const at = preciseNow()
  if (seen === 0) firstMs = at
  seen += 1
  if (seen < wanted.count) return
  wanted = null
  process.send?.({ is: 'all', firstMs, lastMs: at } satisfies SwarmReport)
}

/**
 * Ten thousand screens check a signature each on their own processor. Here they would share two, so the same bytes on the
 * same topic are checked once in this process; everything after the signature is done by each.
 */
function verifyOnce(): typeof verify {
  const done = new Map<string, { bytes: Uint8Array; answer: ReturnType<typeof verify> }>()
  return (async (topic, path, bytes, pins, now, held) => {
    if (!path.includes('/zone/')) return verify(topic, path, bytes, pins, now, held)
    const last = done.get(path)
    if (last && Buffer.compare(last.bytes, bytes) === 0) return last.answer
    const answer = verify(topic, path, bytes, pins, now, null)
    done.set(path, { bytes, answer })
    return answer
  }) as typeof verify
}

async function start({ mqttUrl, origin, devices }: Extract<SwarmOrder, { do: 'start' }>): Promise<void> {
  const shared = { verify: verifyOnce(), parsed: new Map<string, Bundle>() }
  const media = createMemoryMedia(origin)
  const one = async ({ credentials, raw }: (typeof devices)[number]) => {
    const device = createSimulatedDevice({
      credentials, media, shared,
      link: async (options) => {
        const link = await connectMqtt(mqttUrl, options)
        await link.subscribe(raw, () => saw(null))
        return link
      },
      onView: (view) => { if (view.main.kind === 'alert') saw(view.main.alert.id) },
    })
    await device.start()
    await device.connect()
    while (!device.inspect().online) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  for (let i = 0; i < devices.length; i += 100) await Promise.all(devices.slice(i, i + 100).map(one))
  process.send?.({ is: 'ready' } satisfies SwarmReport)
}

process.on('message', (order: SwarmOrder) => {
  if (order.do === 'start') void start(order)
  else {
    seen = 0
    wanted = { alert: order.alert, count: order.count }
  }
})
process.on('disconnect', () => process.exit(0))
