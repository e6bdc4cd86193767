import type { LiveChange } from '../protocol/api.ts'

/** Tells whoever listens (the console's live channel) that something changed. */
export type Changes = {
  tell(kind: LiveChange['kind'], id: string): void
  on(listener: (change: LiveChange) => void): () => void
}

export function createChanges(): Changes {
  const listeners = new Set<(change: LiveChange) => void>()
  return {
    tell(kind, id) {
      for (const listener of [...listeners]) listener({ kind, id })
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
