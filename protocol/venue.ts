import * as z from 'zod/mini'
import { Id, Language, QuietHours, Text, VolumeHours } from './basics.ts'
import { roles, zoneKinds } from './words.ts'

/** A node of the zone tree. Leaves have a kind and carry devices; inner zones only gather them. */
export const Zone = z.object({
  id: Id,
  parent: z.nullable(Id),
  /** Null for an inner zone (the terminal, landside, airside). */
  kind: z.nullable(z.enum(zoneKinds)),
  name: Text,
  /** IMDF level ordinal: 0 is the ground floor. */
  ordinal: z.number().check(z.int()),
  /** Outline in metres from the site's origin, x east and y north, for the console's plan. */
  outline: z.array(z.tuple([z.number(), z.number()])),
  /** The dialect spoken around here, for it and the zones in it: recordings in it are played in place of Mandarin. */
  dialect: z.optional(Language),
})
export type Zone = z.infer<typeof Zone>

/** A screen as the site's plan has it. */
export const DeviceRecord = z.object({
  id: Id,
  role: z.enum(roles),
  zone: z.nullable(Id),
  name: Text,
  place: Text,
  deskWay: z.nullable(Text),
  /** Metres from the site's origin. */
  position: z.tuple([z.number(), z.number()]),
  /** Where the screen looks, degrees clockwise from north; left out where nobody has said, or it turns. */
  facing: z.optional(z.number().check(z.minimum(0), z.maximum(359))),
  panel: z.object({ widthPx: z.number(), heightPx: z.number(), pitchMm: z.number(), viewingMetres: z.number() }),
  languages: z.array(Language),
  volume: z.number(),
})
export type DeviceRecord = z.infer<typeof DeviceRecord>

export const Site = z.object({
  id: Id,
  name: Text,
  timeZone: z.string(),
  /** Longitude and latitude of the origin of all metres; left out: 0, 0, as in the demo airport. */
  origin: z.optional(z.tuple([z.number(), z.number()])),
  quietHours: z.array(QuietHours),
  /** Zones (inner ones with all in them) that want it softer at some hours. */
  volumes: z.optional(z.array(z.object({ zones: z.array(Id).check(z.minLength(1)), ...VolumeHours.shape }))),
  zones: z.array(Zone),
  devices: z.array(DeviceRecord),
})
export type Site = z.infer<typeof Site>

/**
 * The leaves under the named zones, each once, in the tree's order.
 * @throws RangeError naming a zone that is not in the tree.
 */
export function leavesOf(zones: readonly Zone[], wanted: readonly string[]): string[] {
  const known = new Set(zones.map((z) => z.id))
  for (const id of wanted) if (!known.has(id)) throw new RangeError(`no such zone: ${id}`)
  const inner = new Set(zones.map((z) => z.parent))
  const parents = new Map(zones.map((z) => [z.id, z.parent]))
  const under = (id: string | null | undefined): boolean => id != null && (wanted.includes(id) || under(parents.get(id)))
  return zones.filter((z) => !inner.has(z.id) && under(z.id)).map((z) => z.id)
}
