import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrange, type Bounds, type Box, type Wanted } from '../../faces/map/arrange.ts'
import { cellOf, COLUMNS, extentOf, ROWS } from '../../faces/map/atlas.ts'
import { MOVE_MS, setOut, step, type Ways } from '../../faces/map/motion.ts'
import { boxesOf, floorsOf, namesOf } from '../../faces/map/names.ts'
import { nearest, nextSpot, zoneAt } from '../../faces/map/pick.ts'
import { anticlockwise, buildModel, elevations, gapFor, shades, triangles, withoutOpenings } from '../../faces/map/shapes.ts'
import { deviceStates, type MapZone, type Point, type Ring } from '../../faces/map/types.ts'
import { between, closer, fit, fitBest, HOME, orbit, pan, toFloor, toPage, type Place, type View } from '../../faces/map/view.ts'
import { buildZones, inset, stretchOf } from '../../faces/map/zones.ts'
import { area, inside } from '../../faces/plan.ts'
import { roles } from '../../protocol/words.ts'
import { readSite } from '../../site/read.ts'
import { readVenueMap } from '../../site/venue.ts'

const folder = new URL('../../site/', import.meta.url).pathname
const { site } = readSite(folder)
const building = readVenueMap(folder, site)
const square: Ring = [[0, 0], [10, 0], [10, 10], [0, 10]]
const zone = (id: string, ordinal: number, outline: Ring): MapZone => ({ id, ordinal, outline, name: id, note: '', tint: null, alerting: false })

describe('shapes', () => {
  it('triangles cover a polygon without its hole, and no more', () => {
    const hole: Ring = [[4, 4], [4, 6], [6, 6], [6, 4]]
    const corners = [...square, ...hole]
    const covered = triangles([square, hole]).reduce((sum, three) => sum + area(three.map((i) => corners[i] ?? [0, 0])), 0)
    expect(covered).toBeCloseTo(96, 6)
  })
  it('leaves a wall open where doors are', () => {
    expect(withoutOpenings([[0, 0], [10, 0]], [[[6, 0.1], [4, 0.1]], [[8, 3], [9, 3]]])).toEqual([[[0, 0], [4, 0]], [[6, 0], [10, 0]]])
    expect(withoutOpenings([[0, 0], [10, 0]], [[[-1, 0], [11, 0]]])).toEqual([])
  })
  it('builds the demo airport level by level, every corner with a shade and within its height', () => {
    const heights = elevations(building, gapFor(building))
    expect([...heights.keys()]).toEqual([0, 1])
    const { solid, lines, solidLevels, lineLevels } = buildModel(building, heights)
    expect(solid.shades.length).toBe(solid.positions.length / 3)
    expect(Math.max(...solid.shades)).toBeLessThan(shades.length)
    expect(Math.max(...solid.index)).toBeLessThan(solid.shades.length)
    expect(solidLevels.map(({ ordinal, start }) => [ordinal, start])).toEqual([[0, 0], [1, solidLevels[0]?.count]])
    expect(solidLevels.reduce((sum, { count }) => sum + count, 0)).toBe(solid.index.length)
    expect(lineLevels.reduce((sum, { count }) => sum + count, 0)).toBe(lines.shades.length)
    const upper = heights.get(1) ?? 0
    for (const at of solid.index.slice(solidLevels[1]?.start)) expect(solid.positions[at * 3 + 2]).toBeGreaterThanOrEqual(upper - 4)
  })
  it('moves an outline inwards by as much on every side, at inner corners, too', () => {
    const bent: Ring = [[0, 0], [10, 0], [10, 4], [4, 4], [4, 10], [0, 10]]
    expect(inset(square, 1)).toEqual([[1, 1], [9, 1], [9, 9], [1, 9]])
    expect(inset(anticlockwise(bent.toReversed()), 1).map((p) => p.map((v) => Math.round(v * 1e6) / 1e6)).sort()).toEqual(([[1, 1], [9, 1], [9, 3], [3, 3], [3, 9], [1, 9]] as Point[]).sort())
  })
  it('keeps every zone\'s corners apart, and one level in one stretch', () => {
    const { parts, levels, index } = buildZones([zone('a', 1, square), zone('b', 0, square), zone('c', 1, square)], new Map([[0, 0], [1, 100]]))
    expect(parts.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
    const used = parts.flatMap(({ fill, frame }) => [fill, frame]).flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i))
    expect(new Set(used).size).toBe(used.length)
    expect(stretchOf(levels, null)).toEqual({ start: 0, count: index.length })
    expect(stretchOf(levels, 1)).toMatchObject({ start: levels[0]?.count, count: levels[1]?.count })
    expect(stretchOf(levels, 7)).toEqual({ start: 0, count: 0 })
  })
})

describe('marks', () => {
  it('every role, state and alert has a picture of its own', () => {
    const cells = roles.flatMap((role) => deviceStates.flatMap((state) => [true, false].map((alerting) => cellOf(role, state, alerting))))
    expect(new Set(cells.map(({ column, row }) => `${column} ${row}`)).size).toBe(COLUMNS * ROWS)
    expect(cells.every(({ column, row }) => column >= 0 && column < COLUMNS && row >= 0 && row < ROWS)).toBe(true)
  })
  it('a robot walks evenly to where it says it is; one that was carried stands there at once', () => {
    const ways: Ways = new Map()
    expect(setOut(ways, 'r', [0, 0, 5], [9, 0, 5], 1000)).toBe(true)
    expect(step(ways, 1000 + MOVE_MS / 3)).toEqual([['r', [3, 0, 5]]])
    // The same word again does not slow it down.
    expect(setOut(ways, 'r', [3, 0, 5], [9, 0, 5], 1000 + MOVE_MS / 3)).toBe(true)
    expect(step(ways, 1000 + MOVE_MS)).toEqual([['r', [9, 0, 5]]])
    expect(ways.size).toBe(0)
    expect(setOut(ways, 'r', [0, 0, 5], [200, 0, 5], 0)).toBe(false)
    expect(setOut(ways, 'r', [0, 0, 5], [3, 0, 95], 0)).toBe(false)
    expect(setOut(ways, 'r', [0, 0, 5], [0, 0, 5], 0)).toBe(false)
  })
})

describe('the view', () => {
  const size = { width: 800, height: 600 }
  const corners: Place[] = [[0, 0, 0], [240, 0, 0], [240, 124, 0], [-148, 118, 110], [422, 118, 110], [78, 292, 110]]
  it.each([['at a slant', HOME], ['from above', { azimuth: 0, polar: 0.02 }], ['from the side', { azimuth: 2, polar: 1.2 }]])('shows all of it, %s', (_how, from) => {
    const view = fit(corners, from, size)
    const pages = corners.map((place) => toPage(place, view, size))
    expect(Math.min(...pages.map(([x]) => x), ...pages.map(([, y]) => y))).toBeGreaterThanOrEqual(27.9)
    expect(Math.max(...pages.map(([x]) => x))).toBeLessThanOrEqual(772.1)
    expect(Math.max(...pages.map(([, y]) => y))).toBeLessThanOrEqual(572.1)
  })
  it('a phone and a wide page see it each in its own way, and neither smaller than from home', () => {
    for (const page of [{ width: 390, height: 500 }, { width: 1300, height: 500 }]) expect(fitBest(corners, page).zoom).toBeGreaterThanOrEqual(fit(corners, HOME, page).zoom)
  })
  it('a pixel and the place on the floor below it belong together', () => {
    const view: View = { target: [50, 60, 10], azimuth: 0.7, polar: 0.9, zoom: 3 }
    const [x, y] = toFloor([123, 456], 110, view, size)
    const [px, py] = toPage([x, y, 110], view, size)
    expect([px, py].map(Math.round)).toEqual([123, 456])
  })
  it('moves the picture by the pixels that were asked for; tilts no farther than to look down or along; zooms within bounds', () => {
    const view: View = { target: [0, 0, 0], azimuth: -0.4, polar: 0.8, zoom: 2 }
    const [x, y] = toPage([10, 10, 0], pan(view, 40, -25), size)
    const [x0, y0] = toPage([10, 10, 0], view, size)
    expect([x - x0, y - y0].map(Math.round)).toEqual([40, -25])
    expect(orbit(view, 0, 9).polar).toBeLessThan(Math.PI / 2)
    expect(orbit(view, 0, -9).polar).toBeGreaterThan(0)
    expect(closer(view, 0.001, 1.5).zoom).toBe(1.5)
    expect(between(view, { ...view, zoom: 8 }, 0.5).zoom).toBeCloseTo(4)
    expect(between(view, { ...view, azimuth: 1 }, 1).azimuth).toBe(1)
  })
})

describe('what is meant', () => {
  const spots = [{ id: 'a', x: 0, y: 0 }, { id: 'b', x: 100, y: 10 }, { id: 'c', x: 60, y: 90 }, { id: 'd', x: 0, y: -80 }]
  it.each([['a', 'ArrowRight', 'b'], ['a', 'ArrowDown', 'c'], ['a', 'ArrowUp', 'd'], ['a', 'ArrowLeft', undefined], ['c', 'ArrowUp', 'b'], [null, 'ArrowRight', 'a']] as const)('from %s by %s: %s', (from, key, to) => {
    expect(nextSpot(spots, from, key)?.id).toBe(to)
  })
  it('from every screen of the demo airport arrows reach every other', () => {
    const all = site.devices.map(({ id, position: [x, y] }) => ({ id, x: x + id.length / 100, y: -y }))
    const reached = new Set<string>([all[0]?.id ?? ''])
    for (const id of reached) for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const) { const next = nextSpot(all, id, key); if (next) reached.add(next.id) }
    expect(reached.size).toBe(all.length)
  })
  it('the nearest mark within reach; the later of two zones that overlap; nothing between them', () => {
    expect(nearest(spots, [95, 0], 16)?.id).toBe('b')
    expect(nearest(spots, [50, 40], 16)).toBe(null)
    const zones = [zone('hall', 0, square), zone('shop', 0, [[2, 2], [4, 2], [4, 4], [2, 4]]), zone('above', 1, square)]
    expect([zoneAt(zones, 0, [3, 3])?.id, zoneAt(zones, 0, [8, 8])?.id, zoneAt(zones, 1, [3, 3])?.id, zoneAt(zones, 0, [11, 3])]).toEqual(['shop', 'hall', 'above', null])
  })
})

describe('names', () => {
  const page: Bounds = { left: 4, top: 4, right: 596, bottom: 396 }
  const name = (key: string, x: number, y: number, over: Partial<Wanted> = {}): Wanted => ({ key, x, y, width: 100, height: 28, short: 15, area: null, under: [], urgent: false, ...over })
  const mark = (x: number, y: number): Box => ({ x, y, width: 20, height: 14 })
  const gap = (a: Box, b: Box) => Math.max(Math.abs(a.x - b.x) - (a.width + b.width) / 2, Math.abs(a.y - b.y) - (a.height + b.height) / 2)

  it('stand where they belong when nothing is in the way, and whole on the page near its edge; what belongs off it is not named', () => {
    expect(arrange([name('a', 300, 200), name('b', 20, 390), name('c', 590, 10), name('off', 300, 420)], [], [], page)).toEqual(new Map([['a', { x: 300, y: 200, short: false }], ['b', { x: 54, y: 382, short: false }], ['c', { x: 546, y: 18, short: false }]]))
  })
  it('step aside for a mark by as little as it takes, no farther than where they still belong', () => {
    const room: Ring = [[200, 100], [400, 100], [400, 300], [200, 300]]
    const places = arrange([name('a', 300, 200, { area: room })], [mark(300, 200)], [], page)
    expect(places.get('a')).toEqual({ x: 300, y: 176, short: false })
    const wall = Array.from({ length: 40 }, (_, i) => mark(140 + (i % 8) * 46, 160 + Math.floor(i / 8) * 20))
    expect(arrange([name('a', 300, 200)], wall, [], page).size).toBe(0)
    const moved = arrange([name('a', 300, 200, { area: room })], wall, [], page).get('a')
    expect(moved && inside([moved.x, moved.y], room)).toBe(true)
  })
  it('let their note go before they go themselves', () => {
    const rows = [176, 204, 232, 148, 260].flatMap((y) => [220, 260, 300, 340, 380].map((x) => mark(x, y)))
    expect(arrange([name('a', 300, 204)], rows, [], page).size).toBe(0)
    expect(arrange([name('a', 300, 204)], rows.filter(({ y }) => y !== 204), [], page).get('a')).toMatchObject({ short: false })
    const narrow = [180, 208, 236, 152, 264].flatMap((y) => [220, 260, 300, 340, 380].map((x) => ({ ...mark(x, y), height: 10 })))
    expect(arrange([name('a', 300, 194)], narrow, [], page).get('a')).toMatchObject({ x: 300, y: 194, short: true })
  })
  it('are not written on a floor above what they name, unless it is in alert', () => {
    const floor: Ring = [[0, 0], [600, 0], [600, 210], [0, 210]]
    expect(arrange([name('a', 300, 200, { under: [floor] })], [], [], page).get('a')).toMatchObject({ y: 212 })
    expect(arrange([name('a', 300, 100, { under: [floor] })], [], [], page).size).toBe(0)
    expect(arrange([name('a', 300, 100, { under: [floor], urgent: true })], [], [], page).get('a')).toMatchObject({ y: 100 })
  })
  it('what is in alert is named in any case, over as few marks as can be, and before anything else', () => {
    const crowd = Array.from({ length: 200 }, (_, i) => mark(200 + (i % 20) * 10, 150 + Math.floor(i / 20) * 12))
    expect(arrange([name('a', 300, 200)], crowd, [], page).size).toBe(0)
    expect(arrange([name('a', 300, 200, { urgent: true })], crowd, [], page).size).toBe(1)
    const both = [name('red', 300, 200, { urgent: true }), name('other', 300, 204)]
    expect(arrange(both, [], [], page).get('red')).toEqual({ x: 300, y: 200, short: false })
    // Nor is it written over what the viewer has chosen.
    const chosen: Box = { x: 300, y: 200, width: 120, height: 24 }
    const red = arrange(both.slice(0, 1), [], [chosen], page).get('red')
    expect(red && gap({ ...red, width: 100, height: 28 }, chosen)).toBeGreaterThanOrEqual(0)
  })
  it('never cover one another, a mark or the edge, whatever is asked for; the same is always the same', () => {
    const box = fc.record({ x: fc.integer({ min: -50, max: 650 }), y: fc.integer({ min: -50, max: 450 }), width: fc.integer({ min: 20, max: 180 }), height: fc.integer({ min: 12, max: 40 }) })
    fc.assert(fc.property(fc.array(fc.record({ at: box, urgent: fc.boolean() }), { maxLength: 25 }), fc.array(box, { maxLength: 15 }), (asked, marks) => {
      const wanted = asked.map(({ at, urgent }, i): Wanted => ({ ...at, key: `${i}`, short: at.height / 2, area: null, under: [], urgent }))
      const places = arrange(wanted, marks, [], page)
      const stand = wanted.flatMap((one) => { const at = places.get(one.key); return at ? [{ ...one, ...at, height: at.short ? one.short : one.height }] : [] })
      stand.forEach((one, i) => {
        for (const other of stand.slice(i + 1)) expect(gap(one, other)).toBeGreaterThanOrEqual(0)
        if (!one.urgent) for (const each of marks) expect(gap(one, each)).toBeGreaterThanOrEqual(0)
        expect([one.x - one.width / 2 >= page.left, one.x + one.width / 2 <= page.right, one.y - one.height / 2 >= page.top, one.y + one.height / 2 <= page.bottom]).toEqual([true, true, true, true])
      })
      expect(arrange(wanted, marks, [], page)).toEqual(places)
    }), { seed: 7, numRuns: 200 })
  })
  it('of the demo airport are asked for with those in alert first, floors next, and of what a floor above hides nothing is in the way', () => {
    const pageOf = ([x, y]: Point, ordinal: number): [number, number] => [x, -y - ordinal * 60]
    const floors = floorsOf(building, pageOf)
    const zones = [zone('hall', 1, square), { ...zone('exit', 0, square), alerting: true }, zone('shop', 0, square)]
    const levels = [{ ordinal: 1, name: 'Departures' }, { ordinal: 0, name: 'Arrivals' }]
    const names = namesOf({ zones, anchors: new Map([['hall', [5, 5]]]), floors, levels, pageOf })
    expect(names.map(({ key, urgent, under }) => [key, urgent, under.length > 0])).toEqual([['zone exit', true, true], ['level 1', false, false], ['level 0', false, true], ['zone hall', false, false], ['zone shop', false, true]])
    expect(names[3]).toMatchObject({ x: 5, y: -65, area: [[0, -60], [10, -60], [10, -70], [0, -70]] })
    expect(namesOf({ zones, anchors: new Map(), floors, levels: levels.slice(0, 1), pageOf }).map(({ key }) => key)).toEqual(['zone exit', 'zone hall', 'zone shop'])
    const screen = { role: 'screen', alerting: false, cell: 24 } as const
    const [above, below] = [pageOf([100, 40], 1), pageOf([100, 100], 0)]
    expect(boxesOf([{ ...screen, ordinal: 1, at: above }, { ...screen, ordinal: 0, at: below }, { ...screen, ordinal: 0, at: [100, 40] }], floors).map(({ x, y }) => [x, y])).toEqual([above, [100, 40]])
  })
  it('a mark fills no more than its cell, and less where nobody looks for it', () => {
    for (const role of roles) for (const alerting of [false, true]) for (const share of Object.values(extentOf(role, alerting))) expect([share > 0.3, share < 1]).toEqual([true, true])
    expect(extentOf('screen', false).width).toBeGreaterThan(extentOf('screen', false).height)
  })
})
