import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright'
import { buildStale } from '../../tools/build.ts'
import { launchChromium } from '../support/chromium.ts'
import { ADMIN_PASSWORD, createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { staff } from '../support/staff.ts'
import { axeFindings, sideways } from './console-room.ts'

let controller: TestController
let browser: Browser

const shot = async (page: Page, name: string) => { if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` }) }

async function openDesk(options: { viewport?: { width: number; height: number }; theme?: 'light' | 'dark'; locale?: string; user?: string; password?: string } = {}): Promise<Page> {
  const { viewport = { width: 1440, height: 900 }, theme = 'light', locale = 'en-GB', user = 'lin', password = 'at the desk' } = options
  const page = await (await browser.newContext({ viewport, colorScheme: theme, locale, reducedMotion: 'reduce' })).newPage()
  await page.goto(`${controller.origin}/console/#/desk`)
  await page.locator('#user').fill(user)
  await page.locator('#password').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('#desk-state').waitFor()
  return page
}

beforeAll(async () => {
  controller = await startController({ dist: buildStale(['kiosk', 'console']) })
  await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', password: 'at the desk', roles: ['duty'], mayRelease: false })
  await staff(controller.client, 'PUT', '/api/staff', { user: 'vic', password: 'only looking', roles: ['viewer'], mayRelease: false })
  for (const [user, password] of [['lin', 'at the desk'], ['vic', 'only looking']]) await createClient(controller.origin).signIn(user, password)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await controller.stop()
})

describe('the anti-fraud desk', () => {
  it('a passenger finishes an exercise; the officer opens the desk, and redeems the four words once, by keyboard alone', async () => {
    const desk = await openDesk()
    const kiosk = await (await browser.newContext({ viewport: { width: 1080, height: 1920 }, locale: 'zh-CN', reducedMotion: 'reduce', serviceWorkers: 'block' })).newPage()
    await kiosk.goto(`${controller.origin}/kiosk/?device=kiosk-arrivals`)
    await kiosk.locator('[data-session="attract"]').waitFor()
    await desk.getByRole('button', { name: 'Open the desk' }).press('Enter')
    await desk.getByText('Staffed now').waitFor()
    await kiosk.locator('[data-desk="open"]').waitFor()
    await shot(kiosk, 'kiosk-desk-open')

    const press = (name: string) => kiosk.locator(`[data-button^="${name}"]`).first().click()
    await press('paid')
    await kiosk.locator('[data-page="paid"] [data-desk="open"]').waitFor()
    await shot(kiosk, 'kiosk-paid-desk')
    await press('help-paid')
    await kiosk.locator('[data-page="help-none"]').waitFor()
    await press('call')
    const rings = desk.locator('[data-ringing="true"]')
    await rings.waitFor()
    expect(await desk.title()).toContain('1 calling')
    await kiosk.locator('[data-page="help-told"]').waitFor()
    await shot(desk, 'desk-rings')
    await rings.getByText('money may be on its way').waitFor()
    await rings.getByRole('button', { name: 'I go' }).press('Enter')
    await kiosk.locator('[data-page="help-coming"]').waitFor()
    await desk.locator('[data-ringing="false"]').getByRole('button', { name: 'Dealt with' }).press('Enter')
    await kiosk.locator('[data-page="help-done"]').waitFor()
    await press('back')
    await press('back')
    await press('quiz')
    for (let n = 0; n < 3; n += 1) {
      await kiosk.locator(`[data-page="quiz-${n}"]`).waitFor()
      await press('option')
      await kiosk.locator(`[data-page="answer-${n}"]`).waitFor()
      await press('next')
    }
    const code = kiosk.locator('[data-code]')
    await code.waitFor()
    const words = await code.getAttribute('data-code')
    expect(words?.split(' ')).toHaveLength(4)
    await shot(kiosk, 'kiosk-code')

    const field = desk.getByLabel('Four words')
    await field.focus()
    await desk.keyboard.type(words ?? '')
    await shot(desk, 'desk-redeem')
    await desk.keyboard.press('Enter')
    await desk.getByText('The code is used up.').waitFor()
    expect(await desk.locator('[data-points="1"]').count()).toBe(1)
    await desk.getByText('2 more points make a set').waitFor()
    await shot(desk, 'desk-good')
    await desk.keyboard.press('Enter')
    await desk.keyboard.type(words ?? '')
    await desk.keyboard.press('Enter')
    await desk.getByText(/was redeemed at \d\d:\d\d already/).waitFor()
    await desk.getByText('1 redeemed today').waitFor()

    await desk.getByRole('button', { name: 'Close the desk' }).press('Enter')
    await kiosk.locator('[data-code]').waitFor()
    await press('leave')
    await kiosk.locator('[data-desk="closed"]').waitFor()
    expect(await kiosk.locator('[data-code]').count()).toBe(0)
    expect(await kiosk.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(words ?? 'none')
    await kiosk.context().close()
    await desk.context().close()
  })

  it('offers the words that begin so, and takes the first by a press', async () => {
    const desk = await openDesk()
    await desk.getByLabel('Four words').pressSequentially('pea')
    const offered = desk.getByRole('list', { name: 'Words that begin so' })
    await offered.getByRole('button', { name: /peacock/ }).press('Enter')
    expect(await desk.getByLabel('Four words').inputValue()).toBe('peacock ')
    await desk.context().close()
  })

  it('lets who may only look, look', async () => {
    const page = await openDesk({ user: 'vic', password: 'only looking' })
    await page.getByText('Your account may only look').waitFor()
    // One passenger's code was redeemed: whoever redeemed it knows, nobody else is told.
    await page.getByText('fewer than 10 redeemed today').waitFor()
    expect(await page.getByRole('button', { name: /Redeem|the desk$/ }).count()).toBe(0)
    await page.context().close()
  })

  it.each([['light', 1440, 'en-GB'], ['dark', 1440, 'zh-CN'], ['light', 390, 'zh-CN']] as const)('is clean for axe and not too wide, %s at %d', async (theme, width, locale) => {
    const page = await openDesk({ theme, viewport: { width, height: 844 }, locale, user: 'admin', password: ADMIN_PASSWORD })
    await page.locator('#desk-words').fill('山')
    expect(await axeFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual([])
    await shot(page, `desk-${theme}-${width}`)
    await page.context().close()
  })
})
