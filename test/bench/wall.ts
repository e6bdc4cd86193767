import type { Page } from 'playwright'
import { openKioskHouse, ready, shows } from '../support/chromium.ts'
import { staff } from '../support/staff.ts'
import { median, percentile, preciseNow, round, type Figure } from './figure.ts'
import { watchShowing } from './watch-showing.ts'
import { within } from './within.ts'

const ALERTS = 40
const WALL = 'wall-gate-c9'

async function once(page: Page, raise: () => Promise<string>): Promise<number> {
  const watcher = await watchShowing(page)
  const startedMs = preciseNow()
  const id = await raise()
  const { opaqueMs } = await within(20, 'the alert stands on the screen', watcher.next(`alert:${id}`))
  return opaqueMs - startedMs
}

/** An alert from before its HTTP request until the first frame in which it stands, opaque, on a wall in Chromium. */
export async function benchWall(): Promise<Figure[]> {
  const house = await openKioskHouse()
  try {
    const page = await house.screen(WALL, { viewport: { width: 1920, height: 1080 } })
    await ready(page)
    const { client } = house.controller
    const times: number[] = []
    for (let i = -3; i < ALERTS; i += 1) {
      let id = ''
      const ms = await once(page, async () => {
        const request = { severity: i % 2 ? 'red' : 'orange', presentation: 'takeover', target: { devices: [WALL] }, expiresInSeconds: 600, info: [
          { language: 'zh-CN', headline: '航班变动，|谨防假客服', description: '退改签只认航司官方 App、热线和柜台。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official app, hotline or desk only.' },
        ] }
        id = (await staff<{ id: string }>(client, 'POST', '/api/alerts', request)).id
        return id
      })
      if (i >= 0) times.push(ms)
      await staff(client, 'POST', `/api/alerts/${id}/cancel`, {})
      await shows(page)
    }
    const p95 = percentile(times, 0.95)
    return [{
      what: 'Alert, HTTP request to first opaque frame on a wall in Chromium', target: 'p95 at most 100 ms',
      measured: `p95 ${round(p95)} ms, median ${round(median(times))} ms, longest ${round(Math.max(...times))} ms`,
      ok: p95 <= 100, how: `${times.length} alerts, one headless Chromium at 1920 × 1080 drawing in software, controller on the same machine; ends in the task after the frame that first holds the alert, all its layers opaque`,
    }]
  } finally {
    await house.close()
  }
}
