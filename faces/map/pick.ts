/** What is meant by a point of the page or a direction. Pure. */
import { inside } from '../plan.ts'
import type { MapZone, Point } from './types.ts'

export type Spot = { id: string; x: number; y: number }

/** The spot nearest to a point, no farther than `reach` pixels. */
export function nearest(spots: readonly Spot[], [x, y]: Point, reach: number): Spot | null {
  let best: Spot | null = null
  let least = reach * reach
  for (const spot of spots) {
    const far = (spot.x - x) ** 2 + (spot.y - y) ** 2
    if (far <= least) [best, least] = [spot, far]
  }
  return best
}

export const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const
export type Direction = keyof typeof directions

/**
 * The next spot from where one is, in a direction of the page: what lies within 60° either side of it counts, and straight
 * ahead counts as nearer. From nowhere: the spot nearest to the middle of all.
 */
export function nextSpot(spots: readonly Spot[], from: string | null, direction: Direction): Spot | null {
  const here = spots.find(({ id }) => id === from)
  if (!here) {
    const middle = spots.reduce<[number, number]>(([x, y], spot) => [x + spot.x / spots.length, y + spot.y / spots.length], [0, 0])
    return nearest(spots, middle, Infinity)
  }
  const [ux, uy] = directions[direction]
  let best: Spot | null = null
  let least = Infinity
  for (const spot of spots) {
    if (spot.id === here.id) continue
    const [dx, dy] = [spot.x - here.x, spot.y - here.y]
    const ahead = dx * ux + dy * uy
    const aside = Math.abs(dx * uy - dy * ux)
    if (ahead <= 0.01 || aside > ahead * 1.73) continue
    const cost = ahead + aside * 1.6
    if (cost < least) [best, least] = [spot, cost]
  }
  return best
}

/** The zone at a place of a level; of zones that overlap the smaller, which the list has later. */
export const zoneAt = (zones: readonly MapZone[], ordinal: number, at: Point): MapZone | null => zones.findLast((zone) => zone.ordinal === ordinal && inside(at, zone.outline)) ?? null
