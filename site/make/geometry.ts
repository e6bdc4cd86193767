import { createHash } from 'node:crypto'

/** Metres from the site's origin: x east, y north. */
export type Point = readonly [number, number]
export type Ring = readonly Point[]

/** The corners of a rectangle, anticlockwise from the south-west. */
export function rect(x0: number, y0: number, x1: number, y1: number): Ring {
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
}

/** A rectangle by its middle and size. */
export function block(x: number, y: number, width: number, depth: number): Ring {
  return rect(x - width / 2, y - depth / 2, x + width / 2, y + depth / 2)
}

/** Twice the signed area: positive when anticlockwise. */
function turning(ring: Ring): number {
  return edges(ring).reduce((sum, [[x1, y1], [x2, y2]]) => sum + x1 * y2 - x2 * y1, 0)
}

/** The ring turned the way RFC 7946 wants: outer rings anticlockwise, holes clockwise. */
export function turned(ring: Ring, way: 'anticlockwise' | 'clockwise'): Ring {
  return turning(ring) > 0 === (way === 'anticlockwise') ? ring : ring.toReversed()
}

export function edges(ring: Ring): [Point, Point][] {
  return ring.map((p, i) => [p, ring[(i + 1) % ring.length] ?? p])
}

/** Even-odd rule over all rings, so that holes count as outside. */
export function inside([x, y]: Point, rings: readonly Ring[]): boolean {
  let odd = false
  for (const [[x1, y1], [x2, y2]] of rings.flatMap(edges))
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  return odd
}

/** Metres from a point to a stretch of wall. */
export function reach([x, y]: Point, [[x1, y1], [x2, y2]]: readonly [Point, Point]): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}

/** A point well inside: of a grid of candidates, the one farthest from every wall. */
export function labelPoint(rings: readonly Ring[]): Point {
  const walls = rings.flatMap(edges)
  const xs = rings.flatMap((r) => r.map((p) => p[0]))
  const ys = rings.flatMap((r) => r.map((p) => p[1]))
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const middle: Point = [(x0 + x1) / 2, (y0 + y1) / 2]
  if (walls.length === 4) return middle
  let best: { at: Point; room: number } = { at: middle, room: -1 }
  for (let i = 1; i < 40; i++) {
    for (let j = 1; j < 40; j++) {
      const at: Point = [x0 + ((x1 - x0) * i) / 40, y0 + ((y1 - y0) * j) / 40]
      if (!inside(at, rings)) continue
      const room = Math.min(...walls.map((w) => reach(at, w)))
      if (room > best.room + 1e-9) best = { at, room }
    }
  }
  return best.at
}

/**
 * Local equirectangular projection about longitude 0, latitude 0 (WGS 84 equatorial radius): the demo airport lies in
 * the open ocean, where a degree is the same length both ways. Eight decimals are a millimetre.
 */
export function lonLat([x, y]: Point): [number, number] {
  const degree = (6378137 * Math.PI) / 180
  return [Number((x / degree).toFixed(8)), Number((y / degree).toFixed(8))]
}

/** Name-based UUID (RFC 9562 version 5): the same name gives the same id on every run. */
export function uuid(name: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex') // the RFC's namespace for URLs
  const hash = createHash('sha1').update(namespace).update(`https://anxing.example/site/demo/${name}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
