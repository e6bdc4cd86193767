import type { Browser, Page } from 'playwright'
import { createMemoryMedia, createSimulatedDevice, type SimulatedDevice } from '../../kiosk/device/simulate.ts'
import { buildStale } from '../../tools/build.ts'
import { axeFindings as findings } from '../support/axe.ts'
import { ADMIN_PASSWORD, begin, own, read, type Ask } from '../support/client.ts'
import { launchChromium } from '../support/chromium.ts'
import { startController, type StartOptions, type TestController } from '../support/controller.ts'
import { pairDemo } from '../support/credentials.ts'

export type ConsoleHouse = {
  controller: TestController
  /** Where the built console is, for another controller that serves it. */
  dist: string
  devices: SimulatedDevice[]
  browser: Browser
  /** A page of its own context; at another controller's `origin` where that is given. */
  open(options?: { origin?: string; locale?: string; theme?: 'light' | 'dark'; viewport?: { width: number; height: number } }): Promise<Page>
  signIn(page: Page, user?: string, password?: string): Promise<void>
  /** Signed in by the API, straight into a room: for tests of what is in there. */
  enter(page: Page, hash: string, user?: string, password?: string): Promise<void>
  go(page: Page, hash: string): Promise<void>
  /** Takes the controller away, as a power cut in its room would. */
  stopController(): Promise<void>
  close(): Promise<void>
}

/** The built apps on a real controller, with real device code for `online`; `options`: how the controller starts. Without `webgl` the overview shows its plan. */
export async function openConsoleHouse(online: readonly string[], { webgl = false, ...options }: StartOptions & { webgl?: boolean } = {}): Promise<ConsoleHouse> {
  const dist = buildStale(['kiosk', 'console'])
  const controller = await startController({ dist, ...options })
  const media = createMemoryMedia(controller.origin)
  const devices = await Promise.all(online.map(async (id) => {
    const device = createSimulatedDevice({ credentials: await pairDemo(controller.origin, id), mqttUrl: controller.mqttTcp, origin: controller.origin, media })
    await device.start()
    await device.connect()
    return device
  }))
  const browser: Browser = await launchChromium({ webgl })

  let stopped: Promise<void> | null = null
  const stopController = () => (stopped ??= controller.stop())

  return {
    controller, dist, devices, browser, go, stopController,
    async open({ origin = controller.origin, locale = 'en-GB', theme = 'light', viewport = { width: 1440, height: 900 } } = {}) {
      const context = await browser.newContext({ locale, colorScheme: theme, viewport, reducedMotion: 'reduce' })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      await page.goto(`${origin}/console/`)
      return page
    },
    async signIn(page, user = 'admin', password = ADMIN_PASSWORD) {
      // As a hand on the keyboard does it: name, Tab, password, Enter.
      await page.locator('#user').fill(user)
      await page.keyboard.press('Tab')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      const choose = page.locator('#password-new')
      await page.locator('main#main').or(choose).waitFor()
      if (await choose.count() === 0) return
      // A one-time password becomes the person's own, as in `begin`.
      await own(asks(page), password)
      await page.reload()
      await page.locator('main#main').waitFor()
    },
    async enter(page, hash, user = 'admin', password = ADMIN_PASSWORD) {
      const { status, body } = await begin(asks(page), user, password)
      if (status !== 200) throw new Error(`${user} is not let in: ${status} ${JSON.stringify(body)}`)
      await go(page, hash)
      await page.reload()
      await page.locator('main#main').waitFor()
    },
    async close() {
      await browser.close()
      await Promise.all(devices.map((device) => device.stop()))
      await stopController()
    },
  }
}

const go = (page: Page, hash: string): Promise<void> => page.evaluate((to) => { location.hash = to }, hash)

/** The API, asked with that page's cookie. */
const asks = (page: Page): Ask => async (method, path, data) => {
  const answer = await page.request.fetch(new URL(path, page.url()).href, { method, data, headers: { origin: new URL(page.url()).origin } })
  return { status: answer.status(), body: read(answer.headers()['content-type'], await answer.text()) }
}

/** Presses Tab until the focus is on an element of that accessible name; fails after `most` presses. */
export async function tabTo(page: Page, role: 'button' | 'link' | 'textbox' | 'checkbox' | 'radio' | 'combobox' | 'slider', name: string | RegExp, most = 150): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' })
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab')
    if (await wanted.evaluateAll((all) => all.some((element) => element === document.activeElement))) return
  }
  throw new Error(`Tab does not reach the ${role} ${String(name)}`)
}

/** What axe finds against WCAG 2.2 A and AA, as text; empty is clean. The inside of a preview is a picture, named by its frame. */
export const axeFindings = (page: Page): Promise<string[]> => findings(page, { exclude: ['.preview > .inside'] })

/** Pixels by which the page is wider than the window, and what sticks out. */
export async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= wide) return []
    return [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > wide + 1).slice(0, 5).map((e) => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
  })
}
