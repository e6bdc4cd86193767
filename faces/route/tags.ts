/** Where the words of a way stand on its map: never over one another, seldom over the way. Pure; pixels of the page. */
import type { Text } from '../../protocol/basics.ts'
import { pickText } from '../../protocol/basics.ts'
import { arrange } from '../map/arrange.ts'
import type { Bounds, Box, Wanted } from '../map/arrange.ts'
import type { Point } from '../map/types.ts'
import { ems } from '../words.ts'

/** `here`: where one stands; `goal`: where the way leads; `ride`: what joins two levels; `level`: which level is which; `name`: what one passes. */
export type TagKind = 'here' | 'goal' | 'ride' | 'level' | 'name'
export type Tag = { key: string; kind: TagKind; text: Text; ordinal: number; at: Point }
export type PutTag = Tag & { words: string; x: number; y: number; width: number; height: number }

/** Size of type, in units. */
export const TYPE: Record<TagKind, number> = { here: 36, goal: 40, ride: 32, level: 36, name: 30 }
const PAD: Record<TagKind, readonly [x: number, y: number]> = { here: [22, 10], goal: [26, 12], ride: [18, 8], level: [20, 8], name: [6, 2] }
/** How far above the spot a tag belongs, in units; negative: below. */
const ABOVE: Record<TagKind, number> = { here: -74, goal: 122, ride: 0, level: 0, name: 40 }

/** The line as small boxes, to be kept clear. */
function marksOf(lines: readonly (readonly Point[])[], reach: number): Box[] {
  return lines.flatMap((line) => line.flatMap(([x2, y2], i): Box[] => {
    const [x1, y1] = line[i - 1] ?? [x2, y2]
    const parts = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / reach))
    return Array.from({ length: parts }, (_, n) => ({ x: x1 + ((x2 - x1) * (n + 1)) / parts, y: y1 + ((y2 - y1) * (n + 1)) / parts, width: reach, height: reach }))
  }))
}

/** `u`: pixels in a unit; `large`: by how much type is larger. The most important tags first: they have the first choice. */
export function putTags(tags: readonly Tag[], lines: readonly (readonly Point[])[], pageOf: (at: Point, ordinal: number) => readonly [number, number], language: string, u: number, large: number, bounds: Bounds): PutTag[] {
  const page = [[bounds.left, bounds.top], [bounds.right, bounds.top], [bounds.right, bounds.bottom], [bounds.left, bounds.bottom]] as const
  const made = tags.map((tag) => {
    const words = pickText(tag.text, language)
    const size = TYPE[tag.kind] * large * u
    const [px, py] = PAD[tag.kind]
    const [x, y] = pageOf(tag.at, tag.ordinal)
    return { ...tag, words, x, y: y - ABOVE[tag.kind] * u, width: ems(words) * size + 2 * px * u, height: size * 1.24 + 2 * py * u }
  })
  const wanted = made.map(({ key, kind, x, y, width, height }): Wanted => ({ key, x, y, width, height, area: page, under: [], short: height, urgent: kind !== 'name' && kind !== 'level' }))
  // Beyond the page there is nothing to name; what one stands on and goes to is on it.
  const inPage = wanted.map((one) => (one.urgent ? { ...one, x: Math.max(bounds.left, Math.min(bounds.right, one.x)), y: Math.max(bounds.top, Math.min(bounds.bottom, one.y)) } : one))
  const ends = [lines[0]?.[0], lines.at(-1)?.at(-1)].flatMap((at): Box[] => (at ? [{ x: at[0], y: at[1], width: 52 * u, height: 52 * u }] : []))
  const stands = arrange(inPage, marksOf(lines, 22 * u), ends, bounds)
  return made.flatMap((tag) => { const at = stands.get(tag.key); return at ? [{ ...tag, x: at.x, y: at.y }] : [] })
}
