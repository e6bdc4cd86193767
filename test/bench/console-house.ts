import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { build } from 'vite'
import type { DeviceView } from '../../protocol/api.ts'
import { launchChromium } from '../support/chromium.ts'
import { ADMIN_PASSWORD } from '../support/client.ts'
import { startController } from '../support/controller.ts'

const root = new URL('../../', import.meta.url).pathname

/** The built console on a controller with that site, in a Chromium of its own; its lists may be put anew as if the controller had answered so. */
export async function openBenchConsole(site: string) {
  const dist = await mkdtemp(join(tmpdir(), 'anxing-bench-console-'))
  await build({ configFile: join(root, 'vite.config.ts'), mode: 'console', logLevel: 'error', build: { outDir: join(dist, 'console'), emptyOutDir: true } })
  const controller = await startController({ dist, site })
  const browser = await launchChromium()
  let answer: ((devices: DeviceView[]) => DeviceView[]) | null = null
  let software = true

  return {
    get software() { return software },
    async page(viewport: { width: number; height: number }): Promise<Page> {
      const page = await (await browser.newContext({ locale: 'zh-CN', viewport, reducedMotion: 'reduce' })).newPage()
      await page.route('**/api/devices', async (route) => {
        const response = await route.fetch()
        const devices = await response.json() as DeviceView[]
        // All are there, as on a good day; a controller without screens would have none online.
        const online = devices.map((device): DeviceView => ({ ...device, state: 'online', since: '2026-01-01T00:00:00Z' }))
        await route.fulfill({ response, json: answer ? answer(online) : online })
      })
      await page.goto(`${controller.origin}/console/`)
      await page.locator('#user').fill('admin')
      await page.locator('#password').fill(ADMIN_PASSWORD)
      await page.keyboard.press('Enter')
      await page.waitForFunction(() => (window.__anxingMap?.inspect().frames ?? 0) > 0, undefined, { timeout: 60_000 })
      software = await page.evaluate(() => window.__anxingMap?.inspect().software ?? true)
      return page
    },
    async emptyPage(): Promise<Page> {
      const page = await (await browser.newContext()).newPage()
      await page.setContent('<p>0</p>')
      return page
    },
    /**
     * `count` screens change their state, `rounds` times: from the controller's word on the live channel, which the page
     * answers by reading its list, until the task after the frame that draws it. The way to the controller is not counted:
     * it is counted from when the list's answer has been read.
     */
    async statusChanges(page: Page, count: number, rounds: number): Promise<number[]> {
      await page.evaluate(() => {
        const json = Response.prototype.json
        const seen = window as unknown as { listRead?: number }
        Response.prototype.json = async function (this: Response) {
          const value: unknown = await json.call(this)
          if (this.url.endsWith('/api/devices')) seen.listRead = performance.now()
          return value
        }
      })
      const times: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        answer = (devices) => devices.map((device, i) => (i % Math.ceil(devices.length / count) === round % 3 ? { ...device, state: 'offline' } : device))
        const before = await page.evaluate(() => { (window as unknown as { listRead?: number }).listRead = 0; return window.__anxingMap?.inspect().frames ?? 0 })
        controller.services.changes.tell('device', '*')
        times.push(await page.evaluate((frames) => new Promise<number>((resolve) => {
          const look = () => {
            const read = (window as unknown as { listRead?: number }).listRead ?? 0
            const seen = window.__anxingMap?.inspect()
            if (read > 0 && seen && seen.frames > frames) {
              const channel = new MessageChannel()
              channel.port1.onmessage = () => resolve(performance.now() - read)
              channel.port2.postMessage(null)
            } else requestAnimationFrame(look)
          }
          requestAnimationFrame(look)
        }), before))
      }
      answer = null
      return times
    },
    async close(): Promise<void> {
      await browser.close()
      await controller.stop()
      await rm(dist, { recursive: true, force: true })
    },
  }
}
