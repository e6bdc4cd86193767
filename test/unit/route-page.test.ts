import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsOf } from '../../faces/route/bands.ts'
import { sightOf } from '../../faces/route/sight.ts'
import { putTags, type Tag } from '../../faces/route/tags.ts'
import { area } from '../../faces/plan.ts'
import type { World } from '../../kiosk/device/rooms/room.ts'
import { attract, step, type Session, type TouchInput } from '../../kiosk/device/session.ts'
import { heightOf, pagesOf } from '../../kiosk/touch/way/pages.ts'
import { tagsOf } from '../../kiosk/touch/way/tags.ts'
import { Kit } from '../../protocol/kit.ts'
import { destinationsOf, isRoute, metresOf, nearestOf, spanOf } from '../../protocol/way/destinations.ts'
import { createWays, standOf, waysFrom, type Route } from '../../protocol/way/route.ts'
import { stepsOf } from '../../protocol/way/steps.ts'
import { readSite } from '../../site/read.ts'
import { readWayMap } from '../../site/way.ts'

function sure<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('expected a value')
  return value
}
const folder = new URL('../../site/', import.meta.url).pathname
const map = sure(readWayMap(folder, readSite(folder).site))
const graph = createWays(map)
const from = (device: string, stepFree = false) => waysFrom(graph, sure(standOf(map, device)), { stepFree })

describe('what one may ask the way to', () => {
  it('has the desk first, then the nearest kind, at last what cannot be got to', () => {
    const landside = destinationsOf(map, from('kiosk-hall-1'))
    expect(landside.map(({ kind }) => kind)).toEqual(['desk', 'lift', 'information', 'counter', 'id_desk', 'police', 'toilet', 'taxi', 'nursing', 'gate', 'belt'])
    const airside = destinationsOf(map, from('kiosk-gate-c3'))
    expect(airside.slice(-2).map((some) => [some.kind, nearestOf(some)?.found])).toEqual(expect.arrayContaining([['information', { refused: 'secured' }], ['id_desk', { refused: 'secured' }]]))
  })
  it('has each name once, the nearest; gates in the order of their numbers', () => {
    const ways = from('kiosk-hall-1')
    const all = destinationsOf(map, ways)
    const of = (kind: string) => sure(all.find((some) => some.kind === kind))
    expect(of('toilet').all.map(({ place }) => place.name.en).toSorted()).toEqual(['Men\'s toilets', 'Women\'s toilets'])
    expect(of('gate').all.map(({ place }) => place.name.en).slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, i) => `Gate C${i + 1}`))
    expect([spanOf(of('gate')), spanOf(of('belt')), spanOf(of('desk'))]).toEqual(['C1–C20  D1–D8', '1–9', null])
    for (const { all: some } of all) for (const { place, found } of some) for (const other of map.places) {
      if (other.kind !== place.kind || other.name.en !== place.name.en || found === null || !isRoute(found)) continue
      expect(ways.seconds(other.id)).toBeGreaterThanOrEqual(ways.seconds(place.id))
    }
  })
  it('says metres to ten, and knows nothing of a screen that does not know where it stands', () => {
    const nearest = sure(nearestOf(sure(destinationsOf(map, from('kiosk-hall-2'))[0])))
    expect(metresOf(nearest.found)).toBe(110)
    expect(destinationsOf(map, null).flatMap(({ all }) => all).every(({ found }) => found === null)).toBe(true)
  })
})

describe('the room where one asks the way', () => {
  const kit = Kit.parse({ venue: { sha256: '0'.repeat(64), type: 'application/json', bytes: 1 } })
  const begin: TouchInput = { do: 'start', id: 's1', seed: 1, language: 'zh-CN', open: { page: 'menu' } }
  function run(inputs: TouchInput[], world: World = { offer: [], kit, today: '2026-11-29' }) {
    let session: Session = attract
    const events: string[] = []
    for (const input of inputs) {
      const done = step(session, input, world, 0)
      session = done.session
      events.push(...done.events.map(({ action, value }) => `${action} ${value}`))
    }
    return { page: session.name === 'on' ? session.page : null, events }
  }
  const open: TouchInput = { do: 'open', open: { page: 'way' } }
  it.each<[string, TouchInput[], object, string[]]>([
    ['opens with all kinds', [open], { name: 'way', kind: null, place: null, stepFree: false }, ['page way']],
    ['at once on a place', [{ do: 'open', open: { page: 'way', place: { id: 'p', kind: 'desk' } } }], { name: 'way', place: 'p' }, ['page way', 'way desk']],
    ['a kind has its list', [open, { do: 'way-kind', kind: 'gate' }], { kind: 'gate', place: null }, ['page way']],
    ['a place has its way', [open, { do: 'way-kind', kind: 'gate' }, { do: 'way-to', id: 'g', kind: 'gate' }], { kind: 'gate', place: 'g' }, ['page way', 'way gate']],
    ['step-free, and not', [open, { do: 'way-to', id: 'g', kind: 'gate' }, { do: 'way-free', on: true }], { place: 'g', stepFree: true }, ['page way', 'way gate']],
    ['on a way there is no list to open', [open, { do: 'way-to', id: 'g', kind: 'gate' }, { do: 'way-kind', kind: 'belt' }], { kind: null, place: 'g' }, ['page way', 'way gate']],
    ['back from a way to the list', [open, { do: 'way-kind', kind: 'gate' }, { do: 'way-to', id: 'g', kind: 'gate' }, { do: 'back' }], { kind: 'gate', place: null }, ['page way', 'way gate']],
    ['and to all kinds', [open, { do: 'way-kind', kind: 'gate' }, { do: 'back' }], { kind: null, place: null }, ['page way']],
    ['and to the menu', [open, { do: 'back' }], { name: 'menu' }, ['page way']],
  ])('%s', (_, inputs, page, events) => {
    const done = run([begin, ...inputs])
    expect(done.page).toMatchObject(page)
    expect(done.events.slice(1)).toEqual(events)
  })
  it('is not there without a venue', () => {
    expect(run([begin, open], { offer: [], kit: Kit.parse({}), today: '2026-11-29' }).page).toEqual({ name: 'menu' })
  })
})

const routes = ['kiosk-hall-1', 'kiosk-gate-c12', 'kiosk-gate-c3', 'kiosk-baggage', 'kiosk-gate-d4'].map((device) => ({ device, ways: from(device) })).flatMap(({ device, ways }) => map.places.flatMap((place): { device: string; route: Route }[] => {
  const found = ways.to(place.id)
  return place.kind !== 'landmark' && isRoute(found) ? [{ device, route: found }] : []
}).filter((_, i) => i % 6 === 0))
const size = { width: 1080, height: 800, above: 40, below: 40 }

describe('the map of a way', () => {
  it('has what lies to the reader\'s right on the right, whichever way the screen looks', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 359 }), fc.integer({ min: 20, max: 160 }), fc.double({ min: 5, max: 60, noNaN: true }), (looks, turn, far) => {
      const way = ((looks + turn) * Math.PI) / 180
      const end: [number, number] = [90 + Math.sin(way) * far, 40 + Math.cos(way) * far]
      const { at } = sightOf(map, [{ ordinal: 1, points: [[90, 40], end] }], looks, size, 60)
      expect(at(end, 1)[0]).toBeGreaterThan(at([90, 40], 1)[0])
    }))
  })
  it('has all of the way within its margins, and no level on another', () => {
    for (const { device, route } of routes) {
      const { at, heights } = sightOf(map, route.levels, sure(standOf(map, device)).looks, size, 60)
      const points = route.levels.map(({ ordinal, points: some }) => ({ ordinal, ys: some.map((point) => at(point, ordinal)) }))
      for (const [x, y] of points.flatMap(({ ys }) => ys)) expect(x > 50 && x < size.width - 50 && y > 50 && y < size.height - 50, `${device} to ${route.place.name.en}: ${x}, ${y}`).toBe(true)
      const ordinals = [...heights.keys()].sort((a, b) => a - b)
      for (const [i, ordinal] of ordinals.entries()) {
        const lowest = Math.max(...points.filter((one) => one.ordinal === ordinals[i + 1]).flatMap(({ ys }) => ys.map(([, y]) => y)), -Infinity)
        expect(lowest, `${device} to ${route.place.name.en}`).toBeLessThan(Math.min(...points.filter((one) => one.ordinal === ordinal).flatMap(({ ys }) => ys.map(([, y]) => y))))
      }
    }
  })
  it('shows of each level only its band, cut without walls', () => {
    const cut = bandsOf(map, [{ ordinal: 0, near: 10, far: 40 }], [0, 1])
    expect(new Set(cut.units.map(({ ordinal }) => ordinal))).toEqual(new Set([0]))
    for (const [, y] of [...cut.levels, ...cut.units, ...cut.fixtures].flatMap(({ rings }) => rings.flat())) expect(y >= 10 - 1e-9 && y <= 40 + 1e-9).toBe(true)
    expect(area(sure(cut.levels[0]?.rings[0]))).toBeCloseTo(240 * 30)
    expect(cut.openings.filter(({ line: [[, y1], [, y2]] }) => y1 === y2 && (y1 === 10 || y1 === 40)).length).toBeGreaterThanOrEqual(2)
  })
  it('puts its words on the page, none over another, the two ends always', () => {
    for (const { device, route } of routes) {
      const { at } = sightOf(map, route.levels, sure(standOf(map, device)).looks, size, 60)
      const tags: Tag[] = tagsOf(map, route, stepsOf(graph, route, sure(standOf(map, device)).looks))
      const put = putTags(tags, route.levels.map(({ ordinal, points }) => points.map((point) => at(point, ordinal))), at, 'zh-CN', 0.74, 1, { left: 8, top: 8, right: size.width - 8, bottom: size.height - 8 })
      expect(put.map(({ key }) => key)).toEqual(expect.arrayContaining(['goal', 'here']))
      for (const [i, a] of put.entries()) {
        expect(a.x - a.width / 2 >= 7 && a.x + a.width / 2 <= size.width - 7 && a.y - a.height / 2 >= 7 && a.y + a.height / 2 <= size.height - 7, `${a.words} ${a.x} ${a.y}`).toBe(true)
        for (const b of put.slice(i + 1)) expect(Math.abs(a.x - b.x) * 2 >= a.width + b.width || Math.abs(a.y - b.y) * 2 >= a.height + b.height, `${a.words} on ${b.words}`).toBe(true)
      }
    }
  })
})

describe('a list of steps', () => {
  it('is cut into pages that hold them, in order, and no page has one alone where another can spare one', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 88, max: 260 }), { minLength: 1, maxLength: 14 }), fc.integer({ min: 300, max: 900 }), (heights, room) => {
      const pages = pagesOf(heights.map((_, i) => i), heights, room, 12)
      expect(pages.flat()).toEqual(heights.map((_, i) => i))
      for (const page of pages.slice(0, -1)) if (page.length > 1) expect(page.reduce((sum, i) => sum + (heights[i] ?? 0), 12 * (page.length - 1))).toBeLessThanOrEqual(room)
    }))
    expect(pagesOf(['a', 'b', 'c', 'd'], [90, 90, 90, 90], 300, 12)).toEqual([['a', 'b'], ['c', 'd']])
  })
  it('knows how high a step stands', () => {
    const text = { 'zh-CN': '面向屏幕，向右转，走约 110 米，经过问询处', en: 'Facing the screen, turn right, walk about 110 metres, past Information' }
    const type = { first: 42, second: 28, gap: 12, least: 88 }
    expect(heightOf(text, ['zh-CN'], 1000, type)).toBe(88)
    expect(heightOf(text, ['zh-CN'], 600, type)).toBeCloseTo(2 * 42 * 1.3)
    // Words that are not torn leave room at the ends of lines.
    expect(heightOf(text, ['zh-CN'], 500, type)).toBeCloseTo(3 * 42 * 1.3)
    expect(heightOf(text, ['zh-CN', 'en'], 600, type)).toBeGreaterThan(2 * 42 * 1.3 + 28)
  })
})
