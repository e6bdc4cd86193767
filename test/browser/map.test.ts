import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROBOTS, SCREENS, writeLargeSite } from '../support/large-site.ts'
import { staff } from '../support/staff.ts'
import { axeFindings, openConsoleHouse, sideways, tabTo, type ConsoleHouse } from './console-room.ts'

const online = ['wall-gate-c5', 'robot-xiaoan-2', 'wall-taxi', 'kiosk-arrivals']
let house: ConsoleHouse
const faults: string[] = []
const until = <T>(read: () => T | Promise<T>) => expect.poll(read)
const shot = async (page: Page, name: string) => { if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` }) }

const inspect = (page: Page) => page.evaluate(() => {
  const seen = window.__anxingMap?.inspect()
  return seen ? { frames: seen.frames, calls: seen.calls, devices: seen.devices, level: seen.level, cursor: seen.cursor, pending: seen.pending, red: seen.red, azimuth: seen.view.azimuth, zoom: seen.view.zoom } : null
})
async function openMap(options: Parameters<ConsoleHouse['open']>[0] = {}): Promise<Page> {
  const page = await house.open(options)
  page.on('pageerror', (error) => faults.push(error.message))
  await house.signIn(page)
  await until(async () => (await inspect(page))?.devices ?? 0).toBe(47)
  return page
}
/** So many frames of the page go by. */
const pageFrames = (page: Page, count: number) => page.evaluate((most) => new Promise<void>((resolve) => {
  let left = most
  const one = () => (left-- > 0 ? requestAnimationFrame(one) : resolve())
  one()
}), count)
/** The map has drawn nothing for so many frames of the page. */
async function atRest(page: Page, forFrames = 4): Promise<void> {
  let frames = -1
  await until(async () => {
    const before = frames
    frames = (await inspect(page))?.frames ?? -1
    await pageFrames(page, forFrames)
    return before === frames
  }).toBe(true)
}

beforeAll(async () => {
  house = await openConsoleHouse(online, { webgl: true })
}, 120_000)
afterAll(() => house.close())

describe('the map', () => {
  it('draws the terminal in a few calls, and nothing while nothing changes', async () => {
    const page = await openMap()
    // A screen may still come in from the live channel, and that is a picture.
    await atRest(page, 40)
    expect((await inspect(page))?.calls).toBeLessThanOrEqual(20)
    await shot(page, 'map')
    await page.context().close()
  })

  it('draws a thousand screens and fifty robots in at most 20 calls, and turns every one of them red in no more', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anxing-large-'))
    writeLargeSite(join(folder, 'site'))
    const large = await openConsoleHouse([], { site: join(folder, 'site'), webgl: true })
    try {
      const page = await large.open()
      await large.signIn(page)
      await until(async () => (await inspect(page))?.devices ?? 0).toBe(SCREENS + ROBOTS)
      expect((await inspect(page))?.calls).toBeGreaterThan(0)
      expect((await inspect(page))?.calls).toBeLessThanOrEqual(20)
      await staff(large.controller.client, 'POST', '/api/alerts', {
        severity: 'red', presentation: 'takeover', target: { roles: ['screen', 'kiosk', 'robot', 'staff_wall'] }, expiresInSeconds: 600,
        info: [{ language: 'zh-CN', headline: '谨防假客服', description: '只认官方。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official only.' }],
      })
      await until(async () => (await inspect(page))?.red.devices.length ?? 0).toBe(SCREENS + ROBOTS)
      await atRest(page)
      expect((await inspect(page))?.calls).toBeLessThanOrEqual(20)
      await page.context().close()
    } finally {
      await large.close()
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('by keyboard alone: from screen to screen, open one, back; turn, zoom, one level', async () => {
    const page = await openMap()
    const before = await inspect(page)
    for (let i = 0; i < 60 && !(await page.evaluate(() => document.activeElement?.hasAttribute('data-map') ?? false)); i++) await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    const first = (await inspect(page))?.cursor
    expect(first).not.toBe(null)
    await page.keyboard.press('ArrowRight')
    const second = (await inspect(page))?.cursor ?? ''
    expect(second).not.toBe(first)
    // The tag is drawn with the next frame.
    await until(() => page.evaluate(() => {
      const [name = ''] = document.querySelector('.map-tag')?.textContent?.split(' · ') ?? []
      return name !== '' && [...document.querySelectorAll('[aria-live="polite"]')].some((live) => live.textContent?.includes(name))
    })).toBe(true)
    await page.keyboard.press('Enter')
    await until(() => page.evaluate(() => location.hash)).toBe(`#/overview/${second}`)
    await page.locator('#device-name').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await until(() => page.evaluate(() => location.hash)).toBe('#/overview')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('+')
    await page.keyboard.press('PageUp')
    await until(async () => (await inspect(page))?.level).toBe(0)
    expect((await inspect(page))?.devices).toBeLessThan(47)
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Shift+ArrowLeft')
    await until(async () => (await inspect(page))?.azimuth).not.toBe(before?.azimuth)
    await page.keyboard.press('0')
    await until(async () => Math.abs(((await inspect(page))?.azimuth ?? 9) - (before?.azimuth ?? 0)) < 0.01).toBe(true)
    await page.context().close()
  })

  it.each([['#/overview', 1440, 900, 'en-GB'], ['#/overview?wall', 1920, 1080, 'zh-CN']] as const)('names at %s, %d wide, cover no mark, no other name and no edge; what is in alert is named', async (hash, width, height, locale) => {
    const { id } = await staff<{ id: string }>(house.controller.client, 'POST', '/api/alerts', {
      severity: 'red', presentation: 'takeover', target: { zones: ['arrivals', 'gates-c1-c8'] }, expiresInSeconds: 600,
      info: [{ language: 'zh-CN', headline: '谨防假客服', description: '只认官方。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official only.' }],
    })
    const page = await openMap({ locale, viewport: { width, height } })
    await house.go(page, hash)
    await until(() => page.locator('.map-label.alerting').count()).toBe(2)
    await atRest(page)
    const { site } = house.controller.services
    const upper = site.devices.filter(({ zone }) => site.zones.find((one) => one.id === zone)?.ordinal === 1).map((device) => device.id)
    expect(upper.length).toBeGreaterThan(20)
    const seen = await page.evaluate((ids) => {
      const host = document.querySelector('[data-map]')?.getBoundingClientRect() ?? new DOMRect()
      const names = [...document.querySelectorAll<HTMLElement>('.map-label')].filter((one) => !one.hidden).map((one) => {
        const box = one.getBoundingClientRect()
        const note = one.classList.contains('short') ? one.querySelector('small')?.getBoundingClientRect().height ?? 0 : 0
        return { text: one.textContent, left: box.left - host.left, right: box.right - host.left, top: box.top - host.top, bottom: box.bottom - host.top - note }
      })
      const marks = ids.flatMap((one) => window.__anxingMap?.inspect().at(one) ?? []).map(({ x, y }) => ({ text: 'a mark', left: x - 5, right: x + 5, top: y - 4, bottom: y + 4 }))
      return { names, marks, width: host.width, height: host.height }
    }, upper)
    expect([seen.names.length > 14, seen.marks.length]).toEqual([true, upper.length])
    const faultsOf = seen.names.flatMap((name, i) => [
      ...(name.left < 0 || name.top < 0 || name.right > seen.width || name.bottom > seen.height ? [`${name.text} is cut off`] : []),
      ...[...seen.names.slice(i + 1), ...seen.marks].filter((other) => name.left < other.right && other.left < name.right && name.top < other.bottom && other.top < name.bottom).map(({ text }) => `${name.text} covers ${text}`),
    ])
    expect(faultsOf).toEqual([])
    await shot(page, `map-names-${width}`)
    await staff(house.controller.client, 'POST', `/api/alerts/${id}/cancel`, {})
    await page.context().close()
  })

  it('a press on a mark opens its screen', async () => {
    const page = await openMap()
    await atRest(page)
    const at = await page.evaluate(() => window.__anxingMap?.inspect().at('wall-gate-d7'))
    const box = await page.locator('[data-map] canvas').boundingBox()
    await page.mouse.click((box?.x ?? 0) + (at?.x ?? 0), (box?.y ?? 0) + (at?.y ?? 0))
    await until(() => page.evaluate(() => location.hash)).toBe('#/overview/wall-gate-d7')
    await page.context().close()
  })

  it('an alert turns exactly its targets red, and the list says the same of every screen as the map', async () => {
    const page = await openMap()
    const { id } = await staff<{ id: string }>(house.controller.client, 'POST', '/api/alerts', {
      severity: 'red', presentation: 'takeover', target: { zones: ['gates-c1-c8'], devices: ['wall-taxi'] }, expiresInSeconds: 600,
      info: [{ language: 'zh-CN', headline: '谨防假客服', description: '只认官方。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official only.' }],
    })
    const targets = ['kiosk-gate-c3', 'robot-xiaoan-2', 'wall-gate-c5', 'wall-taxi']
    await until(async () => [...((await inspect(page))?.red.devices ?? [])].sort()).toEqual(targets)
    expect((await inspect(page))?.red.zones).toEqual(['gates-c1-c8'])
    await until(() => page.locator('.map-label.alerting').allTextContents()).toEqual([expect.stringContaining('Gates C1–C8')])
    await shot(page, 'map-alert')
    await page.getByRole('radio', { name: 'List' }).check()
    // More rows come as one scrolls.
    await until(async () => {
      await page.locator('tr[data-device]').last().scrollIntoViewIfNeeded()
      return page.locator('tr[data-device]').count()
    }).toBe(47)
    const rows = await page.locator('tr[data-device]').evaluateAll((all) => all.map((row) => ({ id: row.getAttribute('data-device') ?? '', cells: [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim() ?? '') })))
    expect(rows.filter(({ cells }) => cells[6]?.includes('Beware fake agents')).map((row) => row.id).sort()).toEqual(targets)
    const devices = await staff<{ id: string; state: string }[]>(house.controller.client, 'GET', '/api/devices')
    const words: Record<string, string> = { online: 'Online', stale: 'Stale', offline: 'Offline', never: 'Never seen' }
    expect(Object.fromEntries(rows.map(({ id: device, cells }) => [device, cells[2]]))).toEqual(Object.fromEntries(devices.map(({ id: device, state }) => [device, words[state]])))
    await until(() => page.locator('tr[data-device="wall-taxi"] td').nth(3).textContent()).toBe('Beware fake agents')
    expect(rows.find((row) => row.id === 'kiosk-arrivals')?.cells[4]).not.toBe('–')
    // The choice is remembered.
    await page.reload()
    await until(() => page.locator('tr[data-device]').count()).toBeGreaterThan(20)
    await staff(house.controller.client, 'POST', `/api/alerts/${id}/cancel`, {})
    await until(() => page.locator('tr[data-device] .alert').count()).toBe(0)
    await page.getByRole('radio', { name: 'Map' }).check()
    await until(async () => (await inspect(page))?.red).toEqual({ zones: [], devices: [] })
    await page.context().close()
  })

  it('the picture is taken away: the plan takes its place, with a sentence and a way back', async () => {
    const page = await openMap()
    await page.evaluate(() => { window.__anxingMap?.lose() })
    await page.getByText('The graphics card took the map away').waitFor()
    expect(await page.locator('[data-plan] [data-device]').count()).toBeGreaterThan(20)
    await page.getByRole('button', { name: 'Try the map again' }).click()
    await until(async () => (await inspect(page))?.devices ?? 0).toBe(47)
    await page.context().close()
  })

  it('a browser without WebGL gets the plan', async () => {
    const page = await house.open()
    await page.addInitScript(() => {
      const get = HTMLCanvasElement.prototype.getContext
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) { return kind.startsWith('webgl') ? null : Reflect.apply(get, this, [kind, ...rest]) } as typeof get
    })
    await page.reload()
    await house.signIn(page)
    await page.getByText('This browser cannot draw the map').waitFor()
    expect(await page.locator('[data-plan] [data-device]').count()).toBeGreaterThan(20)
    await page.context().close()
  })
})

describe('alarms', () => {
  it('stand beside the map with what to do; somebody sees to one by keyboard, with a note', async () => {
    const page = await openMap()
    house.controller.services.jobs.add({ name: 'test-fails', cron: '0 0 1 1 *', run: () => Promise.reject(new Error('it was asked to')) })
    await staff(house.controller.client, 'POST', '/api/jobs/test-fails/run', {})
    await house.controller.services.alarms.look()
    const card = page.locator('[data-alarm="job/test-fails"]')
    await card.waitFor()
    expect(await card.textContent()).toMatch(/Plan for it.*The job “test-fails” failed.*it was asked to.*To do/s)
    expect(await page.locator('nav a[href="#/overview"] .waits').textContent()).toMatch(/^1/)
    await tabTo(page, 'button', 'I see to it')
    await page.keyboard.press('Enter')
    await page.keyboard.type('I look at it')
    await page.keyboard.press('Enter')
    await until(() => card.textContent()).toMatch(/admin sees to it since \d\d:\d\d.*I look at it/)
    await until(() => page.locator('nav a[href="#/overview"] .waits').count()).toBe(0)
    await page.context().close()
  })
})

it.each([['light', 'zh-CN', 1440, '#/overview'], ['dark', 'en-GB', 1440, '#/overview/wall-taxi'], ['light', 'zh-CN', 390, '#/overview'], ['dark', 'zh-CN', 1920, '#/overview?wall']] as const)('axe finds nothing, and nothing sticks out: %s %s %d %s', async (theme, locale, width, hash) => {
  const page = await openMap({ theme, locale, viewport: { width, height: width === 390 ? 844 : width * 0.5625 } })
  await house.go(page, hash)
  await until(() => page.locator('main [aria-busy="true"]').count()).toBe(0)
  expect(await axeFindings(page)).toEqual([])
  expect(await sideways(page)).toEqual([])
  await shot(page, `map-${theme}-${width}`)
  await page.context().close()
  expect(faults).toEqual([])
})
