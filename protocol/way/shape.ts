/** A way over nodes as people walk it: pulled straight through its doors, cut at the furniture it leads to. */
import { clearOf } from './graph.ts'
import type { Edge, Graph } from './graph.ts'
import { isIn, stretchIn } from './hull.ts'
import type { Ride } from './map.ts'
import { along, distance, lengthOf } from './plane.ts'
import type { Point, Segment } from './plane.ts'
import { sees } from './rooms.ts'

/** A walk through one room. `doors`: the openings by which it is entered and left, null where it begins or ends inside. */
export type Walk = { by: 'walk'; unit: number; ordinal: number; points: Point[]; metres: number; doors: [number | null, number | null] }
/** From one level to another. */
export type Change = { by: Ride; from: number; to: number; at: Point; out: Point; units: readonly [number, number] }
export type Leg = Walk | Change

/** The way on one level. `doors[i]`: the opening that point i lies in; `units[i]`: the room from point i to the next. */
type Chain = { ordinal: number; points: Point[]; doors: (number | null)[]; units: number[] }

const PASSES = 8
const SAME = 1e-6

/** The ways on each level, and the changes between them. */
function chainsOf({ nodes }: Graph, starts: readonly Point[], path: readonly { node: number; edge: Edge | null }[]): { chains: Chain[]; changes: Change[] } {
  const first = nodes[path[0]?.node ?? -1]
  const begin = (ordinal: number, points: Point[], unit: number): Chain => ({ ordinal, points, doors: points.map(() => null), units: points.slice(1).map(() => unit) })
  let chain = begin(first?.ordinal ?? 0, [...starts, ...(first ? [first.at] : [])], first?.unit ?? 0)
  const chains = [chain]
  const changes: Change[] = []
  path.forEach(({ node, edge }, i) => {
    const [here, before] = [nodes[node], nodes[path[i - 1]?.node ?? -1]]
    if (!here || !before || !edge) return
    if (edge.through) chain.doors[chain.doors.length - 1] = here.door
    else if (edge.ride) {
      changes.push({ by: edge.ride, from: before.ordinal, to: here.ordinal, at: before.at, out: here.at, units: [before.unit, here.unit] })
      chain = begin(here.ordinal, [here.at], here.unit)
      chains.push(chain)
    } else {
      chain.points.push(here.at)
      chain.doors.push(null)
      chain.units.push(here.unit)
    }
  })
  return { chains, changes }
}

function drop({ points, doors, units }: Chain, at: number): void {
  points.splice(at, 1)
  doors.splice(at, 1)
  units.splice(Math.min(at, units.length - 1), 1)
}

/** Where a straight line from `a` to `b` passes a door, or comes nearest to it. */
function crossing(a: Point, b: Point, [p, q]: Segment): Point {
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]]
  const cross = (b[0] - a[0]) * dy - (b[1] - a[1]) * dx
  if (Math.abs(cross) < SAME) return p
  const share = ((p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0])) / cross
  return along(p, q, Math.max(0, Math.min(1, share)))
}

/** Moves each door's point along its door, and leaves out corners that one need not go round, until nothing gets shorter. */
function tighten({ map, rooms }: Graph, chain: Chain): void {
  const { points, doors, units } = chain
  for (let pass = 0; pass < PASSES; pass += 1) {
    let moved = false
    for (let i = 1; i < points.length - 1; i += 1) {
      const [before, here, after] = [points[i - 1], points[i], points[i + 1]]
      const [one, other] = [rooms[units[i - 1] ?? -1], rooms[units[i] ?? -1]]
      if (!before || !here || !after || !one || !other) continue
      const door = doors[i]
      if (door == null) {
        if (one !== other || !sees(one, before, after)) continue
        drop(chain, i)
        i -= 1
        moved = true
        continue
      }
      const line = map.openings[door]?.line
      if (!line) continue
      const next = crossing(before, after, clearOf(line))
      if (distance(before, next) + distance(next, after) > distance(before, here) + distance(here, after) - 0.005) continue
      if (!sees(one, before, next) || !sees(other, next, after)) continue
      points[i] = next
      moved = true
    }
    if (!moved) return
  }
}

/** Nobody walks into the desk that they walk to. */
function stopBefore({ rooms }: Graph, { points, units, doors }: Chain): void {
  const [before, end] = [points.at(-2), points.at(-1)]
  const hulls = rooms[units.at(-1) ?? -1]?.hulls ?? []
  if (!before || !end) return
  for (const hull of hulls) {
    if (!isIn(end, hull) || isIn(before, hull)) continue
    const [from] = stretchIn(before, end, hull) ?? [1]
    points[points.length - 1] = along(before, end, from)
    if (from < SAME && points.length > 2) { points.pop(); doors.pop(); units.pop() }
  }
}

function walksOf({ ordinal, points, units, doors }: Chain): Walk[] {
  const walks: Walk[] = []
  units.forEach((unit, i) => {
    const [a, b] = [points[i], points[i + 1]]
    if (!a || !b) return
    const last = walks.at(-1)
    const isSame = last?.unit === unit
    if (isSame) last.points.push(b)
    else walks.push({ by: 'walk', unit, ordinal, points: [a, b], metres: 0, doors: [doors[i] ?? null, null] })
    const now = walks.at(-1)
    if (now) now.doors[1] = doors[i + 1] ?? null
  })
  return walks.map((walk) => ({ ...walk, metres: lengthOf(walk.points) }))
}

/** Turned round, and back again once it is tight: so a way and the way back are one line. */
function tightenEitherWay(graph: Graph, chain: Chain): void {
  const [a, b] = [chain.points[0], chain.points.at(-1)]
  const isTurned = a !== undefined && b !== undefined && (a[0] - b[0] || a[1] - b[1]) > 0
  const turn = () => { chain.points.reverse(); chain.doors.reverse(); chain.units.reverse() }
  if (isTurned) turn()
  tighten(graph, chain)
  if (isTurned) turn()
}

/** `starts`: where one stands, and where one steps aside to, before the first node. */
export function shape(graph: Graph, starts: readonly Point[], path: readonly { node: number; edge: Edge | null }[]): { legs: Leg[]; levels: { ordinal: number; points: Point[] }[] } {
  const { chains, changes } = chainsOf(graph, starts, path)
  for (const chain of chains) tightenEitherWay(graph, chain)
  const last = chains.at(-1)
  if (last) stopBefore(graph, last)
  return {
    legs: chains.flatMap((chain, i): Leg[] => [...walksOf(chain), ...changes.slice(i, i + 1)]),
    levels: chains.map(({ ordinal, points }) => ({ ordinal, points })),
  }
}
