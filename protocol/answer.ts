/** Answers to what passengers ask 小安: data that authors write, reviewers pass, and a check-in point searches without a network. */
import * as z from 'zod/mini'
import { Id, Text } from './basics.ts'
import { goodPhones, type Phone } from './content.ts'
import { moments, moves, zoneKinds } from './words.ts'

/** Where an answer may send somebody on foot. */
export const answerPlaces = ['desk', 'police', 'id_desk', 'counter', 'baggage'] as const

export const Answer = z.object({
  id: Id,
  question: Text,
  /** Other ways to ask the same, in any language; only searched, never shown. */
  asked: z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(24)),
  /** Two or three short sentences, each whole by itself: one whose number has run out is left out. */
  answer: z.array(Text).check(z.minLength(1), z.maxLength(3)),
  move: z.enum(moves),
  /** The one thing to do. */
  action: Text,
  /** Keys into the phone registry; text refers to them as `{tel:ID}`. Where the question or the action names one, it is the answer's point. */
  phones: z.array(Id),
  /** Where and when it is suggested before anything is asked; empty = anywhere, always, after those that are meant. */
  zoneKinds: z.array(z.enum(zoneKinds)),
  moments: z.array(z.enum(moments)),
  place: z.optional(z.enum(answerPlaces)),
})
export type Answer = z.infer<typeof Answer>

/** As a kit carries it. `sounds`: the Chinese question and the other ways to ask it, each as syllables without tones: `tui piao shou fei ma`. */
export const KitAnswer = z.object({ ...Answer.shape, sounds: z._default(z.array(z.string()), []) })
export type KitAnswer = z.infer<typeof KitAnswer>

/** The numbers that a text names, by id. */
export const telephonesIn = (text: Text): string[] => Object.values(text).flatMap((words) => [...words.matchAll(/\{tel:([^}]*)\}/g)].map(([, id = '']) => id))

/**
 * The answer as it may be shown on a day at the site: without the sentences whose number has run out or is unknown; null where
 * the number was its point, or nothing is left to say.
 */
export function answerOn<A extends Answer>(answer: A, phones: readonly Phone[], today: string): A | null {
  const good = new Set(goodPhones(phones, today).map(({ id }) => id))
  const mayStand = (text: Text): boolean => telephonesIn(text).every((id) => good.has(id))
  if (!mayStand(answer.question) || !mayStand(answer.action)) return null
  const left = answer.answer.filter(mayStand)
  return left.length === 0 ? null : { ...answer, answer: left, phones: answer.phones.filter((id) => good.has(id)) }
}
