import * as z from 'zod/mini'
import { LiveChange } from '../protocol/api.ts'

/** `stale`: the stream has been gone for so long that what is on the page may no longer hold. Times in milliseconds. */
export type LinkState = { state: 'connecting' } | { state: 'live' } | { state: 'reconnecting'; since: number } | { state: 'stale'; since: number }

export const STALE_MS = 10_000
/** Waits between attempts, milliseconds; the last one repeats. */
const WAITS = [500, 1000, 2000, 4000, 8000]

/** What to say of the stream: `lostAt` is when it broke (null = it stands), `ever` whether it ever stood. */
export function linkState({ lostAt, ever }: { lostAt: number | null; ever: boolean }, now: number): LinkState {
  if (lostAt === null) return ever ? { state: 'live' } : { state: 'connecting' }
  return now - lostAt >= STALE_MS ? { state: 'stale', since: lostAt } : { state: 'reconnecting', since: lostAt }
}

export const retryWait = (attempt: number): number => WAITS[Math.min(attempt, WAITS.length - 1)] ?? 8000

type Deps = {
  url: string
  open: (url: string) => EventSource
  now: () => number
  onChange: (change: LiveChange) => void
  /** The stream stands again after a break: whatever was missed must be read anew. */
  onResume: () => void
  onLink: (link: { lostAt: number | null; ever: boolean }) => void
}
/**
 * The controller's server-sent events, kept open. EventSource gives up after an HTTP error, so every error closes it and
 * this opens the next one itself. Messages that do not fit are ignored: a newer controller may say more.
 */
export function createLive({ url, open, now, onChange, onResume, onLink }: Deps) {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 0
  let lostAt: number | null = null
  let ever = false

  function start() {
    clearTimeout(timer)
    source?.close()
    source = open(url)
    source.addEventListener('open', () => {
      attempt = 0
      lostAt = null
      if (ever) onResume()
      ever = true
      onLink({ lostAt, ever })
    })
    source.addEventListener('error', () => {
      source?.close()
      lostAt ??= now()
      onLink({ lostAt, ever })
      timer = setTimeout(start, retryWait(attempt++))
    })
    source.addEventListener('message', (event) => {
      const change = z.safeParse(LiveChange, parse(event.data))
      if (change.success) onChange(change.data)
    })
  }

  function stop() {
    clearTimeout(timer)
    source?.close()
    source = null
    lostAt = null
    ever = false
  }
  return { start, stop }
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null
  } catch {
    return null
  }
}
