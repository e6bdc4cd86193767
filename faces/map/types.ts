import type { Role } from '../../protocol/words.ts'

/** Metres from the site's origin, x east, y north. */
export type Point = readonly [number, number]
export type Ring = readonly Point[]

export const deviceStates = ['online', 'stale', 'offline', 'never'] as const
export type DeviceState = (typeof deviceStates)[number]

/** The building; `VenueMap` of the protocol fits. */
export type Building = {
  levels: readonly { ordinal: number; rings: readonly Ring[] }[]
  units: readonly { ordinal: number; kind: 'room' | 'public' | 'passage' | 'service' | 'closed'; rings: readonly Ring[] }[]
  fixtures: readonly { ordinal: number; kind: string; rings: readonly Ring[] }[]
  openings: readonly { ordinal: number; line: readonly [Point, Point] }[]
}

/** A zone as the map draws it. `tint`: the name of a colour of the palette; `note`: a short word under its name. */
export type MapZone = { id: string; ordinal: number; outline: Ring; name: string; note: string; tint: string | null; alerting: boolean }
/** `label` is read out and stands beside the mark when it is chosen. */
export type MapDevice = { id: string; ordinal: number; at: Point; role: Role; state: DeviceState; alerting: boolean; label: string }
export type Picked = { kind: 'zone' | 'device'; id: string }
