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

/** What is said at a step, a reply with it: how long in em, and in how many bubbles. */
function saidIn(parts: readonly Part[], language: string, phones: readonly Phone[]): { ems: number; bubbles: number } {
  const said = parts.flatMap((part) => (part.what === 'card' ? [] : [ems(spell(part.text, language, phones))]))
  return { ems: said.reduce((a, b) => a + b, 0), bubbles: said.length }
}

const CALM_EMS = 36
/** So little is said, and nothing shown, that a call has room for whoever calls. Each bubble takes some room of its own. */
export function isCalm(parts: readonly Part[], language: string, phones: readonly Phone[]): boolean {
  const said = saidIn(parts, language, phones)
  return parts.length === said.bubbles && said.ems + said.bubbles * 3 < CALM_EMS
}

/** Figures by which CSS sizes all bubbles of a step alike: what is said in em, how many bubbles, the card's height in units. */
export function talkFigures(parts: readonly Part[], language: string, phones: readonly Phone[]): string {
  const said = saidIn(parts, language, phones)
  const cards = parts.reduce((sum, part) => sum + (part.what === 'card' ? cardHeight(part.card) : 0), 0)
  return `--said:${said.ems.toFixed(2)};--bubbles:${said.bubbles};--parts:${parts.length};--cards:${cards}`
}

/** Milliseconds until the next part comes: a moment, and as long as the one before takes to read. */
export function pauseAfter(part: Part | undefined, language: string): number {
  if (!part || part.what === 'reply') return 500
  return part.what === 'card' ? 1_200 : Math.min(2_600, 500 + ems(spell(part.text, language)) * 70)
}
