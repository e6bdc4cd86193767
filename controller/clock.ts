/** Where services get the time; rules take it as an argument. */
export type Clock = { now(): Temporal.Instant }

/** The day at a site, `YYYY-MM-DD`. */
export const dayAt = (clock: Clock, { timeZone }: { timeZone: string }): string => clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toString()

export const systemClock: Clock = { now: () => Temporal.Now.instant() }

export type ManualClock = Clock & {
  set(instant: Temporal.Instant): void
  /** Forward by a duration, e.g. `{ minutes: 5 }`. */
  advance(by: Temporal.DurationLike): void
}

/** A clock that stands still until a test moves it. */
export function createManualClock(start: Temporal.Instant | string): ManualClock {
  let now = Temporal.Instant.from(start)
  return {
    now: () => now,
    set(instant) {
      now = instant
    },
    advance(by) {
      now = now.add(by)
    },
  }
}
