/** What is put into the page: many steps in one call. `openScreen` bundles it. */
import { ask, guide, help, paid } from './asking.ts'
import { cases, interests, lessons, quiz } from './exercises.ts'
import { board, simulations } from './games.ts'
import { ways } from './places.ts'
import type { Plan } from './plan.ts'
import { timeouts } from './timeouts.ts'
import { pageName, Walker, type Mode, type Walked } from './walker.ts'

const rooms = { interests, quiz, cases, lessons, simulations, board, ask, guide, paid, help, ways, timeouts }
export type RoomName = keyof typeof rooms

declare global {
  interface Window {
    /** Nothing that the page sends goes out until it is let go. Both are put there by `openWalk`. */
    holdBack(on: boolean): void
    /** What staff do with the open call of this screen. */
    staffDo(what: 'accept' | 'done'): Promise<void>
    walk: {
      /** Walks one room from the menu and comes back to it; what stops it is a fault, too. */
      room(name: RoomName, mode: Mode, plan: Plan): Promise<Walked>
      /** The page that stands, by its name. */
      page(): string
      /** What one would stumble over on the page that stands. */
      look(state: string, mode: Mode): string[]
      /** Whatever went before: the menu, in this mode. */
      menu(mode: Mode): Promise<void>
    }
  }
}

window.walk = {
  async room(name, mode, plan) {
    const walk = new Walker(mode)
    try {
      await walk.toMenu()
      await rooms[name](walk, plan)
    } catch (error) {
      walk.faults.push(`${name}: stuck on ${pageName()}: ${error instanceof Error ? error.message : String(error)}`)
    }
    return { states: [...walk.states], faults: walk.faults }
  },
  page: pageName,
  menu: (mode) => new Walker(mode).toMenu(),
  look(state, mode) {
    const walk = new Walker(mode)
    walk.look(state)
    return walk.faults
  },
}
