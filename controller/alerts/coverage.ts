import type { Coverage, DeviceView } from '../../protocol/api.ts'
import type { Targeted } from './targets.ts'

/** Online, should show it, and silent for longer than this: missed, milliseconds. */
export const SILENT_MS = 5_000

export type CoverageFacts = {
  alert: string
  version: number
  releasedMs: number
  /** When the version ended (expired, was cancelled or replaced); null while it is in force. Nobody can miss it after that. */
  endedMs: number | null
  targets: readonly Targeted[]
  /** By device: when its first opaque frame was, and how long after the release. */
  shown: ReadonlyMap<string, { atMs: number; ms: number }>
  presence(device: string): { state: DeviceView['state']; sinceMs: number | null }
  /** Whether `show` says that something of higher rank is on this screen, so that it waits its turn. */
  isHeld(target: Targeted): boolean
  /** Who was sent to which screen. */
  sent: ReadonlyMap<string, { by: string; at: string }>
  nowMs: number
}

/** The nearest-rank percentile of numbers in order, or null where there are none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

function stateOf(target: Targeted, facts: CoverageFacts): Coverage['devices'][number]['state'] {
  if (facts.shown.has(target.device)) return 'shown'
  const { state, sinceMs } = facts.presence(target.device)
  if (state === 'offline' || state === 'never') return 'offline'
  if (facts.isHeld(target)) return 'held'
  const reachableSince = Math.max(facts.releasedMs, sinceMs ?? facts.releasedMs)
  const silent = (facts.endedMs ?? facts.nowMs) - reachableSince
  return state === 'online' && silent > SILENT_MS ? 'missed' : 'waiting'
}

/** Of the screens that an alert's version was for: who has shown it and how soon, who is away, who should have and did not. */
export function coverageOf(facts: CoverageFacts): Coverage {
  const devices = facts.targets.map((target): Coverage['devices'][number] => {
    const shown = facts.shown.get(target.device)
    const sent = facts.sent.get(target.device)
    return {
      device: target.device, zone: target.zone, role: target.role, state: stateOf(target, facts),
      shownAt: shown ? Temporal.Instant.fromEpochMilliseconds(shown.atMs).toString() : null,
      ms: shown?.ms ?? null,
      ...(sent && { sent }),
    }
  })
  const times = devices.flatMap((d) => d.ms ?? []).sort((a, b) => a - b)
  const count = (state: string) => devices.filter((d) => d.state === state).length
  return {
    alert: facts.alert, version: facts.version, targeted: devices.length,
    shown: count('shown'), offline: count('offline'), missed: count('missed'),
    p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), devices,
  }
}
