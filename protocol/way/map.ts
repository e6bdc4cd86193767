/** The building for finding the way, from the site's IMDF venue. Metres from the site's origin, x east, y north. */
import * as z from 'zod/mini'
import { unitKinds, VenueMap } from '../api-map.ts'
import { Count, Id, Text } from '../basics.ts'

const Point = z.tuple([z.number(), z.number()])
const Rings = z.array(z.array(Point).check(z.minLength(3))).check(z.minLength(1))
const ordinal = z.number().check(z.int())

/** What a room does to somebody who walks through it. */
export const unitUses = ['room', 'lift', 'escalator', 'stairs', 'security', 'border'] as const
/** What a place is to a passenger; a landmark is named on the way and is no destination. */
export const placeKinds = ['desk', 'police', 'id_desk', 'information', 'gate', 'counter', 'belt', 'toilet', 'nursing', 'lift', 'taxi', 'landmark'] as const
export type PlaceKind = (typeof placeKinds)[number]
/** How levels are joined. */
export const rides = ['lift', 'escalator', 'stairs'] as const
export type Ride = (typeof rides)[number]

export const WayMap = z.object({
  levels: VenueMap.shape.levels,
  /** `closed`: for staff alone. `name`: what a step calls it. */
  units: z.array(z.object({ ordinal, kind: z.enum(unitKinds), use: z.enum(unitUses), closed: z.boolean(), name: z.nullable(Text), rings: Rings })),
  fixtures: VenueMap.shape.fixtures,
  /** `units`: the rooms on its two sides, null = outside. `pass`: `in` and `out` go from the first to the second alone: in through security, out of the secure area. */
  openings: z.array(z.object({ ordinal, line: z.tuple([Point, Point]), units: z.tuple([z.nullable(Count), z.nullable(Count)]), closed: z.boolean(), pass: z.enum(['both', 'in', 'out']) })),
  joins: z.array(z.object({ by: z.enum(rides), units: z.tuple([Count, Count]) })),
  places: z.array(z.object({ id: z.string(), kind: z.enum(placeKinds), name: Text, ordinal, at: Point, unit: Count })),
  /** Where screens stand that passengers touch. `facing`: where the screen looks, degrees clockwise from north; null = nobody has said. */
  stands: z.array(z.object({ device: Id, ordinal, at: Point, facing: z.nullable(z.number()) })),
}).check(z.refine((map) => map.openings.every(({ units }) => units.every((unit) => unit === null || unit < map.units.length)) && [...map.joins.flatMap(({ units }) => units), ...map.places.map(({ unit }) => unit)].every((unit) => unit < map.units.length),
  { error: 'names a unit that is not there' }))
export type WayMap = z.infer<typeof WayMap>
export type Place = WayMap['places'][number]

/** A point on a level. */
export type Spot = { ordinal: number; at: readonly [number, number] }
