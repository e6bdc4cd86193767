import type { LinkState } from './link.ts'

export type States = {
  readonly value: LinkState
  set(next: LinkState): void
  on(listener: (state: LinkState) => void): () => void
}

/** Holds a link's state and tells listeners; one that throws is reported and does not keep the others from hearing. */
export function createStates(first: LinkState, onThrow: (error: unknown) => void): States {
  let value = first
  const listeners = new Set<(state: LinkState) => void>()
  const tell = (listener: (state: LinkState) => void) => {
    try {
      listener(value)
    } catch (error) {
      onThrow(error)
    }
  }
  return {
    get value() {
      return value
    },
    set(next) {
      value = next
      for (const listener of [...listeners]) tell(listener)
    },
    on(listener) {
      listeners.add(listener)
      tell(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
