import type { QuietHours } from './basics.ts'
import type { Order } from './order.ts'
import type { Role } from './words.ts'

/** What `show` needs to know of a device. */
export type ShowDevice = {
  id: string
  role: Role
  zone: string | null
  timeZone: string
  quietHours: readonly QuietHours[]
  publicAddress: boolean
  /** A passenger's touch session, or null. Instants by the device's corrected clock. */
  session: { since: Temporal.Instant; lastTouch: Temporal.Instant } | null
  /** What an operator has it do for a while (robots), or null. */
  order: Order | null
}

/** Why something is on, for the console and for `reported`. `code` is stable; the rest fills its sentence. */
export type Reason = { code: ReasonCode; id?: string; detail?: string }
export const reasonCodes = [
  'main/emergency', 'main/alert', 'main/slot', 'main/fallback', 'main/standby', 'main/rotating',
  'alert/outranked', 'alert/held-by-session', 'alert/other-role', 'alert/not-actual', 'alert/not-yet', 'alert/expired', 'alert/banner', 'alert/banner-full',
  'slot/level', 'slot/entry', 'slot/until', 'audio/none', 'audio/other-speaker', 'audio/quiet-hours', 'audio/public-address', 'audio/talk', 'audio/speaker', 'session/on',
  'robot/held', 'robot/ahead', 'robot/rests',
] as const
export type ReasonCode = (typeof reasonCodes)[number]
