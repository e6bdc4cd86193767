import { prefersReducedMotion } from 'svelte/motion'

/** A clock for what lives on a page, milliseconds; it stands where motion is unwelcome, and ends with the page. */
export function aliveSince(still: () => boolean): { readonly atMs: number } {
  let atMs = $state(performance.now())
  $effect(() => {
    if (still() || prefersReducedMotion.current) return undefined
    let frame = requestAnimationFrame(function each(at) {
      atMs = at
      frame = requestAnimationFrame(each)
    })
    return () => cancelAnimationFrame(frame)
  })
  return { get atMs() { return atMs } }
}
