import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { VenueMap } from '../protocol/api-map.ts'
import { Text } from '../protocol/basics.ts'
import { AnxingError } from '../protocol/errors.ts'
import type { Site } from '../protocol/venue.ts'

type Point = [number, number]

const Position = z.array(z.number()).check(z.minLength(2))
const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) })
const MultiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) })
const LineString = z.object({ type: z.literal('LineString'), coordinates: z.array(Position).check(z.minLength(2)) })
const area = z.discriminatedUnion('type', [Polygon, MultiPolygon])
const collection = <T>(feature: z.ZodMiniType<T>) => z.object({ features: z.array(feature) })

const Levels = collection(z.object({ id: z.string(), geometry: area, properties: z.object({ ordinal: z.number().check(z.int()), name: z.nullable(Text), short_name: z.nullable(Text) }) }))
const Areas = collection(z.object({ geometry: area, properties: z.object({ category: z.string(), restriction: z.optional(z.nullable(z.string())), level_id: z.string() }) }))
const Lines = collection(z.object({ geometry: LineString, properties: z.object({ level_id: z.string() }) }))

/** Metres in one degree of latitude on WGS 84's sphere of the equator's radius: the projection that `make/geometry.ts` writes. */
const DEGREE = (6_378_137 * Math.PI) / 180

/** Where a longitude and latitude lie in the site's metres, to the centimetre. */
function projection([lon0, lat0]: Point): (position: number[]) => Point {
  const east = DEGREE * Math.cos((lat0 * Math.PI) / 180)
  const cm = (metres: number) => Math.round(metres * 100) / 100
  return ([lon = 0, lat = 0]) => [cm((lon - lon0) * east), cm((lat - lat0) * DEGREE)]
}

function kindOfUnit(category: string, restriction: string | null | undefined): VenueMap['units'][number]['kind'] {
  if (restriction === 'employeesonly' || category === 'nonpublic' || category === 'office') return 'closed'
  if (/^(stairs|elevator|escalator|movingwalkway|ramp|steps)/.test(category)) return 'passage'
  if (/^(walkway|lobby|waitingroom|concourse|unenclosedarea|terminal)/.test(category)) return 'public'
  if (/^(restroom|mothersroom|foodservice|privatelounge|storage)/.test(category)) return 'service'
  return 'room'
}
function kindOfFixture(category: string): VenueMap['fixtures'][number]['kind'] {
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
  const read = <T>(type: string, schema: z.ZodMiniType<T>): T => parse(schema, join(folder, 'venue', `${type}.geojson`))
  const at = projection(site.origin ?? [0, 0])
  const polygons = (geometry: z.infer<typeof area>): Point[][][] =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) => rings.map((ring) => ring.slice(0, -1).map(at)))
  const levels = read('level', Levels).features
  const ordinals = new Map(levels.map(({ id, properties }) => [id, properties.ordinal]))
  /** What lies on a level that is not there is left out. */
  const on = (level: string) => { const ordinal = ordinals.get(level); return ordinal === undefined ? [] : [ordinal] }

  return {
    levels: levels.flatMap(({ geometry, properties: { ordinal, name, short_name: short } }) => {
      const words = name ?? floorName(ordinal)
      return polygons(geometry).map((rings) => ({ ordinal, name: words, shortName: short ?? words, rings }))
    }),
    units: read('unit', Areas).features.flatMap(({ geometry, properties: { category, restriction, level_id } }) =>
      on(level_id).flatMap((ordinal) => polygons(geometry).map((rings) => ({ ordinal, kind: kindOfUnit(category, restriction), rings })))),
    fixtures: read('fixture', Areas).features.filter(({ properties }) => properties.category !== 'equipment').flatMap(({ geometry, properties: { category, level_id } }) =>
      on(level_id).flatMap((ordinal) => polygons(geometry).map((rings) => ({ ordinal, kind: kindOfFixture(category), rings })))),
    openings: read('opening', Lines).features.flatMap(({ geometry: { coordinates }, properties: { level_id } }) => {
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

function parse<T>(schema: z.ZodMiniType<T>, path: string): T {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new AnxingError('site/not-json', `${path} is not readable JSON: ${(cause as Error).message}`)
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AnxingError('site/schema', `${path}: ${issue?.message ?? 'does not fit'}`, (issue?.path ?? []).join('.'))
}
