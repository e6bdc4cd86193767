import { readdirSync, readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Item } from '../../protocol/content.ts'
import type { Item as ItemType } from '../../protocol/content.ts'
import { axeFindings } from '../support/axe.ts'
import { faults, openGallery, shapes } from './faces-gallery.ts'

const folder = new URL('../../playlists/items/', import.meta.url)
const library: ItemType[] = readdirSync(folder).sort().flatMap((file) => z.array(Item).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))

/** A moment inside each part of an item, late enough that its fades are over: milliseconds. */
function moments(item: ItemType): number[] {
  const all = item.seconds * 1000
  if (item.kind === 'case') return [0.2, 0.45, 0.7, 0.95].map((p) => p * all)
  if (item.kind === 'quiz') return [0.5 * all, 0.95 * all]
  if (item.kind === 'class') return item.scenes.map((_, i) => item.scenes.slice(0, i + 1).reduce((sum, s) => sum + s.seconds, 0) * 1000 - 500)
  if (item.kind === 'ticker') return item.lines.map((_, i) => ((i + 0.9) / item.lines.length) * all)
  return [0.8 * all]
}

/** All of a kind; on the shapes that share a composition with another, those that say the most. */
function drawn(kind: ItemType['kind'], shape: string): ItemType[] {
  const all = library.filter((item) => item.kind === kind)
  return shape === 'landscape' || shape === 'portrait' ? all : all.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length).slice(0, 12)
}

let gallery: Awaited<ReturnType<typeof openGallery>>
beforeAll(async () => { gallery = await openGallery() }, 90_000)
afterAll(async () => { await gallery.close() })

describe.each(shapes)('$name $width x $height', ({ name, width, height }) => {
  const role = name === 'robot' ? 'robot' : 'screen'

  test.each(['poster', 'case', 'quiz', 'class', 'ticker'] as const)('no %s is cut, covered, too small or badly broken', async (kind) => {
    await gallery.page.setViewportSize({ width, height })
    const queries = drawn(kind, name).flatMap((item) => moments(item).map((at) => `face=item:${item.id}&t=${at}&role=${role}`))
    expect(queries.length).toBeGreaterThan(0)
    expect(await gallery.faultsOf(queries)).toEqual([])
  }, 180_000)

  test('alerts, banners over items, standby and the robot hold together', async () => {
    await gallery.page.setViewportSize({ width, height })
    expect(await gallery.faultsOf([
      ...['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'emergency', 'exercise', 'notice'].map((id) => `face=alert:${id}&role=${role}`),
      ...library.filter((i) => i.kind === 'poster').map((item) => `face=item:${item.id}&role=${role}&banners=a1,a3&t=9000`),
      `face=standby&role=${role}`,
      ...Array.from({ length: 12 }, (_, i) => `face=robot:speaking&silent&caption=r${String(i + 1).padStart(2, '0')}`),
    ])).toEqual([])
  }, 180_000)
})

test.each(shapes)('pictures and films, $name: words never stand on a picture, a caption only on its scrim', async ({ name, width, height }) => {
  const { page } = gallery
  await page.route('**/media/1*', (route) => route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"><rect width="100%" height="100%" fill="#fff"/></svg>' }))
  await page.route('**/media/0*', (route) => route.abort())
  await page.setViewportSize({ width, height })
  const wrong: string[] = []
  for (const [id, at] of [['sample-picture', 6_000], ['sample-case-picture', 23_000]] as const) {
    for (const banners of ['', '&banners=a1,a3']) {
      wrong.push(...await gallery.faultsOf([`face=item:${id}&t=${at}&role=${name === 'robot' ? 'robot' : 'screen'}&still=1${banners}`]))
      await page.waitForFunction(() => document.querySelector<HTMLImageElement>('img.window')?.complete)
      wrong.push(...await page.evaluate(() => {
        const picture = document.querySelector('img.window')?.getBoundingClientRect()
        if (!picture || picture.width < 300 || picture.height < 150) return ['no picture']
        const glyph = document.querySelector('.glyph svg')?.getBoundingClientRect()
        const words = [...document.querySelectorAll('h1, p')].map((one) => ({ text: one.textContent ?? '', box: one.getBoundingClientRect() }))
        return [...words, ...(glyph ? [{ text: 'the character', box: glyph }] : [])]
          .filter(({ box }) => box.left < picture.right - 1 && box.right > picture.left + 1 && box.top < picture.bottom - 1 && box.bottom > picture.top + 1).map(({ text }) => `on the picture: ${text}`)
      }))
    }
  }
  // A film that cannot be played: its words alone.
  wrong.push(...await gallery.faultsOf(['face=item:sample-video&t=7000&still=1']))
  await page.locator('.instead').waitFor()
  wrong.push(...await gallery.faultsOf(['face=item:sample-video&t=7001&still=1']))
  expect(wrong).toEqual([])
}, 60_000)

test('what the checks call a fault is one: a line pushed out of the window, and one under a strip', async () => {
  await gallery.page.setViewportSize({ width: 1920, height: 1080 })
  expect(await gallery.faultsOf(['face=item:p1-1&t=9000'])).toEqual([])
  await gallery.page.addStyleTag({ content: '.poster .line { transform: translateY(90px) } .poster .headline { font-size: 4px; transform: translateX(60%) }' })
  const found = await gallery.page.evaluate(faults, { read: 40, headline: 110 })
  expect(found.map((f) => f.what)).toEqual(expect.arrayContaining(['covered', 'outside']))
  expect(await gallery.faultsOf(['face=item:p1-1&t=9000'])).toHaveLength(found.length)
  await gallery.page.reload()
  await gallery.page.waitForSelector('html[data-ready]')
})

test('axe finds nothing in one item of each kind, an alert and the standby', async () => {
  await gallery.page.setViewportSize({ width: 1920, height: 1080 })
  for (const query of ['item:p1-1&t=9000', 'item:c1&t=8000', 'item:q01&t=5000', 'item:q01&t=17000', 'item:p3-5&t=8000', 'item:p1-6&t=3000', 'alert:a1', 'alert:emergency', 'standby']) {
    await gallery.show(`face=${query}`)
    expect(await axeFindings(gallery.page, { practicesBut: ['page-has-heading-one', 'region', 'landmark-one-main'] }), query).toEqual([])
  }
}, 60_000)

describe('time', () => {
  const glyphShown = (): Promise<(string | null)[]> => gallery.page.evaluate(() => [...document.querySelectorAll('.face svg[data-progress]')].map((g) => g.getAttribute('aria-label')))

  test('a quiz shows no character before its answer, and the answer brings it', async () => {
    for (const item of library.filter((i) => i.kind === 'quiz')) {
      await gallery.show(`face=item:${item.id}&t=${item.seconds * 600 - 1}`)
      expect(await glyphShown(), item.id).toEqual([])
      await gallery.show(`face=item:${item.id}&t=${item.seconds * 600 + 1500}`)
      expect(await glyphShown(), item.id).toHaveLength(1)
    }
  })

  test('items dissolve, alerts cut', async () => {
    const leaving = (): Promise<number> => gallery.page.evaluate(() => document.querySelectorAll('.layer[inert]').length)
    await gallery.show('face=item:p1-1&previous=p1-2&t=150')
    expect(await leaving()).toBe(1)
    await gallery.show('face=item:p1-1&previous=p1-2&t=401')
    expect(await leaving()).toBe(0)
    await gallery.show('face=alert:a1&previous=p1-2&t=0')
    expect(await leaving()).toBe(0)
    expect(await gallery.page.evaluate(() => getComputedStyle(document.querySelector('.layer') ?? document.body).opacity)).toBe('1')
  })

  test('the same moment is the same picture; reduced motion shows it finished', async () => {
    await gallery.page.setViewportSize({ width: 640, height: 360 })
    await gallery.show('face=item:p1-1&t=420')
    const first = await gallery.page.screenshot()
    await gallery.show('face=standby')
    await gallery.show('face=item:p1-1&t=420')
    expect((await gallery.page.screenshot()).equals(first)).toBe(true)
    const progress = (): Promise<string | null | undefined> => gallery.page.evaluate(() => document.querySelector('.face svg[data-progress]')?.getAttribute('data-progress'))
    expect(Number(await progress())).toBeLessThan(1)
    await gallery.page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(progress).toBe('1')
    await gallery.page.emulateMedia({ reducedMotion: null })
  })

  test('the root says what shows', async () => {
    for (const [query, showing] of [['item:p1-1', 'item:p1-1'], ['alert:a1', 'alert:a1'], ['standby', 'standby']]) {
      await gallery.show(`face=${query}`)
      expect(await gallery.page.getAttribute('.screen', 'data-showing')).toBe(showing)
    }
  })
})
