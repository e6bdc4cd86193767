import { edges, inside, labelPoint, lonLat, reach, turned, uuid, type Point, type Ring } from './geometry.ts'
import type { Door, DoorKind, Fixture, Floor, Label, Link, Room } from './plan.ts'

/** One IMDF 1.0.0 feature (OGC 20-094): a GeoJSON feature with `feature_type` beside `type`. */
export type Feature = { id: string; type: 'Feature'; feature_type: string; geometry: object | null; properties: Record<string, unknown> }

export const labels = ([zh, en]: Label): Record<string, string> => ({ 'zh-CN': zh, en })
const named = (label: Label | undefined) => ({ name: label ? labels(label) : null, alt_name: null })
export const point = (at: Point) => ({ type: 'Point', coordinates: lonLat(at) })

/** The first ring is the outline, the others holes. */
export function polygon(rings: readonly Ring[]) {
  const closed = rings.map((ring, i) => {
    const corners = turned(ring, i === 0 ? 'anticlockwise' : 'clockwise').map(lonLat)
    return [...corners, ...corners.slice(0, 1)]
  })
  return { type: 'Polygon', coordinates: closed }
}

export function feature(type: string, key: string, geometry: object | null, properties: Record<string, unknown>): Feature {
  return { id: uuid(`${type}/${key}`), type: 'Feature', feature_type: type, geometry, properties }
}

export const amenityId = (key: string): string => uuid(`amenity/${key}`)
const unitId = (room: string): string => uuid(`unit/${room}`)
export const levelId = (floor: Pick<Floor, 'key'>): string => uuid(`level/${floor.key}`)

/** The room a point lies in. @throws RangeError where there is none: a plan that would draw something in a void. */
function roomAt(floor: Floor, at: Point, what: string): Room {
  const room = floor.rooms.find((r) => inside(at, [r.ring, ...(r.holes ?? [])]))
  if (!room) throw new RangeError(`${what} lies in no room of ${floor.key}`)
  return room
}

const anchor = (floor: Floor, key: string, at: Point): Feature =>
  feature('anchor', key, point(at), { address_id: null, unit_id: unitId(roomAt(floor, at, key).key) })

const closing: Record<DoorKind, { category: string; door: object; control: string[] | null }> = {
  entrance: { category: 'pedestrian.principal', door: { type: 'sliding', automatic: true, material: 'glass' }, control: null },
  open: { category: 'pedestrian', door: { type: 'open', automatic: false, material: null }, control: null },
  door: { category: 'pedestrian', door: { type: 'swinging', automatic: false, material: 'wood' }, control: null },
  lift: { category: 'pedestrian', door: { type: 'sliding', automatic: true, material: 'metal' }, control: null },
  checkpoint: { category: 'pedestrian', door: { type: 'open', automatic: false, material: null }, control: ['guard'] },
  boarding: { category: 'pedestrian', door: { type: 'sliding', automatic: true, material: 'glass' }, control: ['guard'] },
  service: { category: 'service', door: { type: 'swinging', automatic: false, material: 'metal' }, control: ['badgereader'] },
  emergency: { category: 'emergencyexit', door: { type: 'swinging', automatic: false, material: 'metal' }, control: null },
}

function opening(floor: Floor, { key, kind, line, label }: Door): Feature {
  const { category, door, control } = closing[kind]
  return feature('opening', key, { type: 'LineString', coordinates: line.map(lonLat) }, {
    category, accessibility: kind === 'service' || kind === 'emergency' ? null : ['wheelchair'], access_control: control, door,
    ...named(label), display_point: null, level_id: levelId(floor),
  })
}

function unit(floor: Floor, { key, category, ring, holes = [], label, staff }: Room): Feature {
  const rings = [ring, ...holes]
  return feature('unit', key, polygon(rings), {
    category, restriction: staff ? 'employeesonly' : null,
    accessibility: category === 'elevator' || category.endsWith('.wheelchair') ? ['wheelchair'] : null,
    ...named(label), level_id: levelId(floor), display_point: point(labelPoint(rings)),
  })
}

function fixture(floor: Floor, { key, category, ring, label, at }: Fixture): Feature {
  const wanted = at ?? (label && labelPoint([ring]))
  return feature('fixture', key, polygon([ring]), {
    category, ...named(label), anchor_id: null, level_id: levelId(floor), display_point: wanted ? point(wanted) : null,
  })
}

const end = (type: string, id: string) => ({ id, feature_type: type })

/** A door that is passed one way alone: a directed traversal from room to room by that opening. */
const traversal = ({ key, oneWay: [from, to] = ['', ''] }: Door): Feature =>
  feature('relationship', `traversal/${key}`, null, {
    category: 'traversal', direction: 'directed', origin: end('unit', unitId(from)), intermediary: [end('opening', uuid(`opening/${key}`))], destination: end('unit', unitId(to)), hours: null,
  })

/** Everything on one floor but its sections and our devices. */
export function floorFeatures(floor: Floor, buildingId: string): Feature[] {
  const { amenities, fixtures, occupants } = floor
  return [
    feature('level', floor.key, polygon([floor.outline]), {
      category: floor.category, restriction: null, outdoor: false, ordinal: floor.ordinal, name: labels(floor.label),
      short_name: labels(floor.short), display_point: point(labelPoint([floor.outline])), address_id: null, building_ids: [buildingId],
    }),
    ...floor.rooms.map((r) => unit(floor, r)),
    ...floor.doors.map((d) => opening(floor, d)),
    ...floor.doors.filter((d) => d.oneWay).map(traversal),
    ...fixtures.map((f) => fixture(floor, f)),
    ...amenities.map(({ key, category, at, label, hours, accessible }) => feature('amenity', key, point(at), {
      category, accessibility: accessible ? ['wheelchair'] : null, ...named(label), hours: hours ?? null, phone: null, website: null,
      unit_ids: [unitId(roomAt(floor, at, key).key)], address_id: null, correlation_id: null,
    })),
    ...occupants.flatMap(({ key, category, at, label, hours }) => [
      anchor(floor, key, at),
      feature('occupant', key, null, {
        category, name: labels(label), anchor_id: uuid(`anchor/${key}`), hours: hours ?? null, phone: null, website: null,
        validity: null, correlation_id: null,
      }),
    ]),
  ]
}

export function relationship({ key, category, from, to }: Link): Feature {
  return feature('relationship', key, null, {
    category, direction: 'undirected', origin: end('unit', unitId(from)), intermediary: null, destination: end('unit', unitId(to)), hours: null,
  })
}

/** A screen or touch kiosk as an oblong that lies along the nearest wall. */
function standing(floor: Floor, at: Point, width: number, depth: number): Ring {
  const walls = floor.rooms.flatMap((r) => [r.ring, ...(r.holes ?? [])]).flatMap(edges)
  const nearest = walls.reduce((a, b) => (reach(at, b) < reach(at, a) ? b : a))
  const [w, d] = nearest[0][0] === nearest[1][0] ? [depth, width] : [width, depth]
  const [x, y] = at
  return [[x - w / 2, y - d / 2], [x + w / 2, y - d / 2], [x + w / 2, y + d / 2], [x - w / 2, y + d / 2]]
}

/** A touch kiosk of ours, with the anchor that ties it to its room. */
export function kiosk(floor: Floor, id: string, at: Point, label: Label): Feature[] {
  return [
    anchor(floor, `device/${id}`, at),
    feature('kiosk', `device/${id}`, polygon([standing(floor, at, 0.8, 0.5)]), {
      ...named(label), anchor_id: uuid(`anchor/device/${id}`), level_id: levelId(floor), display_point: point(at),
    }),
  ]
}

/** A wall screen of ours. */
export function screen(floor: Floor, id: string, at: Point, width: number, label: Label): Feature[] {
  roomAt(floor, at, id)
  return [fixture(floor, { key: `device/${id}`, category: 'equipment', ring: standing(floor, at, width, 0.3), label, at })]
}
