import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKioskHouse, ready, shiftClock, type KioskHouse } from '../support/chromium.ts'
import { until } from '../support/until.ts'

const KIOSK = 'kiosk-hall-1'
/** Ten in the morning at the airport, whenever the test runs: by night nothing is said aloud. */
const morning = Temporal.Instant.from('2026-11-25T02:00:00Z')
const started = Temporal.Now.instant()
let house: KioskHouse
let page: Page
beforeAll(async () => {
  house = await openKioskHouse({ clock: { now: () => morning.add(Temporal.Now.instant().since(started)) } })
  page = await house.screen(KIOSK, { hasTouch: true })
  await ready(page)
})
afterAll(async () => {
  const complaints = house.complaints()
  await house.close()
  expect(complaints).toEqual([])
})

const press = (name: string, on = page) => on.locator(`[data-button="${name}"]`).first().tap()
const at = (name: string, on = page) => on.locator(`[data-page="${name}"]`).waitFor()
/** Numbers are tied to their units; that is none of these tests' business. */
const texts = async (selector: string, on = page) => (await on.locator(selector).allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' ').trim())
const engaged = () => house.events(KIOSK).filter((e) => e.kind === 'engagement').map(({ body }) => `${String(body['action'])} ${String(body['value'] ?? '')}`)
/** Whatever went before: into the list of places. */
async function toPlaces(on = page): Promise<void> {
  await shiftClock(on, 61_000)
  if (await on.locator('[data-session="on"]').count() > 0) await shiftClock(on, 13_000)
  await on.locator('[data-session="attract"] [data-button="start"]').tap()
  await press('way', on)
  await on.locator('[data-page="way"] .dim').first().waitFor()
}
const steps = (on = page) => texts('ol .first', on)

describe('finding the way', () => {
  it('offers places, the nearest first, and says of those that one cannot get to why', async () => {
    await toPlaces()
    expect((await texts('[data-page="way"] [data-button^="kind-"] .title .first'))).toEqual([
      '反诈咨询台', '电梯', '问询处', '值机柜台', '临时乘机证明', '机场公安', '卫生间', '出租车、网约车', '母婴室', '登机口', '行李转盘',
    ])
    expect(await texts('[data-button="kind-desk"] .line')).toEqual(['约 10 米 · 1 分钟'])
    expect(await texts('[data-button="kind-belt"] .line')).toEqual(['在到达区内'])
    await press('kind-belt')
    await at('way-belt')
    await press('place-Belt 4')
    await at('way-refused')
    expect(await texts('[data-page="way-refused"] h1')).toEqual(['那里在到达区里面'])
    await press('way-help')
    await page.locator('[data-page^="help"]').waitFor()
    await press('home')
    await at('way-refused')
    await press('way-back')
    await at('way-belt')
  })

  it('shows the way on the building in 3-D, drawn once, and as steps; without steps by the lift; then lets go with one thing to take along', async () => {
    await toPlaces()
    await press('kind-gate')
    await at('way-gate')
    await press('place-Gate C18')
    await at('way-route')
    await page.locator('[data-map="3d"] canvas').waitFor()
    expect(await page.locator('[data-plan]').count()).toBe(0)
    expect(await texts('.map .tag')).toEqual(expect.arrayContaining(['您在这里', 'C18 登机口', '自动扶梯', '二层', '一层']))
    expect(await page.locator('path.line').count()).toBe(2)
    const told = await steps()
    await press('more')
    told.push(...await steps())
    expect(told[0]).toMatch(/^面向屏幕，/)
    expect(told).toContain('乘自动扶梯下到一层')
    expect(told.at(-1)).toMatch(/^到了：C18 登机口，/)
    const drawn = await page.locator('[data-map]').getAttribute('data-frames')
    await press('step-free')
    await page.locator('[role="switch"][aria-checked="true"]').waitFor()
    await expect.poll(async () => await texts('.map .tag')).toContain('直梯')
    // The switch has changed the way, and nothing else has drawn since.
    expect(Number(await page.locator('[data-map]').getAttribute('data-frames')) - Number(drawn)).toBe(1)
    await press('go')
    await at('finish')
    await until(() => expect(engaged().slice(-3)).toEqual(['page way', 'way gate', 'leave way']))
  })

  it('is told by a voice, phrase after phrase, and the list follows it; until that is not wanted, or wanted in the other language', async () => {
    await toPlaces()
    await page.waitForFunction(() => (window.__anxing?.speech ?? 0) > 0)
    await press('kind-desk')
    await at('way-route')
    await page.evaluate(() => {
      const heard: string[] = []
      const marked: string[] = []
      Object.assign(window, { heard, marked })
      const voice = document.querySelector('[data-line]') ?? [...document.querySelectorAll('span[hidden]')].at(-1)
      if (!voice) throw new Error('no voice')
      new MutationObserver(() => {
        const line = voice.getAttribute('data-line')
        if (line === null || line === heard.at(-1)) return
        heard.push(line)
        requestAnimationFrame(() => marked.push(document.querySelector('li.said')?.textContent.trim() ?? ''))
      }).observe(voice, { attributes: true, attributeFilter: ['data-line'] })
    })
    const collected = (what: 'heard' | 'marked') => page.evaluate((name): string[] => Reflect.get(window, name).splice(0), what)
    const silent = () => page.waitForFunction(() => document.querySelector('[data-saying]') === null)
    const told = await steps()
    await press('read')
    await page.locator('[data-saying="passenger"]').waitFor({ state: 'attached' })
    expect(await page.locator('[data-button="read"]').getAttribute('aria-pressed')).toBe('true')
    await silent()
    const heard = await collected('heard')
    expect(heard.join('，')).toBe(told.join('，'))
    // Of every phrase the step it belongs to is marked; then none is.
    const marked = (await collected('marked')).map((text) => text.replaceAll('\u00a0', ' '))
    expect(marked.map((text, i) => text.includes(heard[i] ?? ''))).toEqual(heard.map(() => true))
    expect(await page.locator('li.said').count()).toBe(0)

    await press('read')
    await page.locator('[data-saying="passenger"]').waitFor({ state: 'attached' })
    await press('read')
    await silent()
    await press('read')
    await page.locator('[data-saying="passenger"]').waitFor({ state: 'attached' })
    await press('language')
    await silent()
    await collected('heard')
    await press('read')
    await silent()
    await page.locator('[data-button="read"][aria-pressed="false"]').waitFor()
    expect((await collected('heard')).join(', ').toLowerCase()).toBe((await steps()).join(', ').toLowerCase())
  })

  it('is used with the keyboard alone, and goes back step by step', async () => {
    await toPlaces()
    await page.locator('[data-button="kind-toilet"]').focus()
    await page.keyboard.press('Enter')
    await at('way-toilet')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await at('way-route')
    expect((await steps()).length).toBeGreaterThan(1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.locator('[role="switch"][aria-checked="true"]').waitFor()
    await press('home')
    await at('way-toilet')
    await press('home')
    await at('way')
    await press('home')
    await at('menu')
  })
})

it('without WebGL and without a network there is a map all the same', async () => {
  const offline = await house.screen('kiosk-gate-c3', { hasTouch: true })
  await offline.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) { return kind.startsWith('webgl') ? null : Reflect.apply(real, this, [kind, ...rest]) } as typeof real
  })
  await ready(offline)
  await offline.waitForFunction(async () => navigator.serviceWorker.controller !== null && (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length))).some((count) => count > 20))
  await offline.locator('[data-button="start"]').tap()
  await offline.locator('[data-button="way"]').waitFor()
  await offline.context().setOffline(true)
  await offline.reload()
  await offline.locator('[data-button="start"]').tap()
  await press('way', offline)
  await press('kind-desk', offline)
  await at('way-route', offline)
  await offline.locator('[data-map="2d"] [data-plan] .walked').first().waitFor()
  expect(await steps(offline)).toEqual(['面向屏幕，向左转，走约 150 米，经过茶饮，进入候机大厅', '到了：反诈咨询台，就在前面'])
  expect(await offline.locator('path.line').count()).toBe(1)
})
