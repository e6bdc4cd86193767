import type { Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceView, ShowAnswer } from '../../protocol/api.ts'
import type * as z from 'zod/mini'
import { HEADLINE_MM_PER_M, BODY_MM_PER_M } from '../../protocol/legible.ts'
import { axeFindings } from '../support/axe.ts'
import { holdsAll, shiftClock } from '../support/chromium.ts'
import { dayClock } from '../support/day-clock.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'
import { openConsoleHouse, type ConsoleHouse } from './console-room.ts'

const ROBOT = 'robot-xiaoan-2'
let house: ConsoleHouse
let page: Page
const complaints: string[] = []
beforeAll(async () => {
  house = await openConsoleHouse([], { clock: dayClock() })
  const context = await house.browser.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: true, reducedMotion: 'reduce', serviceWorkers: 'block' })
  context.on('weberror', (error) => complaints.push(error.error().message))
  page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${house.controller.origin}/kiosk/?device=${ROBOT}`)
  await page.waitForFunction(() => window.__anxing?.state.online === true)
  await holdsAll(page)
  await page.locator('[data-session="attract"] [data-button="start"]').waitFor()
})
afterAll(async () => {
  await house.close()
  expect(complaints).toEqual([])
})

const press = (name: string) => page.locator(`[data-button^="${name}"]`).first().tap()
const at = (name: string) => page.locator(`[data-page^="${name}"]`).waitFor()
const face = (mood: string) => page.locator(`[data-mood="${mood}"]`).first().waitFor()
const showing = (what: string) => page.waitForFunction((wanted) => window.__anxing?.showing.startsWith(wanted), what)
const caption = () => page.locator('.caption').innerText()
const order = (action: object) => staff<{ id: string }>(house.controller.client, 'POST', `/api/devices/${ROBOT}/command`, { action })
const device = () => staff<z.infer<typeof DeviceView>>(house.controller.client, 'GET', `/api/devices/${ROBOT}`)
const why = async () => (await staff<ShowAnswer>(house.controller.client, 'GET', `/api/show?device=${ROBOT}`)).reasons.map(({ code }) => code)
const line = () => house.controller.services.content.robotLines().find(({ id }) => id === 'r04')?.text ?? { 'zh-CN': '', en: '' }
const plain = (text: string) => text.replace(/\s/g, '')
/** Words where they stand: cut, outside, or covered by what lies over them. */
const cut = () => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.said .first, .said .second, nav button, .foot p')].filter((block) => block.checkVisibility()).flatMap((block) => {
  const range = document.createRange()
  range.selectNodeContents(block)
  return [...range.getClientRects()].filter(({ width }) => width > 0).flatMap((box) => {
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    return box.x < 0 || box.y < 0 || box.right > innerWidth || box.bottom > innerHeight || !(top && (block.contains(top) || top.contains(block))) ? [`${block.textContent.slice(0, 16)} ${Math.round(box.bottom)}`] : []
  })
}))
const targets = (least: number) => page.evaluate((px) => [...document.querySelectorAll('button')].filter((b) => b.checkVisibility()).map((b) => ({ name: b.dataset['button'], box: b.getBoundingClientRect() })).filter(({ box }) => box.width < px || box.height < px || box.right > innerWidth || box.bottom > innerHeight).map(({ name }) => name), least)
const found: string[] = []
afterEach(() => { expect(found.splice(0)).toEqual([]) })
const look = async (name: string, least = 44) => {
  found.push(...(await axeFindings(page)).map((what) => `${name}: ${what}`), ...(await cut()).map((what) => `${name}: cut: ${what}`), ...(await targets(least)).map((what) => `${name}: too small: ${what}`))
}

describe('an operator', () => {
  it('holds the robot from the console, which says until when and by whom; an alert comes first and gives it back; release ends it', async () => {
    const desk = await house.open()
    await house.enter(desk, `#/overview/${ROBOT}`)
    await desk.getByRole('combobox', { name: 'Let it say' }).selectOption({ label: line().en })
    await desk.getByRole('button', { name: 'Hold', exact: true }).click()
    await showing('hold')
    await face('listening')
    expect(plain(await caption())).toContain(plain(line()['zh-CN']))
    await look('held on a line')
    await desk.getByText(/ordered by admin/).waitFor()
    await desk.getByText(/^Held on/).waitFor()
    expect(await desk.getByRole('status').filter({ hasText: 'Held on' }).getAttribute('data-order')).toBe('hold')
    expect((await why())[0]).toBe('robot/held')

    const { id } = await staff<{ id: string }>(house.controller.client, 'POST', '/api/alerts', { severity: 'red', presentation: 'takeover', target: { devices: [ROBOT] }, expiresInSeconds: 600, info: [{ language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方渠道。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official channels only.' }] })
    await showing(`alert:${id}`)
    expect((await why()).slice(0, 2)).toEqual(['main/alert', 'robot/held'])
    await press('paid')
    await at('paid')
    await press('home')
    await at('menu')
    await press('home')
    await at('finish')
    await press('leave')
    await page.locator('[data-session="attract"]').waitFor()
    await staff(house.controller.client, 'POST', `/api/alerts/${id}/cancel`, {})
    await showing('hold')

    await desk.getByRole('button', { name: 'Release' }).click()
    await showing('item:')
    await until(async () => expect((await device()).ordered).toBeNull())
    await desk.context().close()
  })

  it('holds it with its face alone, lets it say a line, and goes to the next item on this robot only', async () => {
    await order({ do: 'hold', text: null, seconds: 60 })
    await showing('hold')
    expect(await page.locator('.caption').count()).toBe(0)
    await look('held')
    const coming = (await staff<ShowAnswer>(house.controller.client, 'GET', `/api/show?device=wall-gate-c5`)).next?.item
    const { id } = await order({ do: 'next' })
    await showing('item:')
    // The turn may have ended meanwhile: then it is the one after.
    const now = await page.evaluate(() => window.__anxing?.showing)
    const zone = (await staff<ShowAnswer>(house.controller.client, 'GET', `/api/show?device=wall-gate-c5`)).next?.item
    expect([`item:${coming}`, `item:${zone}`]).toContain(now)
    await until(async () => expect((await device()).ordered).toMatchObject({ order: { do: 'ahead', id }, by: 'admin' }))
    expect((await why())[1]).toBe('robot/ahead')
    await order({ do: 'release' })
    await order({ do: 'say', text: line() })
    await until(async () => expect(plain(await caption())).toContain(plain(line()['zh-CN'])))
    await look('said')
  })

  it('captions are as large as the rule asks of a reader at a metre and more', async () => {
    const record = house.controller.services.site.devices.find(({ id }) => id === ROBOT)
    if (!record) throw new Error('no robot')
    // One picture on its panel, whatever the window: the panel's height in millimetres for the window's in pixels.
    const mmPerPx = (record.panel.heightPx * record.panel.pitchMm) / 800
    const sizes = await page.evaluate(() => ['.caption .first', '.caption .second', '.foot .second'].map((what) => Number.parseFloat(getComputedStyle(document.querySelector(what) ?? document.body).fontSize)))
    const [first = 0, second = 0, foot = 0] = sizes.map((px) => px * mmPerPx)
    expect(first / HEADLINE_MM_PER_M).toBeGreaterThan(1.5)
    expect(second / BODY_MM_PER_M).toBeGreaterThan(1.15)
    expect(foot / BODY_MM_PER_M).toBeGreaterThan(1)
  })
})

describe('who touches it', () => {
  it('is greeted by a face that listens and looks at the hand, then has the session\'s pages, in Chinese', async () => {
    await page.touchscreen.tap(200, 150)
    await page.locator('[data-greeting]').waitFor()
    // It listens, and where this clip has come it says it.
    await page.locator('[data-greeting] :is([data-mood="listening"], [data-mood="speaking"])').waitFor()
    const greeting = plain(await caption())
    expect(greeting).toContain('小安')
    await look('greeting')
    await shiftClock(page, 3_000)
    await at('menu')
    await press('quiz')
    await at('quiz-0')
    await face('listening')
    await press('option')
    await at('answer-0')
    await face('idle')
    await look('answer')
    await press('paid')
    await at('paid')
    await press('home')
    await at('answer-0')
    await press('help')
    await at('help')
    await press('home')
    await at('answer-0')
  })

  it('and who walks away is not called after: one line of leave, not again within ten minutes, then the round', async () => {
    const alone = async () => {
      await shiftClock(page, 61_000)
      await at('finish')
      await shiftClock(page, 13_000)
      await page.locator('[data-session="attract"]').waitFor()
    }
    await alone()
    await until(async () => expect(await caption()).toContain('巡逻'))
    await look('leave')
    await shiftClock(page, 9_000)
    await until(async () => expect(await page.locator('.screen').innerText()).not.toContain('巡逻'))
    // Somebody else: another greeting, and no second leave.
    await press('start')
    await page.locator('[data-greeting]').waitFor()
    expect(await caption()).not.toContain('我是小安')
    await page.touchscreen.tap(640, 300)
    await shiftClock(page, 500)
    await at('menu')
    await alone()
    expect(await page.locator('.screen').innerText()).not.toContain('巡逻')
  })

  it('in English by keyboard, and in large type', async () => {
    await page.locator('[data-button="language"]').focus()
    await page.keyboard.press('Enter')
    await shiftClock(page, 3_000)
    await at('menu')
    expect(await page.locator('h1').innerText()).toMatch(/What would\s*you like/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await at('quiz-0')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await at('answer-0')
    await press('elder')
    await page.locator('.elder [data-page="answer-0"]').waitFor()
    await look('answer, large', 60)
    await press('home')
    await at('menu')
    await press('home')
    await at('finish')
    await press('leave')
    await page.locator('[data-session="attract"]').waitFor()
  })
})

it('at night it rests: dimmed, eyes half shut, no words; a hand wakes it', async () => {
  // To two in the morning by the site's clock, whenever this runs.
  const now = Temporal.Instant.from(await page.evaluate(() => window.__anxing?.now ?? '')).toZonedDateTimeISO('Asia/Shanghai')
  const night = now.add({ days: 1 }).with({ hour: 2, minute: 0 })
  await shiftClock(page, night.epochMilliseconds - now.epochMilliseconds)
  await showing('rest')
  await face('resting')
  await expect.poll(() => page.locator('.caption').count()).toBe(0)
  expect(Number(await page.locator('[data-mood] > g').first().getAttribute('opacity'))).toBeLessThan(0.5)
  await look('rest')
  await page.touchscreen.tap(640, 300)
  await face('listening')
})
