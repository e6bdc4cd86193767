import type { Page } from 'playwright'
import { readLibrary } from '../../../playlists/read.ts'
import { axeFindings } from '../axe.ts'
import { shiftClock } from '../chromium.ts'
import type { Mode } from './walker.ts'

/** Words over the map are drawn on a picture that axe cannot see; the loop above the invitation has tests of its own. */
const UNSEEN = ['.above', '.map']
const MOST_TABS = 60
const MOST_STEPS = 40

/** What is alike: without the numbers of rounds and parts, and the names of places in a simulation. */
const kindOf = (page: string): string => page.replace(/(-\d+)+$/, '').replace(/^(run|ending)-.*/, '$1')

/** A passenger with real fingers or real keys, who comes to each kind of page once; axe looks at each. */
export class Tour {
  readonly faults: string[] = []
  readonly kinds = new Set<string>()
  readonly #page: Page
  readonly #mode: Mode
  #presses = 0
  constructor(page: Page, mode: Mode) {
    this.#page = page
    this.#mode = mode
  }

  name(): Promise<string> {
    return this.#page.evaluate(() => window.walk.page())
  }

  /** By touch, or by Tab to it and Enter or Space in turn; a name that ends in `-` is the first that begins so. */
  async press(name: string): Promise<void> {
    const selector = name.endsWith('-') ? `[data-button^="${name}"]` : `[data-button="${name}"]`
    const button = this.#page.locator(`${selector}:visible`).first()
    await button.waitFor()
    if (this.#mode.by === 'touch') {
      await button.tap()
      return
    }
    const wanted = await button.getAttribute('data-button')
    for (let n = 0; await this.#page.evaluate(() => document.activeElement?.getAttribute('data-button')) !== wanted; n += 1) {
      if (n > MOST_TABS) throw new Error(`no way to ${name} by keys`)
      await this.#page.keyboard.press('Tab')
    }
    this.#presses += 1
    await this.#page.keyboard.press(this.#presses % 2 === 0 ? 'Space' : 'Enter')
  }

  /** Looks at a kind of page where it is the first of it. */
  async look(kind: string, mode = this.#mode): Promise<void> {
    if (this.kinds.has(kind)) return
    this.kinds.add(kind)
    const found = [...await this.#page.evaluate(([state, mode]) => window.walk.look(state, mode), [kind, mode] as const), ...(await axeFindings(this.#page, { exclude: UNSEEN })).map((what) => `${kind}: axe: ${what}`)]
    this.faults.push(...found)
  }

  async go(button: string, page: string, kind?: string): Promise<void> {
    await this.press(button)
    await this.#page.locator(page.endsWith('-') ? `[data-page^="${page}"]` : `[data-page="${page}"]`).waitFor()
    await this.look(kind ?? kindOf(await this.name()))
  }
  /** Presses on until that page is there. */
  async on(buttons: (page: string) => string, last: string): Promise<void> {
    for (let n = 0; n < MOST_STEPS; n += 1) {
      const was = await this.name()
      if (was.startsWith(last)) return
      await this.press(buttons(was))
      await this.#page.waitForFunction((before) => document.querySelector('[data-page]')?.getAttribute('data-page') !== before, was)
      await this.look(kindOf(await this.name()))
    }
    throw new Error(`${last} does not come`)
  }
  menu(): Promise<void> {
    return this.#page.evaluate((mode) => window.walk.menu(mode), this.#mode)
  }
}

/** Every kind of page, from the loop to the warning. */
export async function tour(page: Page, mode: Mode): Promise<Tour> {
  const it = new Tour(page, mode)
  // The loop does not know yet who comes.
  await it.look('loop', { ...mode, language: 'zh-CN', elder: false })
  await it.press('start')
  await page.locator('[data-page="menu"], [data-greeting]').first().waitFor()
  if (await page.locator('[data-greeting]').count() > 0) await shiftClock(page, 3_000)
  await page.locator('[data-page="menu"]').waitFor()
  if (mode.language === 'en') await it.press('language')
  if (mode.elder) await it.press('elder')
  if (mode.elder) await page.locator('.elder [data-page]').waitFor()
  await it.menu()
  await it.look('menu')

  await it.go('quiz', 'quiz-')
  await it.on((name) => (name.startsWith('quiz') ? 'option-' : 'next'), 'finish')
  await page.locator('[data-code]').waitFor()
  await it.press('rate-3')
  await page.locator('[data-rated]').waitFor()
  await it.look('finish, rated')
  await it.menu()
  await it.go('cases', 'cases')
  await it.go('case-', 'case-0')
  await it.on(() => 'next', 'case-end')
  await it.look('story\'s end')
  await it.menu()
  await it.go('lesson', 'lessons')
  await it.go('lesson-', 'quiz-0')
  await it.go('option-', 'lesson-play')
  await it.press('skip')
  await page.locator('[data-part="1"]').waitFor()
  await it.look('class, a scene on')
  for (let n = 0; await it.name() === 'lesson-play' && n < MOST_STEPS; n += 1) await it.press('skip')
  await it.look('lesson-end')
  await it.menu()
  const { simulations } = readLibrary()
  for (const channel of new Set(simulations.map((one) => one.channel))) {
    await it.menu()
    await it.go('simulation', 'simulations')
    await it.go(`meet-${simulations.find((one) => one.channel === channel)?.id}`, 'run-', `a simulation by ${channel}`)
    await it.press('choose-')
  }
  await it.on(() => 'choose-', 'ending')
  await it.menu()
  await it.go('board', 'board')
  await it.go('players-1', 'board-roll-0-0')
  await it.on((name) => (name.startsWith('board-ask') ? 'judge-genuine' : 'roll'), 'board-over')
  await it.menu()
  await it.go('ask', 'ask')
  // Whoever has keys writes with them.
  await (mode.by === 'keys' ? page.keyboard.type('y') : it.press('key-y'))
  await page.locator('[data-button="vain"]').first().waitFor()
  await it.look('found')
  await it.go('vain', 'ask-vain')
  await it.go('again', 'ask')
  await (mode.by === 'keys' ? page.keyboard.press('Backspace') : it.press('key-clear'))
  await it.go('answer-', 'ask-answer')
  await it.menu()
  await it.go('guide', 'guide')
  await it.go('part-0', 'guide-0', 'a part of the guide')
  await it.menu()
  await it.go('way', 'way')
  await page.locator('[data-page="way"] .busy').waitFor({ state: 'detached' })
  await it.go('kind-gate', 'way-gate')
  await it.go('place-', 'way-')
  await it.press('home')
  await it.press('home')
  await it.go('kind-belt', 'way-')
  await it.go('place-', 'way-')
  await it.menu()
  await it.go('paid', 'paid')
  await it.go('help-paid', 'help-none')
  await it.go('call', 'help-told')
  await page.evaluate(() => window.staffDo('accept'))
  await page.locator('[data-page="help-coming"]').waitFor()
  await it.look('help-coming')
  await page.evaluate(() => window.staffDo('done'))
  await page.locator('[data-page="help-done"]').waitFor()
  await it.look('help-done')
  await it.menu()
  await shiftClock(page, 41_000)
  await page.getByRole('alertdialog').waitFor()
  await it.look('still there')
  await it.press('continue')
  await page.getByRole('alertdialog').waitFor({ state: 'detached' })
  await it.press('home')
  await page.locator('[data-page="finish"]').waitFor()
  await it.look('left')
  await it.press('leave')
  await page.locator('[data-session="attract"]').waitFor()
  return it
}
