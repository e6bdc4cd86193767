/** A passenger at a check-in point or a robot calls an officer. Nothing says who: a place and a time. */
import * as z from 'zod/mini'
import { Id, Instant, Language, Text } from './basics.ts'

/** `waiting`: nobody has said that they come. `accepted`: somebody comes. `done`: somebody was there. `withdrawn`: the passenger took it back. */
export const callStates = ['waiting', 'accepted', 'done', 'withdrawn'] as const
export type CallState = (typeof callStates)[number]
/** From which page: `paid` may mean that money is on its way. */
export const callReasons = ['paid', 'help', 'ask'] as const

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
  acceptedAt: z.nullable(Instant),
  acceptedBy: z.nullable(z.string()),
  endedAt: z.nullable(Instant),
})
export type CallView = z.infer<typeof CallView>
