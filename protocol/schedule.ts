import * as z from 'zod/mini'
import { Count, Day, Id, WallTime } from './basics.ts'
import { contentStates, moments, scheduleLevels } from './words.ts'

/**
 * A playlist, where, when and how much of it. Times are the site's wall clock. `until` at or before `from` crosses
 * midnight; equal means a full day. A start that does not exist (spring gap) is skipped.
 */
export const ScheduleEntry = z.object({
  id: Id,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  playlist: Id,
  /** Any nodes of the zone tree; inner ones stand for their leaves. */
  zones: z.array(Id).check(z.minLength(1)),
  level: z.enum(scheduleLevels),
  /** Share of turns against other entries of the same level at the same time, 1 to 20. */
  weight: z.number().check(z.int(), z.minimum(1), z.maximum(20)),
  /** First day. */
  startDay: Day,
  from: WallTime,
  until: WallTime,
  /** RFC 5545 recurrence without DTSTART, e.g. `FREQ=WEEKLY;BYDAY=MO,WE`; null = once. SECONDLY, MINUTELY and HOURLY are refused. */
  rrule: z.nullable(z.string().check(z.maxLength(300))),
  /** Days left out. */
  exceptDays: z.array(Day),
  /** Only items with one of these moments (or with none); empty = all. */
  moments: z.array(z.enum(moments)),
  /** The applied preset that it belongs to; null or left out: none. */
  preset: z.optional(z.nullable(Id)),
  state: z.enum(contentStates),
  version: Count,
})
export type ScheduleEntry = z.infer<typeof ScheduleEntry>
