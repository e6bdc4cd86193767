import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { Text } from '../protocol/basics.ts'
import type { Site } from '../protocol/venue.ts'
import type { PlaceKind, WayMap } from '../protocol/way/map.ts'
import { inRings, middleOf } from '../protocol/way/plane.ts'
import { Amenities, Anchors, Areas, Levels, Lines, Occupants, Relationships, parse, polygonsOf, projection, readFeatures, type Point } from './imdf.ts'
import { kindOfFixture, kindOfUnit, readVenueMap } from './venue.ts'

/** What IMDF has no category for is named in `venue-links.json`. */
const Links = z.object({ places: z.optional(z.record(z.string(), z.array(z.string()))) })
const ours: readonly PlaceKind[] = ['desk', 'id_desk']

/** A narrower single door is where a way into a room ends: to a lift, a toilet, an office. Metres. */
const DOOR = 3

const kindsOf: readonly [RegExp, PlaceKind][] = [
  [/^police/, 'police'], [/^information/, 'information'], [/^boardinggate/, 'gate'], [/^checkin\.desk/, 'counter'], [/^baggagecarousel/, 'belt'],
  [/^restroom/, 'toilet'], [/^mothersroom/, 'nursing'], [/^(taxi|rideshare)/, 'taxi'], [/^meetingpoint/, 'landmark'],
]
const joinsBy = { elevator: 'lift', escalator: 'escalator', stairs: 'stairs' } as const

function useOf(category: string, marks: readonly string[]): WayMap['units'][number]['use'] {
  if (marks.some((mark) => mark.startsWith('security'))) return 'security'
  if (marks.some((mark) => mark === 'immigration' || mark === 'customs')) return 'border'
  if (category === 'elevator') return 'lift'
  if (category === 'escalator') return 'escalator'
  return category.startsWith('stairs') || category === 'steps' ? 'stairs' : 'room'
}

/** A gate is called by its number alone on its sign; in a sentence it is a gate. */
const calledGate = (name: Text): Text => ({ ...name, 'zh-CN': `${name['zh-CN']} 登机口`, en: `Gate ${name.en}` })

/**
 * The site's venue for finding the way: rooms and the doors between them, what joins the levels, places and where touch
 * screens stand. Null where the site has no IMDF archive.
 * @throws AnxingError `site/schema` or `site/not-json` naming the file that does not fit.
 */
export function readWayMap(folder: string, site: Site): WayMap | null {
  if (!existsSync(join(folder, 'venue', 'level.geojson'))) return null
  const at = projection(site.origin ?? [0, 0])
  const links = existsSync(join(folder, 'venue-links.json')) ? parse(Links, join(folder, 'venue-links.json')) : {}
  const levels = new Map(readFeatures(folder, 'level', Levels).features.map(({ id, properties }) => [id, properties.ordinal]))
  const amenities = readFeatures(folder, 'amenity', Amenities).features
  const joined = readFeatures(folder, 'relationship', Relationships).features.map(({ properties }) => properties)

  const rooms = readFeatures(folder, 'unit', Areas).features.flatMap(({ id = '', geometry, properties: { category, restriction = null, level_id, name = null } }) => {
    const ordinal = levels.get(level_id)
    if (ordinal === undefined) return []
    const checks = amenities.filter(({ properties }) => properties.unit_ids.includes(id) && /^(security|immigration|customs)/.test(properties.category))
    const closed = restriction !== null || category === 'nonpublic'
    const use = useOf(category, checks.map(({ properties }) => properties.category))
    const called = checks.length === 1 ? (checks[0]?.properties.name ?? name) : name
    const kind = closed ? 'closed' : category === 'office' ? 'room' : kindOfUnit(category, restriction)
    return polygonsOf(geometry, at).map((rings) => ({ id, category, unit: { ordinal, kind, use, closed, name: closed ? null : called, rings } }))
  })
  const units: WayMap['units'] = rooms.map(({ unit }) => unit)
  const indexOf = new Map(rooms.map(({ id }, i) => [id, i]))
  const unitAt = (ordinal: number, point: Point): number | null => {
    const found = units.findIndex((unit) => unit.ordinal === ordinal && inRings(point, unit.rings))
    return found < 0 ? null : found
  }

  const openings = readFeatures(folder, 'opening', Lines).features.flatMap(({ id, geometry: { coordinates }, properties: { level_id, category = '', access_control } }) => {
    const ordinal = levels.get(level_id)
    if (ordinal === undefined) return []
    const oneWay = joined.find(({ category: kind, direction, intermediary }) => kind === 'traversal' && direction === 'directed' && intermediary?.some((end) => end.id === id))
    const points = coordinates.map(at)
    return points.slice(1).map((end, i): WayMap['openings'][number] => {
      const line: [Point, Point] = [points[i] ?? end, end]
      const [one, other] = sides(line).map((point) => unitAt(ordinal, point))
      const from = oneWay ? indexOf.get(oneWay.origin?.id ?? '') : undefined
      const pair: [number | null, number | null] = from !== undefined && from === other ? [other, one ?? null] : [one ?? null, other ?? null]
      const checked = pair.some((unit) => unit !== null && units[unit]?.use === 'security')
      const closed = /^(service|emergencyexit)/.test(category) || (access_control?.includes('badgereader') ?? false) || pair.some((unit) => unit !== null && units[unit]?.closed === true)
      return { ordinal, line, units: pair, closed, pass: from === undefined ? 'both' : checked ? 'in' : 'out' }
    })
  })

  /** A room's only door, where it is narrow: that is where a way to the room ends. */
  const doorOf = (unit: number): Point | null => {
    const doors = openings.filter((opening) => !opening.closed && opening.units.includes(unit))
    const [line] = doors.map((door) => door.line)
    return doors.length === 1 && line && Math.hypot(line[1][0] - line[0][0], line[1][1] - line[0][1]) <= DOOR ? middleOf(line) : null
  }
  const place = (id: string, kind: PlaceKind, name: Text, ordinal: number, point: Point): WayMap['places'] => {
    const unit = unitAt(ordinal, point)
    return unit === null || units[unit]?.closed ? [] : [{ id, kind, name, ordinal, at: doorOf(unit) ?? point, unit }]
  }
  const named = new Map(amenities.map((amenity) => [amenity.id, ours.find((kind) => links.places?.[kind]?.includes(amenity.id))]))
  const anchors = new Map(readFeatures(folder, 'anchor', Anchors).features.map((anchor) => [anchor.id, anchor]))
  const levelOf = (unit: string | undefined) => units[indexOf.get(unit ?? '') ?? -1]?.ordinal
  const places = [
    ...amenities.flatMap(({ id, geometry, properties: { category, name, unit_ids: [unit] } }) => {
      const kind = named.get(id) ?? kindsOf.find(([words]) => words.test(category))?.[1]
      const ordinal = levelOf(unit)
      return kind && name && ordinal !== undefined ? place(id, kind, kind === 'gate' ? calledGate(name) : name, ordinal, at(geometry.coordinates)) : []
    }),
    ...readFeatures(folder, 'occupant', Occupants).features.flatMap(({ id, properties: { name, anchor_id } }) => {
      const anchor = anchors.get(anchor_id ?? '')
      const ordinal = levelOf(anchor?.properties.unit_id)
      return anchor && name && ordinal !== undefined ? place(id, 'landmark', name, ordinal, at(anchor.geometry.coordinates)) : []
    }),
    ...rooms.flatMap(({ id, category, unit }) => {
      const kind = category === 'elevator' ? 'lift' : category === 'mothersroom' ? 'nursing' : null
      return kind && unit.name ? place(id, kind, unit.name, unit.ordinal, centre(unit.rings[0] ?? [])) : []
    }),
  ]
  const ordinals = new Map(site.zones.map((zone) => [zone.id, zone.ordinal]))

  return {
    levels: readVenueMap(folder, site).levels,
    units,
    fixtures: readFeatures(folder, 'fixture', Areas).features.flatMap(({ geometry, properties: { category, level_id } }) => {
      const ordinal = levels.get(level_id)
      return ordinal === undefined ? [] : polygonsOf(geometry, at).map((rings) => ({ ordinal, kind: kindOfFixture(category), rings }))
    }),
    openings,
    joins: joined.flatMap(({ category, origin, destination }) => {
      const by = category in joinsBy ? joinsBy[category as keyof typeof joinsBy] : null
      const [one, other] = [indexOf.get(origin?.id ?? ''), indexOf.get(destination?.id ?? '')]
      return by && one !== undefined && other !== undefined ? [{ by, units: [one, other] as [number, number] }] : []
    }),
    places,
    stands: site.devices.filter(({ role }) => role === 'kiosk' || role === 'robot').flatMap(({ id, zone, position, facing = null }) => {
      const ordinal = ordinals.get(zone ?? '')
      return ordinal === undefined ? [] : [{ device: id, ordinal, at: position, facing }]
    }),
  }
}

/** A point on either side of a door, a step away. */
function sides(line: [Point, Point]): Point[] {
  const [[x1, y1], [x2, y2]] = line
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const [nx, ny] = [((y2 - y1) / length) * 0.25, (-(x2 - x1) / length) * 0.25]
  const [mx, my] = middleOf(line)
  return [[mx - nx, my - ny], [mx + nx, my + ny]]
}

const centre = (ring: readonly Point[]): Point => {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2]
}
