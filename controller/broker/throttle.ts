/** Remembers failed sign-ins, so that guessing gets slow without asking the store. Pure: time in milliseconds. */

export type Throttle = {
  isHeld(source: string, now: number): boolean
  failed(source: string, now: number): void
  passed(source: string): void
}

export type ThrottleLimits = { failures: number; withinMs: number; sources: number }

export const usualThrottle: ThrottleLimits = { failures: 10, withinMs: 60_000, sources: 10_000 }

/** After `failures` within `withinMs` a source is held until that time has passed since its first failure. */
export function createThrottle(limits: ThrottleLimits = usualThrottle): Throttle {
  const known = new Map<string, { since: number; failures: number }>()
  const current = (source: string, now: number) => {
    const entry = known.get(source)
    return entry && now - entry.since < limits.withinMs ? entry : null
  }
  return {
    isHeld: (source, now) => (current(source, now)?.failures ?? 0) >= limits.failures,
    failed(source, now) {
      const entry = current(source, now) ?? { since: now, failures: 0 }
      entry.failures += 1
      known.delete(source)
      known.set(source, entry)
      const oldest = known.keys().next()
      if (known.size > limits.sources && !oldest.done) known.delete(oldest.value)
    },
    passed(source) {
      known.delete(source)
    },
  }
}
