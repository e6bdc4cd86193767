import type { Answer } from '../../protocol/answer.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Guide, Item, Phone, RobotLine } from '../../protocol/content.ts'
import { isBlank } from '../../protocol/guide.ts'
import { greetings, parting, whenCalled, whenPaid } from '../../protocol/hosting.ts'
import type { Simulation } from '../../protocol/simulation.ts'
import { linesIn, saidOf, type Line } from '../../protocol/speech.ts'
import type { WayMap } from '../../protocol/way/map.ts'
import { phrasesOfSteps } from '../../protocol/way/steps.ts'

/** The part of the content that can be said. */
export type Sayable = { items: readonly Item[]; robotLines: readonly RobotLine[]; answers: readonly Answer[]; guides: readonly Guide[]; simulations: readonly Simulation[]; phones: readonly Phone[] }

/** The texts that are said aloud; a new kind of line is one more entry here. */
function textsOf({ items, robotLines, answers, guides, simulations }: Sayable): Text[] {
  return [
    ...greetings, parting, whenPaid.head, ...whenPaid.steps.map(([, line]) => line),
    ...Object.values(whenCalled).flatMap(({ head, then }) => [head, then]),
    ...robotLines.map(({ text }) => text),
    ...items.flatMap(saidOf),
    ...items.flatMap((item) => (item.kind === 'quiz' ? [item.say] : [])),
    // Of classes those that a passenger can play; on a wall nobody is told a lesson.
    ...items.flatMap((item) => (item.kind === 'class' && item.pairs ? item.scenes.map(({ text }) => text) : [])),
    ...answers.flatMap(({ action, answer }) => [action, ...answer]),
    ...simulations.flatMap(({ say, endings }) => [say, ...endings.flatMap((ending) => (ending.say ? [ending.say] : []))]),
    ...guides.flatMap(({ sections }) => sections).flatMap(({ title, points }) => [title, ...points.filter((point) => !isBlank(point))]),
  ]
}

/** Every line that a screen can say, in every language its text comes in, each once. `way`: the building through which check-in points show the way, phrase by phrase. */
export function linesOf(content: Sayable, way: WayMap | null): Line[] {
  const lines = [...textsOf(content).flatMap((text) => linesIn(text, Object.keys(text), content.phones)), ...(way ? phrasesOfSteps(way) : [])]
  return [...new Map(lines.filter(({ text }) => text !== '').map((line) => [`${line.language}\n${line.text}`, line])).values()]
}
