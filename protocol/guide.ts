import { telephonesIn } from './answer.ts'
import type { Text } from './basics.ts'
import type { Guide, Phone } from './content.ts'
import { moves, type Move } from './words.ts'

type Section = Guide['sections'][number]

/** The character of a part: its own, else the next in their order. */
export const sectionMove = ({ move }: Pick<Section, 'move'>, at: number): Move => move ?? moves[at % moves.length] ?? 'ask'

/** A line that a site fills in by hand on paper. */
export const isBlank = (point: Text): boolean => point['zh-CN'].includes('＿＿')

/** The points of a part that may be shown: none that names a number which does not count, none that waits to be filled in. `good`: numbers that count today. */
export const pointsOn = ({ points }: Section, good: readonly Phone[]): Text[] =>
  points.filter((point) => !isBlank(point) && telephonesIn(point).every((id) => good.some((phone) => phone.id === id)))

/** The numbers that the guide shows, each once, in the registry's order. `good`: numbers that count today. */
export function numbersOn({ sections }: Pick<Guide, 'sections'>, good: readonly Phone[]): Phone[] {
  const named = new Set(sections.flatMap((section) => pointsOn(section, good)).flatMap(telephonesIn))
  return good.filter(({ id }) => named.has(id))
}
