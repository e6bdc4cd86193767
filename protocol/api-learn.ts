/** The daily question for staff: scanned at a staff wall, answered on one's own phone, once a day. */
import * as z from 'zod/mini'
import { Count, Day, Id, Text } from './basics.ts'
import { channels, moves } from './words.ts'

const Code = z.string().check(z.minLength(1), z.maxLength(120))
export const LearnOpen = z.object({ code: Code })
/** `item`: the question that was read; an answer to another than today's is refused. */
export const LearnAnswer = z.object({ code: Code, choice: Count, item: z.optional(Id) })

/** One's own record only. `days`: answered this month, `right`: of these. */
export const LearnOwn = z.object({ days: Count, right: Count })
/** How today's answer was; null until it is given. */
export const LearnDone = z.object({ choice: Count, correct: z.boolean(), answer: Count, why: Text, move: z.enum(moves), action: Text })
/** Texts come with their telephone numbers spelled out. */
export const LearnView = z.object({
  day: Day,
  /** The question. */
  item: Id,
  channel: z.enum(channels),
  sender: Text,
  message: Text,
  question: Text,
  options: z.array(Text),
  done: z.nullable(LearnDone),
  own: LearnOwn,
})
export type LearnView = z.infer<typeof LearnView>
