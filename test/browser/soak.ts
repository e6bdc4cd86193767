/**
 * The screens' half of `npm run soak`: a wall, a check-in point and a robot play in Chromium for two hours (SOAK_MINUTES for less), and at a second
 * check-in point and a second robot passengers come and go through every room. Then: how much each heap of the warm pages has grown since the first tenth, the
 * longest gap between two frames around a change of item, and whether one of 500 changes of a screen showed a blank frame. On a machine that does
 * other work, gaps are the machine's; the bare page beside them says how much.
 */
import type { Page } from 'playwright'
import { openKioskHouse } from '../support/chromium.ts'
import { dayClock } from '../support/day-clock.ts'
import { heapBytes, nextItem, watchFrames, watchGaps } from '../support/frames.ts'
import { liveSession } from '../support/passenger.ts'

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 120)
const CHANGES = Number(process.env['SOAK_CHANGES'] ?? 500)
const MOST_GROWTH = 0.05
const MOST_GAP_MS = 100
/** Rooms of the menu, by their buttons; each passenger goes into the next. */
const ROOMS = ['quiz', 'lesson', 'cases', 'ask', 'guide', 'simulation', 'board', 'way', 'paid-choice']
const PRESSES = 14
/** How often passengers hurry through all rooms first. */
const ROUNDS = Number(process.env['SOAK_ROUNDS'] ?? 10)
/** Of item on the screens that are left alone, meanwhile. */
const CHANGES_A_ROOM = 4
const IDLE_MS = 4_000
const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))
const until = async (page: Page): Promise<void> => { await page.waitForFunction(() => window.__anxing?.state.online === true) }
const inMegabytes = (heaps: readonly { name: string; bytes: number }[]): string => heaps.map(({ name, bytes }) => `${name} ${(bytes / 1e6).toFixed(1)} MB`).join(', ')
/** The same passengers in every run. */
function createDice(seed: number): () => number {
  let at = seed
  return () => { at = (at * 48_271) % 2_147_483_647; return at / 2_147_483_647 }
}

// At night a robot rests, and nothing changes.
const house = await openKioskHouse({ clock: dayClock('08:00') })
const moving = { reducedMotion: 'no-preference', serviceWorkers: 'block' } as const
type Screen = { name: string; page: Page }
async function open(name: string, id: string, width: number, height: number): Promise<Screen> {
  const page = await house.screen(id, { ...moving, viewport: { width, height } })
  await until(page)
  return { name, page }
}
const left = [await open('wall', 'wall-hall-1', 1920, 540), await open('check-in point', 'kiosk-hall-1', 1080, 1920), await open('robot', 'robot-xiaoan-1', 1280, 800)]
const used = [await open('check-in point in use', 'kiosk-gate-c12', 1080, 1920), await open('robot in use', 'robot-xiaoan-2', 1280, 800)]
const heapOf = async ({ name, page }: Screen) => ({ name, bytes: await heapBytes(page) })
const dice = createDice(20_261_129)
const met = new Set<string>()
let sessions = 0
let over = false
const live = async (page: Page, room: string, hurried = false): Promise<void> => {
  for (const name of await liveSession(page, { room, times: PRESSES, dice, hurried })) met.add(name)
  sessions += 1
}
const changeItems = async (page: Page, count: number): Promise<void> => { for (let n = 0; n < count; n += 1) await nextItem(page) }
// Whatever is loaded, compiled or kept once is there before anything is weighed: a heap grows for a hundred passengers, ever more slowly, then stands.
for (let round = 1; round <= ROUNDS; round += 1) {
  for (const room of ROOMS) await Promise.all([...used.map(({ page }) => live(page, room, true)), ...left.map(({ page }) => changeItems(page, CHANGES_A_ROOM))])
  console.log(`Warming up, ${round} of ${ROUNDS}: ${inMegabytes(await Promise.all([...left, ...used].map(heapOf)))}`)
}
// A page that only counts its frames: what the machine itself leaves out.
const bare = await (await house.context(moving)).newPage()
await bare.goto('about:blank')

let bad = 0
const passengers = Promise.all(used.map(async ({ name, page }) => {
  try {
    for (let n = 0; !over; n += 1) {
      await live(page, ROOMS[n % ROOMS.length] ?? 'lesson')
      await pause(IDLE_MS)
    }
  } catch (error) {
    bad += 1
    console.log(`${name}: a passenger could not go on: ${String(error)}`)
  }
}))
/** Weighed between two passengers: whoever is in the middle of a game holds what the game needs. */
const weigh = (): Promise<{ name: string; bytes: number }[]> => Promise.all([
  ...left.map(heapOf),
  ...used.map(async (screen) => {
    await screen.page.locator('[data-session="attract"]').waitFor({ timeout: 120_000 })
    return heapOf(screen)
  }),
])
await pause(MINUTES * 6_000)
const before = await weigh()
console.log(`1 of 10: ${inMegabytes(before)}`)
const watches = await Promise.all([...left.map(async ({ name, page }) => ({ name, watch: await watchGaps(page) })), { name: 'bare page', watch: await watchGaps(bare, true) }])
const readGaps = () => Promise.all(watches.map(async ({ name, watch }) => ({ name, ...await watch.read() })))
let gaps = await readGaps()
for (let tenth = 2; tenth <= 10; tenth += 1) {
  await pause(MINUTES * 6_000)
  gaps = await readGaps()
  console.log(`${tenth} of 10: ${sessions} passengers; longest gaps ${gaps.map(({ name, longest }) => `${name} ${longest.toFixed(0)} ms`).join(', ')}`)
  if (tenth === 10) break
  // Weighing holds a page up.
  await Promise.all(watches.map(({ watch }) => watch.skip()))
  console.log(`${tenth} of 10: ${inMegabytes(await weigh())}`)
  await Promise.all(watches.map(({ watch }) => watch.skip()))
}
over = true
await passengers
const after = await weigh()

for (const [i, { name, bytes }] of before.entries()) {
  const now = after[i]?.bytes ?? Infinity
  const growth = now / bytes - 1
  if (growth > MOST_GROWTH) bad += 1
  console.log(`${name}: heap ${(bytes / 1e6).toFixed(1)} MB after ${MINUTES / 10} min, ${(now / 1e6).toFixed(1)} MB after ${MINUTES} min: ${(growth * 100).toFixed(1)} %`)
}
console.log(`${sessions} passengers on ${met.size} pages`)
for (const { name, longest, above100, changes, frames } of gaps) {
  if (name !== 'bare page' && longest > MOST_GAP_MS) bad += 1
  console.log(`${name}: ${changes} changes of item, ${frames} frames around them, longest gap ${longest.toFixed(0)} ms, ${above100} above ${MOST_GAP_MS} ms`)
}
await Promise.all(left.map(async ({ name, page }) => {
  const watched = await watchFrames(page)
  await changeItems(page, CHANGES)
  await watched.stop()
  if (watched.blank > 0) bad += 1
  console.log(`${name}: ${CHANGES} changes of item, ${watched.frames} frames looked at, ${watched.blank} blank`)
}))
await house.close()
console.log(bad === 0 ? 'All as it should be.' : `${bad} figures are not met.`)
process.exit(bad === 0 ? 0 : 1)
