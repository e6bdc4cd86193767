import { afterAll, beforeAll, expect, it } from 'vitest'
import { openKioskHouse, type KioskHouse } from '../support/chromium.ts'
import { nextItem, watchFrames } from '../support/frames.ts'

let house: KioskHouse
beforeAll(async () => { house = await openKioskHouse() })
afterAll(() => house.close())

it('never shows a blank frame over fifty changes of item', async () => {
  const page = await house.screen('wall-hall-1', { viewport: { width: 960, height: 270 }, reducedMotion: 'no-preference', serviceWorkers: 'block' })
  await page.waitForFunction(() => { const s = window.__anxing?.state; return s !== undefined && s.online && s.cache.held === s.cache.wanted })
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
