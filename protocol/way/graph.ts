/** The venue as points that one walks between: sides of doors, corners to go round, places. Pure, and built once for a venue. */
import type { Place, Ride, WayMap } from './map.ts'
import { along, distance, middleOf } from './plane.ts'
import type { Point, Segment } from './plane.ts'
import { roomsOf, sees, touches } from './rooms.ts'
import type { Corner, Room } from './rooms.ts'

/** `door`: the opening that it lies on, seen from `unit`. */
export type Node = { at: Point; unit: number; ordinal: number; door: number | null; place: number | null; corner: Corner | null }
/** `through`: a door is passed, so far as `pass` allows; `ride`: a level is changed. Seconds count for the choice, metres are walked. */
export type Edge = { to: number; metres: number; seconds: number; through: 'in' | 'out' | 'both' | null; ride: Ride | null }
export type Graph = {
  map: WayMap
  rooms: readonly (Room | null)[]
  nodes: readonly Node[]
  edges: readonly (readonly Edge[])[]
  /** Nodes in each unit. */
  inUnit: readonly (readonly number[])[]
  /** Units from which one gets to a gate and back without passing a one-way door: beyond security. */
  secure: ReadonlySet<number>
}

/** Metres a second, with luggage. */
export const PACE = 1.1
/** Waiting and riding, seconds; stairs with luggage. */
export const RIDE: Record<Ride, number> = { lift: 50, escalator: 25, stairs: 60 }
/** What a door on the way through security costs in the choice of a way, seconds: it has one in and one out, and a queue. */
const CHECKED = 150
/** Nobody walks along the frame of a door. */
const FRAME = 0.6
const BETWEEN = 2.5
const NARROW = 3

/** The stretch of a door that people walk through. */
export function clearOf([a, b]: Segment): Segment {
  const length = distance(a, b)
  const inset = length <= NARROW ? 0.5 : FRAME / length
  return [along(a, b, inset), along(a, b, 1 - inset)]
}
function pointsOn(line: Segment): Point[] {
  const [a, b] = clearOf(line)
  const length = distance(a, b)
  if (length < 0.1) return [middleOf(line)]
  const parts = Math.ceil(length / BETWEEN)
  return Array.from({ length: parts + 1 }, (_, i) => along(a, b, i / parts))
}

export function buildGraph(map: WayMap): Graph {
  const rooms = roomsOf(map)
  const nodes: Node[] = []
  const edges: Edge[][] = []
  const inUnit: number[][] = map.units.map(() => [])
  const put = (node: Node): number => {
    inUnit[node.unit]?.push(nodes.length)
    edges.push([])
    return nodes.push(node) - 1
  }
  const join = (from: number, to: number, edge: Omit<Edge, 'to'>): void => { edges[from]?.push({ to, ...edge }) }

  for (const [door, { ordinal, line, units: [one, other], closed, pass }] of map.openings.entries()) {
    if (closed || one === null || other === null || !rooms[one] || !rooms[other]) continue
    for (const at of pointsOn(line)) {
      const [from, to] = [put({ at, unit: one, ordinal, door, place: null, corner: null }), put({ at, unit: other, ordinal, door, place: null, corner: null })]
      join(from, to, { metres: 0, seconds: pass === 'in' ? CHECKED : 0, through: pass, ride: null })
      if (pass === 'both') join(to, from, { metres: 0, seconds: 0, through: pass, ride: null })
    }
  }
  for (const { by, units: [one, other] } of map.joins) {
    const doors = (unit: number) => (inUnit[unit] ?? []).slice()
    for (const a of doors(one)) for (const b of doors(other)) {
      const metres = distance(nodes[a]?.at ?? [0, 0], nodes[b]?.at ?? [0, 0])
      for (const [from, to] of [[a, b], [b, a]] as const) join(from, to, { metres, seconds: RIDE[by], through: null, ride: by })
    }
  }
  for (const [i, { ordinal, at, unit }] of map.places.entries()) if (rooms[unit]) put({ at, unit, ordinal, door: null, place: i, corner: null })
  for (const room of rooms) for (const corner of room?.corners ?? []) put({ at: corner.at, unit: room?.unit ?? 0, ordinal: room?.ordinal ?? 0, door: null, place: null, corner })

  for (const room of rooms) {
    if (!room) continue
    const here = inUnit[room.unit] ?? []
    for (const [i, a] of here.entries()) for (const b of here.slice(i + 1)) {
      const [p, q] = [nodes[a], nodes[b]]
      // Nobody goes on from a place, and nobody leaves a door by itself.
      if (!p || !q || (p.place !== null && q.place !== null) || (p.door !== null && p.door === q.door)) continue
      if ((p.corner && !touches(p.corner, q.at)) || (q.corner && !touches(q.corner, p.at)) || !sees(room, p.at, q.at)) continue
      const metres = distance(p.at, q.at)
      if (p.place === null) join(a, b, { metres, seconds: metres / PACE, through: null, ride: null })
      if (q.place === null) join(b, a, { metres, seconds: metres / PACE, through: null, ride: null })
    }
  }
  return { map, rooms, nodes, edges, inUnit, secure: secureUnits(map) }
}

/** Units joined to a gate's by doors and levels that are passed both ways. */
function secureUnits({ units, openings, joins, places }: WayMap): Set<number> {
  const found = new Set(places.filter(({ kind }) => kind === 'gate').map(({ unit }) => unit))
  const both = [
    ...openings.filter(({ pass, closed }) => pass === 'both' && !closed).map(({ units: pair }) => pair), ...joins.map(({ units: pair }) => pair),
  ].filter((pair): pair is [number, number] => pair.every((unit) => unit !== null && units[unit]?.closed === false))
  for (let size = -1; size !== found.size;) {
    size = found.size
    for (const [one, other] of both) if (found.has(one) || found.has(other)) found.add(one).add(other)
  }
  return found
}

export const placeOf = ({ map }: Graph, id: string): Place | null => map.places.find((place) => place.id === id) ?? null
