export type Backoff = { firstMs: number; longestMs: number }

export const usualBackoff: Backoff = { firstMs: 500, longestMs: 15_000 }

/**
 * Milliseconds to wait before attempt `attempt` (0 = the first after a loss): anywhere between nothing and a ceiling
 * that doubles each time. Full jitter, because ten thousand screens that lost one broker must not come back in step.
 * `random` is in [0, 1).
 */
export function backoffMs(attempt: number, { firstMs, longestMs }: Backoff, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 30))
  return Math.floor(random * ceiling)
}

/**
 * How many failures in a row count for the next wait, after a connection that stood for `stoodMs`. A connection that is
 * torn at once (two tabs fighting for one name, a broker that is going down) has not proved anything yet.
 */
export function attemptsAfter(attempts: number, stoodMs: number | null, { longestMs }: Backoff): number {
  return stoodMs !== null && stoodMs >= longestMs ? 0 : attempts + 1
}
