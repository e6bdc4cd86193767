import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, inRings, nearestOn } from '../../protocol/way/plane.ts'
import type { Point, Segment } from '../../protocol/way/plane.ts'
import { isIn } from '../../protocol/way/hull.ts'
import { WayMap, type Place } from '../../protocol/way/map.ts'
import { createWays, standOf, waysFrom, type Refusal, type Route } from '../../protocol/way/route.ts'
import { readSite } from '../../site/read.ts'
import { readWayMap } from '../../site/way.ts'

function sure<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('expected a value')
  return value
}
const folder = new URL('../../site/', import.meta.url).pathname
const { site } = readSite(folder)
const map = sure(readWayMap(folder, site))
const graph = createWays(map)
const isRoute = (found: Route | Refusal): found is Route => 'legs' in found

const starts = map.stands.map(({ device }) => ({ device, from: sure(standOf(map, device)) }))
const every = starts.flatMap(({ device, from }) => [false, true].flatMap((stepFree) => {
  const ways = waysFrom(graph, from, { stepFree })
  return map.places.map((place) => ({ device, from, stepFree, place, found: ways.to(place.id) }))
}))
const routes = every.flatMap(({ found, ...rest }) => (isRoute(found) ? [{ ...rest, route: found }] : []))
const called = ({ device, place, stepFree }: { device: string; place: Place; stepFree: boolean }) => `${device} to ${place.name.en} on ${place.ordinal}${stepFree ? ', step-free' : ''}`

/** Rooms by doors alone: what can be got to at all, worked out apart from the graph. */
function reachable(from: number, stepFree: boolean, passes: (through: 'in' | 'out', secured: boolean) => boolean, secured: boolean): Set<number> {
  const seen = new Set([`${from} ${secured}`])
  const open: [number, boolean][] = [[from, secured]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [unit, isSecured] = next
    const steps: [number, 'in' | 'out' | 'both'][] = [
      ...map.openings.flatMap(({ units: [one, other], closed, pass }): [number, 'in' | 'out' | 'both'][] => closed || one === null || other === null ? [] : one === unit ? [[other, pass]] : other === unit && pass === 'both' ? [[one, pass]] : []),
      ...map.joins.filter(({ by }) => !stepFree || by === 'lift').flatMap(({ units: [one, other] }): [number, 'both'][] => one === unit ? [[other, 'both']] : other === unit ? [[one, 'both']] : []),
    ]
    for (const [to, pass] of steps) {
      if (map.units[to]?.closed || (pass !== 'both' && !passes(pass, isSecured))) continue
      const then = pass === 'in' || (isSecured && pass !== 'out')
      if (seen.has(`${to} ${then}`)) continue
      seen.add(`${to} ${then}`)
      open.push([to, then])
    }
  }
  return new Set([...seen].map((key) => Number(key.split(' ')[0])))
}
const beyond = new Set(map.places.filter(({ kind }) => kind === 'gate').flatMap(({ unit }) => [...reachable(unit, false, () => false, false)]))
const unitOf = ({ ordinal, at }: { ordinal: number; at: Point }) => map.units.findIndex((unit) => unit.ordinal === ordinal && inRings(at, unit.rings))
const isArriving = ({ kind }: Place) => kind === 'belt' || kind === 'taxi'

describe('the venue for finding the way', () => {
  it('fits its schema, and survives JSON', () => {
    expect(WayMap.parse(JSON.parse(JSON.stringify(map)))).toEqual(map)
  })
  it('has what passengers ask for, named in both languages', () => {
    const count = (kind: Place['kind']) => map.places.filter((place) => place.kind === kind).length
    expect({ desk: count('desk'), police: count('police'), id_desk: count('id_desk'), gate: count('gate'), counter: count('counter'), belt: count('belt'), toilet: count('toilet'), lift: count('lift'), taxi: count('taxi') })
      .toEqual({ desk: 4, police: 4, id_desk: 1, gate: 28, counter: 8, belt: 9, toilet: 20, lift: 10, taxi: 2 })
    expect(map.places.find(({ name }) => name.en === 'Gate C3')?.name['zh-CN']).toBe('C3 登机口')
  })
  it('knows which doors go one way: in through security, out of the secure area', () => {
    const named = map.openings.filter(({ pass }) => pass !== 'both').map(({ pass, units }) => `${pass}: ${units.map((unit) => map.units[unit ?? -1]?.name?.en).join(' > ')}`)
    expect(new Set(named)).toEqual(new Set([
      'in: Departures hall > Security checkpoint', 'in: Security checkpoint > Airside hall',
      'in: Departures hall > International security and border control', 'in: International security and border control > International airside hall',
      'out: Domestic arrivals passage > Baggage hall', 'out: Baggage hall > Domestic way out', 'out: Domestic way out > Arrivals hall',
      'out: Immigration > International baggage hall', 'out: International baggage hall > Customs and international way out', 'out: Customs and international way out > Arrivals hall',
    ]))
  })
})

describe('a way, from every check-in point and robot to every place', () => {
  it('is there where the doors lead there, and refused where they do not', () => {
    const held = new Map<string, Set<number>>()
    const wrong = every.filter(({ from, place, stepFree, found }) => {
      const unit = unitOf(from)
      const arriving = isArriving(place)
      const rooms = held.getOrInsertComputed(`${unit} ${stepFree} ${arriving}`, () => reachable(unit, stepFree, arriving ? (through) => through === 'out' : (through, secured) => through === 'in' || !secured, beyond.has(unit)))
      return isRoute(found) !== (!map.units[unit]?.closed && rooms.has(place.unit))
    })
    expect(wrong.map(called)).toEqual([])
    expect(routes.length).toBeGreaterThan(1000)
  })
  it('says why not: it lies outside the secure area, or among those who arrive', () => {
    const reasons = Map.groupBy(every.filter(({ stepFree }) => !stepFree), ({ found }) => (isRoute(found) ? 'a way' : found.refused))
    expect(new Set(reasons.keys())).toEqual(new Set(['a way', 'secured', 'arriving']))
    for (const { from } of reasons.get('secured') ?? []) expect(beyond.has(unitOf(from))).toBe(true)
    for (const { from, place } of reasons.get('arriving') ?? []) expect(isArriving(place) || !beyond.has(unitOf(from)), place.name.en).toBe(true)
    const to = (device: string, name: string) => { const { found } = sure(every.find((one) => one.device === device && one.place.name.en === name)); return isRoute(found) ? 'a way' : found.refused }
    expect([to('kiosk-gate-c3', 'Temporary boarding ID desk'), to('kiosk-gate-c3', 'Gate D4'), to('kiosk-gate-c3', 'Belt 2'), to('kiosk-hall-1', 'Belt 2'), to('kiosk-hall-1', 'Gate D4'), to('kiosk-baggage', 'Gate C3')])
      .toEqual(['secured', 'secured', 'a way', 'arriving', 'a way', 'a way'])
    expect(waysFrom(graph, { ordinal: 1, at: [176, 104] }, { stepFree: false }).to(sure(map.places[0]).id)).toEqual({ refused: 'nowhere' })
    expect(waysFrom(graph, sure(standOf(map, 'kiosk-hall-1')), { stepFree: false }).to('nothing')).toEqual({ refused: 'unknown' })
    expect(standOf(map, 'kiosk-nowhere')).toBeNull()
  })
  it('never crosses a wall: every stretch stays in its room, rooms are changed in doors, levels by what joins them', () => {
    const off = (point: Point, unit: number) => Math.min(...(map.units[unit]?.rings ?? []).flatMap((ring) => ring.map((at, i): Segment => [at, ring[(i + 1) % ring.length] ?? at])).map((edge) => distance(nearestOn(edge, point), point)))
    const wrong = routes.flatMap((one) => one.route.legs.flatMap((leg, i, legs) => {
      const next = legs[i + 1]
      if (leg.by !== 'walk') return map.joins.some(({ by, units }) => by === leg.by && leg.units.every((unit) => units.includes(unit))) ? [] : [`${called(one)}: no ${leg.by} joins`]
      if (map.units[leg.unit]?.closed) return [`${called(one)}: through a closed room`]
      const out = leg.points.slice(1).some((b, p) => {
        const a = sure(leg.points[p])
        const parts = Math.max(2, Math.ceil(distance(a, b)))
        return Array.from({ length: parts + 1 }, (_, n): Point => [a[0] + ((b[0] - a[0]) * n) / parts, a[1] + ((b[1] - a[1]) * n) / parts]).some((point) => !inRings(point, sure(map.units[leg.unit]).rings) && off(point, leg.unit) > 0.05)
      })
      if (out) return [`${called(one)}: out of ${map.units[leg.unit]?.name?.en}`]
      if (next?.by !== 'walk') return []
      const at = sure(leg.points.at(-1))
      const door = map.openings.find(({ line, units, closed, pass }) => !closed && distance(nearestOn(line, at), at) < 0.05 && (units[0] === leg.unit && units[1] === next.unit || pass === 'both' && units[1] === leg.unit && units[0] === next.unit))
      return door && distance(at, sure(next.points[0])) < 0.01 ? [] : [`${called(one)}: no door from ${map.units[leg.unit]?.name?.en} to ${map.units[next.unit]?.name?.en}`]
    }))
    expect(wrong).toEqual([])
  })
  it('goes round furniture', () => {
    const wrong = routes.filter(({ route, from }) => route.legs.some((leg) => leg.by === 'walk' && leg.points.slice(1, -1).some((point) => (graph.rooms[leg.unit]?.hulls ?? []).some((hull) => isIn(point, hull) && !isIn(from.at, hull)))))
    expect(wrong.map(called)).toEqual([])
  })
  it('has no stairs and no escalator where it has to be step-free', () => {
    const steps = routes.filter(({ stepFree, route }) => stepFree && route.legs.some(({ by }) => by === 'stairs' || by === 'escalator'))
    expect(steps.map(called)).toEqual([])
    expect(routes.some(({ stepFree, route }) => stepFree && route.legs.some(({ by }) => by === 'lift'))).toBe(true)
    expect(routes.some(({ stepFree, route }) => !stepFree && route.legs.some(({ by }) => by === 'escalator'))).toBe(true)
  })
  it('is at least as long as a straight line, and its figures are those of its line', () => {
    for (const one of routes) {
      const { route, from } = one
      const end = sure(route.levels.at(-1)?.points.at(-1))
      expect(route.metres, called(one)).toBeGreaterThanOrEqual(distance(from.at, end) - 0.01)
      expect(distance(sure(route.levels[0]?.points[0]), from.at), called(one)).toBeLessThan(0.01)
      // What stands at a desk ends in front of it.
      expect(distance(end, one.place.at), called(one)).toBeLessThan(14)
      expect(route.levels.at(-1)?.ordinal).toBe(one.place.ordinal)
      expect(route.minutes).toBeGreaterThanOrEqual(Math.max(1, Math.round(route.metres / 1.1 / 60)))
    }
  })
  it('leads nobody out of the secure area but those who have landed, and nobody in and out again', () => {
    const wrong = routes.filter(({ route: { passes }, from, place }) => (beyond.has(unitOf(from)) && !isArriving(place) && passes.includes('out')) || (passes.includes('in') && passes.lastIndexOf('out') > passes.indexOf('in')))
    expect(wrong.map(called)).toEqual([])
  })
})

describe('a way and the way back', () => {
  /** Places that one can stand on. */
  const free = map.places.filter(({ at, unit }) => !(graph.rooms[unit]?.hulls ?? []).some((hull) => isIn(at, hull)) && !['belt', 'taxi'].includes(map.places.find((place) => place.unit === unit)?.kind ?? ''))
  it('are equally long within a level where no one-way door lies between', () => {
    fc.assert(fc.property(fc.constantFrom(...free), fc.constantFrom(...free), fc.boolean(), (a, b, stepFree) => {
      const [there, back] = [waysFrom(graph, a, { stepFree }).to(b.id), waysFrom(graph, b, { stepFree }).to(a.id)]
      if (!isRoute(there) || !isRoute(back) || there.passes.length + back.passes.length > 0 || there.levels.length > 1 || back.levels.length > 1) return
      expect(Math.abs(there.metres - back.metres), `${a.name.en} and ${b.name.en}`).toBeLessThan(0.5 + there.metres * 0.005)
    }), { numRuns: 50 })
  })
})

describe('when a door is shut', () => {
  it('the way goes by another or is refused, and never through it', () => {
    const from = sure(standOf(map, 'kiosk-hall-1'))
    const passed = routes.filter(({ device, stepFree }) => device === 'kiosk-hall-1' && !stepFree).flatMap(({ place, route }) => route.legs.flatMap((leg) => (leg.by === 'walk' && leg.doors[1] !== null ? [{ place, door: leg.doors[1], before: route }] : [])))
    fc.assert(fc.property(fc.constantFrom(...passed), ({ place, door, before }) => {
      const shut = createWays({ ...map, openings: map.openings.map((opening, i) => (i === door ? { ...opening, closed: true } : opening)) })
      const after = waysFrom(shut, from, { stepFree: false }).to(place.id)
      if (!isRoute(after)) {
        expect(['closed', 'arriving']).toContain(after.refused)
        return
      }
      expect(after.legs.some((leg) => leg.by === 'walk' && leg.doors.includes(door))).toBe(false)
      expect(after.minutes).toBeGreaterThanOrEqual(before.minutes - 1)
    }), { numRuns: 5 })
  })
  it('without lifts a step-free way to another level is refused for its steps', () => {
    const flat = createWays({ ...map, joins: map.joins.filter(({ by }) => by !== 'lift') })
    const upstairs = sure(map.places.find(({ kind, ordinal }) => kind === 'id_desk' && ordinal === 1))
    const from = sure(standOf(map, 'kiosk-arrivals'))
    expect(waysFrom(flat, from, { stepFree: true }).to(upstairs.id)).toEqual({ refused: 'steps' })
    expect(isRoute(waysFrom(flat, from, { stepFree: false }).to(upstairs.id))).toBe(true)
  })
})
