/** Levels as bands across the page, one above the other: of each level only what lies around the way, so that no floor hides another. Pure; metres. */
import type { Building, Point, Ring } from '../map/types.ts'

/** A level's stretch in the direction that is up on the page. */
export type Band = { ordinal: number; near: number; far: number }

/** A half-plane: what is kept lies at most `until` in direction `up`. */
type Half = { up: Point; until: number }
const dot = ([ax, ay]: Point, [bx, by]: Point): number => ax * bx + ay * by

/** Sutherland and Hodgman's clipping, against one edge. */
function cut(ring: Ring, { up, until }: Half): Point[] {
  return ring.flatMap((b, i): Point[] => {
    const a = ring[(i + ring.length - 1) % ring.length] ?? b
    const [da, db] = [dot(a, up) - until, dot(b, up) - until]
    const share = da / (da - db)
    const crossing: Point[] = da > 0 !== db > 0 ? [[a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]] : []
    return db <= 0 ? [...crossing, b] : crossing
  })
}

/** The part of a polygon with holes that lies in a band; empty where none does. */
function within(rings: readonly Ring[], halves: readonly Half[]): Point[][] {
  const [outline, ...holes] = rings.map((ring) => halves.reduce<Point[]>((left, half) => cut(left, half), [...ring]))
  return outline && outline.length > 2 ? [outline, ...holes.filter((hole) => hole.length > 2)] : []
}

/** The building cut to its bands. Along a cut there is no wall: it is open, like a drawing of a model that was sawn through. */
export function bandsOf(building: Building, bands: readonly Band[], up: Point): Building {
  const across: Point = [up[1], -up[0]]
  const halves = new Map(bands.map(({ ordinal, near, far }) => [ordinal, [{ up, until: far }, { up: [-up[0], -up[1]] as Point, until: -near }]]))
  const clip = <T extends { ordinal: number; rings: readonly Ring[] }>(list: readonly T[]): T[] => list.flatMap((one) => {
    const rings = within(one.rings, halves.get(one.ordinal) ?? [])
    return halves.has(one.ordinal) && rings.length > 0 ? [{ ...one, rings }] : []
  })
  const at = (height: number, side: number): Point => [up[0] * height + across[0] * side, up[1] * height + across[1] * side]
  const isIn = (point: Point, ordinal: number): boolean => (halves.get(ordinal) ?? []).every(({ up: way, until }) => dot(point, way) <= until + 0.1)
  return {
    levels: clip(building.levels), units: clip(building.units), fixtures: clip(building.fixtures),
    openings: [
      ...building.openings.filter(({ ordinal, line }) => halves.has(ordinal) && line.every((point) => isIn(point, ordinal))),
      ...bands.flatMap(({ ordinal, near, far }) => [near, far].map((height) => ({ ordinal, line: [at(height, -2_000), at(height, 2_000)] as const }))),
    ],
  }
}
