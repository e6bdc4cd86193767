/** Drafts, reviews and publishing (三审三校) over HTTP. */
import * as z from 'zod/mini'
import { Count, Id, Instant, Language, Text } from './basics.ts'
import { itemKinds, scams } from './words.ts'

export const revisionKinds = ['item', 'playlist', 'template', 'phone', 'line', 'answer', 'guide', 'simulation', 'board'] as const
export type RevisionKind = (typeof revisionKinds)[number]

/**
 * A revision's life. `draft`: its author's alone. `submitted`: waits for its next review. `passed`: all reviews are done, it waits for
 * the publisher. `refused`: a reviewer turned it down. `published`: on the screens. `superseded`: was published, until a later one was.
 */
export const revisionStates = ['draft', 'submitted', 'passed', 'refused', 'published', 'superseded'] as const
export type RevisionState = (typeof revisionStates)[number]

/** `open`: the newest of its thing, and not published yet. `published`: what is on the screens. */
export const revisionStandings = ['open', 'published'] as const
export type RevisionStanding = (typeof revisionStandings)[number]

/** What decides how many reviews there are. */
export const contentClasses = ['notice', 'lesson', 'story', 'playlist', 'template', 'phone', 'line', 'answer', 'guide', 'simulation', 'board'] as const
export type ContentClass = (typeof contentClasses)[number]
export const ReviewStages = z.record(z.enum(contentClasses), z.int().check(z.minimum(1), z.maximum(3)))
export type ReviewStages = z.infer<typeof ReviewStages>

/** Something a check found. `block`: it may not be submitted or published so. `facts`: figures and words for a sentence in any language. */
export const Finding = z.object({ code: z.string(), level: z.enum(['block', 'warn']), path: z.string(), message: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) })
export type Finding = z.infer<typeof Finding>

export const ReviewStep = z.object({ stage: z.int(), by: z.string(), at: Instant, decision: z.enum(['pass', 'refuse']), note: z.string() })
export type ReviewStep = z.infer<typeof ReviewStep>
/** `path`: the field it is about; null for the whole. */
export const ReviewComment = z.object({ id: Id, by: z.string(), at: Instant, path: z.nullable(z.string()), text: z.string() })

/** A body as it is being written: an item, a playlist, an alert template, a telephone number, a robot's line, an answer, the guide, a simulation or the board game that need not be whole yet. Only its id has to be there. */
export const DraftBody = z.looseObject({ id: Id })
export type DraftBody = z.infer<typeof DraftBody>

const about = {
  kind: z.enum(revisionKinds),
  /** The thing's id: the same in all its versions. */
  id: Id,
  /** Grows by one with every revision of the thing. */
  version: Count,
  state: z.enum(revisionStates),
  class: z.enum(contentClasses),
  /** How many reviews it takes. */
  stages: z.int(),
  author: z.string(),
  /** Everybody who wrote at it, its author first: none of them reviews or publishes it. */
  contributors: z.array(z.string()),
  createdAt: Instant,
  changedAt: Instant,
  submittedAt: z.nullable(Instant),
  steps: z.array(ReviewStep),
  publishedBy: z.nullable(z.string()),
  publishedAt: z.nullable(Instant),
}
/** `item`, `scam`: what it is about, as far as the body says; `missing`: languages in which something is not written yet. */
export const RevisionSummary = z.object({ ...about, title: Text, item: z.nullable(z.enum(itemKinds)), scam: z.nullable(z.enum(scams)), missing: z.array(Language), comments: Count })
export type RevisionSummary = z.infer<typeof RevisionSummary>
export const Revision = z.object({ ...about, body: DraftBody, comments: z.array(ReviewComment), findings: z.array(Finding) })
export type Revision = z.infer<typeof Revision>

export const RevisionCreate = z.object({ kind: z.enum(revisionKinds), body: DraftBody })
/** `changedAt` as last read: where somebody else has saved since, it is refused. */
export const RevisionSave = z.object({ body: DraftBody, changedAt: Instant })
export const ReviewDecision = z.object({ decision: z.enum(['pass', 'refuse']), note: z._default(z.string().check(z.maxLength(1_000)), '') })
export type ReviewDecision = z.infer<typeof ReviewDecision>
export const CommentWrite = z.object({ path: z._default(z.nullable(z.string().check(z.maxLength(120))), null), text: z.string().check(z.minLength(1), z.maxLength(1_000)) })
export const CheckAsk = z.object({ kind: z.enum(revisionKinds), body: DraftBody })
/** Shipped or withdrawn content that shall be reviewed as they are. */
export const AdoptAsk = z.object({ things: z.array(z.object({ kind: z.enum(revisionKinds), id: Id })).check(z.minLength(1), z.maxLength(500)) })
/** Several at once, of those that wait for the same. All or none. */
export const DecideMany = z.object({ revisions: z.array(z.object({ kind: z.enum(revisionKinds), id: Id, version: Count })).check(z.minLength(1), z.maxLength(500)), ...ReviewDecision.shape })
export const PublishMany = z.object({ revisions: DecideMany.shape.revisions })
