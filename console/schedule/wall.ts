import { daysFrom, DAY_MINUTES, minutesOf } from './spot.ts'

const local = (ms: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(timeZone)
/** The site's day at an instant. */
export const dayOf = (ms: number, timeZone: string): string => local(ms, timeZone).toPlainDate().toString()
/** Minutes on the site's wall clock from the midnight of `first` to an instant. */
export const wallMinutes = (ms: number, first: string, timeZone: string): number => {
  const at = local(ms, timeZone)
  return daysFrom(first, at.toPlainDate().toString()) * DAY_MINUTES + minutesOf(at.toPlainTime().toString({ smallestUnit: 'second' }))
}
/** The instant that lies `minutes` on the wall clock after the midnight of `first`; inside a spring gap the one after it. */
export const instantOf = (minutes: number, first: string, timeZone: string): number =>
  Temporal.PlainDate.from(first).toPlainDateTime().add({ seconds: Math.round(minutes * 60) }).toZonedDateTime(timeZone).epochMilliseconds
