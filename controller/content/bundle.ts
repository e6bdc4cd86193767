import { createHash } from 'node:crypto'
import type { Bundle, Item, Phone } from '../../protocol/content.ts'

/** JSON with its keys in order: the same content is the same bytes, hence the same hash. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const parts = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${parts.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
}

/** What a screen needs to draw these items: the items in order, and the telephone numbers they name. */
export function makeBundle(items: readonly Item[], phones: ReadonlyMap<string, Phone>): { sha256: string; body: string } {
  const used = [...new Set(items.flatMap((item) => item.phones))].sort().flatMap((id) => phones.get(id) ?? [])
  const bundle: Bundle = { items: [...items], phones: used }
  const body = canonicalJson(bundle)
  return { sha256: createHash('sha256').update(body).digest('hex'), body }
}
