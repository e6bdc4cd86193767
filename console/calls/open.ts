import type { CallView } from '../../protocol/api-calls.ts'

/** Calls that somebody has to see to: those nobody has accepted first, the oldest of each first. */
export const openCalls = (calls: readonly CallView[]): CallView[] =>
  calls.filter(({ state }) => state === 'waiting' || state === 'accepted').toSorted((a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting') || Date.parse(a.askedAt) - Date.parse(b.askedAt))

/** Whether it rings: somebody stands there now, and nobody has said that they come. */
export const rings = (calls: readonly CallView[], muted: ReadonlySet<string>): boolean => calls.some(({ id, state, late, silent }) => state === 'waiting' && !late && !silent && !muted.has(id))

/** `1:05`, minutes and seconds since `from`; never below zero. */
export function since(from: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(from)) / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
