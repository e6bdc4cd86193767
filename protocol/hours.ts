import type { QuietHours, VolumeHours } from './basics.ts'

const seconds = (time: Temporal.PlainTime): number => time.hour * 3600 + time.minute * 60 + time.second

/** Whether a wall-clock time lies in a half-open stretch that may cross midnight; from a time until the same is the whole day. */
export function isWithin(clock: Temporal.PlainTime, { from, until }: QuietHours): boolean {
  const at = seconds(clock)
  const a = seconds(Temporal.PlainTime.from(from))
  const b = seconds(Temporal.PlainTime.from(until))
  return a < b ? at >= a && at < b : at >= a || at < b
}

/**
 * How loud a device is at `now`, 0 to 1: its own volume, or less where the place asks for less at this hour. What staff have turned
 * down stays down, and of several stretches the quietest counts, so that no order matters.
 */
export function volumeAt(own: number, volumes: readonly VolumeHours[], timeZone: string, now: Temporal.Instant): number {
  if (volumes.length === 0) return own
  const clock = now.toZonedDateTimeISO(timeZone).toPlainTime()
  return Math.min(own, ...volumes.filter((stretch) => isWithin(clock, stretch)).map(({ volume }) => volume))
}
