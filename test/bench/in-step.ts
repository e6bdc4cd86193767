import { openKioskHouse, ready, shiftClock } from '../support/chromium.ts'
import { median, percentile, round, type Figure } from './figure.ts'
import { watchShowing } from './watch-showing.ts'
import { within } from './within.ts'

const CHANGES = 24
/** Both screens' clocks are set forward to so long before the next change; what then happens is not touched. */
const BEFORE_MS = 1_500
const PAIR = ['wall-gate-c9', 'wall-gate-c14'] as const

/** Two screens of one zone, each in a browser context of its own: how far apart they change item. */
export async function benchInStep(): Promise<Figure[]> {
  const house = await openKioskHouse()
  try {
    const pages = await Promise.all(PAIR.map(async (id) => {
      const page = await house.screen(id, { viewport: { width: 1280, height: 720 } })
      await ready(page)
      return page
    }))
    const [first] = pages
    if (!first) throw new Error('no screen')
    const apart: number[] = []
    const late: number[] = []
    let differing = 0
    for (let i = -2; i < CHANGES; i += 1) {
      const leftMs = await first.evaluate(() => {
        const until = window.__anxing?.view?.main.until
        return until ? until.epochMilliseconds - Temporal.Instant.from(window.__anxing?.now ?? '').epochMilliseconds : 0
      })
      if (leftMs > BEFORE_MS) await Promise.all(pages.map((page) => shiftClock(page, leftMs - BEFORE_MS)))
      const watchers = await Promise.all(pages.map(watchShowing))
      const [one, other] = await within(30, 'both screens change', Promise.all(watchers.map((watcher) => watcher.next('item:'))))
      const dueMs = await first.evaluate(() => window.__anxing?.view?.main.startedAt.epochMilliseconds ?? NaN)
      if (!one || !other || i < 0) continue
      if (one.showing !== other.showing) differing += 1
      apart.push(Math.abs(one.clockMs - other.clockMs))
      late.push(one.clockMs - dueMs)
    }
    const worst = Math.max(...apart)
    return [{
      what: 'Two screens of one zone change item', target: 'within 50 ms of each other',
      measured: `at most ${round(worst)} ms apart (median ${round(median(apart))} ms, p95 ${round(percentile(apart, 0.95))} ms), ${round(median(late))} ms after the moment that the programme says; ${differing} changes to different items`,
      ok: worst <= 50 && differing === 0, how: `${apart.length} changes, two contexts in one Chromium, by each screen's own corrected clock at the moment the picture is exchanged; between changes both clocks are set forward to ${BEFORE_MS / 1000} s before the next`,
    }]
  } finally {
    await house.close()
  }
}
