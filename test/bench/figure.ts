/** One row of docs/bench.md. `ok` is null where there is no target to hold it against. */
export type Figure = { what: string; target: string; measured: string; ok: boolean | null; how: string }

export const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b)

/** The value below which `share` of the values lie (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const all = sorted(values)
  return all[Math.min(all.length - 1, Math.max(0, Math.ceil(share * all.length) - 1))] ?? NaN
}
export const median = (values: readonly number[]): number => percentile(values, 0.5)

export const round = (value: number, digits = 0): string => value.toFixed(digits)

/** Milliseconds since the Unix epoch with fractions; the same clock in every process of this machine. */
export const preciseNow = (): number => performance.timeOrigin + performance.now()
