/** What a place is told besides its programme: the flights that concern it, and the weather. True for a while only. */
import * as z from 'zod/mini'
import { Instant, Text } from './basics.ts'

/** Since when it holds, and for how many seconds from then it may be shown. */
const dated = { at: Instant, holdsSeconds: z.number().check(z.int(), z.minimum(1), z.maximum(86_400)) }

export const legStates = ['on_time', 'boarding', 'delayed', 'cancelled', 'departed', 'landed'] as const
export const InfoLeg = z.object({
  flight: z.string().check(z.minLength(2), z.maxLength(10)),
  /** Where it goes, or where it comes from at arrivals. */
  place: Text,
  scheduled: Instant,
  /** Null: as scheduled. */
  estimated: z.nullable(Instant),
  gate: z.nullable(z.string().check(z.maxLength(8))),
  state: z.enum(legStates),
})
export type InfoLeg = z.infer<typeof InfoLeg>

export const skies = ['clear', 'cloudy', 'rain', 'storm', 'snow', 'fog', 'wind'] as const
export const InfoWeather = z.object({ ...dated, place: Text, celsius: z.number(), sky: z.enum(skies) })

/** Each part is null where nobody knows. */
export const ZoneInfo = z.object({
  flights: z.nullable(z.object({ ...dated, legs: z.array(InfoLeg).check(z.maxLength(30)) })),
  weather: z.nullable(InfoWeather),
})
export type ZoneInfo = z.infer<typeof ZoneInfo>

/** What of it still holds at `now`; a part that says it is from the future holds, too: clocks differ by a little. */
export function freshInfo(info: ZoneInfo | null, now: Temporal.Instant): ZoneInfo {
  const holds = ({ at, holdsSeconds }: { at: string; holdsSeconds: number }): boolean => Temporal.Instant.compare(now, Temporal.Instant.from(at).add({ seconds: holdsSeconds })) < 0
  return { flights: info?.flights && holds(info.flights) ? info.flights : null, weather: info?.weather && holds(info.weather) ? info.weather : null }
}

/** The legs that matter most here: what is cancelled or late first, then by time; never what has left or landed. */
export function pressingLegs(legs: readonly InfoLeg[], most: number): InfoLeg[] {
  const rank = ({ state }: InfoLeg): number => (state === 'cancelled' ? 0 : state === 'delayed' ? 1 : 2)
  return legs.filter(({ state }) => state !== 'departed' && state !== 'landed').toSorted((a, b) => rank(a) - rank(b) || (a.scheduled < b.scheduled ? -1 : 1)).slice(0, most)
}
