import type { Browser, Page } from 'playwright'
import decodeQR from 'qr/decode.js'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildStale } from '../../tools/build.ts'
import { axeFindings } from '../support/axe.ts'
import { launchChromium, shiftClock } from '../support/chromium.ts'
import { createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { staff } from '../support/staff.ts'

let controller: TestController
let browser: Browser
const shot = async (page: Page, name: string) => { if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` }) }
beforeAll(async () => {
  controller = await startController({ dist: buildStale(['kiosk', 'console']) })
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await controller.stop()
})

/** Where the code leads, read as a phone's camera would: from a picture of the whole wall, by another library than the one that draws it. */
async function addressOn(page: Page): Promise<string> {
  const { data, info } = await sharp(await page.screenshot()).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return decodeQR({ width: info.width, height: info.height, data: new Uint8Array(data) })
}

describe('the staff wall', () => {
  it('shows the day\'s question, a code that changes each minute, and today\'s alerts; an alert of its own takes it over', async () => {
    const wall = controller.services.site.devices.find(({ role }) => role === 'staff_wall')
    const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce', serviceWorkers: 'block' })).newPage()
    await page.goto(`${controller.origin}/kiosk/?device=${wall?.id}`)
    await page.locator('[data-question]').waitFor()
    await page.locator('[data-wall-code]').waitFor()
    const first = await addressOn(page)
    expect(first).toMatch(new RegExp(`^${controller.origin}/console/#/learn/${wall?.id}[^/]*$`))
    expect(await page.locator('[data-alerts="0"]').count()).toBe(1)
    await shot(page, 'wall-quiet')
    await shiftClock(page, 60_000)
    await expect.poll(() => addressOn(page)).not.toBe(first)
    expect(await addressOn(page)).toMatch(new RegExp(`^${controller.origin}/console/#/learn/${wall?.id}`))
    const raise = (severity: string, target: object) => staff(controller.client, 'POST', '/api/alerts', {
      severity, presentation: 'takeover', target, expiresInSeconds: 3600,
      info: [{ language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方渠道。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official channels only.' }],
    })
    const raised = await raise('orange', { zones: ['checkin-ab'] })
    await page.locator('[data-alerts="1"]').waitFor()
    expect(await page.locator('[data-alert]').innerText()).toMatch(/谨防假客服[\s\S]*A、B 岛值机区\s*\d\d:\d\d 至 \d\d:\d\d/)
    await shot(page, 'wall-alert')
    const overlap = () => page.evaluate(() => { const boxes = ['header', '.contact', '.asks', 'ol'].map((s) => document.querySelector(`.question > ${s}`)?.getBoundingClientRect()); const inner = document.querySelector('.contact > *')?.getBoundingClientRect(); return boxes.flatMap((b, i) => (b && boxes[i + 1] && b.bottom > (boxes[i + 1]?.top ?? 0) + 1 ? [i] : [])).length + Number((inner?.top ?? 0) < (boxes[0]?.bottom ?? 0)) })
    expect(await overlap()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await page.setViewportSize({ width: 1080, height: 1920 })
    await shot(page, 'wall-upright')
    expect(await overlap()).toBe(0)
    expect(await page.evaluate(() => [...document.querySelectorAll('.wall section')].filter((s) => s.scrollHeight > s.clientHeight + 2 || s.scrollWidth > s.clientWidth + 2).map((s) => s.className))).toEqual([])
    await staff(controller.client, 'POST', `/api/alerts/${String(Reflect.get(Object(raised), 'id'))}/cancel`)
    await page.getByText('已解除').waitFor()
    const own = await raise('red', { zones: [wall?.zone] })
    await page.locator('[data-showing^="alert:"]').waitFor()
    await staff(controller.client, 'POST', `/api/alerts/${String(Reflect.get(Object(own), 'id'))}/cancel`)
    await page.locator('[data-wall-code]').waitFor()
    await page.context().close()
  })

  it('opens the question on a colleague\'s phone; the day\'s first answer counts, and only they see their record', async () => {
    await staff(controller.client, 'PUT', '/api/staff', { user: 'wang', password: 'before the shift', roles: ['viewer'], mayRelease: false })
    await createClient(controller.origin).signIn('wang', 'before the shift')
    const wall = controller.services.site.devices.find(({ role }) => role === 'staff_wall')
    const key = controller.services.desk.keyFor('wall-code', wall?.id ?? '') ?? ''
    const { wallCode } = await import('../../protocol/wall-code.ts')
    const hanging = await (await browser.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce', serviceWorkers: 'block' })).newPage()
    await hanging.goto(`${controller.origin}/kiosk/?device=${wall?.id}`)
    await hanging.locator('[data-wall-code]').waitFor()
    const address = await addressOn(hanging)
    await hanging.context().close()
    const code = address.split('/').at(-1) ?? ''
    const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', reducedMotion: 'reduce' })).newPage()
    await page.goto(address)
    await page.locator('#user').fill('wang')
    await page.locator('#password').fill('before the shift')
    await page.keyboard.press('Enter')
    await page.locator('[data-learn="open"]').waitFor()
    await shot(page, 'learn-open')
    await page.locator('[data-option="0"]').press('Enter')
    await page.locator('[data-learn="done"]').waitFor()
    await page.getByText('本月学了 1 天').waitFor()
    await shot(page, 'learn-done')
    expect(await axeFindings(page)).toEqual([])
    const again = await page.evaluate(async (body) => (await fetch('/api/learn/answer', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json() as Promise<unknown>, JSON.stringify({ code, choice: 1 }))
    expect(again).toMatchObject({ done: { choice: 0 }, own: { days: 1 } })
    const old = await wallCode(key, wall?.id ?? '', Date.now() - 600_000)
    await page.goto(`${controller.origin}/console/#/learn/${old}`)
    await page.getByText(/run out|过期|失效/).waitFor()
    expect((await controller.client.ask('POST', '/api/learn/open', { code: `${code.slice(0, -1)}x` })).body).toMatchObject({ code: 'learn/unknown-code' })
    await page.context().close()
  })
})
