import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import type { Item, Quiz } from '../../protocol/content.ts'
import type { Kit } from '../../protocol/kit.ts'
import { canonicalJson } from '../content/bundle.ts'

const isAsked = ({ kind }: Item): boolean => kind === 'quiz' || kind === 'case'
/** Whether any passenger may meet it: not what is for staff alone. */
const isForPassengers = ({ zoneKinds, audiences }: Item): boolean =>
  (zoneKinds.length === 0 || zoneKinds.some((kind) => kind !== 'staff_corridor')) && (audiences.length === 0 || audiences.some((audience) => audience !== 'staff'))

/** Questions that stand around a lesson stay there, so that nobody has met them. */
function apart(items: readonly Item[]): Item[] {
  const around = new Set(items.flatMap((item) => (item.kind === 'class' || item.kind === 'video' ? item.pairs ?? [] : [])).flat())
  return items.filter((item) => isAsked(item) && !around.has(item.id))
}

/** Of the items that may be shown: what exercises and stories are drawn from. */
export const exercisesOf = (items: readonly Item[]): Item[] => apart(items).filter(isForPassengers)

/** Of the items that may be shown: questions for staff alone, for the staff walls. */
export const staffQuestionsOf = (items: readonly Item[]): Quiz[] => apart(items).filter((item): item is Quiz => item.kind === 'quiz' && !isForPassengers(item))

/** Anything as the bytes that are served, and their hash: the same content is the same file. */
export function makeFile(content: unknown): { sha256: string; body: string } {
  const body = canonicalJson(content)
  return { sha256: createHash('sha256').update(body).digest('hex'), body }
}

/** A kit as a file. */
export const makeKit = (parts: z.input<typeof Kit>): { sha256: string; body: string } => makeFile(parts)
