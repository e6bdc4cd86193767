import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLibrary } from '../../playlists/read.ts'
import type { Simulation } from '../../protocol/simulation.ts'
import { axeFindings } from '../support/axe.ts'
import { openKioskHouse, ready, type KioskHouse } from '../support/chromium.ts'
import { faultsInPage, leastFor, touchFaults } from '../support/touch-faults.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-gate-c12'
const { simulations } = readLibrary()
const PORTRAIT = { width: 1080, height: 1920 }
const LANDSCAPE = { width: 1280, height: 800 }
let house: KioskHouse
let page: Page
beforeAll(async () => {
  house = await openKioskHouse()
  page = await house.screen(KIOSK, { hasTouch: true })
  await ready(page)
  await page.locator('[data-button="start"]').tap()
  await page.locator('[data-page="menu"] [data-button="simulation"]').waitFor()
})
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

/** Enters the page and stays there for its runs: a click, the page that follows, what would be stumbled over. */
type Look = { page: string; found: string[] }

/** The language and the size of type, whatever they were. */
async function mode(name: 'zh' | 'en' | 'elder'): Promise<void> {
  const isEn = await page.locator('[data-button="language"]').innerText() === '中文'
  if (isEn !== (name === 'en')) await page.locator('[data-button="language"]').tap()
  const isElder = await page.locator('.kiosk.elder').count() === 1
  if (isElder !== (name === 'elder')) await page.locator('[data-button="elder"]').tap()
}
const at = (name: string) => page.locator(`[data-page="${name}"]`).waitFor()
async function toMenu(): Promise<void> {
  while (await page.locator('[data-page="menu"]').count() === 0) await page.locator('[data-button="home"]').tap()
}

/** Every way of one simulation that has a step or an ending which none before it had, as choices. */
function waysThrough({ nodes, endings }: Simulation): number[][] {
  const seen = new Set<string>()
  const ways: number[][] = []
  const walk = (id: string, way: number[]): void => {
    const node = nodes.find((one) => one.id === id)
    if (!node && !seen.has(id) && endings.some((one) => one.id === id)) ways.push(way)
    if (seen.has(id)) return
    seen.add(id)
    for (const [choice, { to }] of node?.choices.entries() ?? []) walk(to, [...way, choice])
  }
  walk(nodes[0]?.id ?? '', [])
  return ways
}

const pressed = {
  touch: (name: string) => page.locator(`[data-button="${name}"]`).tap(),
  /** Four keys: to the button by arrow, then Enter. */
  keys: async (name: string) => {
    for (let i = 0; i < 12; i++) {
      if (await page.evaluate((wanted) => document.activeElement?.getAttribute('data-button') === wanted, name)) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
  },
} as const

describe('simulations', () => {
  it.each(simulations.map((one, i) => [one.id, one, (['zh', 'en', 'elder'] as const)[i % 3] ?? 'zh', i % 2 === 0 ? 'touch' : 'keys'] as const))('%s is lived through to each of its endings', async (id, simulation, how, by) => {
    const press = pressed[by]
    await toMenu()
    await mode(how)
    await page.setViewportSize(by === 'touch' ? PORTRAIT : LANDSCAPE)
    await page.locator('[data-button="simulation"]').tap()
    const met = new Set<string>()
    const ways = waysThrough(simulation)
    for (const [nth, way] of ways.entries()) {
      await at('simulations')
      await press(`meet-${id}`)
      let place = simulation.nodes[0]?.id ?? ''
      for (const choice of way) {
        await at(`run-${place}`)
        const node = simulation.nodes.find((one) => one.id === place)
        const to = node?.choices[choice]?.to ?? ''
        if ((node?.channel ?? simulation.channel) === 'video') expect(await page.locator('figcaption[data-label]').innerText()).toMatch(/AI 生成[^]*AI-generated|AI-generated[^]*AI 生成/)
        await press(`choose-${choice}`)
        place = to
      }
      await at(`ending-${place}`)
      met.add(place)
      expect(await page.locator('[data-ending]').getAttribute('data-ending')).toBe(simulation.endings.find((one) => one.id === place)?.kind)
      expect(await page.locator('main li').count()).toBeGreaterThan(0)
      expect(await page.locator('.show svg[aria-label]').count()).toBe(1)
      if (nth === ways.length - 1) {
        await press('next')
        await at('finish')
        await page.locator('[data-button="again"]').tap()
      } else {
        // Back choice by choice, as whoever wonders would go.
        for (let step = 0; step <= way.length; step++) await page.locator('[data-button="home"]').tap()
      }
    }
    expect(met).toEqual(new Set(simulation.endings.map((one) => one.id)))
    await until(() => {
      const events = house.events(KIOSK).filter(({ body }) => body['item'] === id)
      expect(events.filter(({ body }) => body['action'] === 'finish')).toHaveLength(1)
      expect(new Set(events.filter(({ body }) => body['action'] === 'step').map(({ body }) => body['value']))).toEqual(new Set([...simulation.nodes, ...simulation.endings].map((one) => one.id)))
    })
  })

  /** Every choice of every simulation once, in the page itself: each place is laid out with each reply that leads to it. */
  const looks = (least: number): Promise<Look[]> => page.evaluate(async ({ measure, least: wanted }) => {
    const faults = new Function(`return ${measure}`)() as typeof faultsInPage
    const out: Look[] = []
    const button = (name: string) => document.querySelector<HTMLButtonElement>(`[data-button="${name}"]`)
    const press = async (name: string) => {
      button(name)?.click()
      await new Promise((done) => setTimeout(done))
    }
    const name = () => document.querySelector('[data-page]')?.getAttribute('data-page') ?? ''
    const look = () => {
      const found = faults(wanted)
      const screen = document.querySelector('.handset')?.getBoundingClientRect()
      for (const part of document.querySelectorAll('.talk .part')) if (screen && part.getBoundingClientRect().bottom > screen.bottom + 1) found.push(`a bubble leaves the phone: ${part.textContent.trim().slice(0, 16)}`)
      for (const box of document.querySelectorAll('.told, .do')) for (const child of box.children) if (child.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom + 2) found.push(`${child.className || child.tagName} leaves its half`)
      if (found.length > 0) out.push({ page: name(), found })
    }
    look()
    for (const id of [...document.querySelectorAll<HTMLElement>('[data-button^="meet-"]')].map((one) => one.dataset['button'] ?? '')) {
      const seen = new Set<string>()
      await press(id)
      const walk = async (): Promise<void> => {
        look()
        const place = name()
        if (seen.has(place)) return
        seen.add(place)
        for (const choice of [0, 1, 2]) {
          if (!button(`choose-${choice}`)) continue
          await press(`choose-${choice}`)
          await walk()
          await press('home')
          if (name() !== place) throw new Error(`from ${place} to ${name()}`)
        }
      }
      await walk()
      await press('home')
      if (name() !== 'simulations') throw new Error(`${id} ends at ${name()}`)
    }
    return out
  }, { measure: faultsInPage.toString(), least: leastFor(least) })
  it.each([['zh', PORTRAIT], ['zh', LANDSCAPE], ['en', LANDSCAPE], ['elder', PORTRAIT], ['elder', LANDSCAPE]] as const)('%s, %o: no step and no ending is too small, cut or covered', async (how, size) => {
    await toMenu()
    await page.setViewportSize(size)
    await mode(how)
    await page.locator('[data-button="simulation"]').tap()
    await at('simulations')
    expect(await looks(how === 'elder' ? 60 : 44)).toEqual([])
  })
})

describe('the board', () => {
  async function game(players: number, press: (name: string) => Promise<unknown>, axe: boolean): Promise<string[]> {
    const found: string[] = []
    const least = await page.locator('.kiosk.elder').count() === 1 ? 60 : 44
    const look = async (name: string) => { found.push(...(await touchFaults(page, least)).map((fault) => `${name}: ${fault}`)) }
    const checked = new Set<string>()
    await page.locator('[data-button="board"]').tap()
    await at('board')
    await look('board')
    await press(`players-${players}`)
    for (let i = 0; i < 60; i++) {
      const stage = await page.locator('[data-page]').getAttribute('data-page') ?? ''
      const kind = stage.replace(/(-\d+)+$/, '')
      await look(stage)
      if (axe && !checked.has(kind)) found.push(...(await axeFindings(page)).map((what) => `${kind}: ${what}`))
      checked.add(kind)
      if (kind === 'board-over') break
      expect(await page.locator('[data-token]').count()).toBe(players)
      await press(kind === 'board-ask' ? (i % 3 === 0 ? 'judge-scam' : 'judge-genuine') : 'roll')
      await page.waitForFunction((was) => document.querySelector('[data-page]')?.getAttribute('data-page') !== was, stage)
    }
    expect(checked).toEqual(new Set(['board-roll', 'board-ask', 'board-over']))
    expect(await page.locator('[data-place="1"]').count()).toBeGreaterThan(0)
    await press('next')
    await at('finish')
    expect(await page.locator('h1').innerText()).toContain('96110')
    return found
  }
  it('is played by four with their fingers, standing, and axe has nothing to say', async () => {
    await toMenu()
    await page.setViewportSize(PORTRAIT)
    await mode('zh')
    expect(await game(4, pressed.touch, true)).toEqual([])
  })
  it('is played by one with four keys, in English, lying', async () => {
    await page.locator('[data-button="again"]').tap()
    await toMenu()
    await page.setViewportSize(LANDSCAPE)
    await mode('en')
    expect(await game(1, pressed.keys, false)).toEqual([])
  })
})

it('axe has nothing to say of a call, a chat, a face and an ending', async () => {
  await page.locator('[data-button="again"]').tap()
  await toMenu()
  await page.setViewportSize(PORTRAIT)
  await mode('elder')
  await page.locator('[data-button="simulation"]').tap()
  await at('simulations')
  const found = await axeFindings(page)
  for (const id of ['sim-flight-refund', 'sim-paid-task', 'sim-face-swap']) {
    await page.locator(`[data-button="meet-${id}"]`).tap()
    found.push(...(await axeFindings(page)).map((what) => `${id}: ${what}`))
    await page.locator('[data-button="choose-1"]').tap()
    found.push(...(await axeFindings(page)).map((what) => `${id}, on: ${what}`))
    while (await page.locator('[data-page="simulations"]').count() === 0) await page.locator('[data-button="home"]').tap()
  }
  expect(found).toEqual([])
})
