import type { BrowserContextOptions, Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { holdsAll, openKioskHouse, type KioskHouse } from '../support/chromium.ts'
import { nextItem, watchFrames } from '../support/frames.ts'

let house: KioskHouse
beforeAll(async () => { house = await openKioskHouse() })
afterAll(() => house.close())

/** A wall that holds all it shows. */
async function openWall(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await house.screen('wall-hall-1', { viewport: { width: 960, height: 270 }, serviceWorkers: 'block', ...options })
  await page.waitForFunction(() => window.__anxing?.state.online === true)
  await holdsAll(page)
  return page
}

it('never shows a blank frame over fifty changes of item', async () => {
  const page = await openWall({ reducedMotion: 'no-preference' })
  const watched = await watchFrames(page)
  const shown: string[] = []
  for (let n = 0; n < 50; n += 1) shown.push(await nextItem(page))
  await watched.stop()
  expect(shown.every((what) => what.startsWith('item:'))).toBe(true)
  expect(new Set(shown).size).toBeGreaterThan(5)
  expect(watched.frames).toBeGreaterThan(50)
  expect(watched.blank).toBe(0)
  await page.context().close()
})

it('lays the next picture out before it is due; that very picture is then on', async () => {
  const page = await openWall()
  await nextItem(page, 1_400)
  const kept = await page.evaluate(async () => {
    const handle = window.__anxing
    const until = handle?.view?.main.until
    if (!handle || !until) return null
    handle.shiftClock(Math.max(0, until.epochMilliseconds - Temporal.Instant.from(handle.now).epochMilliseconds - 1_000))
    let ahead: Element | null = null
    const before = handle.showing
    for (let tries = 0; tries < 600 && handle.showing === before; tries += 1) {
      ahead = document.querySelector('.layer.coming') ?? ahead
      await new Promise(requestAnimationFrame)
    }
    await new Promise(requestAnimationFrame)
    return { ahead: ahead !== null, same: ahead !== null && document.querySelector('.layer.on') === ahead, hidden: document.querySelectorAll('.layer:not(.on):not([inert])').length }
  })
  expect(kept).toEqual({ ahead: true, same: true, hidden: 0 })
  await page.context().close()
})

it('reckons the size of words when they come, not at every frame of what moves', async () => {
  const page = await openWall({ reducedMotion: 'no-preference' })
  await page.evaluate(() => {
    const segment = Reflect.get(Intl.Segmenter.prototype, 'segment') as Intl.Segmenter['segment']
    const made = Reflect.get(globalThis, 'Intl') as { Segmenter: typeof Intl.Segmenter }
    const counts = { cut: 0, made: 0 }
    Reflect.set(window, 'counts', counts)
    made.Segmenter.prototype.segment = function (text) { counts.cut += 1; return segment.call(this, text) }
    made.Segmenter = class extends Intl.Segmenter { constructor(...given: ConstructorParameters<typeof Intl.Segmenter>) { super(...given); counts.made += 1 } }
  })
  /** In how many of thirty frames words were cut, whether what is on moved, and whether it was alone: the next picture, laid out ahead, brings words of its own. */
  const frames = () => page.evaluate(async () => {
    const on = document.querySelector('.layer.on')
    const counts = Reflect.get(window, 'counts') as { cut: number }
    const before = on?.innerHTML
    let alone = true
    let cut = 0
    for (let n = 0; n < 30; n += 1) {
      const had = counts.cut
      await new Promise(requestAnimationFrame)
      if (counts.cut > had) cut += 1
      alone &&= document.querySelector('.layer.on') === on && document.querySelector('.layer.coming') === null
    }
    return { cut, moved: on?.innerHTML !== before, alone }
  })
  let compared = 0
  for (let n = 0; compared < 3 && n < 30; n += 1) {
    await nextItem(page)
    const kind = await page.evaluate(() => window.__anxing?.view?.main.kind === 'item' && window.__anxing.view.main.item.kind)
    const seen = await frames()
    if (kind !== 'poster' || !seen.moved || !seen.alone) continue
    compared += 1
    // News may come in between, such as the minute; a picture that cuts its words as it moves does so in each.
    expect(seen.cut, 'frames in which words were cut').toBeLessThan(3)
  }
  expect(compared).toBe(3)
  const { cut, made } = await page.evaluate(() => Reflect.get(window, 'counts') as { cut: number; made: number })
  expect(cut).toBeGreaterThan(20)
  expect(made, 'segmenters').toBeLessThan(4)
  await page.context().close()
})
