/** Rooms as people walk in them: what they see past, what they walk round. */
import { hullsOf, isIn, MARGIN, outOf, stretchIn } from './hull.ts'
import type { Hull } from './hull.ts'
import type { WayMap } from './map.ts'
import { distance, edgesOf, inRings, isInside, middleOf } from './plane.ts'
import type { Point, Ring, Segment } from './plane.ts'

export type Room = {
  unit: number
  ordinal: number
  rings: readonly Ring[]
  edges: readonly Segment[]
  hulls: readonly Hull[]
  /** Where a way may bend: round furniture, and round the room's own corners. */
  corners: readonly Corner[]
  /** A hall with nothing in it and no corner that sticks out: all of it is in sight. */
  open: boolean
}
/** `sides`: what it is the corner of goes off that way; a way that bends here touches it and runs into neither. */
export type Corner = { at: Point; sides: readonly [Point, Point] }

/** Whether one walks straight from `a` to `b`. Furniture in which either stands is no hindrance: it is where they start, or what they want. */
export function sees({ rings, edges, hulls, open }: Room, a: Point, b: Point): boolean {
  if (open) return true
  for (const hull of hulls) if (stretchIn(a, b, hull) !== null && !isIn(a, hull) && !isIn(b, hull)) return false
  return isInside(a, b, edges, rings)
}

/** Whether a way that comes from `from`, or goes there, may bend at this corner: anything else is no shortest way. */
export function touches({ at, sides: [one, other] }: Corner, from: Point): boolean {
  const [dx, dy] = [from[0] - at[0], from[1] - at[1]]
  const [m, n] = [dx * one[1] - dy * one[0], dx * other[1] - dy * other[0]]
  return (m >= -1e-6 && n >= -1e-6) || (m <= 1e-6 && n <= 1e-6)
}

/** Corners of the room that stick out into it, a margin off the wall. */
function bends(rings: readonly Ring[]): Corner[] {
  return rings.flatMap((ring) => ring.flatMap((at, i): Corner[] => {
    const [before, after] = [ring[(i + ring.length - 1) % ring.length] ?? at, ring[(i + 1) % ring.length] ?? at]
    const [la, lb] = [distance(before, at) || 1, distance(at, after) || 1]
    const [ax, ay, bx, by] = [(at[0] - before[0]) / la, (at[1] - before[1]) / la, (after[0] - at[0]) / lb, (after[1] - at[1]) / lb]
    // Away from the wall's two sides. Where the wall turns the other way this is outside the room, and no bend.
    const away: Point = [ax - bx, ay - by]
    const size = Math.hypot(...away)
    if (size < 0.05) return []
    const reach = (MARGIN * Math.SQRT2) / size
    const out: Point = [at[0] + away[0] * reach, at[1] + away[1] * reach]
    const back: Point = [at[0] - away[0] * reach * 0.5, at[1] - away[1] * reach * 0.5]
    return inRings(out, rings) && !inRings(back, rings) ? [{ at: out, sides: [[-ax, -ay], [bx, by]] }] : []
  }))
}
const cornersOf = ({ ring }: Hull): Corner[] => ring.map((at, i) => {
  const [before, after] = [ring[(i + ring.length - 1) % ring.length] ?? at, ring[(i + 1) % ring.length] ?? at]
  return { at, sides: [[before[0] - at[0], before[1] - at[1]], [after[0] - at[0], after[1] - at[1]]] }
})

/** One for each unit; null for those that passengers do not enter. */
export function roomsOf({ units, fixtures }: Pick<WayMap, 'units' | 'fixtures'>): (Room | null)[] {
  return units.map(({ ordinal, closed, rings }, unit) => {
    if (closed) return null
    const inIt = fixtures.filter((fixture) => fixture.ordinal === ordinal && inRings(middleOf(spanOf(fixture.rings[0] ?? [])), rings))
    const hulls = hullsOf(inIt.map((fixture) => fixture.rings[0] ?? []))
    const edges = rings.flatMap(edgesOf)
    const bent = bends(rings)
    const corners = [...bent, ...hulls.flatMap(cornersOf).filter(({ at }) => inRings(at, rings))].filter(({ at }) => !hulls.some((hull) => isIn(at, hull)))
    return { unit, ordinal, rings, edges, hulls, corners, open: hulls.length === 0 && bent.length === 0 }
  })
}

function spanOf(ring: Ring): Segment {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]]
}

/** A step aside from furniture that one stands too close to; the point itself where one does not. */
export function stepAside({ rings, hulls }: Room, point: Point): Point {
  const hull = hulls.find((one) => isIn(point, one))
  if (!hull) return point
  const aside = outOf(point, hull)
  return inRings(aside, rings) && !hulls.some((one) => isIn(aside, one)) ? aside : point
}
