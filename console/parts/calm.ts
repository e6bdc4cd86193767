/** How long nothing may have come or gone before the first one is drawn, milliseconds. */
const CALM_MS = 160

type Deps = { wait(then: () => void, ms: number): () => void; idle(then: () => void): void }

/**
 * A queue for what may be drawn later: one at a time, in the order they came, once nothing has come or gone for a moment and the
 * browser has nothing better to do. So a list answers to every key first, and draws the pictures of the rows that stay.
 */
export function createCalm({ wait, idle }: Deps) {
  const waiting = new Set<() => void>()
  let stop: (() => void) | null = null
  let moves = 0

  function drawNext(seen: number): void {
    // Meanwhile something came or went: whoever moved it has set the clock anew.
    if (seen !== moves) return
    const [next] = waiting
    if (!next) return
    waiting.delete(next)
    next()
    if (waiting.size > 0) idle(() => drawNext(seen))
  }
  function moved(): void {
    moves += 1
    stop?.()
    const seen = moves
    stop = wait(() => idle(() => drawNext(seen)), CALM_MS)
  }
  /** Asks for `draw` to be called once. Returns how to take that back. */
  return (draw: () => void): (() => void) => {
    waiting.add(draw)
    moved()
    return () => { if (waiting.delete(draw)) moved() }
  }
}

const whenCalm = createCalm({
  wait: (then, ms) => { const timer = setTimeout(then, ms); return () => { clearTimeout(timer) } },
  // Not every browser says when it is idle.
  idle: (then) => { if ('requestIdleCallback' in globalThis) requestIdleCallback(then, { timeout: 1_000 }); else setTimeout(then, 20) },
})

/** Calls `onsettled` once the element is near the viewport and the page has come to rest; what leaves before that is not drawn. */
export const whenSettled = (onsettled: () => void) => (element: Element) => {
  let back: (() => void) | null = null
  const observer = new IntersectionObserver((entries) => {
    back?.()
    back = entries.at(-1)?.isIntersecting ? whenCalm(() => { observer.disconnect(); onsettled() }) : null
  }, { rootMargin: '100px' })
  observer.observe(element)
  return () => { back?.(); observer.disconnect() }
}
