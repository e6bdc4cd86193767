import * as z from 'zod/mini'
import { Count, Id, Text } from './basics.ts'
import { channels, moves, scams } from './words.ts'

/**
 * `contact`: somebody gets in touch, and the player says whether it is genuine. `rest`: one move, in its character. `flight`: the
 * same, and on to the square with the index `to`, as in 飞行棋.
 */
const Square = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('contact') }),
  z.object({ kind: z.literal('rest'), move: z.enum(moves) }),
  z.object({ kind: z.literal('flight'), move: z.enum(moves), to: Count }),
  z.object({ kind: z.literal('finish') }),
])
export type Square = z.infer<typeof Square>

/** A contact short enough to be judged at once. */
const Prompt = z.object({
  id: Id,
  scam: z.enum(scams),
  move: z.enum(moves),
  genuine: z.boolean(),
  channel: z.enum(channels),
  sender: Text,
  message: Text,
  /** What gave it away, or showed that it was genuine. */
  why: Text,
})
export type Prompt = z.infer<typeof Prompt>

/** 反诈飞行棋 as data: a track from its first square to its last, and a deck of contacts. All players end on its one action. */
export const Board = z.object({
  id: Id,
  name: Text,
  squares: z.array(Square).check(z.minLength(8), z.maxLength(48)),
  prompts: z.array(Prompt).check(z.minLength(5), z.maxLength(60)),
  /** Squares forward for a right answer, and back for a wrong one. */
  forward: Count,
  back: Count,
  move: z.enum(moves),
  /** The sentence to say aloud. */
  say: Text,
  action: Text,
  phones: z.array(Id),
})
export type Board = z.infer<typeof Board>
