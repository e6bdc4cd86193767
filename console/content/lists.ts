import type { DraftBody } from '../../protocol/api-review.ts'
import { MOST_GUIDE } from '../../protocol/checks/guide.ts'
import { CHOICES } from '../../protocol/checks/simulation.ts'
import { at, listAt } from './body.ts'

const blank = { 'zh-CN': '', en: '' }
/** Lists that grow and shrink as one writes: how few and how many, and what a new one is. */
const growing: Record<string, { least: number; most: number; fresh: unknown; /** Grows elsewhere than below its last. */ apart?: true }> = {
  options: { least: 2, most: 4, fresh: blank },
  scenes: { least: 2, most: 8, fresh: { text: blank, seconds: 6 } },
  lines: { least: 1, most: 6, fresh: blank },
  answer: { least: 1, most: 3, fresh: blank },
  says: { least: 0, most: 6, fresh: blank, apart: true },
  rows: { least: 0, most: 3, fresh: { label: blank, value: blank }, apart: true },
  choices: { ...CHOICES, fresh: { text: blank, to: '' }, apart: true },
  signs: { least: 1, most: 24, fresh: { node: '', text: blank }, apart: true },
  points: { least: 1, most: MOST_GUIDE.points, fresh: blank },
  sections: { least: 1, most: MOST_GUIDE.parts, fresh: { title: blank, points: [blank] }, apart: true },
}

export type Growth = { path: string; nth: number; mayGrow: boolean; mayShrink: boolean }
/** What may be done at a field such as `options.1` or `sections.0.points.2`; null where it is in no such list. `mayGrow` only at the last of them. */
export function growthAt(body: DraftBody, field: string): Growth | null {
  const parts = field.split('.')
  const index = parts.findLastIndex((part) => /^\d+$/.test(part))
  const rule = growing[parts[index - 1] ?? '']
  if (!rule) return null
  const path = parts.slice(0, index).join('.')
  const [nth, count] = [Number(parts[index]), listAt(body, path).length]
  return { path, nth, mayGrow: !rule.apart && nth === count - 1 && count < rule.most, mayShrink: count > rule.least }
}

/** Whether a list at this path has room for one more. */
export const mayGrow = (body: DraftBody, path: string): boolean => listAt(body, path).length < (growing[path.split('.').at(-1) ?? '']?.most ?? 0)
export const grown = (body: DraftBody, path: string): unknown[] => [...listAt(body, path), growing[path.split('.').at(-1) ?? '']?.fresh]
/** Without the one at `nth`; the right answer of a quiz stays the right answer. */
export function shrunk(body: DraftBody, path: string, nth: number): Record<string, unknown> {
  const rest = listAt(body, path).filter((_, i) => i !== nth)
  const answer = at(body, 'answer')
  return { [path]: rest, ...(path === 'options' && typeof answer === 'number' && { answer: answer > nth ? answer - 1 : Math.min(answer, rest.length - 1) }) }
}
