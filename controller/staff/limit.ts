import { refused, type Outcome } from '../../protocol/errors.ts'

/** How often somebody may guess. Pure: time in milliseconds. */
export type Limits = { perUser: number; perAddress: number; withinMs: number; sources: number }

const usual: Limits = { perUser: 8, perAddress: 60, withinMs: 300_000, sources: 20_000 }

/**
 * Counts failed sign-ins by address and user together, so that somebody who guesses locks nobody else out; and by
 * address alone, so that many users cannot be tried from one place. Only failures count.
 */
export function createSignInLimit(limits: Limits = usual) {
  const known = new Map<string, { since: number; failures: number; told?: boolean }>()
  const current = (source: string, now: number) => {
    const entry = known.get(source)
    return entry && now - entry.since < limits.withinMs ? entry : null
  }
  const sources = (address: string, user: string) => [
    { source: `${address} ${user}`, most: limits.perUser },
    { source: address, most: limits.perAddress },
  ]
  return {
    /** Milliseconds to wait before another attempt is looked at; 0 = now. */
    waitMs(address: string, user: string, now: number): number {
      const waits = sources(address, user).map(({ source, most }) => {
        const entry = current(source, now)
        return entry && entry.failures >= most ? entry.since + limits.withinMs - now : 0
      })
      return Math.max(...waits)
    },
    /** Whether this is the first attempt that is slowed down here since the count began: that one is worth a line, a flood is not. */
    isFirstSlowed(address: string, user: string, now: number): boolean {
      const full = sources(address, user).flatMap(({ source, most }) => {
        const entry = current(source, now)
        return entry && entry.failures >= most ? [entry] : []
      })
      const isFirst = full.length > 0 && full.every(({ told }) => told !== true)
      for (const entry of full) entry.told = true
      return isFirst
    },
    slowed: (waitMs: number): Outcome<never> => refused('auth/slow-down', `Too many attempts. Try again in ${Math.ceil(waitMs / 60_000)} min.`),
    failed(address: string, user: string, now: number): void {
      for (const { source } of sources(address, user)) {
        const entry = current(source, now) ?? { since: now, failures: 0 }
        entry.failures += 1
        known.delete(source)
        known.set(source, entry)
      }
      while (known.size > limits.sources) {
        const oldest = known.keys().next()
        if (oldest.done) break
        known.delete(oldest.value)
      }
    },
    /** The attempt that was counted beforehand was none; those before it stay counted. */
    undo(address: string, user: string): void {
      for (const { source } of sources(address, user)) {
        const entry = known.get(source)
        if (entry && entry.failures > 0) entry.failures -= 1
      }
    },
    /** The attempt that was counted beforehand was none, and the user's own failures are forgiven; the address's are not. */
    passed(address: string, user: string): void {
      known.delete(`${address} ${user}`)
      const entry = known.get(address)
      if (entry && entry.failures > 0) entry.failures -= 1
    },
  }
}
export type SignInLimit = ReturnType<typeof createSignInLimit>
