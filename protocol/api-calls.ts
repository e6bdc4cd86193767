/** A passenger at a check-in point or a robot calls an officer. Nothing says who: a place and a time. */
import * as z from 'zod/mini'
import { Count, Id, Instant, Language, Text } from './basics.ts'

/** `waiting`: nobody has said that they come. `accepted`: somebody comes. `done`: somebody was there. `withdrawn`: the passenger took it back. */
export const callStates = ['waiting', 'accepted', 'done', 'withdrawn'] as const
export type CallState = (typeof callStates)[number]
/** From which page: `paid` may mean that money is on its way. */
export const callReasons = ['paid', 'help', 'ask'] as const

/** Who has set out is there within so long. After that a screen says it no more, and whoever calls there calls anew. */
export const SETS_OUT_MS = 15 * 60_000

export const CallView = z.object({
  id: Id,
  device: Id,
  zone: z.nullable(Id),
  /** Where the screen stands. */
  place: Text,
  reason: z.enum(callReasons),
  /** The language that the passenger has chosen. */
  language: Language,
  state: z.enum(callStates),
  askedAt: Instant,
  /** True where it came so late (the screen had no connection) that whoever called has long gone. */
  late: z.boolean(),
  /** True where the screen has called so often within minutes that it rings no more: shown, and not heard. */
  silent: z.boolean(),
  /** How often it was called for while somebody was wanted there already, this one included. */
  times: Count,
  acceptedAt: z.nullable(Instant),
  acceptedBy: z.nullable(z.string()),
  endedAt: z.nullable(Instant),
})
export type CallView = z.infer<typeof CallView>
