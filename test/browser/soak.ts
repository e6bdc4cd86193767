/**
 * The screens' half of `npm run soak`: a wall, a check-in point and a robot play in Chromium for two hours (SOAK_MINUTES for less). Then: how much
 * the heap has grown since the first tenth, the longest gap between two frames, and whether one of 500 changes of item showed a
 * blank frame. On a machine that does other work, gaps are the machine's; the bare page beside them says how much.
 */
import type { Page } from 'playwright'
import { openKioskHouse } from '../support/chromium.ts'
import { dayClock } from '../support/day-clock.ts'
import { heapBytes, nextItem, watchFrames, watchGaps } from '../support/frames.ts'

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 120)
const CHANGES = 500
const MOST_GROWTH = 0.05
const MOST_GAP_MS = 100
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const until = async (page: Page): Promise<void> => { await page.waitForFunction(() => window.__anxing?.state.online === true) }

// At night a robot rests, and nothing changes.
const house = await openKioskHouse({ clock: dayClock('08:00') })
const moving = { reducedMotion: 'no-preference', serviceWorkers: 'block' } as const
const screens: { name: string; page: Page }[] = []
for (const [name, id, width, height] of [['wall', 'wall-hall-1', 1920, 540], ['check-in point', 'kiosk-hall-1', 1080, 1920], ['robot', 'robot-xiaoan-1', 1280, 800]] as const) {
  const page = await house.screen(id, { ...moving, viewport: { width, height } })
  await until(page)
  screens.push({ name, page })
}
// A page that only counts its frames: what the machine itself leaves out.
const bare = await (await house.context(moving)).newPage()
await bare.goto('about:blank')

const gapsOf = await Promise.all([...screens, { name: 'bare page', page: bare }].map(async ({ name, page }) => ({ name, read: await watchGaps(page) })))
await pause(MINUTES * 6_000)
const before = await Promise.all(screens.map(({ page }) => heapBytes(page)))
await pause(MINUTES * 54_000)
const after = await Promise.all(screens.map(({ page }) => heapBytes(page)))

let bad = 0
for (const [i, { name }] of screens.entries()) {
  const growth = (after[i] ?? 0) / (before[i] ?? 1) - 1
  if (growth > MOST_GROWTH) bad += 1
  console.log(`${name}: heap ${((before[i] ?? 0) / 1e6).toFixed(1)} MB after ${MINUTES / 10} min, ${((after[i] ?? 0) / 1e6).toFixed(1)} MB after ${MINUTES} min: ${(growth * 100).toFixed(1)} %`)
}
for (const { name, read } of gapsOf) {
  const { longest, above100, frames } = await read()
  if (name !== 'bare page' && longest > MOST_GAP_MS) bad += 1
  console.log(`${name}: ${frames} frames, longest gap ${longest.toFixed(0)} ms, ${above100} above ${MOST_GAP_MS} ms`)
}
for (const { name, page } of screens) {
  const watched = await watchFrames(page)
  for (let n = 0; n < CHANGES; n += 1) await nextItem(page)
  await watched.stop()
  if (watched.blank > 0) bad += 1
  console.log(`${name}: ${CHANGES} changes of item, ${watched.frames} frames looked at, ${watched.blank} blank`)
}
await house.close()
console.log(bad === 0 ? 'All as it should be.' : `${bad} figures are not met.`)
process.exit(bad === 0 ? 0 : 1)
