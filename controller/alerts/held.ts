import type { AlertSet } from '../../protocol/alert.ts'
import { rankAlerts } from '../../protocol/show-alerts.ts'
import type { Role } from '../../protocol/words.ts'

export type WhereNow = { id: string; zone: string | null; role: Role }

/**
 * Whether `show` keeps an alert off a screen at `now`, because something of higher rank is on it or it went elsewhere.
 * Answers for one zone and role are worked out once; a device with a set of its own has its own answer.
 */
export function createIsHeld(alert: string, setsFor: (device: WhereNow) => { zone: AlertSet | undefined; own: AlertSet | undefined }, timeZone: string, now: Temporal.Instant): (device: WhereNow) => boolean {
  const known = new Map<string, boolean>()
  return (device) => {
    const { zone, own } = setsFor(device)
    const sets = [zone, own].filter((set) => set !== undefined)
    const work = () => {
      const ranked = rankAlerts(sets.flatMap((set) => set.alerts), { ...device, timeZone, quietHours: [], publicAddress: false, session: null, order: null }, now)
      return ranked.takeover?.alert.id !== alert && !ranked.banners.some((banner) => banner.id === alert)
    }
    if (own && own.alerts.length > 0) return work()
    const key = `${device.zone} ${device.role}`
    const answer = known.get(key) ?? work()
    known.set(key, answer)
    return answer
  }
}
