import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKioskHouse, type KioskHouse } from '../chromium.ts'
import { dayClock } from '../day-clock.ts'
import type { RoomName } from './inside.ts'
import { missing, openWalk, planOf, walkRoom } from './outside.ts'
import { tour } from './tour.ts'
import type { Mode } from './walker.ts'

const language = { zh: { name: 'Chinese', language: 'zh-CN' }, en: { name: 'English', language: 'en' } } as const
const mode = (of: keyof typeof language, elder: boolean, by: Mode['by']): Mode => ({ ...language[of], name: `${language[of].name}${elder ? ', large' : ''}, by ${by}`, elder, by })

const KIOSK = { device: 'kiosk-gate-c12', size: { width: 1080, height: 1920 } } as const
const ROBOT = { device: 'robot-xiaoan-2', size: { width: 1280, height: 800 } } as const
/** A check-in point where the room is low. */
const LOW = { device: 'kiosk-gate-c12', size: { width: 1280, height: 800 } } as const
const some: readonly RoomName[] = ['interests', 'quiz', 'simulations', 'lessons', 'paid']
const others: readonly RoomName[] = ['cases', 'board', 'ask', 'guide', 'ways', 'help', 'timeouts']

/** Besides its rooms, each kind of page is met on it by real fingers or keys. */
type Screen = { device: string; size: { width: number; height: number }; mode: Mode; rooms: readonly RoomName[] }

/**
 * Every room in both languages, by touch and by keys, on a check-in point in large type and on a robot; each language by both. `WALK=all`
 * walks every room on every screen in both sizes of type, for whoever has changed how pages are laid out.
 */
export function screensIn(of: keyof typeof language): Screen[] {
  const inputs = of === 'zh' ? ['touch', 'keys'] as const : ['keys', 'touch'] as const
  if (process.env['WALK'] === 'all') return [KIOSK, LOW, ROBOT].flatMap((screen) => inputs.map((by, i) => ({ ...screen, mode: mode(of, i === 0, by), rooms: [...some, ...others] })))
  const [large, plain] = [{ ...KIOSK, mode: mode(of, true, inputs[0]) }, { ...ROBOT, mode: mode(of, false, inputs[1]) }]
  return of === 'zh' ? [{ ...large, rooms: some }, { ...plain, rooms: others }] : [{ ...large, rooms: others }, { ...plain, rooms: some }]
}

/** Walks all there is on these screens, one after another. */
export function walks(screens: readonly Screen[]): void {
  let house: KioskHouse
  // Robots rest at night.
  beforeAll(async () => { house = await openKioskHouse({ clock: dayClock() }) })
  afterAll(async () => {
    const complaints = house.complaints()
    await house.close()
    expect(complaints).toEqual([])
  })
  describe.each(screens.map((screen, pass) => [screen.mode.name, screen.device, screen.size.width, screen.size.height, screen, pass] as const))('%s on %s at %d x %d', (_, __, width, height, screen, pass) => {
    let page: Page
    beforeAll(async () => { page = await openWalk(house, screen.device, { viewport: { width, height } }) })
    afterAll(async () => { await page.context().close() })

    it('each kind of page is met with real fingers or keys, and axe has nothing to say', async () => {
      expect((await tour(page, screen.mode)).faults).toEqual([])
    })
    it.each(screen.rooms)('%s', async (room) => {
      const plan = planOf(pass, screen.mode)
      const { states, faults } = await walkRoom(page, room, screen.mode, plan)
      expect(faults).toEqual([])
      expect(missing(room, plan, states), 'never come to').toEqual([])
    })
  })
}
