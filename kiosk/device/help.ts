import { SETS_OUT_MS, type callReasons } from '../../protocol/api-calls.ts'
import type { Desired } from '../../protocol/device.ts'

export type CallReason = (typeof callReasons)[number]

/** The call for an officer that a session made last. `id` is the call's: a random one, apart from the session's. */
export type MadeCall = { id: string; askedMs: number; ended: 'done' | 'withdrawn' | null }

/** How a call stands for whoever looks at the page. `failed`: nobody has heard of it, and that must be said; it goes on being tried. */
export type Standing = 'none' | 'calling' | 'failed' | 'told' | 'coming' | 'done'

/** The console rings within a second; after this without an answer something is wrong. */
const PATIENCE_MS = 8_000

/** What the controller says of this screen's last call: whether somebody is still wanted here. Who set out long ago has been here, whatever was said. */
export function wanted(told: Desired['call'], nowMs: number): 'told' | 'coming' | null {
  if (told?.state === 'waiting') return 'told'
  return told?.state === 'accepted' && nowMs - Temporal.Instant.from(told.at).epochMilliseconds < SETS_OUT_MS ? 'coming' : null
}

/** `call`: the session's own, `told`: what the controller says of this screen's last one, perhaps of somebody before; `online` false: it is known that nobody can hear. */
export function standing(call: MadeCall | null, told: Desired['call'], online: boolean, nowMs: number): Standing {
  if (!call || call.ended) return (told?.id === call?.id ? null : wanted(told, nowMs)) ?? (call?.ended === 'done' ? 'done' : 'none')
  if (told?.id === call.id) return wanted(told, nowMs) ?? (told.state === 'done' ? 'done' : 'none')
  return !online || nowMs - call.askedMs > PATIENCE_MS ? 'failed' : 'calling'
}

/** Somebody waits here, and does not touch the screen meanwhile. */
export const isAwaited = (stands: Standing): boolean => stands === 'told' || stands === 'coming'
