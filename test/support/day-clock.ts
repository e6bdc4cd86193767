import type { Clock } from '../../controller/clock.ts'

const MOST_BACK_HOURS = 8

/** The system's clock, shifted so that it is `from` o'clock at the demo airport now: robots rest at night, whenever a test runs. Devices take their time from the controller. */
export function dayClock(from = '10:00', timeZone = 'Asia/Shanghai'): Clock {
  const now = Temporal.Now.zonedDateTimeISO(timeZone)
  const today = now.withPlainTime(Temporal.PlainTime.from(from))
  // Not further back than a browser keeps what it is given: a sign-in lasts half a day by the controller's clock.
  const then = now.since(today).total('hours') > MOST_BACK_HOURS ? today.add({ days: 1 }) : today
  const ahead = then.since(now, { largestUnit: 'millisecond' })
  return { now: () => Temporal.Now.instant().add(ahead) }
}
