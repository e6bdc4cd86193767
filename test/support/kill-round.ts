import { openStore } from '../../controller/store/store.ts'
import type { House } from './kill-house.ts'

/** A small seeded generator (mulberry32), so that a failing round can be played again. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Every device answers questions without pause until `until` resolves. */
async function answerUntil(house: House, until: Promise<unknown>): Promise<void> {
  let going = true
  void until.finally(() => { going = false })
  await Promise.all(house.devices.map(async (device, i) => {
    await pause(i % 20)
    while (going) {
      await device.engage({ session: `s-${i}`, action: 'answer', item: 'q01', choice: 1, correct: true, genuine: false })
      house.answers += 1
      await pause(20)
    }
  }))
}

/** Kills the controller, or the broker under it, at a random moment under load, and starts it again. */
export async function killOnce(house: House, random: () => number): Promise<'controller' | 'broker'> {
  const victim = house.mosquitto && random() < 0.5 ? 'broker' : 'controller'
  await answerUntil(house, (async () => {
    await pause(100 + random() * 900)
    const killed = victim === 'broker' ? house.mosquitto : house.controller
    await killed?.kill9()
    await pause(random() * 300)
    await killed?.restart()
    await pause(random() * 400)
  })())
  return victim
}

export type Reckoning = { written: number; stored: number; received: number; summed: number; quarantined: number; gaps: number; stuck: number }

/** Waits until every outbox is empty, then compares what devices wrote with what the store holds. */
export async function reckon(house: House, patienceMs = 120_000): Promise<Reckoning> {
  const deadline = performance.now() + patienceMs
  const held = () => house.devices.reduce((sum, d) => sum + d.inspect().outbox.held, 0)
  while (held() > 0 && performance.now() < deadline) await pause(50)
  const store = await openStore({ folder: house.storeOptions.folder, url: house.storeOptions.url })
  try {
    const { db } = store
    const rows = await db.selectFrom('event').select((e) => ['device', 'kind', e.fn.countAll<number>().as('n')]).groupBy(['device', 'kind']).execute()
    const stored = rows.reduce((sum, r) => sum + Number(r.n), 0)
    const devices = await db.selectFrom('device').select(['id', 'events_received']).execute()
    const hours = await db.selectFrom('engagement_hour').select('answers').execute()
    const streams = await db.selectFrom('stream').select('gap').execute()
    const quarantine = await db.selectFrom('quarantine').select('seq').execute()
    return {
      written: [...house.written.values()].reduce((a, b) => a + b, 0), stored,
      received: devices.reduce((sum, d) => sum + d.events_received, 0),
      summed: hours.reduce((sum, h) => sum + h.answers, 0),
      quarantined: quarantine.length, gaps: streams.reduce((sum, s) => sum + s.gap, 0), stuck: held(),
    }
  } finally {
    await store.stop()
  }
}
