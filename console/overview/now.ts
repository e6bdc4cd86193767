import type { AlertView } from '../../protocol/api.ts'
import type { Alert } from '../../protocol/alert.ts'
import type { QuietHours } from '../../protocol/basics.ts'
import type { Programme } from '../../protocol/programme.ts'
import { show } from '../../protocol/show.ts'
import type { Shown } from '../../protocol/show.ts'
import type { Zone } from '../../protocol/venue.ts'
import type * as z from 'zod/mini'
import type { Device } from './filter.ts'

/** The live alerts whose target takes in a device: by name, by its zone or a node above it, or by role alone. */
export function alertsFor(device: Pick<Device, 'id' | 'zone'>, views: readonly z.infer<typeof AlertView>[], zones: ReadonlyMap<string, Zone>): Alert[] {
  const above = new Set<string>()
  for (let at: string | null | undefined = device.zone; at != null && !above.has(at); at = zones.get(at)?.parent) above.add(at)
  return views.filter(({ state, target }) => {
    if (state !== 'live') return false
    if (target.devices?.includes(device.id) || target.zones?.some((id) => above.has(id))) return true
    return (target.zones ?? []).length === 0 && (target.devices ?? []).length === 0
  }).map(({ alert }) => alert)
}

/** The site's clock, and when robots rest by it. */
export type Hours = { timeZone: string; quietHours: readonly QuietHours[] }

/**
 * What a device shows at `now` (milliseconds) by the same function that it evaluates itself. Its touch session is known only
 * from its report, so a passenger who has just sat down is not seen here yet.
 */
export function showNow(device: Device, programme: Programme | null, alerts: Alert[], hours: Hours, now: number): Shown {
  const instant = Temporal.Instant.fromEpochMilliseconds(now)
  const session = device.reported?.session ? { since: instant, lastTouch: instant } : null
  return show(programme, [{ alerts }], { id: device.id, role: device.role, zone: device.zone, ...hours, publicAddress: false, session, order: device.ordered?.order ?? null }, instant)
}
