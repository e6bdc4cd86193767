/** Geometry of floors: points, polygons with holes, sight between two points. Metres. */
export type Point = readonly [number, number]
export type Ring = readonly Point[]
export type Segment = readonly [Point, Point]

/** Rounding of what was read; a line may graze a corner by so much. */
const GRAZE = 0.03

export const distance = ([x1, y1]: Point, [x2, y2]: Point): number => Math.hypot(x2 - x1, y2 - y1)
export const middleOf = ([[x1, y1], [x2, y2]]: Segment): [number, number] => [(x1 + x2) / 2, (y1 + y2) / 2]
export const along = ([x1, y1]: Point, [x2, y2]: Point, share: number): Point => [x1 + (x2 - x1) * share, y1 + (y2 - y1) * share]
export const lengthOf = (points: readonly Point[]): number => points.slice(1).reduce((sum, point, i) => sum + distance(points[i] ?? point, point), 0)
export const edgesOf = (ring: Ring): Segment[] => ring.map((p, i) => [p, ring[(i + 1) % ring.length] ?? p])
/** Degrees clockwise from north, 0 to 360. */
export const bearing = ([x1, y1]: Point, [x2, y2]: Point): number => ((Math.atan2(x2 - x1, y2 - y1) * 180) / Math.PI + 360) % 360

/** Even-odd rule over all rings, so that holes count as outside. */
export function inRings([x, y]: Point, rings: readonly Ring[]): boolean {
  let odd = false
  for (const ring of rings) for (const [[x1, y1], [x2, y2]] of edgesOf(ring)) if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  return odd
}

/** The point of a segment that is nearest to `point`. */
export function nearestOn([[x1, y1], [x2, y2]]: Segment, [x, y]: Point): Point {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const share = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
  return [x1 + dx * share, y1 + dy * share]
}

/** Whether the straight line from `a` to `b` stays inside a polygon with holes; along a wall counts as inside. */
export function isInside(a: Point, b: Point, edges: readonly Segment[], rings: readonly Ring[]): boolean {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = Math.hypot(dx, dy)
  const within = (point: Point) => inRings(point, rings) || edges.some((edge) => distance(nearestOn(edge, point), point) < GRAZE)
  if (length < GRAZE) return within(a)
  const cuts = [0, 1]
  for (const [[x1, y1], [x2, y2]] of edges) {
    const [ex, ey] = [x2 - x1, y2 - y1]
    const cross = dx * ey - dy * ex
    if (Math.abs(cross) < 1e-9) continue
    const t = ((x1 - a[0]) * ey - (y1 - a[1]) * ex) / cross
    const u = ((x1 - a[0]) * dy - (y1 - a[1]) * dx) / cross
    if (t > 0 && t < 1 && u >= -1e-9 && u <= 1 + 1e-9) cuts.push(t)
  }
  cuts.sort((m, n) => m - n)
  return cuts.every((cut, i) => {
    const from = cuts[i - 1]
    return from === undefined || (cut - from) * length < GRAZE || within(along(a, b, (from + cut) / 2))
  })
}
