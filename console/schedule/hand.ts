import { DAY_MINUTES, snap, spotAt } from './spot.ts'
import type { Move, Spot } from './spot.ts'

/** What a pointer has taken hold of on the timeline. Minutes count from the window's first midnight. */
export type Grip =
  | { kind: 'block'; block: string; edge: Move['edge']; x: number }
  | { kind: 'ground'; zone: string; minute: number; x: number }

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
