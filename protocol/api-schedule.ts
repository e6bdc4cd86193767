/** What a change of the schedule would do, changes of several entries at once, presets and talks. */
import * as z from 'zod/mini'
import { ScheduleWrite } from './api.ts'
import { Count, Day, Id, Instant, Text, WallTime } from './basics.ts'
import { levels, moments, scheduleLevels, zoneKinds } from './words.ts'

const Share = z.number().check(z.minimum(0), z.maximum(1))
/** An entry as it really plays in a stretch: `share` of the time, `turns` of the turns of its loop. */
export const Played = z.object({ entry: Id, name: z.string(), level: z.enum(levels), share: Share, turns: Share })
export type Played = z.infer<typeof Played>
/** A stretch during which a zone plays the same. */
export const Stretch = z.object({ from: Instant, until: Instant, level: z.enum(levels), entries: z.array(Played) })
export type Stretch = z.infer<typeof Stretch>
export const Timeline = z.array(z.object({ zone: Id, stretches: z.array(Stretch) }))
export type Timeline = z.infer<typeof Timeline>

/** Most entries of one change; what undoes it is as large at most. */
export const MOST_CHANGES = 1_000
/**
 * Entries to write (those with a known id are replaced) and to take away, together: all of it or nothing. `removed`: what
 * the ones to take away were last read as; where one has changed since, nothing is done. Left out: whatever they say now.
 */
export const ScheduleChange = z.object({
  put: z._default(z.array(ScheduleWrite).check(z.maxLength(MOST_CHANGES)), []),
  remove: z._default(z.array(Id).check(z.maxLength(MOST_CHANGES)), []),
  removed: z.optional(z.record(Id, Count)),
})
export type ScheduleChange = z.infer<typeof ScheduleChange>

/**
 * `outranked`: a higher level hides the loser. `crowded`: it gets under 5 % of the time. `never`: it plays nowhere in the window.
 * `same`: the same playlist plays twice at once. `gap`: the zone is left with its neutral loop.
 */
export const conflictKinds = ['outranked', 'crowded', 'never', 'same', 'gap'] as const
/** The first stretch of it in a zone. `winner`: the entry that plays instead; null where there is none. */
export const Conflict = z.object({ zone: Id, from: Instant, until: Instant, kind: z.enum(conflictKinds), winner: z.nullable(Id), loser: Id, share: z.nullable(Share) })
export type Conflict = z.infer<typeof Conflict>
/** `from`: now, where left out or past; `until`: 48 hours later, 14 days at most. */
export const PreviewAsk = z.object({ ...ScheduleChange.shape, from: z.optional(Instant), until: z.optional(Instant) })
export type PreviewAsk = z.infer<typeof PreviewAsk>
export const SchedulePreview = z.object({
  zones: z.array(z.object({ zone: Id, changes: z.array(z.object({ from: Instant, until: Instant, before: z.array(Played), after: z.array(Played) })) })),
  /** Screens that show something else than they would have. */
  devices: z.array(Id),
  firstChangeAt: z.nullable(Instant),
  conflicts: z.array(Conflict),
})
export type SchedulePreview = z.infer<typeof SchedulePreview>

/** `versions`: of each entry from now on, those taken away, too. `undo`: the change that brings back what was before; refused where somebody has changed it since. */
export const BatchAnswer = z.object({ versions: z.record(Id, Count), undo: ScheduleChange })
export type BatchAnswer = z.infer<typeof BatchAnswer>

/** An entry of a preset: everything but where and on which days. */
export const PresetEntry = z.object({ name: z.string(), playlist: Id, level: z.enum(scheduleLevels), weight: z.int().check(z.minimum(1), z.maximum(20)), from: WallTime, until: WallTime, moments: z._default(z.array(z.enum(moments)), []) })
/** What a zone shall play in a situation that comes again, applied and taken back in one action. */
export const Preset = z.object({ id: Id, name: Text, description: Text, zoneKinds: z.array(z.enum(zoneKinds)), entries: z.array(PresetEntry).check(z.minLength(1), z.maxLength(50)) })
export type Preset = z.infer<typeof Preset>
/** `untilDay`: the last day; null = until it is taken back. */
export const PresetApply = z.object({ zones: z.array(Id).check(z.minLength(1)), fromDay: Day, untilDay: z.nullable(Day) })
export type PresetApply = z.infer<typeof PresetApply>
export const AppliedPreset = z.object({ id: Id, preset: Id, name: Text, zones: z.array(Id), fromDay: Day, untilDay: z.nullable(Day), entries: z.array(Id), by: z.string(), at: Instant,
  /** Of its entries, those that somebody has changed since. */
  edited: z.optional(z.array(Id)) })
export type AppliedPreset = z.infer<typeof AppliedPreset>

/** What shall become of entries that somebody has changed since: gone like the others, or kept as entries of their own. Left out: where there are any, nothing is done. */
export const PresetRevert = z.object({ edited: z.optional(z.enum(['remove', 'keep'])) })
export type PresetRevert = z.infer<typeof PresetRevert>

/** A talk in a zone: screens there, and next door where `neighbours`, do not speak while it lasts. */
export const TalkWrite = z.object({ name: z.string().check(z.minLength(1), z.maxLength(80)), zone: Id, from: Instant, until: Instant, neighbours: z.boolean() })
export type TalkWrite = z.infer<typeof TalkWrite>
export const Talk = z.object({ ...TalkWrite.shape, id: Id, by: z.string(), /** Zones that fall silent. */ silent: z.array(Id) })
export type Talk = z.infer<typeof Talk>
