import { deviceStates } from '../../protocol/api.ts'
import type { DeviceView } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'
import type * as z from 'zod/mini'

export type Device = z.infer<typeof DeviceView>
export type StateFilter = Device['state'] | 'all'

/** Text to search a device by, in every language: id, names, place, zone, role. */
export function haystack(device: Device, zone: Zone | undefined, role: string): string {
  return [device.id, ...Object.values(device.name), ...Object.values(device.place), ...(zone ? [zone.id, ...Object.values(zone.name)] : []), role].join('\n').toLowerCase()
}

/** Every word of the query must be found somewhere. */
export const found = (hay: string, query: string): boolean => query.toLowerCase().split(/\s+/).filter(Boolean).every((word) => hay.includes(word))

export function countStates(devices: readonly Device[]): Record<Device['state'], number> {
  const counts = { online: 0, stale: 0, offline: 0, never: 0 }
  for (const device of devices) counts[device.state]++
  return counts
}
export { deviceStates }

/** In the order of the zone tree; those between zones last. */
export function inSiteOrder(devices: readonly Device[], zones: readonly Zone[]): Device[] {
  const place = new Map(zones.map((zone, i) => [zone.id, i]))
  const at = (d: Device) => (d.zone === null ? Infinity : (place.get(d.zone) ?? Infinity))
  return [...devices].sort((a, b) => at(a) - at(b) || (a.id < b.id ? -1 : 1))
}
