/**
 * What a check-in point and a robot need beyond their programme: content-addressed like a bundle, named by its hash in the signed
 * `desired`, kept offline. Each part is a list or null, so that an older kit still fits.
 */
import * as z from 'zod/mini'
import { KitAnswer } from './answer.ts'
import { Board } from './board.ts'
import { Class, Guide, Item, mediaOf, MediaRef, Phone, Quiz, Video } from './content.ts'
import { Simulation } from './simulation.ts'

export { goodPhones, isGood } from './content.ts'

/** A class or a film of 反诈小课堂 with its parallel questions, whole. */
export const Lesson = z.object({ item: z.discriminatedUnion('kind', [Class, Video]), pairs: z.array(z.tuple([Quiz, Quiz])) })
export type Lesson = z.infer<typeof Lesson>

export const Kit = z.object({
  /** The boarding guide (乘机反诈指南). */
  guide: z._default(z.nullable(Guide), null),
  /** What passengers may ask 小安; whoever shows one asks `answerOn` first. */
  answers: z._default(z.array(KitAnswer), []),
  /** Questions and stories of the whole library, for points whose zone has few of its own. */
  exercises: z._default(z.array(Item), []),
  /** Questions for staff alone, for the staff walls; no passenger meets them. */
  staffQuestions: z._default(z.array(Quiz), []),
  /** Every number of the registry; whoever shows one asks `isGood` first. */
  phones: z._default(z.array(Phone), []),
  /** Contacts to live through. */
  simulations: z._default(z.array(Simulation), []),
  /** 反诈飞行棋. */
  board: z._default(z.nullable(Board), null),
  /** The table of all clips (`SpeechTable`, see speech.ts), a file of its own: a hundred kilobytes that change with one line. */
  speech: z._default(z.nullable(MediaRef), null),
  /** 反诈小课堂. */
  lessons: z._default(z.array(Lesson), []),
  /** The building for finding the way, a `WayMap` (way/map.ts) as a file of its own: read when somebody asks for the way. */
  venue: z._default(z.nullable(MediaRef), null),
})
export type Kit = z.infer<typeof Kit>

/** Files that parts of the kit need, to be kept with it. */
export const filesOfKit = ({ exercises, lessons, venue }: Kit): MediaRef[] => [
  ...(venue ? [venue] : []), ...[...exercises, ...lessons.map(({ item }) => item)].flatMap((item) => mediaOf(item).map(({ media }) => media)),
]
