import { pickText } from '../protocol/basics.ts'
import type { Text } from '../protocol/basics.ts'

/** Degrees clockwise from "to the right", or a turn round by the left or the right. */
export type Turn = number | 'back-left' | 'back-right'

const turns: readonly [RegExp, Turn][] = [
  [/右后方|behind you on the right/u, 'back-right'],
  [/左后方|behind you on the left|身后|behind you/u, 'back-left'],
  [/左前方|ahead on the left/u, -135],
  [/右前方|ahead on the right/u, -45],
  [/左侧|左边|to your left/u, 180],
  [/右侧|右边|to your right/u, 0],
  [/正前方|前方|straight ahead/u, -90],
]

/** Which way an arrow must point for words such as "左前方 60 米"; null where the words name a place instead of a direction. */
export function turnOf(way: Text): Turn | null {
  const said = pickText(way, 'zh-CN')
  return turns.find(([words]) => words.test(said))?.[1] ?? null
}
