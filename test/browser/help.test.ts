import type { BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moveCharacter } from '../../protocol/words.ts'
import { axeFindings } from '../support/axe.ts'
import { openKioskHouse, ready, shiftClock, type KioskHouse } from '../support/chromium.ts'
import { touchFaults } from '../support/touch-faults.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-gate-c12'
let house: KioskHouse
let context: BrowserContext
let page: Page
beforeAll(async () => {
  house = await openKioskHouse()
  page = await house.screen(KIOSK, { hasTouch: true })
  context = page.context()
  await ready(page)
  await page.locator('[data-session="attract"] [data-button="start"]').waitFor()
})
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const press = (name: string) => page.locator(`[data-button^="${name}"]`).first().tap()
const at = (name: string) => page.locator(`[data-page="${name}"]`).waitFor()
const attract = () => page.locator('[data-session="attract"] [data-button="start"]').waitFor()
async function end(): Promise<void> {
  while (await page.locator('[data-page="menu"]').count() === 0) await press('home')
  await press('home')
  await at('finish')
  await press('leave')
  await attract()
}
const calls = () => house.controller.services.calls
const open = async () => (await calls().list()).filter(({ state }) => state === 'waiting' || state === 'accepted')

describe('an officer is called', () => {
  it('from the loop in two presses; without a network the page says so at once, and however often one presses it is one call', async () => {
    await context.setOffline(true)
    await page.reload()
    await attract()
    await page.waitForFunction(() => window.__anxing?.state.online === false)
    await press('help')
    await at('help-none')
    await press('call')
    await at('help-failed')
    expect(await page.locator('main').innerText()).toContain('110')
    expect(await touchFaults(page, 44)).toEqual([])
    await press('back')
    await at('menu')
    await press('help')
    await at('help-failed')
    expect(await page.locator('[data-button="call"]').count()).toBe(0)
    await press('paid')
    await press('help-paid')
    await at('help-failed')
    await context.setOffline(false)
    await at('help-told')
    expect(await open()).toMatchObject([{ device: KIOSK, reason: 'help', times: 1, silent: false, late: false }])
    await press('back')
    await press('quiz')
    await press('help')
    await at('help-told')
    await press('withdraw')
    await at('help-none')
    await until(async () => expect(await open()).toEqual([]))
    await end()
  })

  it('while somebody comes it waits five minutes, afterwards a minute as everywhere; Back leads out in two presses at most', async () => {
    await press('help')
    for (let n = 0; n < 4; n += 1) {
      await press('paid')
      await press('help-paid')
    }
    await press('call')
    await at('help-told')
    const [call] = await open()
    await calls().accept(call?.id ?? '', 'lin')
    await at('help-coming')
    await shiftClock(page, 200_000)
    await page.locator('dialog:not([open])').waitFor({ state: 'attached' })
    await at('help-coming')
    await calls().done(call?.id ?? '')
    await at('help-done')
    await shiftClock(page, 41_000)
    await page.getByRole('alertdialog').waitFor()
    await press('continue')
    await press('back')
    if (await page.locator('[data-page="menu"]').count() === 0) await press('back')
    await at('menu')
    await end()
  })
})

describe('still there?', () => {
  it.each(['continue', 'Escape'])('gives the keyboard back to where it was, by %s', async (how) => {
    await press('start')
    await at('menu')
    await page.locator('[data-button="quiz"]').focus()
    await shiftClock(page, 41_000)
    await page.getByRole('alertdialog').waitFor()
    if (how === 'continue') await page.keyboard.press('Enter')
    else await page.keyboard.press('Escape')
    await page.locator('dialog:not([open])').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-button'))).toBe('quiz')
    await end()
  })

  it.each(['none', 'elder', 'language'] as const)('is asked under an alert, too, which stays readable (%s)', async (mode) => {
    await press('start')
    await at('menu')
    if (mode !== 'none') await press(mode)
    const raised = await house.controller.client.ask('POST', '/api/alerts', {
      severity: 'red', presentation: 'takeover', target: { devices: [KIOSK] }, expiresInSeconds: 3600,
      info: [{ language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方渠道。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official channels only.' }],
    })
    const { id } = raised.body as { id: string }
    await page.locator(`[data-banner="${id}"]`).waitFor()
    await shiftClock(page, 30_000)
    await page.locator(`[data-showing="alert:${id}"]`).waitFor()
    await shiftClock(page, 12_000)
    await page.locator('[role="timer"]').waitFor()
    expect(await page.locator('dialog[open]').count()).toBe(0)
    for (const size of [{ width: 1080, height: 1920 }, { width: 1280, height: 800 }]) {
      await page.setViewportSize(size)
      expect(await touchFaults(page, mode === 'elder' ? 60 : 44)).toEqual([])
      if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/still-alert-${mode}-${size.width}.png` })
    }
    expect(await axeFindings(page, { exclude: ['.above'] })).toEqual([])
    await page.setViewportSize({ width: 1080, height: 1920 })
    await press('continue')
    await at('menu')
    await house.controller.client.ask('POST', `/api/alerts/${id}/cancel`)
    await page.locator(`[data-banner="${id}"]`).waitFor({ state: 'detached' })
    await end()
  })
})

/** What a reader of the screen would be given in Chinese on a page in English: names of whatever has one, and words not marked as Chinese. */
async function heardInChinese(): Promise<string[]> {
  const cdp = await context.newCDPSession(page)
  const { nodes } = await cdp.send('Accessibility.getFullAXTree')
  await cdp.detach()
  const found = nodes.flatMap(({ role, name, ignored }) => {
    // A mark stands before a button's words, or is a picture by itself; nowhere else is a character a word.
    const words = String(name?.value ?? '').split(/\s+/)
    const said = (lettering.has(words[0] ?? '') && (words.length === 1 || role?.value !== 'image') ? words.slice(1) : words).join(' ')
    // What is read word by word is looked at below, with its language.
    if (ignored || !/\p{Script=Han}/u.test(said) || ['StaticText', 'InlineTextBox', 'RootWebArea'].includes(String(role?.value))) return []
    return [`${String(role?.value)} "${said}"`]
  })
  const unmarked = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const out: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || !/\p{Script=Han}/u.test(node.textContent ?? '') || !parent.checkVisibility() || parent.closest('[aria-hidden="true"], style, script')) continue
      if (!parent.closest('[lang]')?.getAttribute('lang')?.startsWith('zh')) out.push(`words "${(node.textContent ?? '').trim()}" in ${parent.className}`)
    }
    return out
  })
  return [...found, ...unmarked]
}
/** The characters that are pictures here, and the other language named in itself. */
const lettering = new Set<string>([...Object.values(moveCharacter), '中文'])

describe('a page in English', () => {
  const lang = () => page.evaluate(() => document.documentElement.lang)
  it('says so, and so do all names on it, from the loop to the last page', async () => {
    expect(await lang()).toBe('zh-CN')
    await press('language')
    await at('menu')
    expect(await lang()).toBe('en')
    const found: string[] = []
    const look = async (name: string) => {
      await page.locator(`[data-page^="${name}"]`).waitFor()
      found.push(...(await heardInChinese()).map((what) => `${name}: ${what}`))
    }
    const walk: [string, string[]][] = [
      ['menu', []], ['quiz-0', ['quiz']], ['answer-0', ['option']], ['paid', ['paid']], ['help-none', ['help-paid']], ['paid', ['back']], ['menu', ['home', 'home']],
      ['lessons', ['lesson']], ['menu', ['home']], ['cases', ['cases']], ['case-0', ['case-']], ['menu', ['home', 'home']],
      ['ask', ['ask']], ['ask-answer', ['answer-']], ['menu', ['home', 'home']], ['guide', ['guide']], ['menu', ['home']],
      ['simulations', ['simulation']], ['run-', ['meet-']], ['menu', ['home', 'home']], ['board', ['board']], ['board', ['players-2']], ['menu', ['home', 'home']],
      ['way', ['way']], ['menu', ['home']],
    ]
    for (const [name, buttons] of walk) {
      for (const button of buttons) if (name !== 'menu' || await page.locator('[data-page="menu"]').count() === 0) await press(button)
      while (name === 'menu' && await page.locator('[data-page="menu"]').count() === 0) await press('home')
      await look(name)
    }
    await press('home')
    await look('finish')
    await press('leave')
    await attract()
    expect(await lang()).toBe('zh-CN')
    expect(found).toEqual([])
  })
})
