import type { DeviceView } from '../../protocol/api.ts'

/** How long a device may be away before it counts as offline, milliseconds: reconnects should not flap. */
export const GRACE_MS = 10_000

/** A device says where it stands every minute; one that has been silent for longer than this may have left without a word. */
export const SILENCE_MS = 150_000

export type Presence = { state: DeviceView['state']; sinceMs: number | null }

/** `sign`: any message that the device sent just now. `gone`: the broker said so, or the controller was away itself. */
export type Sign = 'sign' | 'gone' | 'tick'

/** The next presence; the same object where nothing changed. `lastSeenMs`: when the device last said something. */
export function nextPresence(presence: Presence, sign: Sign, nowMs: number, lastSeenMs: number | null = null): Presence {
  if (sign === 'sign') return presence.state === 'online' ? presence : { state: 'online', sinceMs: nowMs }
  if (sign === 'gone') return presence.state === 'online' ? { state: 'stale', sinceMs: nowMs } : presence
  if (presence.state === 'online') return nowMs - (lastSeenMs ?? presence.sinceMs ?? 0) > SILENCE_MS ? { state: 'stale', sinceMs: nowMs } : presence
  const overdue = presence.state === 'stale' && nowMs - (presence.sinceMs ?? 0) >= GRACE_MS
  return overdue ? { state: 'offline', sinceMs: presence.sinceMs } : presence
}
