import { describe, expect, it } from 'vitest'
import { cellOf, COLUMNS, ROWS } from '../../faces/map/atlas.ts'
import { MOVE_MS, setOut, step, type Ways } from '../../faces/map/motion.ts'
import { apart, clearOf, nearest, nextSpot, zoneAt } from '../../faces/map/pick.ts'
import { anticlockwise, buildModel, elevations, gapFor, shades, triangles, withoutOpenings } from '../../faces/map/shapes.ts'
import { deviceStates, type MapZone, type Point, type Ring } from '../../faces/map/types.ts'
import { between, closer, fit, fitBest, HOME, orbit, pan, toFloor, toPage, type Place, type View } from '../../faces/map/view.ts'
import { buildZones, inset, stretchOf } from '../../faces/map/zones.ts'
import { area } from '../../faces/plan.ts'
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
  it('names stand apart, the first having the first choice, and step aside for marks', () => {
    const box = (key: string, x: number) => ({ key, x, y: 0, width: 50, height: 20 })
    expect([...apart([box('a', 0), box('b', 30), box('c', 60)])]).toEqual(['a', 'c'])
    expect(clearOf([], [10, 10])).toBe(10)
    expect(clearOf([{ id: 'm', x: 10, y: 12 }], [10, 10])).toBe(-24)
  })
})
