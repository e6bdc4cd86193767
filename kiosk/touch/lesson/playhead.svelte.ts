import { hasEnded, positionAt } from '../../device/rooms/lesson.ts'

/** Captions change on time with this, and nothing moves in between. */
const STILL_MS = 200

/** How far into a class it is, milliseconds: frame by frame while it runs, more seldom where nothing is to move. */
export function playhead(page: () => Parameters<typeof positionAt>[0], now: () => number, still: () => boolean): { readonly ms: number } {
  let nowMs = $state(now())
  $effect(() => {
    const shown = page()
    nowMs = now()
    if (shown.sinceMs === null || hasEnded(shown, now())) return
    let stop: () => void
    const look = (): void => {
      nowMs = now()
      if (hasEnded(shown, now())) stop()
    }
    if (still()) {
      const timer = setInterval(look, STILL_MS)
      stop = () => clearInterval(timer)
    } else {
      let frame = 0
      const each = (): void => {
        frame = requestAnimationFrame(each)
        look()
      }
      frame = requestAnimationFrame(each)
      stop = () => cancelAnimationFrame(frame)
    }
    return stop
  })
  return { get ms() { return positionAt(page(), nowMs) } }
}
