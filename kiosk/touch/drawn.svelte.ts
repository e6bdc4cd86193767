import { prefersReducedMotion } from 'svelte/motion'
import { drawing } from '../../faces/timeline.ts'

const DONE_MS = 1_200

/** How much of a character stands since its page appeared: drawn stroke by stroke, unless motion is unwelcome. */
export function drawnSince(still: () => boolean): { readonly progress: number; restart(): void } {
  let progress = $state(1)
  let frame = 0
  const restart = (): void => {
    cancelAnimationFrame(frame)
    if (still() || prefersReducedMotion.current) {
      progress = 1
      return
    }
    const began = performance.now()
    const each = (): void => {
      const since = performance.now() - began
      progress = drawing(since + 200)
      if (since < DONE_MS) frame = requestAnimationFrame(each)
    }
    each()
  }
  return { get progress() { return progress }, restart }
}
