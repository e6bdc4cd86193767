import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Coverage } from '../../protocol/api.ts'
import { openKioskHouse, shows, type KioskHouse } from '../support/chromium.ts'
import { dayClock } from '../support/day-clock.ts'
import { staff } from '../support/staff.ts'

const ZONE = 'gates-c1-c8'
const here = ['wall-gate-c5', 'kiosk-gate-c3', 'robot-xiaoan-2']
const elsewhere = ['wall-gate-c9', 'kiosk-hall-1', 'robot-xiaoan-4']
const sizes: Record<string, { width: number; height: number }> = { wall: { width: 1920, height: 1080 }, kiosk: { width: 1080, height: 1920 }, robot: { width: 1280, height: 800 } }

let house: KioskHouse
const pages = new Map<string, Page>()
beforeAll(async () => {
  house = await openKioskHouse({ clock: dayClock() })
  for (const id of [...here, ...elsewhere]) pages.set(id, await house.screen(id, { viewport: sizes[id.split('-')[0] ?? ''] ?? null, serviceWorkers: 'block' }))
  // How an app starts offline is another test's; without it each screen costs half.
  for (const page of pages.values()) await page.waitForFunction(() => window.__anxing?.state.online === true)
})
afterAll(() => house.close())

const page = (id: string): Page => {
  const found = pages.get(id)
  if (!found) throw new Error(`no screen ${id}`)
  return found
}
const showing = (id: string) => page(id).evaluate(() => window.__anxing?.showing)
const request = (over: object = {}) => ({
  severity: 'orange', presentation: 'takeover', target: { zones: [ZONE] }, expiresInSeconds: 600,
  info: [{ language: 'zh-CN', headline: '航班变动，|谨防假客服', description: '退改签只认航司官方 App、热线和柜台。' }, { language: 'en', headline: 'Flight changes: beware fake agents', description: 'Use the airline\'s app or desk.' }],
  ...over,
})
const raise = (over: object = {}) => staff<{ id: string; state: string }>(house.controller.client, 'POST', '/api/alerts', request(over))
const cancel = (id: string) => staff(house.controller.client, 'POST', `/api/alerts/${id}/cancel`, {})
const coverage = (id: string) => staff<Coverage>(house.controller.client, 'GET', `/api/alerts/${id}/coverage`)

/** What `show` says at the very time the page says it is, twice in a row: a change in between is asked again. */
async function agrees(id: string): Promise<boolean> {
  const { now, is } = await page(id).evaluate(() => ({ now: window.__anxing?.now ?? '', is: window.__anxing?.showing }))
  const answer = await staff<{ main: { kind: string; item?: { id: string }; alert?: { id: string } } }>(house.controller.client, 'GET', `/api/show?device=${id}&at=${now}`)
  return is === `${answer.main.kind}:${answer.main.item?.id ?? answer.main.alert?.id}`
}

describe('an alert for one zone', () => {
  it('takes over its wall, check-in point and robot and no other; coverage says 3 of 3; cancel brings back what show says', async () => {
    for (const id of pages.keys()) await expect.poll(() => agrees(id)).toBe(true)
    const { id: alert, state } = await raise()
    expect(state).toBe('live')
    await Promise.all(here.map((id) => shows(page(id), `alert:${alert}`)))
    for (const id of here) {
      expect(await page(id).locator(`[data-showing="alert:${alert}"]`).count()).toBe(1)
      expect(await page(id).getByText('谨防假客服').first().isVisible()).toBe(true)
    }
    await expect.poll(async () => (await coverage(alert)).shown).toBe(3)
    const full = await coverage(alert)
    expect(full).toMatchObject({ targeted: 3, shown: 3, offline: 0, missed: 0 })
    expect(full.devices.map((d) => d.device).sort()).toEqual([...here].sort())
    for (const device of full.devices) expect(device.ms).toBeGreaterThanOrEqual(0)
    expect(full.p95Ms).toBeGreaterThanOrEqual(full.p50Ms ?? Infinity)
    for (const id of elsewhere) expect(await showing(id)).toMatch(/^item:/)

    await cancel(alert)
    await Promise.all(here.map((id) => shows(page(id), 'item:')))
    for (const id of here) await expect.poll(() => agrees(id)).toBe(true)
  })

  it('by role reaches the robots of that zone alone; by device that device alone', async () => {
    const robots = await raise({ target: { zones: [ZONE], roles: ['robot'] } })
    await shows(page('robot-xiaoan-2'), `alert:${robots.id}`)
    await expect.poll(async () => (await coverage(robots.id)).shown).toBe(1)
    for (const id of ['wall-gate-c5', 'kiosk-gate-c3', ...elsewhere]) expect(await showing(id)).toMatch(/^item:/)
    await cancel(robots.id)
    await shows(page('robot-xiaoan-2'), 'item:')

    const one = await raise({ target: { devices: ['kiosk-hall-1'] } })
    await shows(page('kiosk-hall-1'), `alert:${one.id}`)
    await expect.poll(async () => (await coverage(one.id)).shown).toBe(1)
    for (const id of [...here, 'wall-gate-c9']) expect(await showing(id)).toMatch(/^item:/)
    await cancel(one.id)
    await shows(page('kiosk-hall-1'), 'item:')
  })

  it('changed while it is on: the new words replace the old ones, and coverage counts anew', async () => {
    const { id } = await raise()
    await shows(page('wall-gate-c5'), `alert:${id}`)
    await staff(house.controller.client, 'PUT', `/api/alerts/${id}`, request({ severity: 'red', info: [{ language: 'zh-CN', headline: '正在共享屏幕？|先关掉', description: '马上挂断，拨打110。' }, { language: 'en', headline: 'Sharing your screen? Stop now', description: 'Hang up and call 110.' }] }))
    await page('wall-gate-c5').getByText('先关掉').first().waitFor()
    await expect.poll(async () => coverage(id)).toMatchObject({ version: 2, shown: 3 })
    await cancel(id)
    await Promise.all(here.map((d) => shows(page(d), 'item:')))
  })

  it('does not tear away a touch session: a banner until the session ends, then it takes over; an emergency does not wait', async () => {
    const kiosk = page('kiosk-gate-c3')
    await kiosk.locator('[data-button="start"]').click()
    await kiosk.locator('[data-button="quiz"]').click()
    await kiosk.locator('[data-page="quiz-0"]').waitFor()
    const { id } = await raise()
    await shows(page('wall-gate-c5'), `alert:${id}`)
    await kiosk.locator(`[data-banner="${id}"]`).waitFor()
    expect(await kiosk.locator('[data-page="quiz-0"]').isVisible()).toBe(true)
    const held = await coverage(id)
    expect(held.targeted).toBe(3)
    await kiosk.locator('[data-button="home"]').click() // to the menu,
    await kiosk.locator('[data-page="menu"] [data-button="home"]').click() // and out
    await shows(kiosk, `alert:${id}`)
    await kiosk.locator(`[data-showing="alert:${id}"]`).waitFor()
    await cancel(id)
    await shows(kiosk, 'item:')

    await kiosk.locator('[data-button="start"]').click()
    await kiosk.locator('[data-page="menu"]').waitFor()
    const emergency = await raise({ severity: 'red', level: 'emergency' })
    await kiosk.locator(`[data-showing="alert:${emergency.id}"]`).waitFor()
    await cancel(emergency.id)
    await shows(kiosk, 'item:')
  })

  it('leaves no error in any page', () => expect(house.complaints()).toEqual([]))
})
