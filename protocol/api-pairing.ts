/** What a screen asks of the HTTP API before anything else: who it is, and what time it is. Apart from the rest, which it never needs. */
import * as z from 'zod/mini'
import { Id, Instant } from './basics.ts'
import { SiteKey } from './device.ts'

export const PairingStart = z.object({
  /** Shown on the screen, read by staff; six characters, no look-alikes. */
  code: z.string(),
  /** Kept by the screen to ask whether staff have confirmed. */
  token: z.string(),
  expires: Instant,
})
export const Credentials = z.object({ site: Id, device: Id, secret: z.string(), keys: z.array(SiteKey), mqttUrl: z.nullable(z.string()) })
export type Credentials = z.infer<typeof Credentials>
export const PairingState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), expires: Instant }),
  z.object({ state: z.literal('paired'), credentials: Credentials }),
])

export const TimeAnswer = z.object({ now: Instant })
