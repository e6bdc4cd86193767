import type { View } from './player.ts'
import { closeBuckets, nextClose, noPlays, playing, type PlayRun } from './plays.ts'
import type { Timers } from './ports.ts'

/** So long after a bucket's end, at most, its runs go out: thousands of screens do not speak up in the same second. */
const SPREAD_MS = 60_000

/** Keeps proof of play from the views that were drawn, and hands over each bucket a little after its end. */
export function createPlayLog({ timers, now, jitter, add }: { timers: Timers; now(): number; jitter: number; add(run: PlayRun): Promise<void> }) {
  let plays = noPlays
  let cancel: (() => void) | null = null
  let stopped = false

  function hand(all: boolean): void {
    const at = now()
    plays = playing(plays, all ? null : plays.on && { id: plays.on.item, startedAtMs: plays.on.startedAtMs }, at)
    const closed = closeBuckets(plays, at, all)
    plays = closed.plays
    for (const run of closed.runs) void add(run)
    wait()
  }

  function wait(): void {
    cancel?.()
    cancel = null
    const due = nextClose(plays)
    if (due !== null && !stopped) cancel = timers.after(Math.max(1000, due + jitter * SPREAD_MS - now()), () => hand(false))
  }

  return {
    showing({ main, at }: View): void {
      plays = playing(plays, main.kind === 'item' ? { id: main.item.id, startedAtMs: main.startedAt.epochMilliseconds } : null, at.epochMilliseconds)
      if (!cancel) wait()
    },
    /** Hands over everything counted so far. */
    leave: (): void => hand(true),
    stop(): void {
      stopped = true
      cancel?.()
    },
  }
}
