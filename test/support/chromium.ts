import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright'
import { buildStale } from '../../tools/build.ts'
import { CHROMIUM } from '../../tools/chromium.ts'
import { startController, type StartOptions, type TestController } from './controller.ts'

/**
 * What no page of ours needs. With every window a browser loads two pages of its own for the address line, and it keeps processes
 * ready for more: a third of all its work here. Of such lists the last counts, so Playwright's own are said again.
 */
const without = [
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'PreloadTopChromeWebUI', 'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
]

/** Where there is no graphics card, its stand-in in software costs much; only who needs WebGL asks for it. */
export const launchChromium = ({ webgl = false, args = [] }: { webgl?: boolean; args?: readonly string[] } = {}): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', `--disable-features=${without.join()}`, ...(webgl ? [] : ['--disable-gpu']), ...args] })

export type StoredEvent = { device: string; stream: string; seq: number; kind: string; body: Record<string, unknown> }

export type KioskHouse = {
  controller: TestController
  browser: Browser
  /** A browser of its own for one screen, with storage of its own; pictures stand still unless `reducedMotion` says otherwise. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>
  /** Opens a screen of the demo and waits for its first picture. */
  screen(id: string, options?: BrowserContextOptions): Promise<Page>
  /** What the controller has stored from a device, in order. */
  events(device: string): StoredEvent[]
  /** What pages threw and nobody caught; empty where all went well. */
  complaints(): string[]
  close(): Promise<void>
}

/** The built kiosk app in a real browser, on a real controller with its own store and broker; `options`: how that starts, and with what else Chromium does. */
export async function openKioskHouse({ args = [], ...options }: StartOptions & { args?: readonly string[] } = {}): Promise<KioskHouse> {
  const controller = await startController({ dist: buildStale(['kiosk']), ...options })
  const browser = await launchChromium({ args: ['--host-resolver-rules=MAP plain.test 127.0.0.1', ...args] })
  const complaints: string[] = []

  const context: KioskHouse['context'] = async (how = {}) => {
    const made = await browser.newContext({ viewport: { width: 1080, height: 1920 }, reducedMotion: 'reduce', ...how })
    made.setDefaultTimeout(60_000)
    made.on('weberror', (error) => complaints.push(error.error().message))
    return made
  }
  return {
    controller, browser, context,
    async screen(id, how) {
      const page = await (await context(how)).newPage()
      await page.goto(`${controller.origin}/kiosk/?device=${id}`)
      await shows(page)
      return page
    },
    events(device) {
      const db = new DatabaseSync(join(controller.folder, 'anxing.db'), { readOnly: true })
      try {
        return db.prepare('select device, stream, seq, kind, body from event where device = ? order by received_ms, stream, seq').all(device)
          .map((row) => ({ device: String(row['device']), stream: String(row['stream']), seq: Number(row['seq']), kind: String(row['kind']), body: JSON.parse(String(row['body'])) as Record<string, unknown> }))
      } finally {
        db.close()
      }
    },
    complaints: () => complaints,
    async close() {
      await browser.close()
      await controller.stop()
    },
  }
}

/** Waits until an item of the programme is on. */
export async function shows(page: Page, what = 'item:'): Promise<void> {
  await page.waitForFunction((wanted) => window.__anxing?.showing.startsWith(wanted), what)
}

/** Sets the demo page's clock forward, as if that much time had gone by. */
export const shiftClock = (page: Page, milliseconds: number): Promise<void> => page.evaluate((ms) => window.__anxing?.shiftClock(ms), milliseconds)

/** Waits until everything that the page is to have is in its caches. */
export async function holdsAll(page: Page): Promise<void> {
  await page.waitForFunction(() => { const s = window.__anxing?.state; return s !== undefined && s.cache.held === s.cache.wanted && s.cache.wanted > 0 })
}

/** Waits until the page is online with everything it shows held in its caches. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => window.__anxing?.state.online === true)
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated')
}
