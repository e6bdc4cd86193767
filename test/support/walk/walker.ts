import { faultsInPage, leastFor } from '../touch-faults.ts'
import { chineseLeft, hitFaults, wordFaults } from './words.ts'

/** Runs in the page. How somebody uses it; 60 px in large type, else 44. */
export type Mode = { name: string; language: 'zh-CN' | 'en'; elder: boolean; by: 'touch' | 'keys' }
/** `states`: what was come to, each looked at once; `faults`: what one would stumble over there, each with its state. */
export type Walked = { states: string[]; faults: string[] }

const WAIT_MS = 60_000
/** So many turns of the page before waiting becomes a pause. */
const TURNS = 60
const channel = new MessageChannel()
/** The page's own work comes first. */
const turn = (): Promise<void> => new Promise((done) => {
  channel.port1.onmessage = () => done()
  channel.port2.postMessage(null)
})

export const pageName = (): string => document.querySelector('[data-page]')?.getAttribute('data-page') ?? document.querySelector('[data-session]')?.getAttribute('data-session') ?? ''

/** @throws Error where it does not come to pass. */
export async function until(is: () => boolean, what: string): Promise<void> {
  const end = performance.now() + WAIT_MS
  for (let n = 0; !is(); n += 1) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`)
    await (n < TURNS ? turn() : new Promise((done) => setTimeout(done, 5)))
  }
}

export class Walker {
  readonly states = new Set<string>()
  readonly faults: string[] = []
  readonly mode: Mode
  constructor(mode: Mode) {
    this.mode = mode
  }

  /** Names of the buttons that can be seen, of those that begin so. */
  buttons(begin = ''): string[] {
    return [...document.querySelectorAll<HTMLElement>('[data-button]')].filter((one) => one.checkVisibility()).map((one) => one.dataset['button'] ?? '').filter((name) => name.startsWith(begin))
  }

  /** Presses a button by name; a name that ends in `-` is the first that begins so. */
  async press(name: string): Promise<void> {
    const button = [...document.querySelectorAll<HTMLElement>(name.endsWith('-') ? `[data-button^="${name}"]` : `[data-button="${name}"]`)].find((one) => one.checkVisibility())
    if (!button) throw new Error(`there is no ${name}`)
    if (this.mode.by === 'keys') {
      button.focus({ preventScroll: true })
      if (document.activeElement !== button) this.faults.push(`${pageName()}: ${name} takes no focus`)
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      button.click()
      ;(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }))
    } else {
      for (const kind of ['pointerdown', 'pointerup']) button.dispatchEvent(new PointerEvent(kind, { bubbles: true, cancelable: true, pointerType: 'touch' }))
      button.click()
    }
    await turn()
  }

  /** Waits for a page by its name, or by how that begins where it ends in `-`. */
  async at(name: string): Promise<void> {
    await until(() => (name.endsWith('-') ? pageName().startsWith(name) : pageName() === name), name)
  }
  async go(button: string, page: string): Promise<void> {
    await this.press(button)
    await this.at(page)
  }

  /** Everything that would be stumbled over where it stands now; once for each state. */
  look(state: string): void {
    if (this.states.has(state)) return
    this.states.add(state)
    const { elder, language } = this.mode
    const found = [...faultsInPage(leastFor(elder ? 60 : 44)), ...wordFaults(), ...hitFaults(), ...(language === 'en' ? chineseLeft() : [])]
    this.faults.push(...[...new Set(found)].map((fault) => `${state}: ${fault}`))
  }

  /** A finger on nothing in particular. */
  touch(): void {
    document.querySelector('main')?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
  }
  /** As if so much time had gone by. */
  pass(ms: number): void {
    window.__anxing?.shiftClock(ms)
  }

  /** From the loop into the menu, in this mode. */
  async begin(): Promise<void> {
    await this.press('start')
    await until(() => pageName() === 'menu' || document.querySelector('[data-greeting]') !== null, 'the menu')
    if (pageName() !== 'menu') this.pass(3_000)
    await this.at('menu')
    await this.choose()
  }
  async choose(): Promise<void> {
    const isEnglish = document.querySelector('[data-button="language"]')?.textContent.trim() === '中文'
    if (isEnglish !== (this.mode.language === 'en')) await this.press('language')
    if ((document.querySelector('.kiosk.elder') !== null) !== this.mode.elder) await this.press('elder')
    await until(() => (document.querySelector('.kiosk.elder') !== null) === this.mode.elder, 'the size of type')
  }

  /** Whatever went before: the menu, in this mode. */
  async toMenu(): Promise<void> {
    for (let n = 0; pageName() !== 'menu'; n += 1) {
      if (n > 20) throw new Error('does not come back to the menu')
      if (pageName() === 'attract') await this.begin()
      else if (pageName() === 'finish') await this.press(this.buttons('again').length > 0 ? 'again' : 'leave')
      else await this.press('home')
      await until(() => pageName() !== '', 'a page')
    }
    await this.choose()
  }

  /** Another passenger, who has met nothing yet: the menu, in this mode. */
  async fresh(): Promise<void> {
    await this.toMenu()
    await this.go('home', 'finish')
    await this.go('leave', 'attract')
    await this.toMenu()
  }
}
