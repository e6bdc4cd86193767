import { createHash } from 'node:crypto'
import type * as z from 'zod/mini'
import type { Kit } from '../../protocol/kit.ts'
import { canonicalJson } from '../content/bundle.ts'

/** A kit as the bytes that are served, and their hash: the same content is the same kit. */
export function makeKit(parts: z.input<typeof Kit>): { sha256: string; body: string } {
  const body = canonicalJson(parts)
  return { sha256: createHash('sha256').update(body).digest('hex'), body }
}
