import { addDays } from './spot.ts'
import type { Spot } from './spot.ts'

/** The library hands out dates whose local fields are the wall clock: those, never the instant, are meant. */
const pad = (n: number): string => String(n).padStart(2, '0')
export const wallDay = (date: Date): string => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
export const clockOf = (date: Date): string => `${pad(date.getHours())}:${pad(date.getMinutes())}${date.getSeconds() > 0 ? `:${pad(date.getSeconds())}` : ''}`

const isWholeDay = (spot: Spot): boolean => spot.from === '00:00' && spot.until === '00:00'
/** An occurrence for the library: a whole day stands above the hours. */
export function hoursOf(spot: Spot): { start: string; end: string; allDay: boolean } {
  const last = spot.until > spot.from ? spot.day : addDays(spot.day, 1)
  return isWholeDay(spot) ? { start: spot.day, end: addDays(spot.day, 1), allDay: true } : { start: `${spot.day} ${spot.from}`, end: `${last} ${spot.until}`, allDay: false }
}
/** Back from the library after a drag; what was dropped among whole days is a whole day. At most 24 hours. */
export function spotOfEvent({ start, end, allDay }: { start: Date; end: Date; allDay: boolean }): Spot {
  if (allDay) return { day: wallDay(start), from: '00:00', until: '00:00' }
  return { day: wallDay(start), from: clockOf(start), until: end.getTime() - start.getTime() >= 86_400_000 ? clockOf(start) : clockOf(end) }
}
