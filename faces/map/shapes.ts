/** The building as triangles and lines, level by level, so that one level is one stretch of each list. Pure: no canvas. */
import { ShapeUtils, Vector2 } from 'three'
import { inside } from '../plan.ts'
import type { Building, Point, Ring } from './types.ts'

/** What a corner is a part of: the palette gives each its colour. Light comes from the south-west. */
export const shades = ['floor', 'slab', 'slabShade', 'block', 'blockLit', 'blockShade', 'low', 'lowLit', 'lowShade', 'wall', 'wallShade', 'fixture', 'fixtureShade', 'line', 'outline'] as const
export type Shade = (typeof shades)[number]

/** Triangles with a shade for each corner; `levels` says which stretch of the index belongs to which ordinal. */
export type Solid = { positions: Float32Array; shades: Uint8Array; index: Uint32Array }
export type Lines = { positions: Float32Array; shades: Uint8Array }
export type Stretch = { ordinal: number; start: number; count: number }
export type Model = { solid: Solid; lines: Lines; solidLevels: Stretch[]; lineLevels: Stretch[] }

/** Heights in metres, drawn about twice as high as built: a terminal is half a kilometre long, and what is true would look flat. */
const SLAB = 4
const HEIGHT = { closed: 7, service: 7, room: 0, public: 0, passage: 2.4 } as const
const WALL = 5
const FIXTURE = 2

/** Twice the signed area: positive when anticlockwise. */
const turning = (ring: Ring): number => ring.reduce((sum, [x, y], i) => { const [x2, y2] = ring[(i + 1) % ring.length] ?? [x, y]; return sum + x * y2 - x2 * y }, 0)
export const anticlockwise = (ring: Ring): Ring => (turning(ring) >= 0 ? ring : ring.toReversed())
const edgesOf = (ring: Ring): [Point, Point][] => ring.map((p, i) => [p, ring[(i + 1) % ring.length] ?? p])

/** Triangles over a polygon with holes, as indexes into its corners (outline first, then the holes). */
export function triangles(rings: readonly Ring[]): [number, number, number][] {
  const [outline = [], ...holes] = rings.map((ring) => ring.map(([x, y]) => new Vector2(x, y)))
  return ShapeUtils.triangulateShape(outline, holes).map(([a = 0, b = 0, c = 0]) => [a, b, c])
}

function createBuilder() {
  const positions: number[] = []
  const shadeOf: number[] = []
  const index: number[] = []
  const lines: number[] = []
  const lineShades: number[] = []
  const corner = ([x, y]: Point, z: number, shade: Shade): number => {
    positions.push(x, y, z)
    shadeOf.push(shades.indexOf(shade))
    return shadeOf.length - 1
  }
  const builder = {
    index, lineShades,
    /** A flat area. */
    area(rings: readonly Ring[], z: number, shade: Shade): void {
      const corners = rings.flat().map((point) => corner(point, z, shade))
      for (const three of triangles(rings)) index.push(...three.map((at) => corners[at] ?? 0))
    },
    /** An upright face over one edge of an anticlockwise ring; which of its shades depends on where it looks. */
    face([a, b]: readonly [Point, Point], z0: number, z1: number, lit: Shade, shaded: Shade): void {
      const shade = (b[1] - a[1]) * -0.55 - (b[0] - a[0]) * -0.83 > 0 ? lit : shaded
      const [p, q, r, s] = [corner(a, z0, shade), corner(b, z0, shade), corner(b, z1, shade), corner(a, z1, shade)]
      index.push(p, q, r, p, r, s)
    },
    line(a: Point, b: Point, z: number, shade: Shade, z2 = z): void {
      lines.push(a[0], a[1], z, b[0], b[1], z2)
      lineShades.push(shades.indexOf(shade), shades.indexOf(shade))
    },
    block(rings: readonly Ring[], z0: number, z1: number, top: Shade, lit: Shade, shaded: Shade, edge: Shade | null): void {
      builder.area(rings, z1, top)
      rings.forEach((ring, i) => {
        for (const pair of edgesOf(i === 0 ? anticlockwise(ring) : anticlockwise(ring).toReversed())) {
          builder.face(pair, z0, z1, lit, shaded)
          if (edge) builder.line(pair[0], pair[1], z1 + 0.02, edge)
        }
      })
    },
    done: (): { solid: Solid; lines: Lines } => ({
      solid: { positions: new Float32Array(positions), shades: new Uint8Array(shadeOf), index: new Uint32Array(index) },
      lines: { positions: new Float32Array(lines), shades: new Uint8Array(lineShades) },
    }),
  }
  return builder
}

/** The pieces of a wall that are left between its openings; what is narrower than 10 cm is none. */
export function withoutOpenings([a, b]: readonly [Point, Point], openings: readonly (readonly [Point, Point])[]): [Point, Point][] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = Math.hypot(dx, dy)
  if (length < 0.1) return []
  const along = ([x, y]: Point): number => ((x - a[0]) * dx + (y - a[1]) * dy) / length
  const aside = ([x, y]: Point): number => Math.abs((x - a[0]) * dy - (y - a[1]) * dx) / length
  const gaps = openings.filter(([p, q]) => aside(p) < 0.3 && aside(q) < 0.3).map(([p, q]) => [along(p), along(q)].sort((m, n) => m - n) as [number, number]).sort(([m], [n]) => m - n)
  const at = (d: number): Point => [a[0] + (dx * d) / length, a[1] + (dy * d) / length]
  const left: [Point, Point][] = []
  let from = 0
  for (const [start, end] of gaps) {
    if (end < from || start > length) continue
    if (start - from > 0.1) left.push([at(from), at(start)])
    from = Math.max(from, end)
  }
  if (length - from > 0.1) left.push([at(from), b])
  return left
}

/** Height of each level's floor, metres: `gap` apart, the lowest at 0. */
export function elevations(building: Building, gap: number): Map<number, number> {
  const ordinals = [...new Set(building.levels.map(({ ordinal }) => ordinal))].sort((a, b) => a - b)
  return new Map(ordinals.map((ordinal, i) => [ordinal, i * gap]))
}

/** So far apart that, seen from above at a slant, a floor does not hide the one below it. */
export function gapFor(building: Building): number {
  const lower = building.levels.toSorted((a, b) => a.ordinal - b.ordinal).slice(0, -1)
  const depths = lower.map(({ rings }) => { const ys = (rings[0] ?? []).map(([, y]) => y); return Math.max(...ys) - Math.min(...ys) })
  return Math.max(24, ...depths.map((depth) => depth * 1.2))
}

/** Floors as slabs; closed rooms as blocks; other rooms as walls with their openings; furniture as low blocks. */
export function buildModel(building: Building, heights: ReadonlyMap<number, number>): Model {
  const builder = createBuilder()
  const solidLevels: Stretch[] = []
  const lineLevels: Stretch[] = []
  for (const [ordinal, z] of [...heights].sort(([a], [b]) => a - b)) {
    const [start, lineStart] = [builder.index.length, builder.lineShades.length]
    const here = <T extends { ordinal: number }>(list: readonly T[]): T[] => list.filter((one) => one.ordinal === ordinal)
    const units = here(building.units)
    const open = units.filter(({ kind }) => kind === 'public')
    const openings = here(building.openings).map(({ line }) => line)
    for (const { rings } of here(building.levels)) builder.block(rings, z - SLAB, z, 'floor', 'slab', 'slabShade', 'outline')
    for (const { kind, rings } of units) {
      const height = HEIGHT[kind]
      const [top, lit, shaded] = kind === 'passage' ? (['low', 'lowLit', 'lowShade'] as const) : (['block', 'blockLit', 'blockShade'] as const)
      if (height > 0) builder.block(rings, z, z + height, top, lit, shaded, 'line')
      else for (const edge of rings.flatMap((ring) => edgesOf(anticlockwise(ring)))) {
        if (kind === 'public' && isOpenOnBothSides(edge, open)) continue
        for (const piece of withoutOpenings(edge, openings)) {
          builder.face(piece, z, z + WALL, 'wall', 'wallShade')
          builder.line(piece[0], piece[1], z + WALL, 'line')
        }
      }
    }
    for (const { rings } of here(building.fixtures)) builder.block(rings, z, z + FIXTURE, 'fixture', 'fixtureShade', 'fixtureShade', null)
    solidLevels.push({ ordinal, start, count: builder.index.length - start })
    lineLevels.push({ ordinal, start: lineStart, count: builder.lineShades.length - lineStart })
  }
  return { ...builder.done(), solidLevels, lineLevels }
}

/** Two halls that run into each other have no wall between them. */
function isOpenOnBothSides([a, b]: readonly [Point, Point], open: readonly { rings: readonly Ring[] }[]): boolean {
  const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
  const [nx, ny] = [((b[1] - a[1]) / length) * 0.4, (-(b[0] - a[0]) / length) * 0.4]
  const within = (point: Point) => open.some(({ rings: [outline = [], ...holes] }) => inside(point, outline) && !holes.some((hole) => inside(point, hole)))
  return within([mx + nx, my + ny]) && within([mx - nx, my - ny])
}
