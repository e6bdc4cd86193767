import type { Text } from '../../protocol/basics.ts'
import type { Move } from '../../protocol/words.ts'

/** What a robot says, and how that is heard. */
export type Spoken = {
  caption: Text | null
  /** What the caption's move is, where it tells one, and how long it has stood, milliseconds. */
  stamp: { move: Move; sinceMs: number } | undefined
  speaking: boolean
  /** How far the words open the mouth, 0 to 1, where that is known. */
  opening?: number | undefined
  /** 0 to 1; `silent`: there are words, and nobody hears them. */
  volume: number
  silent: boolean
}
