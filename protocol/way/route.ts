/** The way from where somebody stands to a place of the venue. Pure: the same venue and the same spot give the same way. */
import { buildGraph, PACE, placeOf, RIDE } from './graph.ts'
import type { Graph } from './graph.ts'
import type { Place, PlaceKind, Spot, WayMap } from './map.ts'
import { distance, inRings } from './plane.ts'
import type { Point } from './plane.ts'
import { sees, stepAside } from './rooms.ts'
import { search } from './search.ts'
import type { Reached, Rules } from './search.ts'
import { shape } from './shape.ts'
import type { Leg } from './shape.ts'

export type Route = {
  place: Place
  stepFree: boolean
  legs: Leg[]
  /** The line to draw, a stretch for each time that a level is walked on. */
  levels: { ordinal: number; points: Point[] }[]
  metres: number
  /** Whole, at least one; waiting at security not counted. */
  minutes: number
  /** One-way doors on the way: through security, out of the secure area. */
  passes: ('in' | 'out')[]
}
/**
 * Why there is no way. `nowhere`: the start lies in no room that passengers enter. `steps`: only over stairs or escalators.
 * `secured`: it lies outside, and whoever leaves must pass security again. `arriving`: only who arrives gets there.
 * `closed`: no way that passengers may take. `unknown`: there is no such place.
 */
export type Refusal = { refused: 'nowhere' | 'steps' | 'secured' | 'arriving' | 'closed' | 'unknown' }
export type Ways = {
  to(place: string): Route | Refusal
  /** Seconds to it, waiting at security too; Infinity where there is no way. The nearest of several is the one with the least. */
  seconds(place: string): number
}
export type WayOptions = { stepFree: boolean }

/** Places of people who have landed: nobody is sent to them through security, and they may be left by the way out. */
const arriving: readonly PlaceKind[] = ['belt', 'taxi']
const rulesFor = (kind: PlaceKind): Rules['passes'] => (arriving.includes(kind) ? (through) => through === 'out' : (through, secured) => through === 'in' || !secured)

/** Ways in a venue; building them takes some 0.1 s, so keep it. */
export const createWays = (map: WayMap): Graph => buildGraph(map)

/** The room that a spot lies in; null where it is none that passengers enter. */
export function unitAt({ map, rooms }: Graph, { ordinal, at }: Spot): number | null {
  const found = map.units.findIndex((unit, i) => unit.ordinal === ordinal && rooms[i] && inRings(at, unit.rings))
  return found < 0 ? null : found
}

/** All ways from one spot. */
export function waysFrom(graph: Graph, from: Spot, { stepFree }: WayOptions): Ways {
  const { nodes, inUnit, rooms, secure } = graph
  const unit = unitAt(graph, from)
  const room = unit === null ? null : rooms[unit]
  const secured = unit !== null && secure.has(unit)
  const aside = room ? stepAside(room, from.at) : from.at
  const startPoints: Point[] = distance(aside, from.at) > 0.01 ? [from.at, aside] : [from.at]
  const starts = room && unit !== null
    ? (inUnit[unit] ?? []).flatMap((node) => { const at = nodes[node]?.at; return at && sees(room, aside, at) ? [{ node, seconds: distance(aside, at) / PACE }] : [] })
    : []
  const nodeOf = new Map(nodes.flatMap(({ place }, i) => (place === null ? [] : [[graph.map.places[place]?.id ?? '', i]])))
  const held = new Map<string, Reached>()
  const reach = (key: string, rules: Rules): Reached => {
    const known = held.get(key) ?? search(graph, starts, secured, rules)
    held.set(key, known)
    return known
  }
  const byRules = (place: Place, withSteps = false): Reached => {
    const free = stepFree && !withSteps
    return reach(`${arriving.includes(place.kind)} ${free}`, { stepFree: free, passes: rulesFor(place.kind) })
  }

  function refuse(place: Place, node: number | undefined): Refusal {
    if (!room) return { refused: 'nowhere' }
    if (node === undefined) return { refused: 'closed' }
    if (stepFree && Number.isFinite(byRules(place, true).seconds(node))) return { refused: 'steps' }
    const anyhow = reach('any', { stepFree: false, passes: () => true })
    if (!Number.isFinite(anyhow.seconds(node))) return { refused: 'closed' }
    return { refused: secured && !arriving.includes(place.kind) ? 'secured' : 'arriving' }
  }

  return {
    seconds(id) {
      const [place, node] = [placeOf(graph, id), nodeOf.get(id)]
      return place && node !== undefined ? byRules(place).seconds(node) : Infinity
    },
    to(id) {
      const [place, node] = [placeOf(graph, id), nodeOf.get(id)]
      if (!place) return { refused: 'unknown' }
      const reached = byRules(place)
      if (node === undefined || !Number.isFinite(reached.seconds(node))) return refuse(place, node)
      const path = reached.path(node)
      const { legs, levels } = shape(graph, startPoints, path)
      const metres = legs.reduce((sum, leg) => sum + (leg.by === 'walk' ? leg.metres : distance(leg.at, leg.out)), 0)
      const riding = legs.reduce((sum, leg) => sum + (leg.by === 'walk' ? 0 : RIDE[leg.by]), 0)
      return {
        place, stepFree, legs, levels, metres, minutes: Math.max(1, Math.round((metres / PACE + riding) / 60)),
        passes: path.flatMap(({ edge }) => (edge?.through === 'in' || edge?.through === 'out' ? [edge.through] : [])),
      }
    },
  }
}

/** Where somebody stands who reads a screen: a step in front of it, and where they look. */
export function standOf(map: WayMap, device: string): (Spot & { looks: number | null }) | null {
  const stand = map.stands.find((one) => one.device === device)
  if (!stand) return null
  const { ordinal, at: [x, y], facing } = stand
  if (facing === null) return { ordinal, at: [x, y], looks: null }
  const turn = (facing * Math.PI) / 180
  return { ordinal, at: [x + Math.sin(turn) * 0.8, y + Math.cos(turn) * 0.8], looks: (facing + 180) % 360 }
}
