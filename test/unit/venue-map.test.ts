import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSite } from '../../site/read.ts'
import { readVenueMap } from '../../site/venue.ts'
import { makeSite } from '../support/made-site.ts'

const folder = new URL('../../site/', import.meta.url).pathname
const { site } = readSite(folder)
const square = (x: number, y: number, size: number) => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]

describe('the venue for a map', () => {
  it('has the demo airport\'s floors, rooms and doors in the site\'s metres', () => {
    const map = readVenueMap(folder, site)
    expect(map.levels.map(({ ordinal, shortName }) => `${ordinal} ${shortName['zh-CN']}`)).toEqual(['0 一层', '1 二层'])
    expect(map.levels[0]?.rings).toEqual([[[0, 0], [240, 0], [240, 124], [0, 124]]])
    expect(map.units).toHaveLength(133)
    expect(map.openings.length).toBeGreaterThan(200)
    expect(new Set(map.units.map(({ kind }) => kind))).toEqual(new Set(['public', 'passage', 'service', 'closed', 'room']))
  })
  it('counts metres from the site\'s own origin, where a degree of longitude is shorter', () => {
    const place = mkdtempSync(join(tmpdir(), 'anxing-venue-'))
    mkdirSync(join(place, 'venue'))
    const write = (type: string, features: unknown[]) => writeFileSync(join(place, 'venue', `${type}.geojson`), JSON.stringify({ type: 'FeatureCollection', features }))
    write('level', [{ id: 'l', geometry: { type: 'Polygon', coordinates: [square(121, 31, 0.001)] }, properties: { ordinal: -1, name: null, short_name: null } }])
    for (const type of ['unit', 'fixture', 'opening']) write(type, [])
    const map = readVenueMap(place, { ...site, origin: [121, 31] })
    expect(map.levels[0]).toMatchObject({ ordinal: -1, name: { 'zh-CN': '地下 1 层' }, rings: [[[0, 0], [95.42, 0], [95.42, 111.32], [0, 111.32]]] })
    write('unit', [{ geometry: { type: 'Point', coordinates: [0, 0] }, properties: { category: 'room', level_id: 'l' } }])
    expect(() => readVenueMap(place, site)).toThrow(/unit\.geojson/)
    rmSync(place, { recursive: true })
  })
  it('gives a site without a venue floors as large as its zones', () => {
    expect(readVenueMap('/nowhere', makeSite({ zones: 2, devices: 2 }).site)).toMatchObject({ levels: [{ ordinal: 0, rings: [[[-2, -2], [12, -2], [12, 12], [-2, 12]]] }], units: [] })
  })
})
