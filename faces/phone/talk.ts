import { ems, spell } from '../words.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Phone } from '../../protocol/content.ts'
import type { SimulationNode } from '../../protocol/simulation.ts'

/** What stands on the passenger's screen at a step, in the order in which it comes. */
export type Part = { what: 'reply' | 'says'; text: Text } | { what: 'card'; card: NonNullable<SimulationNode['card']> }

/** The passenger's own words come first, then what the screen shows, then what the other side says. */
export const partsOf = (node: SimulationNode, reply: Text | undefined): Part[] => [
  ...(reply ? [{ what: 'reply', text: reply } as const] : []),
  ...(node.card ? [{ what: 'card', card: node.card } as const] : []),
  ...node.says.map((text) => ({ what: 'says', text } as const)),
]

const CARD = { head: 104, figure: 124, row: 66 } as const
/** Units of height that a card takes. */
export const cardHeight = ({ figure, rows }: NonNullable<SimulationNode['card']>): number => CARD.head + (figure ? CARD.figure : 0) + rows.length * CARD.row

/** Figures by which CSS sizes all bubbles of a step alike: what is said in em, how many bubbles, the card's height in units. */
export function talkFigures(parts: readonly Part[], language: string, phones: readonly Phone[]): string {
  const said = parts.flatMap((part) => (part.what === 'card' ? [] : [ems(spell(part.text, language, phones))]))
  const cards = parts.reduce((sum, part) => sum + (part.what === 'card' ? cardHeight(part.card) : 0), 0)
  return `--said:${said.reduce((a, b) => a + b, 0).toFixed(2)};--bubbles:${said.length};--parts:${parts.length};--cards:${cards}`
}

/** Milliseconds until the next part comes: a moment, and as long as the one before takes to read. */
export function pauseAfter(part: Part | undefined, language: string): number {
  if (!part || part.what === 'reply') return 500
  return part.what === 'card' ? 1_200 : Math.min(2_600, 500 + ems(spell(part.text, language)) * 70)
}
