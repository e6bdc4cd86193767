import type { Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openKioskHouse, shiftClock, type KioskHouse } from '../support/chromium.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-gate-c12'
const DAY_MS = 86_400_000
let house: KioskHouse
let page: Page
beforeAll(async () => {
  house = await openKioskHouse()
  page = await house.screen(KIOSK, { hasTouch: true })
})
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const press = (name: string) => page.locator(`[data-button^="${name}"]`).first().tap()
const at = (name: string) => page.locator(`[data-page="${name}"]`).waitFor()
const keys = async (letters: string) => { for (const letter of letters) await press(letter === ' ' ? 'key-space' : `key-${letter}`) }
const field = () => page.locator('[data-field="ask"]')
const first = () => page.locator('[data-found] [data-button]').first()
const finds = (id: string) => expect.poll(() => first().getAttribute('data-button')).toBe(`answer-${id}`)
const told = () => house.events(KIOSK).filter(({ body }) => body['action'] === 'ask').map(({ body }) => [body['item'], body['value']].filter(Boolean).join(' '))
it('asks 小安 by touch, by keyboard and as an input method writes, in Chinese, English and large type', async () => {
  await press('start')
  await page.locator('[data-button="ask"]').waitFor()
  await press('ask')
  await at('ask')
  // Before anything is typed: what is often asked at a gate.
  expect(await page.locator('[data-found]').getAttribute('data-found')).toBe('5')
  await press('answer-')
  await at('ask-answer')
  await press('home')
  await at('ask')

  await keys('yzn')
  await press('key-remove')
  await keys('m')
  expect(await field().inputValue()).toBe('yzm')
  await finds('code')
  await press('answer-code')
  await at('ask-answer')
  expect(await page.locator('[data-answer="code"]').innerText()).toContain('96110')
  expect(await page.locator('[data-phone="96110"]').innerText()).toContain('2026-11-01')
  await press('no')
  await at('ask')
  expect(await page.locator('[data-button="answer-code"]').count()).toBe(0)
  await press('vain')
  await at('ask-vain')
  // Whoever is not answered may have an officer, and comes back to where they were.
  await press('officer')
  await page.locator('[data-page^="help"]').waitFor()
  await press('home')
  await at('ask-vain')
  await press('again')
  await at('ask')

  // A real keyboard, and Enter; then text that comes as a whole, as from an input method.
  await press('key-clear')
  await page.keyboard.type('xingli')
  await finds('lost-bag')
  await page.keyboard.press('Enter')
  await at('ask-answer')
  await press('home')
  await field().fill('')
  await page.keyboard.insertText('忘带身份证怎么办')
  await finds('id-forgot')
  // The keys are one stop; arrows go among them.
  await page.locator('[data-key="q"]').focus()
  for (const arrow of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(arrow)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('a')
  await field().focus()

  await press('language')
  await press('key-clear')
  await page.keyboard.type('lost luggage')
  await finds('lost-bag')
  await press('elder')
  await press('language')
  await press('key-clear')
  await page.keyboard.type('cesuo')
  await press('key-go')
  await at('ask-vain')
  await press('again')
  await press('key-clear')
  await page.keyboard.type('beipianle')
  await press('key-go')
  await at('ask-answer')
  await press('yes')
  await at('finish')
  await until(() => expect(told().at(-1)).toBe('paid yes'))
  expect(told()).toEqual([expect.stringMatching(/ met$/), 'code met', 'code no', 'other', 'lost-bag met', 'toilet', 'paid met', 'paid yes'])
  expect(JSON.stringify(house.events(KIOSK))).not.toMatch(/cesuo|beipianle|身份证怎么办|yzm/)
}, 120_000)

it('turns the pages of the guide, with its version on each', async () => {
  await press('leave')
  await page.locator('[data-session="attract"] [data-button="start"]').waitFor()
  await press('start')
  await press('guide')
  await at('guide')
  const version = await page.locator('[data-version]').getAttribute('data-version')
  await press('part-0')
  const titles: string[] = []
  for (let n = 0; n < 9; n += 1) {
    await at(`guide-${n}`)
    titles.push(await page.locator('h1').innerText())
    expect(await page.locator('[data-version]').getAttribute('data-version')).toBe(version)
    await press('next')
  }
  expect(new Set(titles).size).toBe(9)
  await at('finish')
  await press('again')
  await at('guide')
  await page.setViewportSize({ width: 1280, height: 800 })
  await press('part-8')
  await press('home')
  await press('home')
  await press('ask')
  await at('ask')
  await press('elder')
  await keys('96110')
  await finds('line-96110')
  await press('answer-')
  await at('ask-answer')
  await press('home')

  // A year and a day after the numbers were checked they are nowhere: nor is the answer whose point one was.
  await shiftClock(page, 400 * DAY_MS)
  await page.locator('[data-session="attract"] [data-button="start"], [data-page="finish"]').first().waitFor()
  if (await page.locator('[data-page="finish"]').count() > 0) await press('leave')
  await press('start')
  await press('ask')
  await at('ask')
  await page.keyboard.type('96110')
  await expect.poll(() => page.locator('[data-found]').getAttribute('data-found')).toBe('0')
  await press('key-clear')
  await page.keyboard.type('beipianle')
  await finds('paid')
  await press('answer-paid')
  await at('ask-answer')
  expect(await page.locator('main').innerText()).not.toMatch(/\d{3,}/)
  await press('home')
  await press('home')
  await press('guide')
  await press('part-8')
  await at('guide-8')
  expect(await page.locator('main').innerText()).not.toMatch(/\d{3,}/)
  // Nor on the pages that every passenger can open: what the number is stands there in words.
  for (const name of ['paid', 'help'] as const) {
    await press(name)
    await page.locator(`[data-page^="${name}"]`).waitFor()
    // Without how far it is to the desk.
    const words = (await page.locator('main').innerText()).replace(/\d+\s*(米|m\b)/g, '')
    expect(words).not.toMatch(/\b(110|96110|12381|12308|12326)\b/)
    expect(words).toMatch(/报警电话|the police/)
    await press('home')
  }
  // Nor in a question.
  await press('home')
  await press('home')
  await press('quiz')
  for (let round = 0; round < 3; round++) {
    if (round > 0) await press('again')
    for (let question = 0; question < 3; question++) {
      await at(`quiz-${question}`)
      const asked = await page.locator('main').innerText()
      await press('option-')
      await at(`answer-${question}`)
      expect(asked + await page.locator('main').innerText()).not.toMatch(/\b(110|96110|12381|12308|12326)\b/)
      await press('next')
    }
    await at('finish')
  }
}, 120_000)
