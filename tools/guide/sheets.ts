import type { Guide } from '../../protocol/content.ts'
import { sectionMove } from '../../protocol/guide.ts'
import type { Move } from '../../protocol/words.ts'

export type Part = Guide['sections'][number]
/** Parts under one character. */
export type Block = { move: Move; parts: Part[] }
export type Sheet =
  | { kind: 'cover'; moves: Move[] }
  | { kind: 'parts'; blocks: Block[] }
  | { kind: 'notes' }
  | { kind: 'back'; blocks: Block[] }

/** How many points one page takes under one character, under two, and on the back. */
const POINTS = { one: 6, two: 5, back: 12 } as const

const pointsIn = (blocks: readonly Block[]): number => blocks.flatMap(({ parts }) => parts).reduce((sum, { points }) => sum + points.length, 0)

/** Parts that follow one another under the same character share it, where one page takes them. */
function blocksOf(parts: readonly { move: Move; part: Part }[]): Block[] {
  const blocks: Block[] = []
  for (const { move, part } of parts) {
    const last = blocks.at(-1)
    if (last?.move === move && pointsIn([last]) + part.points.length <= POINTS.one) last.parts.push(part)
    else blocks.push({ move, parts: [part] })
  }
  return blocks
}

/** Puts the two neighbours with the fewest points on one page; null where no two may share one. */
function closer(pages: readonly Block[][]): Block[][] | null {
  const sizes = pages.slice(1).map((page, i) => pointsIn([...(pages[i] ?? []), ...page]))
  const least = Math.min(...sizes)
  const at = sizes.indexOf(least)
  if (least > POINTS.two || pages.length < 2) return null
  const joined = [...(pages[at] ?? []), ...(pages[at + 1] ?? [])]
  return joined.length > 2 ? null : [...pages.slice(0, at), joined, ...pages.slice(at + 2)]
}

/**
 * A guide as the pages of a stapled booklet: a cover, one character to a page, and on the back what is urgent, found without opening
 * it. Always a multiple of four; what would stay empty is for notes.
 */
export function sheetsOf({ sections }: Pick<Guide, 'sections'>, order: readonly Move[]): Sheet[] {
  const all = sections.map((part, at) => ({ part, move: sectionMove(part, at) }))
  const urgent = all.findIndex(({ move }) => move === 'report')
  const onBack = (from: number): boolean => from > 0 && pointsIn([{ move: 'report', parts: sections.slice(from) }]) <= POINTS.back
  const from = onBack(urgent) ? urgent : all.length - 1
  let inner = blocksOf(all.slice(0, from)).map((block) => [block])
  // Two too many are moved closer together; more than that are worth another sheet of paper.
  const over = (inner.length + 2) % 4
  for (let i = 0, pages: Block[][] | null = inner; over <= 2 && inner.length > over && i < over && pages; i += 1) {
    pages = closer(pages)
    if (pages && i === over - 1) inner = pages
  }
  const notes = (4 - (inner.length + 2) % 4) % 4
  return [
    { kind: 'cover', moves: [...new Set([...all.map(({ move }) => move), ...order])].slice(0, 6) },
    ...inner.map((blocks): Sheet => ({ kind: 'parts', blocks })),
    ...Array.from({ length: notes }, (): Sheet => ({ kind: 'notes' })),
    { kind: 'back', blocks: blocksOf(all.slice(from)) },
  ]
}
