import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLibrary } from '../../playlists/read.ts'
import type { Simulation } from '../../protocol/simulation.ts'
import { openKioskHouse, ready, type KioskHouse } from '../support/chromium.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-gate-c12'
/** One of each channel: the walks have them all. */
const simulations = [...new Map(readLibrary().simulations.map((one) => [one.channel, one])).values()]
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
})

describe('the board', () => {
  async function game(players: number, press: (name: string) => Promise<unknown>): Promise<void> {
    const checked = new Set<string>()
    await page.locator('[data-button="board"]').tap()
    await at('board')
    await press(`players-${players}`)
    for (let i = 0; i < 60; i++) {
      const stage = await page.locator('[data-page]').getAttribute('data-page') ?? ''
      const kind = stage.replace(/(-\d+)+$/, '')
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
  }
  it('is played by four with their fingers, standing', async () => {
    await toMenu()
    await page.setViewportSize(PORTRAIT)
    await mode('zh')
    await game(4, pressed.touch)
  })
  it('is played by one with four keys, in English, lying', async () => {
    await page.locator('[data-button="again"]').tap()
    await toMenu()
    await page.setViewportSize(LANDSCAPE)
    await mode('en')
    await game(1, pressed.keys)
  })
})
