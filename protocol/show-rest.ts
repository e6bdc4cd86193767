import type { QuietHours } from './basics.ts'
import { isQuiet } from './show-audio.ts'

export type Stretch = { from: Temporal.Instant; until: Temporal.Instant }

/** The quiet hours that hold `now` by the wall clock of `timeZone`: since when and until when; null outside them. Of several the one that ends last. */
export function quietStretch(hours: readonly QuietHours[], timeZone: string, now: Temporal.Instant): Stretch | null {
  const local = now.toZonedDateTimeISO(timeZone)
  const at = (time: string, days: number) => local.add({ days }).withPlainTime(Temporal.PlainTime.from(time))
  const isPast = (time: Temporal.ZonedDateTime) => Temporal.ZonedDateTime.compare(time, local) <= 0
  const found = hours.filter((one) => isQuiet([one], timeZone, now)).map(({ from, until }) => ({
    from: (isPast(at(from, 0)) ? at(from, 0) : at(from, -1)).toInstant(),
    until: (isPast(at(until, 0)) ? at(until, 1) : at(until, 0)).toInstant(),
  }))
  return found.sort((a, b) => Temporal.Instant.compare(b.until, a.until))[0] ?? null
}
