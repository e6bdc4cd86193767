/** An alert's way onto the screens and what comes after it, over HTTP: who lets it out, review afterwards, its whole life. */
import * as z from 'zod/mini'
import { Alert } from './alert.ts'
import { Count, Id, Instant, Text } from './basics.ts'
import { roles } from './words.ts'

/** Zones, narrowed down to roles, and devices by name. */
export const AlertTarget = z.object({ zones: z.optional(z.array(Id)), roles: z.optional(z.array(z.enum(roles))), devices: z.optional(z.array(Id)) })
export type AlertTarget = z.infer<typeof AlertTarget>

/** Whose words they are: a reviewed template's with its slots filled, or somebody's own. */
export const alertWords = ['slots', 'own'] as const
export type AlertWords = (typeof alertWords)[number]

/** Why one person could let an alert out, so that another looks at it afterwards: a red one by its template, or an account that may. */
export const aloneReasons = ['red', 'account'] as const
export type AloneReason = (typeof aloneReasons)[number]
/** What happens to an alert that is raised or changed: it waits for a second person, or it goes out at once; `review`: then another person reviews it afterwards, and why. */
export const AlertStep = z.discriminatedUnion('do', [z.object({ do: z.literal('second') }), z.object({ do: z.literal('alone'), review: z.nullable(z.enum(aloneReasons)) })])
export type AlertStep = z.infer<typeof AlertStep>

/**
 * How an alert gets on with a live one on the screens they share. `covers`: it takes the other's place. `covered`: the other stays and it waits.
 * `rotates`: they take turns. `beside`: both are seen.
 */
export const besideKinds = ['covers', 'covered', 'rotates', 'beside'] as const
export const AlertBeside = z.object({ alert: Id, how: z.enum(besideKinds), screens: Count })
export type AlertBeside = z.infer<typeof AlertBeside>

/** `due`: nobody has looked yet. `right`: it should have gone out. `wrong`: it should not have. */
export const afterStates = ['due', 'right', 'wrong'] as const
export const AfterReview = z.object({
  state: z.enum(afterStates),
  /** The version that one person let out, who and why. */
  version: Count,
  why: z.enum(aloneReasons),
  releasedBy: z.string(),
  releasedAt: Instant,
  /** To be looked at until then. */
  dueAt: Instant,
  by: z.nullable(z.string()),
  at: z.nullable(Instant),
  note: z.string(),
})
export type AfterReview = z.infer<typeof AfterReview>
export const AfterReviewWrite = z.object({ outcome: z.enum(['right', 'wrong']), note: z._default(z.string().check(z.maxLength(1_000)), '') })
export type AfterReviewWrite = z.infer<typeof AfterReviewWrite>

/** A change of a live alert that waits for a second person, while the alert goes on as it is. `alert`: as it would be. */
export const AlertChange = z.object({ alert: Alert, target: AlertTarget, template: z.nullable(Id), words: z.enum(alertWords), by: z.string(), at: Instant })
export type AlertChange = z.infer<typeof AlertChange>

/** What an alert's view says of its way out and of what came after. */
export const AlertReviewed = z.object({
  words: z.enum(alertWords),
  slots: z.record(z.string(), Text),
  /** When it first went out; null while it has not. */
  firstReleasedAt: z.nullable(Instant),
  change: z.nullable(AlertChange),
  /** Of every version that one person let out, the newest first. */
  reviews: z.array(AfterReview),
})

/** One step in an alert's life. `refused` and `withdrawn` with an alert that lives on are about a change of it. */
export const lifeKinds = ['raised', 'rewritten', 'released', 'updated', 'extended', 'shortened', 'asked', 'withdrawn', 'refused', 'cancelled', 'expired', 'reviewed', 'sent', 'unsent'] as const
export type LifeKind = (typeof lifeKinds)[number]
export const LifeStep = z.object({
  at: Instant,
  kind: z.enum(lifeKinds),
  /** Null: by itself. */
  by: z.nullable(z.string()),
  version: Count,
  note: z.string(),
  /** What the words were, and until when, where the step changed them. */
  words: z.nullable(z.enum(alertWords)),
  until: z.nullable(Instant),
  headline: z.nullable(Text),
  /** Gone out by one person alone, and why that was allowed. */
  alone: z.nullable(z.enum(aloneReasons)),
  /** The screen it is about, or what the review found. */
  about: z.nullable(z.string()),
})
export type LifeStep = z.infer<typeof LifeStep>

/** Somebody has been sent to a screen, or not after all. */
export const SentWrite = z.object({ sent: z.boolean() })
