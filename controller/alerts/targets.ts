import type { AlertTarget } from '../../protocol/api.ts'
import { leavesOf, type Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE, type Role } from '../../protocol/words.ts'

export type TargetDevice = { id: string; zone: string | null; role: Role }
/** A screen that an alert is for, at one moment. `byName`: named in the target, whatever its zone and role. */
export type Targeted = { device: string; zone: string | null; role: Role; byName: boolean }

/** The leaf zones a target stands for, with the neutral one where it means the whole site. No zones and no devices: everywhere. */
export function zonesOf(target: AlertTarget, zones: readonly Zone[]): string[] {
  const named = target.zones ?? []
  const everywhere = named.length === 0 && (target.devices ?? []).length === 0
  const all = leavesOf(zones, zones.filter((z) => z.parent === null).map((z) => z.id))
  if (everywhere) return [...all, NEUTRAL_ZONE]
  const wanted = leavesOf(zones, named.filter((id) => id !== NEUTRAL_ZONE))
  const neutral = named.includes(NEUTRAL_ZONE) || (wanted.length > 0 && wanted.length === all.length)
  return neutral ? [...wanted, NEUTRAL_ZONE] : wanted
}

/** The span in which so many screens shall spread their answers: five a millisecond, which a controller and its broker take in. */
export const answerWithinMs = (screens: number): number => Math.min(10_000, Math.round(screens / 5))

/** The screens that a target means now. A role narrows zones down; a device that is named is always meant. */
export function devicesOf(target: AlertTarget, zones: readonly Zone[], devices: Iterable<TargetDevice>): Targeted[] {
  const leaves = new Set(zonesOf(target, zones))
  const named = new Set(target.devices ?? [])
  const roles = new Set(target.roles ?? [])
  const found: Targeted[] = []
  for (const { id, zone, role } of devices) {
    const byName = named.has(id)
    const byZone = leaves.has(zone ?? NEUTRAL_ZONE) && (roles.size === 0 || roles.has(role))
    if (byName || byZone) found.push({ device: id, zone, role, byName })
  }
  return found
}
