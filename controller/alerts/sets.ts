import type { AlertTarget } from '../../protocol/api.ts'
import type { Alert, AlertSet } from '../../protocol/alert.ts'
import { byRank } from '../../protocol/show-alerts.ts'
import { leavesOf, type Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { zonesOf } from './targets.ts'

export type InForce = { alert: Alert; target: AlertTarget }
export type AlertSets = { zones: ReadonlyMap<string, AlertSet>; devices: ReadonlyMap<string, AlertSet> }

/** A set holds at most this many; what ranks lowest is left out, it would not be seen anyway. */
const MOST_IN_SET = 50

/** As a device that is named gets it: whatever its role, and above what is aimed at its zone. */
export const forDevice = (alert: Alert): Alert => ({ ...alert, scope: 'device', roles: [] })

/**
 * Alerts in force to the complete set of each leaf zone, of the neutral zone, and of each device in `devices` or named by
 * an alert. Highest rank first, so that equal facts are equal bytes. `devices`: those that need a set even if it is empty.
 */
export function alertSets(inForce: readonly InForce[], zones: readonly Zone[], devices: Iterable<string>): AlertSets {
  const leaves = leavesOf(zones, zones.filter((z) => z.parent === null).map((z) => z.id))
  const byZone = new Map<string, Alert[]>([...leaves, NEUTRAL_ZONE].map((id) => [id, []]))
  const byDevice = new Map<string, Alert[]>([...devices].map((id) => [id, []]))
  for (const { alert, target } of inForce) {
    for (const zone of zonesOf(target, zones)) byZone.get(zone)?.push(alert)
    for (const device of target.devices ?? []) byDevice.set(device, [...(byDevice.get(device) ?? []), forDevice(alert)])
  }
  const setsOf = (lists: ReadonlyMap<string, Alert[]>) => new Map([...lists].map(([id, alerts]) => [id, { alerts: alerts.sort(byRank).slice(0, MOST_IN_SET) }]))
  return { zones: setsOf(byZone), devices: setsOf(byDevice) }
}

/** What must be published: sets that are new or differ from what was said before. */
export function changedSets(before: ReadonlyMap<string, AlertSet>, after: ReadonlyMap<string, AlertSet>): [string, AlertSet][] {
  return [...after].filter(([id, set]) => {
    const old = before.get(id)
    return !old || JSON.stringify(old) !== JSON.stringify(set)
  })
}
