import type { Alert } from '../../protocol/alert.ts'
import type { AlertBeside } from '../../protocol/api-alerts.ts'
import { rankAlerts } from '../../protocol/show-alerts.ts'
import { forDevice } from './sets.ts'
import type { Targeted } from './targets.ts'

type How = AlertBeside['how']
const order: readonly How[] = ['covers', 'covered', 'rotates', 'beside']

export type BesideFacts = { timeZone: string; now: Temporal.Instant; /** What reaches a device now, as it gets it. */ liveOn(target: Targeted): readonly Alert[] }

/**
 * What the rules of `show` make of an alert next to those that are live on the screens it is for: for each live one that is
 * seen there now, how they would get on and on how many screens. The alert's own former version does not count.
 */
export function besideOf(alert: Alert, targets: readonly Targeted[], { timeZone, now, liveOn }: BesideFacts): AlertBeside[] {
  const counts = new Map<string, number>()
  for (const target of targets) {
    const others = liveOn(target).filter((other) => other.id !== alert.id)
    if (others.length === 0) continue
    const device = { id: target.device, role: target.role, zone: target.zone, timeZone, quietHours: [], publicAddress: false, session: null, order: null }
    const seenAmong = (alerts: readonly Alert[]) => {
      const { takeover, banners, reasons } = rankAlerts(alerts, device, now)
      const rotating = reasons.flatMap(({ code, id }) => (code === 'main/rotating' && id !== undefined ? [id] : []))
      return { rotating, ids: new Set([...(takeover ? [takeover.alert.id] : []), ...rotating, ...banners.map(({ id }) => id)]) }
    }
    const before = seenAmong(others)
    const after = seenAmong([...others, target.byName ? forDevice(alert) : alert])
    for (const other of new Map(others.map((one) => [one.id, one])).values()) {
      if (!before.ids.has(other.id)) continue
      const takeTurns = alert.presentation === 'takeover' && other.presentation === 'takeover' && after.rotating.length > 0
      const how: How = !after.ids.has(alert.id) ? 'covered' : !after.ids.has(other.id) ? 'covers' : takeTurns ? 'rotates' : 'beside'
      const key = `${how} ${other.id}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return order.flatMap((how) => [...counts].flatMap(([key, screens]) => (key.startsWith(`${how} `) ? [{ alert: key.slice(how.length + 1), how, screens }] : []))).sort((a, b) => order.indexOf(a.how) - order.indexOf(b.how) || b.screens - a.screens)
}
