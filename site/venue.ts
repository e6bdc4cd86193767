import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { VenueMap } from '../protocol/api-map.ts'
import type { Text } from '../protocol/basics.ts'
import type { Site } from '../protocol/venue.ts'
import { Areas, Levels, Lines, polygonsOf, projection, readFeatures, type Point } from './imdf.ts'

export function kindOfUnit(category: string, restriction: string | null | undefined): VenueMap['units'][number]['kind'] {
  if (restriction === 'employeesonly' || category === 'nonpublic' || category === 'office') return 'closed'
  if (/^(stairs|elevator|escalator|movingwalkway|ramp|steps)/.test(category)) return 'passage'
  if (/^(walkway|lobby|waitingroom|concourse|unenclosedarea|terminal)/.test(category)) return 'public'
  if (/^(restroom|mothersroom|foodservice|privatelounge|storage)/.test(category)) return 'service'
  return 'room'
}
export function kindOfFixture(category: string): VenueMap['fixtures'][number]['kind'] {
  if (category === 'baggagecarousel') return 'carousel'
  if (category === 'obstruction' || category === 'wall') return 'obstruction'
  if (category.includes('desk') || category.includes('counter')) return 'desk'
  return category === 'furniture' || category === 'vegetation' ? 'furniture' : 'machine'
}

/**
 * The site's IMDF archive (OGC 20-094) in `folder/venue`, as much of it as a map draws. A site without one has floors
 * that are as large as its zones, and nothing on them.
 * @throws AnxingError `site/schema` or `site/not-json` naming the file that does not fit; see `withoutVenue`.
 */
export function readVenueMap(folder: string, site: Site): VenueMap {
  if (!existsSync(join(folder, 'venue', 'level.geojson'))) return withoutVenue(site)
  const at = projection(site.origin ?? [0, 0])
  const polygons = (geometry: Parameters<typeof polygonsOf>[0]) => polygonsOf(geometry, at)
  const levels = readFeatures(folder, 'level', Levels).features
  const ordinals = new Map(levels.map(({ id, properties }) => [id, properties.ordinal]))
  /** What lies on a level that is not there is left out. */
  const on = (level: string) => { const ordinal = ordinals.get(level); return ordinal === undefined ? [] : [ordinal] }

  return {
    levels: levels.flatMap(({ geometry, properties: { ordinal, name, short_name: short } }) => {
      const words = name ?? floorName(ordinal)
      return polygons(geometry).map((rings) => ({ ordinal, name: words, shortName: short ?? words, rings }))
    }),
    units: readFeatures(folder, 'unit', Areas).features.flatMap(({ geometry, properties: { category, restriction, level_id } }) =>
      on(level_id).flatMap((ordinal) => polygons(geometry).map((rings) => ({ ordinal, kind: kindOfUnit(category, restriction), rings })))),
    fixtures: readFeatures(folder, 'fixture', Areas).features.filter(({ properties }) => properties.category !== 'equipment').flatMap(({ geometry, properties: { category, level_id } }) =>
      on(level_id).flatMap((ordinal) => polygons(geometry).map((rings) => ({ ordinal, kind: kindOfFixture(category), rings })))),
    openings: readFeatures(folder, 'opening', Lines).features.flatMap(({ geometry: { coordinates }, properties: { level_id } }) => {
      const points = coordinates.map(at)
      return on(level_id).flatMap((ordinal) => points.slice(1).map((end, i): VenueMap['openings'][number] => ({ ordinal, line: [points[i] ?? end, end] })))
    }),
  }
}

const floorName = (ordinal: number): Text => (ordinal === 0 ? { 'zh-CN': '一层', en: 'Ground floor' } : { 'zh-CN': ordinal > 0 ? `${ordinal + 1} 层` : `地下 ${-ordinal} 层`, en: `Level ${ordinal}` })

/** Floors as large as their zones, for a site whose venue is not there or does not fit. */
export function withoutVenue({ zones }: Site): VenueMap {
  const ordinals = [...new Set(zones.filter(({ kind, outline }) => kind !== null && outline.length > 2).map(({ ordinal }) => ordinal))]
  const levels = ordinals.map((ordinal) => {
    const points = zones.filter((zone) => zone.kind !== null && zone.ordinal === ordinal).flatMap(({ outline }) => outline)
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const [x0, x1, y0, y1] = [Math.min(...xs) - 2, Math.max(...xs) + 2, Math.min(...ys) - 2, Math.max(...ys) + 2]
    const ring: Point[] = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    return { ordinal, name: floorName(ordinal), shortName: floorName(ordinal), rings: [ring] }
  })
  return { levels, units: [], fixtures: [], openings: [] }
}
