import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright'
import { buildStale } from '../../tools/build.ts'
import { CHROMIUM } from '../../tools/chromium.ts'
import { holdsAll, ready, shows } from '../support/chromium.ts'
import { startController } from '../support/controller.ts'
import { median, preciseNow, round, type Figure } from './figure.ts'

const STARTS = 12
const WALL = 'wall-gate-c9'

const launch = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: ['--no-sandbox'], viewport: { width: 1920, height: 1080 } })

/** A screen that was online once is started again and again with its controller, its broker and its network gone. */
export async function benchColdStart(): Promise<Figure[]> {
  const dist = buildStale(['kiosk'])
  const profile = await mkdtemp(join(tmpdir(), 'anxing-profile-'))
  const controller = await startController({ dist })
  let stopped = false
  const stop = async () => {
    if (!stopped) await controller.stop()
    stopped = true
  }
  try {
    const address = `${controller.origin}/kiosk/?device=${WALL}`
    const first = await launch(profile)
    const page = first.pages()[0] ?? (await first.newPage())
    await page.goto(address)
    await shows(page)
    await ready(page)
    await holdsAll(page)
    await first.close()
    await stop()

    const pictures: number[] = []
    const launches: number[] = []
    for (let i = 0; i < STARTS; i += 1) {
      const launchedMs = preciseNow()
      const context = await launch(profile)
      try {
        await context.setOffline(true)
        const screen = context.pages()[0] ?? (await context.newPage())
        await screen.goto(address)
        await shows(screen)
        // Set by the app in the task after the frame that first holds the item; counted from the start of the navigation.
        const { startTime, origin } = await screen.waitForFunction(() => {
          const mark = performance.getEntriesByName('anxing-first-picture')[0]
          return mark && { startTime: mark.startTime, origin: performance.timeOrigin }
        }).then((found) => found.jsonValue()).then((found) => found ?? { startTime: NaN, origin: NaN })
        pictures.push(startTime)
        launches.push(origin + startTime - launchedMs)
      } finally {
        await context.close()
      }
    }
    const worst = Math.max(...pictures)
    return [{
      what: 'Cold start offline to first item', target: 'at most 2 s',
      measured: `longest ${round(worst)} ms, median ${round(median(pictures))} ms after the navigation began (median ${round(median(launches))} ms with the start of Chromium itself)`,
      ok: worst <= 2000, how: `${pictures.length} starts of a new Chromium on the same profile, network off and controller stopped; service worker, IndexedDB and Cache Storage from the disk`,
    }]
  } finally {
    await stop()
    await rm(profile, { recursive: true, force: true })
  }
}
