import type { Band } from './bands.ts'
import { addDays } from './spot.ts'
import type { Spot } from './spot.ts'
import { instantOf } from './wall.ts'

/** The library hands out dates whose local fields are the wall clock: those, never the instant, are meant. */
const pad = (n: number): string => String(n).padStart(2, '0')
export const wallDay = (date: Date): string => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
export const clockOf = (date: Date): string => `${pad(date.getHours())}:${pad(date.getMinutes())}${date.getSeconds() > 0 ? `:${pad(date.getSeconds())}` : ''}`

/** `2026-11-24 09:00`, or a whole day in the same form. */
type Moment = `${string} ${string}`
const isWholeDay = (spot: Spot): boolean => spot.from === '00:00' && spot.until === '00:00'
/** An occurrence for the library: a whole day stands above the hours. */
export function hoursOf(spot: Spot): { start: Moment; end: Moment; allDay: boolean } {
  const last = spot.until > spot.from ? spot.day : addDays(spot.day, 1)
  return isWholeDay(spot) ? { start: `${spot.day} 00:00`, end: `${addDays(spot.day, 1)} 00:00`, allDay: true } : { start: `${spot.day} ${spot.from}`, end: `${last} ${spot.until}`, allDay: false }
}
/** Back from the library after a drag; what was dropped among whole days is a whole day. At most 24 hours. */
export function spotOfEvent({ start, end, allDay }: { start: Date; end: Date; allDay: boolean }): Spot {
  if (allDay) return { day: wallDay(start), from: '00:00', until: '00:00' }
  return { day: wallDay(start), from: clockOf(start), until: end.getTime() - start.getTime() >= 86_400_000 ? clockOf(start) : clockOf(end) }
}

type Shown = { leaf: string | null; first: string; days: number; timeZone: string }
/** Talks and presets over the days shown, as events that cannot be dragged: a preset above the hours, a talk among them. */
export function eventsOfBands(bands: readonly Band[], { leaf, first, days, timeZone }: Shown, title: (band: Band) => string) {
  const [from, until] = [instantOf(0, first, timeZone), instantOf(days * 1440, first, timeZone)]
  const local = (ms: number): Moment => {
    const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone)
    return `${at.toPlainDate().toString()} ${at.toPlainTime().toString({ smallestUnit: 'second' })}`
  }
  const seen = new Set<string>()
  return bands.filter((band) => {
    if (band.from >= until || (band.until ?? Infinity) <= from) return false
    if (leaf !== null) return band.zone === leaf
    // With all zones together each is told once, at its own place.
    const once = `${band.kind} ${band.id}`
    return band.kind !== 'silent' && !seen.has(once) && Boolean(seen.add(once))
  }).map((band) => ({ id: `${band.kind}:${band.id}`, start: local(Math.max(from, band.from)), end: local(Math.min(until, band.until ?? until)), allDay: band.kind === 'preset', title: title(band), editable: false, classNames: ['band', band.kind] }))
}
