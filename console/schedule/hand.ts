import { DAY_MINUTES, snap, spotAt } from './spot.ts'
import type { Move, Spot } from './spot.ts'

/** What a pointer has taken hold of on the timeline. Minutes count from the window's first midnight. */
export type Grip =
  | { kind: 'block'; block: string; edge: Move['edge']; x: number; top: number }
  | { kind: 'ground'; zone: string; minute: number; x: number; top: number }

/** Fewer pixels than this are a click. */
export const CLICK_PX = 4

/** What was marked out on free ground between two minutes, on the steps of the clock; at least one step, at most a day. */
export function markedSpot(first: string, a: number, b: number): Spot {
  const [low, high] = [snap(Math.min(a, b)), snap(Math.max(a, b))]
  return spotAt(first, low, Math.min(DAY_MINUTES, Math.max(15, high - low)))
}

/** The key of an occurrence in a zone, and back. */
export const blockKey = (zone: string, id: string, day: string): string => `${zone} ${id} ${day}`
export function readKey(key: string): { zone: string; id: string; day: string } {
  const [zone = '', id = '', day = ''] = key.split(' ')
  return { zone, id, day }
}

/** Within so many pixels of an end, that end is what is held; a block too small for three parts is held as a whole. */
const EDGE_PX = 6
export function gripOn(block: string, x: number, box: { left: number; right: number }, top: number): Grip {
  const small = box.right - box.left < 3 * EDGE_PX
  return { kind: 'block', block, x, top, edge: small ? 'both' : x - box.left < EDGE_PX ? 'start' : box.right - x < EDGE_PX ? 'end' : 'both' }
}
