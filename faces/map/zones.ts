/** Zones as flat areas with a frame, in one list of triangles; which corners are whose is kept, so that one zone can change its colour. Pure. */
import { anticlockwise, triangles } from './shapes.ts'
import type { Stretch } from './shapes.ts'
import type { MapZone, Point, Ring } from './types.ts'

type Corners = { first: number; count: number }
export type ZonePart = { id: string; fill: Corners; frame: Corners }
export type ZoneModel = { positions: Float32Array; index: Uint32Array; levels: Stretch[]; parts: ZonePart[] }

const FRAME = 0.9
const ABOVE_FLOOR = 0.15

/** The ring moved inwards by `by` metres, corner for corner; anticlockwise in, anticlockwise out. */
export function inset(ring: Ring, by: number): Point[] {
  return ring.map((at, i) => {
    const before = ring[(i + ring.length - 1) % ring.length] ?? at
    const after = ring[(i + 1) % ring.length] ?? at
    const [ax, ay] = unit(before, at)
    const [bx, by2] = unit(at, after)
    // The inward normals of both edges, added and stretched so that each edge moves by exactly `by`.
    const [nx, ny] = [-ay - by2, ax + bx]
    const reach = by / Math.max(0.25, 1 + ax * bx + ay * by2)
    return [at[0] + nx * reach, at[1] + ny * reach]
  })
}
function unit([x1, y1]: Point, [x2, y2]: Point): [number, number] {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  return [(x2 - x1) / length, (y2 - y1) / length]
}

export function buildZones(zones: readonly MapZone[], heights: ReadonlyMap<number, number>): ZoneModel {
  const positions: number[] = []
  const index: number[] = []
  const levels: Stretch[] = []
  const parts: ZonePart[] = []
  const put = (ring: readonly Point[], z: number): number => {
    const first = positions.length / 3
    for (const [x, y] of ring) positions.push(x, y, z)
    return first
  }
  for (const [ordinal, floor] of [...heights].sort(([a], [b]) => a - b)) {
    const start = index.length
    const z = floor + ABOVE_FLOOR
    for (const zone of zones.filter((one) => one.ordinal === ordinal && one.outline.length > 2)) {
      const outer = inset(anticlockwise(zone.outline), 0.35)
      const inner = inset(anticlockwise(zone.outline), 0.35 + FRAME)
      const fill = put(inner, z)
      for (const three of triangles([inner])) index.push(...three.map((at) => fill + at))
      const frame = put([...outer, ...inner], z)
      const n = outer.length
      for (let i = 0; i < n; i += 1) {
        const j = (i + 1) % n
        index.push(frame + i, frame + j, frame + n + j, frame + i, frame + n + j, frame + n + i)
      }
      parts.push({ id: zone.id, fill: { first: fill, count: n }, frame: { first: frame, count: 2 * n } })
    }
    levels.push({ ordinal, start, count: index.length - start })
  }
  return { positions: new Float32Array(positions), index: new Uint32Array(index), levels, parts }
}

/** The stretch of a list for one level, or for all of them. */
export function stretchOf(levels: readonly Stretch[], ordinal: number | null): { start: number; count: number } {
  if (ordinal === null) return { start: 0, count: levels.reduce((sum, { count }) => sum + count, 0) }
  return levels.find((level) => level.ordinal === ordinal) ?? { start: 0, count: 0 }
}
