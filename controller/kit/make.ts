import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import type { Item } from '../../protocol/content.ts'
import type { Kit } from '../../protocol/kit.ts'
import { canonicalJson } from '../content/bundle.ts'

/** Questions and stories that any passenger may meet: not those for staff alone. */
const isForPassengers = (item: Item): boolean =>
  (item.kind === 'quiz' || item.kind === 'case') && (item.zoneKinds.length === 0 || item.zoneKinds.some((kind) => kind !== 'staff_corridor')) && (item.audiences.length === 0 || item.audiences.some((audience) => audience !== 'staff'))

/** Of the items that may be shown: what exercises and stories are drawn from. Questions that stand around a lesson stay there, so that nobody has met them. */
export function exercisesOf(items: readonly Item[]): Item[] {
  const around = new Set(items.flatMap((item) => (item.kind === 'class' || item.kind === 'video' ? item.pairs ?? [] : [])).flat())
  return items.filter((item) => isForPassengers(item) && !around.has(item.id))
}

/** Anything as the bytes that are served, and their hash: the same content is the same file. */
export function makeFile(content: unknown): { sha256: string; body: string } {
  const body = canonicalJson(content)
  return { sha256: createHash('sha256').update(body).digest('hex'), body }
}

/** A kit as a file. */
export const makeKit = (parts: z.input<typeof Kit>): { sha256: string; body: string } => makeFile(parts)
