import { vi } from 'vitest'

/** Waits until `check` no longer throws. The bound is for what is broken, not for what is slow. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 60_000, interval: 10 })
