import type { AlertState, Coverage } from '../../protocol/api.ts'
import type { coverageStates } from '../../protocol/api.ts'
import type { Strings } from '../strings/index.ts'

export type CoverageState = (typeof coverageStates)[number]
export type CoverageDevice = Coverage['devices'][number]

/** How many devices are in each state, in the order of the bar. */
export function tally(coverage: Coverage): Record<CoverageState, number> {
  const counts: Record<CoverageState, number> = { shown: 0, waiting: 0, held: 0, offline: 0, missed: 0 }
  for (const device of coverage.devices) counts[device.state]++
  return counts
}

/** Those that need somebody first: missed, offline, held, on the way; then the shown ones, slowest first. */
const order: readonly CoverageState[] = ['missed', 'offline', 'held', 'waiting', 'shown']
export function byNeed(a: CoverageDevice, b: CoverageDevice): number {
  return order.indexOf(a.state) - order.indexOf(b.state) || (b.ms ?? 0) - (a.ms ?? 0) || (a.device < b.device ? -1 : 1)
}

/** What a device's state means and what to do: only while the alert goes on does a screen still catch up by itself. */
export function meaning(t: Strings, alert: AlertState, state: Exclude<CoverageState, 'shown'>): string {
  if (alert === 'refused') return t.alert.whyNever
  if (alert === 'waiting') return t.alert.whyUnreleased
  return alert === 'live' ? t.alert.why[state] : t.alert.whyEnded[state]
}
