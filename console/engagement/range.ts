export const ranges = ['today', 'days7', 'days30', 'custom'] as const
export type RangeKind = (typeof ranges)[number]
export type Range = { from: string; to: string }

/**
 * Whole days at the site as half-open instants: `today`, the last 7 or 30 days with today, or own days. A last day before the
 * first is read as the first.
 */
export function rangeOf(kind: RangeKind, own: { from: string; to: string }, timeZone: string, now: number): Range {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text) : today)
  const back = { today: 0, days7: 6, days30: 29 }
  const first = kind === 'custom' ? day(own.from) : today.subtract({ days: back[kind] })
  const asked = kind === 'custom' ? day(own.to) : today
  const last = Temporal.PlainDate.compare(asked, first) < 0 ? first : asked
  const start = (of: Temporal.PlainDate) => of.toZonedDateTime(timeZone).toInstant().toString()
  return { from: start(first), to: start(last.add({ days: 1 })) }
}

/** Sums of what is shown; suppressed cells are left out, never guessed. */
export function total(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, v) => sum + (v ?? 0), 0)
}
