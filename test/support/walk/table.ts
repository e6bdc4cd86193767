import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKioskHouse, type KioskHouse } from '../chromium.ts'
import { dayClock } from '../day-clock.ts'
import type { RoomName } from './inside.ts'
import { expected, openWalk, planOf, walkRoom } from './outside.ts'
import { tour } from './tour.ts'
import type { Mode } from './walker.ts'

const modes = {
  zh: { name: 'Chinese by touch', language: 'zh-CN', elder: false, by: 'touch' },
  zhElder: { name: 'Chinese, large, by touch', language: 'zh-CN', elder: true, by: 'touch' },
  en: { name: 'English by keys', language: 'en', elder: false, by: 'keys' },
  enElder: { name: 'English, large, by keys', language: 'en', elder: true, by: 'keys' },
} as const satisfies Record<string, Mode>

const KIOSK = { device: 'kiosk-gate-c12', size: { width: 1080, height: 1920 } } as const
const ROBOT = { device: 'robot-xiaoan-2', size: { width: 1280, height: 800 } } as const
/** A check-in point where the room is low. */
const LOW = { device: 'kiosk-gate-c12', size: { width: 1280, height: 800 } } as const
const some: readonly RoomName[] = ['interests', 'quiz', 'simulations', 'lessons', 'paid']
const others: readonly RoomName[] = ['cases', 'board', 'ask', 'guide', 'ways', 'help', 'timeouts']

/** `tour`: each kind of page is met by real fingers or keys, too. */
type Screen = { device: string; size: { width: number; height: number }; mode: Mode; rooms: readonly RoomName[]; tour?: true }

/**
 * Every room in both languages, by touch and by keys, standing and lying, once of it in large type: in one language on a check-in point, in
 * the other on a robot. `WALK=all` walks every room on every screen in every mode, for whoever has changed how pages are laid out.
 */
export function screensIn(language: Mode['language']): Screen[] {
  const [plain, large] = language === 'en' ? [modes.en, modes.enElder] : [modes.zh, modes.zhElder]
  if (process.env['WALK'] === 'all') return [KIOSK, LOW, ROBOT].flatMap((screen) => [plain, large].map((mode) => ({ ...screen, mode, rooms: [...some, ...others], tour: true })))
  return language === 'en'
    ? [{ ...KIOSK, mode: plain, rooms: others, tour: true }, { ...ROBOT, mode: large, rooms: some }]
    : [{ ...KIOSK, mode: plain, rooms: some }, { ...ROBOT, mode: large, rooms: others, tour: true }]
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

    if (screen.tour) it('each kind of page is met with real fingers or keys, and axe has nothing to say', async () => {
      expect((await tour(page, screen.mode)).faults).toEqual([])
    })
    it.each(screen.rooms)('%s', async (room) => {
      const plan = planOf(pass, screen.mode)
      const { states, faults } = await walkRoom(page, room, screen.mode, plan)
      expect(faults).toEqual([])
      const come = new Set(states)
      expect(expected(room, plan).filter((state) => !come.has(state)), 'never come to').toEqual([])
    })
  })
}
