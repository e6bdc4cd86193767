/** What is read of an IMDF archive (OGC 20-094), and how its degrees become the site's metres. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { Text } from '../protocol/basics.ts'
import { AnxingError } from '../protocol/errors.ts'

export type Point = [number, number]

const Position = z.array(z.number()).check(z.minLength(2))
const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(Position)) })
const MultiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(Position))) })
const LineString = z.object({ type: z.literal('LineString'), coordinates: z.array(Position).check(z.minLength(2)) })
const Spot = z.object({ type: z.literal('Point'), coordinates: Position })
const area = z.discriminatedUnion('type', [Polygon, MultiPolygon])
const collection = <T>(feature: z.ZodMiniType<T>) => z.object({ features: z.array(feature) })
const id = z.string()
const name = z.optional(z.nullable(Text))
const End = z.nullable(z.object({ id, feature_type: z.string() }))

export const Levels = collection(z.object({ id, geometry: area, properties: z.object({ ordinal: z.number().check(z.int()), name: z.nullable(Text), short_name: z.nullable(Text) }) }))
export const Areas = collection(z.object({ id: z.optional(id), geometry: area, properties: z.object({ category: z.string(), restriction: z.optional(z.nullable(z.string())), level_id: z.string(), name }) }))
export const Lines = collection(z.object({
  id: z.optional(id), geometry: LineString, properties: z.object({ level_id: z.string(), category: z.optional(z.string()), access_control: z.optional(z.nullable(z.array(z.string()))) }),
}))
export const Amenities = collection(z.object({ id, geometry: Spot, properties: z.object({ category: z.string(), name, unit_ids: z.array(id) }) }))
export const Occupants = collection(z.object({ id, properties: z.object({ name, anchor_id: z.nullable(id) }) }))
export const Anchors = collection(z.object({ id, geometry: Spot, properties: z.object({ unit_id: id }) }))
export const Relationships = collection(z.object({ properties: z.object({ category: z.string(), direction: z.string(), origin: End, intermediary: z.nullable(z.array(z.object({ id, feature_type: z.string() }))), destination: End }) }))

/** Metres in one degree of latitude on WGS 84's sphere of the equator's radius: the projection that `make/geometry.ts` writes. */
const DEGREE = (6_378_137 * Math.PI) / 180

/** Where a longitude and latitude lie in the site's metres, to the centimetre. */
export function projection([lon0, lat0]: Point): (position: number[]) => Point {
  const east = DEGREE * Math.cos((lat0 * Math.PI) / 180)
  const cm = (metres: number) => Math.round(metres * 100) / 100
  return ([lon = 0, lat = 0]) => [cm((lon - lon0) * east), cm((lat - lat0) * DEGREE)]
}

/** One file of `folder/venue`. @throws AnxingError `site/schema` or `site/not-json` naming the file that does not fit. */
export const readFeatures = <T>(folder: string, type: string, schema: z.ZodMiniType<T>): T => parse(schema, join(folder, 'venue', `${type}.geojson`))

/** @throws AnxingError `site/schema` or `site/not-json` naming the file. */
export function parse<T>(schema: z.ZodMiniType<T>, path: string): T {
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

/** An area's polygons in metres: for each its outline, then its holes; corners once each. */
export const polygonsOf = (geometry: z.infer<typeof area>, at: (position: number[]) => Point): Point[][][] =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((rings) => rings.map((ring) => ring.slice(0, -1).map(at)))
