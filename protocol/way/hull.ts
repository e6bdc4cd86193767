/** Furniture as people walk round it: convex outlines with a margin, those that touch made one. */
import { distance, edgesOf, nearestOn } from './plane.ts'
import type { Point, Ring } from './plane.ts'

/** Anticlockwise. */
export type Hull = { ring: Ring; box: readonly [x0: number, y0: number, x1: number, y1: number] }

/** So much room people leave between themselves and furniture, metres. */
export const MARGIN = 0.4
const SKIN = 0.01

const cross = (o: Point, a: Point, b: Point): number => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

/** Andrew's monotone chain, anticlockwise, no three in a line. */
export function convex(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: readonly Point[]): Point[] => {
    const done: Point[] = []
    for (const point of list) {
      for (let [o, a] = [done.at(-2), done.at(-1)]; o && a && cross(o, a, point) <= 1e-9; [o, a] = [done.at(-2), done.at(-1)]) done.pop()
      done.push(point)
    }
    return done.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.toReversed())]
}

const withBox = (ring: Ring): Hull => {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return { ring, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] }
}

/** An outline with the margin round it: each edge moved outwards, corners kept sharp. */
function grown(outline: Ring): Hull {
  const ring = convex(outline)
  const normals = edgesOf(ring).map(([a, b]): Point => { const length = distance(a, b) || 1; return [(b[1] - a[1]) / length, -(b[0] - a[0]) / length] })
  return withBox(convex(ring.map(([x, y], i) => {
    const [[ax, ay], [bx, by]] = [normals[(i + ring.length - 1) % ring.length] ?? [0, 0], normals[i] ?? [0, 0]]
    const reach = MARGIN / Math.max(0.3, 1 + ax * bx + ay * by)
    return [x + (ax + bx) * reach, y + (ay + by) * reach]
  })))
}

const apart = ([ax0, ay0, ax1, ay1]: Hull['box'], [bx0, by0, bx1, by1]: Hull['box']): boolean => ax1 <= bx0 || bx1 <= ax0 || ay1 <= by0 || by1 <= ay0

/** Two convex outlines overlap where no edge of either has the other wholly on its outside. */
function overlap(a: Hull, b: Hull): boolean {
  if (apart(a.box, b.box)) return false
  const parted = (one: Ring, other: Ring) => edgesOf(one).some(([p, q]) => other.every((point) => cross(p, q, point) <= 1e-9))
  return !parted(a.ring, b.ring) && !parted(b.ring, a.ring)
}

/** What people walk round: a hull for each outline; those that overlap are one. */
export function hullsOf(outlines: readonly Ring[]): Hull[] {
  const done: Hull[] = []
  for (const outline of outlines) {
    let next = grown(outline)
    for (let met = done.findIndex((hull) => overlap(hull, next)); met >= 0; met = done.findIndex((hull) => overlap(hull, next))) {
      const [held] = done.splice(met, 1)
      next = withBox(convex([...next.ring, ...(held?.ring ?? [])]))
    }
    done.push(next)
  }
  return done
}

export const isIn = (point: Point, { ring, box: [x0, y0, x1, y1] }: Hull): boolean =>
  point[0] > x0 + SKIN && point[0] < x1 - SKIN && point[1] > y0 + SKIN && point[1] < y1 - SKIN && edgesOf(ring).every(([p, q]) => cross(p, q, point) > SKIN * distance(p, q))

/** The stretch of a line that lies in a hull, as shares of the line; null where it does not enter it. Cyrus and Beck's clipping. */
export function stretchIn(a: Point, b: Point, { ring, box }: Hull, skin = SKIN): readonly [number, number] | null {
  if (apart(box, [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]) + 1e-9, Math.max(a[1], b[1]) + 1e-9])) return null
  let [from, until] = [0, 1]
  for (const [p, q] of edgesOf(ring)) {
    const length = distance(p, q)
    const [da, db] = [cross(p, q, a) / length - skin, cross(p, q, b) / length - skin]
    if (da <= 0 && db <= 0) return null
    if (da < 0) from = Math.max(from, da / (da - db))
    else if (db < 0) until = Math.min(until, da / (da - db))
  }
  return until - from > 1e-9 ? [from, until] : null
}

/** The nearest point outside a hull. */
export const outOf = (point: Point, { ring }: Hull): Point =>
  edgesOf(ring).map((edge) => nearestOn(edge, point)).reduce((best, next) => (distance(next, point) < distance(best, point) ? next : best))
