/** What was typed and is not with the controller yet, kept in this browser: nothing is lost on reload or while the network is away. */
import * as z from 'zod/mini'
import { DraftBody } from '../../protocol/api-review.ts'
import type { Named } from './api.ts'

/** `base`: the draft's `changedAt` on which the words were written. */
const Unsaved = z.object({ body: DraftBody, base: z.string() })
export type Unsaved = z.infer<typeof Unsaved>

const keyOf = (user: string, { kind, id, version }: Named) => `anxing.draft.${user}.${kind}.${id}.${version}`

export function createKeep(store: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, user: string, named: Named) {
  const key = keyOf(user, named)
  return {
    read(): Unsaved | null {
      try {
        return Unsaved.parse(JSON.parse(store.getItem(key) ?? ''))
      } catch {
        return null
      }
    },
    /** A full store is no reason to stop somebody from writing. */
    write(unsaved: Unsaved): void {
      try {
        store.setItem(key, JSON.stringify(unsaved))
      } catch { /* the controller still gets it */ }
    },
    clear(): void { store.removeItem(key) },
  }
}
export type Keep = ReturnType<typeof createKeep>
