import * as z from 'zod/mini'
import { Count, Id, Instant } from './basics.ts'
import { presentations } from './words.ts'

const Seq = z.number().check(z.int(), z.minimum(1))

const base = {
  /** 1, 2, 3, … within the stream. */
  seq: Seq,
  /** The device's corrected clock when it happened. */
  at: Instant,
  /** Correction that was in force, milliseconds added to the operating system's clock. */
  offsetMs: z.number(),
  /** Where it happened; null between zones. */
  zone: z.nullable(Id),
}

/** First fully opaque frame of an alert on this screen. */
export const ShownEvent = z.object({ ...base, kind: z.literal('shown'), alert: Id, version: Count, presentation: z.enum(presentations) })

/** Proof of play: one item in one five-minute bucket (`bucket` is its start). */
export const PlayEvent = z.object({ ...base, kind: z.literal('play'), item: Id, bucket: Instant, count: Count, seconds: z.number().check(z.minimum(0)) })

export const engagementActions = ['session_start', 'answer', 'case_step', 'page', 'language', 'elder', 'finish', 'timeout', 'leave', 'step', 'ask', 'rate', 'way', 'call'] as const

/** Where an answer stands in its session: the very first, some way on, or the last of a round, when all reasons have been read. */
export const answerStages = ['before', 'between', 'after'] as const
export type AnswerStage = (typeof answerStages)[number]

/** Something a passenger did, with no identity. `session` is random and dies with the session. */
export const EngagementEvent = z.object({
  ...base,
  kind: z.literal('engagement'),
  session: Id,
  action: z.enum(engagementActions),
  item: z.optional(Id),
  /** For `answer`: the option chosen, whether it was right, and whether the contact was genuine. */
  choice: z.optional(Count),
  correct: z.optional(z.boolean()),
  genuine: z.optional(z.boolean()),
  /**
   * For `page`, `language`: which. For `answer`: its stage. For `step`: how far in `item` (a class's scene, a simulation's node or
   * ending). For `ask`: `met`, or words of our own vocabulary that were asked for in vain, never what was typed. For `rate`: 1 to 3.
   * For `way`: the kind of destination. For `call`: why and in which language, e.g. `paid en`, or `withdrawn`; `item` is the call's id.
   */
  value: z.optional(z.string().check(z.maxLength(40))),
})

export const DeviceEvent = z.discriminatedUnion('kind', [ShownEvent, PlayEvent, EngagementEvent])
export type DeviceEvent = z.infer<typeof DeviceEvent>
export type ShownEvent = z.infer<typeof ShownEvent>
export type PlayEvent = z.infer<typeof PlayEvent>
export type EngagementEvent = z.infer<typeof EngagementEvent>

/**
 * The envelope of what a device sends. It is checked apart from its events: one bad event is quarantined and settled,
 * it never blocks its neighbours.
 */
export const EventBatch = z.object({
  stream: Id,
  /** The lowest number still held by the device: lower ones that never came are gone, and counted as a gap. */
  base: Seq,
  /** Events dropped unsent because the outbox was full, in all, for this stream. */
  shed: Count,
  events: z.array(z.looseObject({ seq: Seq })).check(z.maxLength(500)),
})
export type EventBatch = z.infer<typeof EventBatch>

/** For each of the last 8 streams of a device: every number up to `upTo` is settled and may be forgotten. */
export const Receipt = z.object({ streams: z.array(z.object({ stream: Id, upTo: Count })).check(z.maxLength(8)) })
export type Receipt = z.infer<typeof Receipt>
