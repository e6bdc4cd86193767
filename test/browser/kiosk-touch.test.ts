import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { topics } from '../../protocol/topics.ts'
import { holdsAll, openKioskHouse, ready, shiftClock, type KioskHouse } from '../support/chromium.ts'
import { touchFaults } from '../support/touch-faults.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-gate-c12'
let house: KioskHouse
let page: Page
beforeAll(async () => {
  house = await openKioskHouse()
  page = await house.screen(KIOSK, { hasTouch: true })
  await ready(page)
  await holdsAll(page)
})
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const press = (name: string) => page.locator(`[data-button^="${name}"]`).first().tap()
const at = (name: string) => page.locator(`[data-page^="${name}"]`).waitFor()
const attract = () => page.locator('[data-session="attract"] [data-button="start"]').waitFor()
/** Whatever went before: back to the loop. */
async function fresh(): Promise<void> {
  await shiftClock(page, 61_000)
  if (await page.locator('[data-session="on"]').count() > 0) await shiftClock(page, 13_000)
  await attract()
}
/** Out by the bar: one thing to take along, then the loop. */
async function end(): Promise<void> {
  await press('home')
  await at('finish')
  await press('leave')
  await attract()
}
const engagement = () => house.events(KIOSK).filter((e) => e.kind === 'engagement')

describe('the check-in point', () => {
  it('takes a passenger through three questions; each answer arrives once', async () => {
    const before = engagement().length
    await press('start')
    await at('menu')
    await press('quiz')
    for (const n of [0, 1, 2]) {
      await at(`quiz-${n}`)
      // The character belongs to the answer.
      expect(await page.locator('main svg[aria-label]').count()).toBe(0)
      await press('option')
      await at(`answer-${n}`)
      expect(await page.locator('main svg[aria-label]').count()).toBe(1)
      await press('next')
    }
    await at('finish')
    await press('leave')
    await attract()
    await until(() => expect(engagement().length).toBe(before + 7))
    const events = engagement().slice(before)
    expect(events.map((e) => e.body['action'])).toEqual(['session_start', 'page', 'answer', 'answer', 'answer', 'finish', 'leave'])
    expect(new Set(events.map((e) => e.body['session'])).size).toBe(1)
    expect(new Set(events.map((e) => e.seq)).size).toBe(7)
    const answers = events.filter((e) => e.body['action'] === 'answer')
    expect(new Set(answers.map((e) => e.body['item'])).size).toBe(3)
    expect(answers.some((e) => e.body['genuine'] === true)).toBe(true)
    await page.waitForFunction(() => window.__anxing?.state.outbox.held === 0)
  })

  it('answers to a touch anywhere on the loop, and to a key where nothing has the focus; letting go of what ended a session begins none', async () => {
    await fresh()
    await page.touchscreen.tap(540, 400)
    await at('menu')
    await page.locator('[data-button="home"]').focus()
    await page.keyboard.press('Enter')
    await at('finish')
    await page.locator('[data-button="leave"]').focus()
    await page.keyboard.down('Enter')
    await attract()
    await page.keyboard.up('Enter')
    expect(await page.locator('[data-session="attract"]').count()).toBe(1)
    for (const key of ['Enter', 'Space', 'ArrowRight']) {
      await page.evaluate(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur() })
      await page.keyboard.press(key)
      await at('menu')
      await end()
    }
  })

  it('asks for twenty seconds before it ends; a touch goes on, silence ends it', async () => {
    await fresh()
    await press('start')
    await at('menu')
    await shiftClock(page, 41_000)
    const asks = page.getByRole('alertdialog')
    await asks.waitFor()
    expect(Number(await asks.getAttribute('data-left'))).toBeLessThanOrEqual(20)
    await press('continue')
    await asks.waitFor({ state: 'detached' })
    await at('menu')
    await shiftClock(page, 61_000)
    await at('finish')
    await shiftClock(page, 13_000)
    await attract()
    await until(() => expect(engagement().at(-1)?.body['action']).toBe('timeout'))
  })

  it('leads to "already paid" in one touch from everywhere, with the checked number', async () => {
    await fresh()
    await press('paid')
    await at('paid')
    expect(await page.locator('main').innerText()).toContain('110')
    // Whoever cannot read now is read to.
    await page.locator('[data-page="paid"] [data-button="aloud"]').waitFor()
    await press('back')
    await press('quiz')
    await at('quiz-0')
    await press('paid')
    await at('paid')
    await press('back')
    await at('quiz-0')
    await press('option')
    await at('answer-0')
    await press('paid')
    await at('paid')
    await press('home')
    await at('answer-0')
  })

  it('is not torn away by an alert: a banner while it is touched, the whole screen after 20 s, the session again on a touch', async () => {
    await fresh()
    await press('start')
    await at('menu')
    const raised = await house.controller.client.ask('POST', '/api/alerts', {
      severity: 'red', presentation: 'takeover', target: { devices: [KIOSK] }, expiresInSeconds: 3600,
      info: [{ language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方渠道。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official channels only.' }],
    })
    const { id } = raised.body as { id: string }
    await page.locator(`[data-banner="${id}"]`).waitFor()
    await at('menu')
    await shiftClock(page, 21_000)
    await page.locator(`[data-showing="alert:${id}"]`).waitFor()
    expect(await page.locator('[data-button="paid"]').count()).toBe(1)
    await page.locator(`[data-showing="alert:${id}"]`).tap()
    await at('menu')
    await page.locator(`[data-banner="${id}"]`).waitFor()
    await shiftClock(page, 61_000)
    await shiftClock(page, 13_000)
    await page.locator(`[data-session="attract"] [data-showing="alert:${id}"]`).waitFor()
    await press('paid')
    await at('paid')
    await house.controller.client.ask('POST', `/api/alerts/${id}/cancel`)
    await page.locator(`[data-banner="${id}"]`).waitFor({ state: 'detached' })
    await at('paid')
  })

  it('shows flights and weather while they hold, each with its time, and nothing where there are none', async () => {
    await fresh()
    await press('start')
    await at('menu')
    expect(await page.locator('[data-tiles]').count()).toBe(0)
    const now = Temporal.Instant.from(await page.evaluate(() => window.__anxing?.now ?? ''))
    const leg = (flight: string, state: 'delayed' | 'cancelled' | 'departed') => ({ flight, place: { 'zh-CN': '青岛', en: 'Qingdao' }, scheduled: now.toString(), estimated: now.add({ minutes: 90 }).toString(), gate: 'C12', state })
    await house.controller.services.facts.publish(topics.zoneInfo, 'gates-c9-c16', {
      flights: { at: now.toString(), holdsSeconds: 30, legs: [leg('ZZ1201', 'departed'), leg('ZZ1203', 'delayed'), leg('ZZ1205', 'cancelled')] },
      weather: { at: now.toString(), holdsSeconds: 600, place: { 'zh-CN': '济南', en: 'Jinan' }, celsius: 4.4, sky: 'rain' },
    })
    await page.locator('[data-tile="flights"]').waitFor()
    expect(await page.locator('[data-tile="flights"] .no').allInnerTexts()).toEqual(['ZZ1205', 'ZZ1203'])
    expect(await page.locator('[data-tile="weather"]').innerText()).toMatch(/济南 · \d\d:\d\d[\s\S]*4°[\s\S]*雨/)
    const found: string[] = []
    for (const size of [{ width: 1280, height: 800 }, { width: 1080, height: 1920 }]) {
      await page.setViewportSize(size)
      for (const [mode, least] of [['none', 44], ['language', 44], ['elder', 60]] as const) {
        if (mode !== 'none') await press(mode)
        found.push(...(await faults(least)).map((fault) => `${mode} at ${size.width}: ${fault}`), ...await page.locator('[data-tiles] li > *').evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).display !== 'inline').map((one) => `cut: ${one.textContent}`)))
        if (mode !== 'none') await press(mode)
      }
    }
    expect(found).toEqual([])
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/menu-tiles.png` })
    await shiftClock(page, 31_000)
    await page.locator('[data-tile="flights"]').waitFor({ state: 'detached' })
    expect(await page.locator('[data-tile="weather"]').count()).toBe(1)
  })
})

const faults = (least: number) => touchFaults(page, least)

it('fits questions and answers under two banners', async () => {
  // With the clock set far ahead by now, alerts would rightly be refused as too late.
  await page.reload()
  await attract()
  await ready(page)
  const raised = await Promise.all(Array.from({ length: 2 }, (_, i) => house.controller.client.ask('POST', '/api/alerts', {
    severity: 'yellow', presentation: 'banner', target: { devices: [KIOSK] }, expiresInSeconds: 3600,
    info: [{ language: 'zh-CN', headline: `航班变动，谨防假客服${i}`, description: '退改签只认航司官方渠道。' }, { language: 'en', headline: 'Flight changes: beware fake agents', description: 'Official channels only.' }],
  })))
  await expect.poll(() => page.locator('[data-banner]').count()).toBe(2)
  await page.setViewportSize({ width: 1080, height: 1920 })
  await fresh()
  const found: string[] = []
  const seen = new Set<string>()
  await press('start')
  await at('menu')
  for (let round = 0; round < 3; round++) {
    await press('quiz')
    for (const n of [0, 1, 2]) {
      await at(`quiz-${n}`)
      seen.add(await page.locator('main .bubble').innerText())
      found.push(...(await faults(44)).map((f) => `${latest(seen)}: ${f}`))
      await press('option')
      await at(`answer-${n}`)
      found.push(...(await faults(44)).map((f) => `answer to ${latest(seen)}: ${f}`))
      await press('next')
    }
    await at('finish')
    await press('again')
    await at('quiz-0')
    await press('home')
    await at('menu')
  }
  for (const { body } of raised) await house.controller.client.ask('POST', `/api/alerts/${(body as { id: string }).id}/cancel`)
  expect(seen.size).toBeGreaterThan(6)
  expect(found).toEqual([])
})
const latest = (seen: Set<string>) => [...seen].at(-1)?.slice(0, 12)
