/** How far a device's stream is settled. */
export type Stream = {
  /** Every number up to here is settled. */
  upTo: number
  /** Settled numbers above it. */
  ahead: ReadonlySet<number>
  /** The lowest number that the device still holds, by its own word. */
  base: number
  /** Numbers that are gone: the device no longer holds them, and they never came. */
  gap: number
  /** Events the device dropped unsent, by its own word. */
  shed: number
  firstMs: number
  lastMs: number
}

/** A device holds fewer than these at once; whoever sends numbers further apart is not answered. */
export const MOST_AHEAD = 100_000

export const newStream = (nowMs: number): Stream => ({ upTo: 0, ahead: new Set(), base: 1, gap: 0, shed: 0, firstMs: nowMs, lastMs: nowMs })

/** Whether a number counts as settled already. */
export const isSettled = (stream: Stream, seq: number): boolean => seq <= stream.upTo || stream.ahead.has(seq)

/**
 * The stream after a batch whose numbers `seqs` were stored or quarantined. What lies below `base` and never came is gone:
 * counted as a gap, never waited for. So a store that was restored from an older copy, or a wiped outbox, sticks nowhere.
 */
export function settle(stream: Stream, batch: { base: number; shed: number }, seqs: Iterable<number>, nowMs: number): Stream {
  const ahead = new Set(stream.ahead)
  let { upTo, gap } = stream
  for (const seq of seqs) if (seq > upTo) ahead.add(seq)
  if (batch.base - 1 > upTo) {
    const gone = batch.base - 1 - upTo
    let came = 0
    for (const seq of ahead) {
      if (seq >= batch.base) continue
      came += 1
      ahead.delete(seq)
    }
    gap += gone - came
    upTo = batch.base - 1
  }
  while (ahead.delete(upTo + 1)) upTo += 1
  return { upTo, ahead, gap, base: Math.max(stream.base, batch.base), shed: Math.max(stream.shed, batch.shed), firstMs: stream.firstMs, lastMs: nowMs }
}
