/** A way as a list of plain steps, each a few phrases of a finite set. Pure. */
import type { Text } from '../basics.ts'
import type { Graph } from './graph.ts'
import { rides } from './map.ts'
import type { Place, PlaceKind, Ride, WayMap } from './map.ts'
import { along, bearing, distance, middleOf } from './plane.ts'
import type { Route } from './route.ts'
import { sees } from './rooms.ts'
import { tell, turnFrom } from './runs.ts'
import type { Part, Run } from './runs.ts'
import * as say from './words.ts'

/** What its picture shows. */
export type StepSign = say.Direction | Ride | 'check' | 'arrive'
/** `phrases`: as they are spoken, one recording each. `metres`: 0 where nothing is walked. `ordinal`: the level on which it ends. */
export type Step = { sign: StepSign; phrases: Text[]; words: Text; metres: number; ordinal: number }

/** The last few metres to something at the side are no turn: it is there. */
const BESIDE = 9
/** A landmark is named on a run of at least this many metres, and stands no farther from it than that. */
const WORTH = 20
const NEAR = 14

/** What is worth naming on the way, the best first. */
const worth: Partial<Record<PlaceKind, number>> = { information: 0, desk: 0, police: 0, id_desk: 0, landmark: 1, counter: 1, belt: 2, gate: 2, toilet: 3 }

const sideOf = (turn: number): keyof typeof say.sides => (Math.abs(turn) < 45 || Math.abs(turn) > 135 ? 'ahead' : turn < 0 ? 'left' : 'right')

/** The landmark to name on a run: in sight of it or a door away, well between its ends. */
function passed({ map, rooms }: Graph, run: Run, isTaken: (name: Text) => boolean): Place | null {
  if (run.metres < WORTH) return null
  const [dx, dy] = [(run.to[0] - run.from[0]) / run.metres, (run.to[1] - run.from[1]) / run.metres]
  const walked = new Set(run.units.map(({ unit }) => unit))
  const beside = (unit: number) => map.openings.some(({ units, closed }) => !closed && units.includes(unit) && units.some((other) => other !== null && walked.has(other)))
  const found = map.places.flatMap((place) => {
    const rank = worth[place.kind]
    if (rank === undefined || place.ordinal !== run.ordinal || isTaken(place.name)) return []
    const [x, y] = [place.at[0] - run.from[0], place.at[1] - run.from[1]]
    const gone = (x * dx + y * dy) / run.metres
    const off = Math.abs(x * dy - y * dx)
    if (gone < 0.2 || gone > 0.92 || off > NEAR) return []
    const room = rooms[place.unit]
    if (walked.has(place.unit) ? !room || !sees(room, along(run.from, run.to, gone), place.at) : !beside(place.unit)) return []
    return [{ place, cost: rank * 8 + off }]
  })
  return found.toSorted((a, b) => a.cost - b.cost)[0]?.place ?? null
}

/** A name in the direction of a run, for somebody whose heading nobody knows. */
function target({ map }: Graph, run: Run): Text | null {
  const found = map.places.flatMap((place) => {
    if (worth[place.kind] === undefined || place.ordinal !== run.ordinal) return []
    const far = distance(run.from, place.at)
    const aside = Math.abs(turnFrom(run.bearing, bearing(run.from, place.at)))
    return far < 5 || far > 80 || aside > 20 ? [] : [{ name: place.name, cost: far + aside * 2 }]
  })
  return found.toSorted((a, b) => a.cost - b.cost)[0]?.name ?? null
}

const lookOf = (map: WayMap, { unit, at }: Place): readonly [number, number] | null => {
  // A way that ends in a door: the room behind it is what one looks at.
  const ring = map.units[unit]?.rings[0] ?? []
  const isDoor = map.openings.some(({ units, line }) => units.includes(unit) && distance(middleOf(line), at) < 0.1)
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return isDoor ? [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2] : null
}

/** `looks`: where somebody looks who starts, degrees clockwise from north; null where nobody knows. */
export function stepsOf(graph: Graph, route: Route, looks: number | null): Step[] {
  const { map } = graph
  const { parts, heading } = tell(map, route, looks)
  const last = parts.at(-1)
  const before = parts.at(-2)
  const cut = last?.what === 'run' && before?.what === 'run' && last.metres <= BESIDE && last.turn !== null && Math.abs(last.turn) >= 45 && Math.abs(last.turn) <= 135 ? last : null
  const told: readonly Part[] = cut ? parts.slice(0, -1) : parts
  const steps: Step[] = []
  const put = (sign: StepSign, phrases: Text[], metres: number, ordinal: number) => steps.push({ sign, phrases, words: say.sentence(phrases), metres, ordinal })
  const taken: Text[] = [route.place.name]
  let ordinal = route.levels[0]?.ordinal ?? route.place.ordinal

  told.forEach((part, i) => {
    if (part.what === 'check') return put('check', [say.through(map.units[part.unit]?.name ?? say.setOff)], 0, ordinal)
    if (part.what === 'change') {
      ordinal = part.to
      const level = map.levels.find((one) => one.ordinal === part.to)
      return level && put(part.by, [say.change(part.by, part.to > part.from, level)], 0, ordinal)
    }
    const metres = say.roundMetres(part.metres)
    const direction = part.turn === null ? null : say.directionOf(part.turn)
    const isFirst = i === 0
    const opening = isFirst && direction !== null ? [say.fromScreen[direction]]
      : direction === null ? [((name) => (name ? say.towards(name) : say.setOff))(target(graph, part))]
        : direction === 'ahead' ? [] : [say.turns[direction]]
    const straight = direction === 'ahead' || (isFirst && direction === 'back')
    const walked = part.metres < 5 && !straight ? [] : [straight ? say.ahead(metres) : say.walk(metres)]
    const landmark = passed(graph, part, (name) => taken.some((one) => one['zh-CN'] === name['zh-CN']))
    if (landmark) taken.push(landmark.name)
    const entered = part.units.slice(1).findLast(({ unit, from }) => from < part.metres - 1 && map.units[unit]?.use === 'room' && map.units[unit].name !== null)
    const enters = entered ? map.units[entered.unit]?.name : null
    const early = entered !== undefined && entered.from < part.metres * 0.4
    const next = told[i + 1]
    put(direction ?? 'ahead', [
      ...opening, ...(enters && early ? [say.enter(enters)] : []), ...walked, ...(landmark ? [say.past(landmark.name)] : []),
      ...(enters && !early ? [say.enter(enters)] : []), ...(next?.what === 'change' ? [say.upTo[next.by]] : []),
    ], metres, ordinal)
  })

  const look = lookOf(map, route.place)
  const end = route.levels.at(-1)?.points.at(-1)
  const side = cut?.turn != null ? sideOf(cut.turn) : look && heading !== null && end ? sideOf(turnFrom(heading, bearing(end, look))) : 'ahead'
  put('arrive', [say.arrived(route.place.name), say.sides[side]], 0, route.place.ordinal)
  return steps
}

/** Every phrase that steps of this venue can have, each once. For recordings: a step is its phrases, one after another. */
export function phrasesOfSteps(map: WayMap): { language: 'zh-CN' | 'en'; text: string }[] {
  const spans = map.levels.map(({ rings }) => { const points = rings.flat(); const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]; return Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) })
  const metres = [...new Set(Array.from({ length: Math.ceil(Math.max(0, ...spans) / 10) + 1 }, (_, i) => say.roundMetres(i * 10)))]
  const named = map.places.filter(({ kind }) => worth[kind] !== undefined)
  const open = map.units.filter(({ closed }) => !closed)
  const all: Text[] = [
    ...Object.values(say.fromScreen), ...Object.values(say.turns), say.setOff, ...Object.values(say.sides), ...Object.values(say.upTo),
    ...metres.flatMap((m) => [say.walk(m), say.ahead(m)]),
    ...named.flatMap(({ name }) => [say.past(name), say.towards(name)]),
    ...open.flatMap(({ name, use }) => (name === null ? [] : use === 'room' ? [say.enter(name)] : use === 'security' || use === 'border' ? [say.through(name)] : [])),
    ...map.levels.flatMap((level) => rides.flatMap((by) => [say.change(by, true, level), say.change(by, false, level)])),
    ...map.places.filter(({ kind }) => kind !== 'landmark').map(({ name }) => say.arrived(name)),
  ]
  return (['zh-CN', 'en'] as const).flatMap((language) => [...new Set(all.map((phrase) => phrase[language] ?? ''))].map((text) => ({ language, text })))
}
