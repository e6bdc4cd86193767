import type { Item, Phone, RobotLine } from '../../protocol/content.ts'
import { linesIn, saidOf, type Line } from '../../protocol/speech.ts'
import type { Text } from '../../protocol/basics.ts'

/** The part of the content that can be said. */
export type Sayable = { items: readonly Item[]; robotLines: readonly RobotLine[]; phones: readonly Phone[] }

/** The texts that are said aloud; a new kind of line is one more entry here. */
function textsOf({ items, robotLines }: Sayable): Text[] {
  return [
    ...robotLines.map(({ text }) => text),
    ...items.flatMap(saidOf),
    ...items.flatMap((item) => (item.kind === 'quiz' ? [item.say] : [])),
    // Of classes those that a passenger can play; on a wall nobody is told a lesson.
    ...items.flatMap((item) => (item.kind === 'class' && item.pairs ? item.scenes.map(({ text }) => text) : [])),
  ]
}

/** Every line that a screen can say, in every language its text comes in, each once. */
export function linesOf(content: Sayable): Line[] {
  const lines = textsOf(content).flatMap((text) => linesIn(text, Object.keys(text), content.phones))
  return [...new Map(lines.filter(({ text }) => text !== '').map((line) => [`${line.language}\n${line.text}`, line])).values()]
}
