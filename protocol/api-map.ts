/** The building as the console's map draws it, from the site's IMDF venue. Metres from the site's origin, x east, y north. */
import * as z from 'zod/mini'
import { Text } from './basics.ts'

const Point = z.tuple([z.number(), z.number()])
/** The outline first, then its holes; corners once each. */
const Rings = z.array(z.array(Point).check(z.minLength(3))).check(z.minLength(1))
const ordinal = z.number().check(z.int())

/** What a room is to somebody who looks at a plan. */
export const unitKinds = ['room', 'public', 'passage', 'service', 'closed'] as const
export const fixtureKinds = ['desk', 'furniture', 'machine', 'carousel', 'obstruction'] as const

export const VenueMap = z.object({
  levels: z.array(z.object({ ordinal, name: Text, shortName: Text, rings: Rings })),
  units: z.array(z.object({ ordinal, kind: z.enum(unitKinds), rings: Rings })),
  fixtures: z.array(z.object({ ordinal, kind: z.enum(fixtureKinds), rings: Rings })),
  /** Doors and passages: the stretches of wall that are open. */
  openings: z.array(z.object({ ordinal, line: z.tuple([Point, Point]) })),
})
export type VenueMap = z.infer<typeof VenueMap>
