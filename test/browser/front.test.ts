import type { Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFindings } from '../support/axe.ts'
import { launchChromium } from '../support/chromium.ts'
import { startController, type TestController } from '../support/controller.ts'

let controller: TestController
let browser: Browser
beforeAll(async () => {
  controller = await startController()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await controller.stop()
})

it.each([['wide', 1440, 900], ['phone', 390, 844]])('the front page says what this is, leads to its rooms, and axe finds nothing: %s', async (_name, width, height) => {
  const page = await (await browser.newContext({ viewport: { width, height } })).newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(controller.origin)
  expect(await page.locator('a[href^="/console"]').count()).toBeGreaterThan(0)
  expect(await page.locator('a[href^="/kiosk/?device="]').count()).toBeGreaterThan(2)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  expect(await axeFindings(page, { practicesBut: [] })).toEqual([])
  expect(errors).toEqual([])
})
