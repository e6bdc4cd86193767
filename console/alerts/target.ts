import type { AlertTarget } from '../../protocol/api.ts'
import { leavesOf } from '../../protocol/venue.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { Role, ZoneKind } from '../../protocol/words.ts'

/** What the composer has picked. `leaves` are leaf zones: inner ticks are worked out from them. */
export type Picked = { leaves: readonly string[]; roles: readonly Role[]; devices: readonly string[] }
export type Tick = 'on' | 'some' | 'off'

/** Whether a node's leaves are all picked, some of them, or none. */
export function tickOf(zones: readonly Zone[], leaves: readonly string[], node: string): Tick {
  const under = leavesOf(zones, [node])
  const picked = under.filter((leaf) => leaves.includes(leaf)).length
  return picked === 0 ? 'off' : picked === under.length ? 'on' : 'some'
}

/** A node ticked or unticked, with all below it. A node that is ticked in part becomes ticked. */
export function toggleZone(zones: readonly Zone[], leaves: readonly string[], node: string): string[] {
  const under = leavesOf(zones, [node])
  if (tickOf(zones, leaves, node) === 'on') return leaves.filter((leaf) => !under.includes(leaf))
  return leavesOf(zones, [...new Set([...leaves, ...under])])
}

/** The same for all zones of one kind. */
export function toggleKind(zones: readonly Zone[], leaves: readonly string[], kind: ZoneKind): string[] {
  const of = zones.filter((z) => z.kind === kind).map((z) => z.id)
  if (of.every((id) => leaves.includes(id))) return leaves.filter((leaf) => !of.includes(leaf))
  return leavesOf(zones, [...new Set([...leaves, ...of])])
}

/** The fewest nodes that stand for exactly these leaves: a whole subtree is one name. */
export function fewestNodes(zones: readonly Zone[], leaves: readonly string[]): string[] {
  const whole = zones.filter((z) => tickOf(zones, leaves, z.id) === 'on').map((z) => z.id)
  return whole.filter((id) => {
    const parent = zones.find((z) => z.id === id)?.parent
    return parent == null || !whole.includes(parent)
  })
}

/** The target of a request; null while nothing is picked. Roles alone mean these screens everywhere. */
export function targetOf(zones: readonly Zone[], { leaves, roles, devices }: Picked): AlertTarget | null {
  if (leaves.length === 0 && devices.length === 0 && roles.length === 0) return null
  const nodes = fewestNodes(zones, leaves)
  return { ...(nodes.length > 0 && { zones: nodes }), ...(roles.length > 0 && { roles: [...roles] }), ...(devices.length > 0 && { devices: [...devices] }) }
}

/** Back from a target, for an update or a second alert alike. Zones that are gone from the site are left out. */
export function pickedFrom(zones: readonly Zone[], target: AlertTarget): Picked {
  const known = (target.zones ?? []).filter((id) => zones.some((z) => z.id === id))
  return { leaves: known.length > 0 ? leavesOf(zones, known) : [], roles: target.roles ?? [], devices: target.devices ?? [] }
}

export type TreeRow = { zone: Zone; depth: number; inner: boolean }
/** The zone tree as rows, parents before children. */
export function treeRows(zones: readonly Zone[], parent: string | null = null, depth = 0): TreeRow[] {
  return zones.filter((z) => z.parent === parent).flatMap((zone) => {
    const below = treeRows(zones, zone.id, depth + 1)
    return [{ zone, depth, inner: below.length > 0 }, ...below]
  })
}
