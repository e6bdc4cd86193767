import * as z from 'zod/mini'
import { Count, Id, Instant, Sha256 } from './basics.ts'
import { itemKinds, levels } from './words.ts'

const Seconds = z.number().check(z.int(), z.minimum(1), z.maximum(3600))

/** An item as a programme names it: enough to keep time; the words are in the bundle. */
export const ProgrammeItem = z.object({ id: Id, kind: z.enum(itemKinds), seconds: Seconds, bundle: Sha256 })
export type ProgrammeItem = z.infer<typeof ProgrammeItem>

/** The schedule entry behind a turn, for `reasons`. */
export const ProgrammeEntry = z.object({ id: Id, name: z.string(), level: z.enum(levels), weight: Count })
export type ProgrammeEntry = z.infer<typeof ProgrammeEntry>

/** One turn: [index into `items`, index into `entries`]. */
const Turn = z.tuple([Count, Count])

export const Loop = z.object({ turns: z.array(Turn).check(z.minLength(1), z.maxLength(500)) })
export type Loop = z.infer<typeof Loop>

/**
 * One stretch of time with its loop. `epoch` is where the loop counts from: the start of the stretch at that level,
 * which lies before `from` where a higher level interrupted it.
 */
export const Slot = z.object({ from: Instant, until: Instant, epoch: Instant, level: z.enum(levels), loop: Count })
export type Slot = z.infer<typeof Slot>

/**
 * A zone's slots for the coming 48 hours: contiguous, in order, never overlapping. One without loops says that nothing
 * may be shown here: what was on goes at once, and screens stand by.
 */
export const Programme = z.object({
  zone: Id,
  from: Instant,
  until: Instant,
  items: z.array(ProgrammeItem),
  entries: z.array(ProgrammeEntry),
  loops: z.array(Loop),
  slots: z.array(Slot),
  /** What to play when the slots have run out and no newer programme came. */
  fallback: z.object({ epoch: Instant, loop: Count }),
  /** Devices that speak in turn, ten minutes each, counted from the Unix epoch. Empty: nobody speaks. */
  speakers: z.array(Id),
  /** Stretches, in order, during which nobody speaks because somebody gives a talk here or next door. Left out: none. */
  silent: z.optional(z.array(z.object({ from: Instant, until: Instant }))),
}).check(z.refine((p) => p.loops.every((l) => l.turns.every(([i, e]) => i < p.items.length && e < p.entries.length)), { error: 'a turn names an item or entry that is not there', path: ['loops'] }),
  z.refine((p) => p.slots.every((s) => s.loop < p.loops.length) && (p.fallback.loop < p.loops.length || p.loops.length === 0), { error: 'a slot names a loop that is not there', path: ['slots'] }),
  z.refine((p) => p.slots.every((s, i) => s.from < s.until && (i === 0 || p.slots[i - 1]?.until === s.from)), { error: 'slots must touch, in order', path: ['slots'] }))
export type Programme = z.infer<typeof Programme>

/** A programme that shows nothing. */
export const emptyProgramme = (zone: string, from: Temporal.Instant, until: Temporal.Instant): Programme =>
  ({ zone, from: from.toString(), until: until.toString(), items: [], entries: [], loops: [], slots: [], fallback: { epoch: from.toString(), loop: 0 }, speakers: [] })
