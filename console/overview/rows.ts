import type { Alert } from '../../protocol/alert.ts'
import type { AlertView } from '../../protocol/api.ts'
import type { Programme } from '../../protocol/programme.ts'
import type { Zone } from '../../protocol/venue.ts'
import { leavesOf } from '../../protocol/venue.ts'
import type { Shown } from '../../protocol/show.ts'
import type * as z from 'zod/mini'
import type { Device } from './filter.ts'
import { alertsFor, showNow } from './now.ts'
import type { Hours } from './now.ts'

type View = z.infer<typeof AlertView>

/** What a screen shows by the console's clock and why, as one line needs it. `id`: of the item or the alert. */
export type Playing = { kind: Shown['main']['kind']; id: string; reason: string; entry: { id: string; name: string } | null; untilMs: number | null }

export const playingOf = ({ main, reasons: [first] }: Shown): Playing => ({
  kind: main.kind,
  id: main.kind === 'item' ? main.item.id : main.kind === 'alert' ? main.alert.id : '',
  reason: first?.code ?? '',
  entry: main.kind === 'item' ? { id: main.entry.id, name: main.entry.name } : null,
  untilMs: main.until ? main.until.epochMilliseconds : null,
})

/** A screen with what is said of it in the list and on the map. `alerts`: those that are aimed at it and meant for its role. */
export type Row = { device: Device; ordinal: number; alerts: Alert[]; playing: Playing | null }

/**
 * Rows as they were, where they still say the same, and the very list where all do: a second that passes, or a reading of the list
 * in which two screens differ, draws two rows and not a thousand.
 */
export function createKeeper() {
  let before: Row[] = []
  let byId = new Map<string, { row: Row; said: string }>()
  return (rows: readonly Row[]): Row[] => {
    const next = new Map<string, { row: Row; said: string }>()
    const kept = rows.map((row) => {
      const old = byId.get(row.device.id)
      const isSame = old !== undefined && old.row.ordinal === row.ordinal && old.row.playing === row.playing && sameAlerts(old.row.alerts, row.alerts)
      const said = isSame && old.row.device === row.device ? old.said : JSON.stringify(row.device)
      const held = isSame && old.said === said ? old : { row, said }
      next.set(row.device.id, held)
      return held.row
    })
    byId = next
    if (kept.length !== before.length || kept.some((row, i) => row !== before[i])) before = kept
    return before
  }
}
const sameAlerts = (a: readonly Alert[], b: readonly Alert[]): boolean => a.length === b.length && a.every((alert, i) => alert === b[i])

/** The live alerts that aim at a screen and are meant for its role. */
export const aimedAt = (device: Device, views: readonly View[], zones: ReadonlyMap<string, Zone>): Alert[] =>
  alertsFor(device, views, zones).filter(({ roles }) => roles.length === 0 || roles.includes(device.role))

/** Leaves that a live alert names, by themselves or by a node above them: exactly those turn red. */
export function alertingZones(views: readonly View[], zones: readonly Zone[]): Set<string> {
  const known = new Set(zones.map(({ id }) => id))
  const named = views.filter(({ state }) => state === 'live').flatMap(({ target }) => target.zones ?? []).filter((id) => known.has(id))
  return new Set(leavesOf(zones, named))
}

/** `untilMs`: when to look again, for what is on ends or an alert begins or ends. */
type Held = { shown: Playing; programme: Programme | undefined; untilMs: number }

/**
 * What every screen shows, worked out once for all that show the same: screens of one zone, role and set of alerts, none
 * or all in use, none under an order. Kept until it ends.
 */
export function createPlayings() {
  const held = new Map<string, Held>()
  return (device: Device, programme: Programme | undefined, alerts: Alert[], hours: Hours, now: number): Playing | null => {
    if (!programme) return null
    const key = `${device.zone} ${device.role} ${device.reported?.session === true} ${device.ordered?.order.id ?? ''} ${alerts.map(({ id, version }) => `${id}.${version}`).join()}`
    const known = held.get(key)
    if (known && known.programme === programme && now < known.untilMs) return known.shown
    const shown = playingOf(showNow(device, programme, alerts, hours, now))
    const turns = [shown.untilMs ?? Infinity, ...alerts.flatMap(({ effective, expires }) => [Date.parse(effective), Date.parse(expires)])]
    held.set(key, { shown, programme, untilMs: Math.min(...turns.filter((at) => at > now)) })
    return shown
  }
}
