import type { Clock } from '../../controller/clock.ts'

/** The system's clock, shifted so that it is `from` o'clock at the demo airport now: robots rest at night, whenever a test runs. Devices take their time from the controller. */
export function dayClock(from = '10:00', timeZone = 'Asia/Shanghai'): Clock {
  const now = Temporal.Now.zonedDateTimeISO(timeZone)
  const ahead = now.withPlainTime(Temporal.PlainTime.from(from)).since(now, { largestUnit: 'millisecond' })
  return { now: () => Temporal.Now.instant().add(ahead) }
}
