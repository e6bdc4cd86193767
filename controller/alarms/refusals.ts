import type { DeviceFact } from './facts.ts'

type Seen = { counts: Record<string, number>; last: DeviceFact['refused'] }

/** Screens refuse what they already hold whenever they connect anew: that is how replays are kept off, and no fault. */
const harmless = new Set(['sign/older-than-held'])
/** A refusal that did not come again for this long is over. */
const OVER_MS = 15 * 60_000

/**
 * Screens report how often they have refused something since their page started. Tells when that last grew, and by which
 * code; a count that falls is a new page. `atMs`: when it was reported.
 */
export function createRefusals() {
  const seen = new Map<string, Seen>()
  return {
    heard(device: string, counts: Record<string, number>, atMs: number, nowMs: number): DeviceFact['refused'] {
      const before = seen.get(device)
      const grown = Object.entries(counts).filter(([code, count]) => !harmless.has(code) && count > (before?.counts[code] ?? 0)).sort((a, b) => b[1] - a[1])
      const code = grown[0]?.[0]
      const last = code === undefined ? (before?.last ?? null) : { code, atMs }
      seen.set(device, { counts, last })
      return last && nowMs - last.atMs < OVER_MS ? last : null
    },
  }
}
