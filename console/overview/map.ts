import { leavesOn, inside, roomFor } from '../../faces/plan.ts'
import type { MapDevice, MapZone } from '../../faces/map/types.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { Row } from './rows.ts'

/** Tints of zones: the move of what they play, or how their screens are. */
export const tints = ['plays', 'state'] as const
export type Tint = (typeof tints)[number]

/** On the level of the zone it is in; a robot between zones on the highest. */
export const ordinalOf = (zone: string | null, zones: ReadonlyMap<string, Zone>, ordinals: readonly number[]): number => zones.get(zone ?? '')?.ordinal ?? ordinals[0] ?? 0

/** Levels that have zones, the highest first. */
export const ordinalsOf = (zones: readonly Zone[]): number[] => [...new Set(zones.filter((z) => z.kind !== null && z.outline.length > 2).map((z) => z.ordinal))].sort((a, b) => b - a)

/** Where a screen is drawn: where the plan says, but a robot that was moved to another zone in the middle of that. */
export function placeOf({ device }: Pick<Row, 'device'>, zones: ReadonlyMap<string, Zone>): [number, number] {
  const zone = device.zone === null ? undefined : zones.get(device.zone)
  if (device.role !== 'robot' || !zone || zone.outline.length < 3 || inside(device.position, zone.outline)) return device.position
  const room = roomFor(zone.outline)
  return [room.x + room.width / 2, -(room.y + room.height / 2)]
}

/** How a zone's screens are, in one word; null where it has none that were ever there. */
function stateOf(rows: readonly Row[]): string | null {
  const known = rows.filter(({ device }) => device.state !== 'never')
  if (known.length === 0) return null
  const away = known.filter(({ device }) => device.state !== 'online').length
  return away === 0 ? 'state-online' : away === known.length ? 'state-offline' : 'state-stale'
}

type ZoneWords = { name(zone: Zone): string; move(item: string): string | null; note(move: string | null, here: number, of: number): string }

/** Zones for the map, those that lie on others last. */
export function mapZones(zones: readonly Zone[], rows: readonly Row[], red: ReadonlySet<string>, tint: Tint, words: ZoneWords): MapZone[] {
  const byZone = Map.groupBy(rows, ({ device }) => device.zone)
  return ordinalsOf(zones).flatMap((ordinal) => leavesOn(zones, ordinal)).map((zone) => {
    const here = byZone.get(zone.id) ?? []
    const item = here.find(({ playing }) => playing?.kind === 'item')?.playing?.id
    const move = item === undefined ? null : words.move(item)
    const online = here.filter(({ device }) => device.state === 'online').length
    return {
      id: zone.id, ordinal: zone.ordinal, outline: zone.outline, name: words.name(zone), note: words.note(tint === 'plays' ? move : null, online, here.length),
      tint: tint === 'plays' ? move : stateOf(here), alerting: red.has(zone.id),
    }
  })
}

export const mapDevices = (rows: readonly Row[], zones: ReadonlyMap<string, Zone>, label: (row: Row) => string): MapDevice[] =>
  rows.map((row) => ({ id: row.device.id, ordinal: row.ordinal, at: placeOf(row, zones), role: row.device.role, state: row.device.state, alerting: row.alerts.length > 0, label: label(row) }))
