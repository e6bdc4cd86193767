/** A way as somebody would tell it: straight runs with a turn before each, checks, changes of level. Pure geometry, no words. */
import type { Ride, WayMap } from './map.ts'
import { bearing, distance, lengthOf, middleOf, nearestOn } from './plane.ts'
import type { Point } from './plane.ts'
import type { Route } from './route.ts'
import type { Walk } from './shape.ts'

/** Degrees from the heading before, -180 to 180, right is positive; null where nobody knows how one stands. */
export type Run = { what: 'run'; turn: number | null; bearing: number; from: Point; to: Point; metres: number; ordinal: number; units: readonly { unit: number; from: number }[] }
export type Part = Run | { what: 'check'; unit: number } | { what: 'change'; by: Ride; from: number; to: number }
export type Told = { parts: Part[]; /** The last heading; null where nothing was walked. */ heading: number | null }

/** Bends within this of a straight line are none, metres; a shorter piece is part of its neighbour, so far as that stays within sight of it. */
const STRAIGHT = 3
const SHORT = 8
const ASIDE = 6
/** Degrees. */
const TURN = 32

export const turnFrom = (heading: number, next: number): number => ((next - heading + 540) % 360) - 180

/** Douglas and Peucker: which points of a line matter. */
function bendsOf(points: readonly Point[], first = 0, last = points.length - 1): number[] {
  const [a, b] = [points[first], points[last]]
  if (!a || !b || last - first < 2) return []
  let [far, most] = [-1, STRAIGHT]
  for (let i = first + 1; i < last; i += 1) {
    const point = points[i]
    const off = point ? distance(point, nearestOn([a, b], point)) : 0
    if (off > most) [far, most] = [i, off]
  }
  return far < 0 ? [] : [...bendsOf(points, first, far), far, ...bendsOf(points, far, last)]
}

/** Which points a passenger would notice as a bend. Always the first and the last. */
function cornersOf(points: readonly Point[]): number[] {
  let kept = [0, ...bendsOf(points), points.length - 1]
  const at = (i: number): Point => points[kept[i] ?? 0] ?? [0, 0]
  for (;;) {
    const idle = kept.slice(1, -1).map((_, i) => {
      const [before, here, after] = [at(i), at(i + 1), at(i + 2)]
      const isShort = Math.min(distance(before, here), distance(here, after)) < SHORT
      const angle = Math.abs(turnFrom(bearing(before, here), bearing(here, after)))
      const off = distance(here, nearestOn([before, after], here))
      return { i: i + 1, off, drops: angle < TURN || (isShort && off < ASIDE) }
    }).filter(({ drops }) => drops).sort((a, b) => a.off - b.off)[0]
    if (!idle) return kept
    kept = kept.filter((_, i) => i !== idle.i)
  }
}

/** The direction in which one comes through a door, degrees: square to it, towards where one goes on. */
function outOf(map: WayMap, door: number, on: Point): number {
  const line = map.openings[door]?.line ?? [[0, 0], [0, 1]]
  const [[x1, y1], [x2, y2]] = line
  const [mx, my] = middleOf(line)
  const side = (x2 - x1) * (on[1] - my) - (y2 - y1) * (on[0] - mx) >= 0 ? 1 : -1
  return bearing([0, 0], [-(y2 - y1) * side, (x2 - x1) * side])
}

type Stretch = { walks: Walk[]; heading: number | null }

function runsOf({ walks, heading }: Stretch): { runs: Run[]; heading: number | null } {
  const points: Point[] = []
  const unitOf: number[] = []
  for (const walk of walks) walk.points.forEach((point, i) => {
    if (i === 0 && points.length > 0) return
    if (points.length > 0) unitOf.push(walk.unit)
    points.push(point)
  })
  const ordinal = walks[0]?.ordinal ?? 0
  const corners = cornersOf(points)
  let held = heading
  const runs = corners.slice(1).flatMap((end, i): Run[] => {
    const start = corners[i] ?? 0
    const [from, to] = [points[start], points[end]]
    if (!from || !to || distance(from, to) < 1) return []
    const straight = bearing(from, to)
    const units: { unit: number; from: number }[] = []
    let gone = 0
    for (let p = start; p < end; p += 1) {
      const [unit, a, b] = [unitOf[p], points[p], points[p + 1]]
      if (unit !== undefined && units.at(-1)?.unit !== unit) units.push({ unit, from: gone })
      if (a && b) gone += distance(a, b)
    }
    const turn = held === null ? null : turnFrom(held, straight)
    held = straight
    return [{ what: 'run', turn, bearing: straight, from, to, metres: lengthOf(points.slice(start, end + 1)), ordinal, units }]
  })
  return { runs, heading: held }
}

/** `looks`: where somebody looks who starts, degrees clockwise from north. */
export function tell(map: WayMap, { legs }: Pick<Route, 'legs'>, looks: number | null): Told {
  const parts: Part[] = []
  let stretch: Stretch = { walks: [], heading: looks }
  const close = (): void => {
    const { runs, heading } = runsOf(stretch)
    parts.push(...runs)
    stretch = { walks: [], heading }
  }
  legs.forEach((leg, i) => {
    if (leg.by !== 'walk') {
      close()
      parts.push({ what: 'change', by: leg.by, from: leg.from, to: leg.to })
      const next = legs[i + 1]
      const door = next?.by === 'walk' ? next.doors[0] : null
      stretch = { walks: [], heading: next?.by === 'walk' && door !== null ? outOf(map, door, next.points[1] ?? leg.out) : null }
      return
    }
    const use = map.units[leg.unit]?.use
    if (use !== 'security' && use !== 'border') return void stretch.walks.push(leg)
    // Inside, signs and staff lead; where one comes out counts again.
    close()
    parts.push({ what: 'check', unit: leg.unit })
    const [, door] = leg.doors
    const next = legs[i + 1]
    if (door !== null && next?.by === 'walk') stretch = { walks: [], heading: outOf(map, door, next.points[1] ?? leg.points[0] ?? [0, 0]) }
  })
  close()
  return { parts, heading: stretch.heading }
}
