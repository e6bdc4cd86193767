import type { DeviceRecord } from '../../protocol/venue.ts'
import { moves, type Move } from '../../protocol/words.ts'

type Point = Pick<DeviceRecord, 'id' | 'position'>
const metres = (a: Point, b: Point): number => Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1])

/**
 * The stamp of each check-in point: one of our characters, none given much oftener than another, and points with the same one far
 * apart, so that points which somebody passes on one way differ. Floors count as one place. `points` in the order of the site's plan.
 */
export function stampsOf(points: readonly Point[]): ReadonlyMap<string, Move> {
  const given: { point: Point; move: Move }[] = []
  for (const point of points) {
    const choices = moves.map((move) => {
      const same = given.filter((one) => one.move === move)
      return { move, used: same.length, away: Math.min(...same.map((one) => metres(one.point, point))) }
    })
    const least = Math.min(...choices.map(({ used }) => used))
    const [first] = choices.filter(({ used }) => used <= least + 1).toSorted((a, b) => (a.away === b.away ? 0 : b.away - a.away))
    if (first) given.push({ point, move: first.move })
  }
  return new Map(given.map(({ point, move }) => [point.id, move]))
}
