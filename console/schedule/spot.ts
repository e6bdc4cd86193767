/** One occurrence on the wall clock of the site: the day it begins, and its times; `until` at or before `from` ends the next day. */
export type Spot = { day: string; from: string; until: string }

export const DAY_MINUTES = 1440
export const STEP_MINUTES = 15

/** Minutes since midnight: `08:30` -> 510; seconds are a fraction. */
export function minutesOf(time: string): number {
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number)
  return h * 60 + m + s / 60
}

/** Minutes since midnight, of whatever day, as a wall time: 510 -> `08:30`; seconds only where there are some. */
export function timeOf(minutes: number): string {
  const seconds = ((Math.round(minutes * 60) % 86_400) + 86_400) % 86_400
  const pad = (n: number) => String(n).padStart(2, '0')
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? clock : `${clock}:${pad(seconds % 60)}`
}

/** How long an occurrence lasts, minutes: more than 0, at most a day. */
export function lengthOf({ from, until }: Pick<Spot, 'from' | 'until'>): number {
  const length = minutesOf(until) - minutesOf(from)
  return length > 0 ? length : length + DAY_MINUTES
}

type Clocked = Pick<Spot, 'from' | 'until'>
const clocks = new WeakMap<Clocked, { from: number; length: number }>()
/** When something begins and how long it lasts, minutes; remembered, for thousands are asked again and again. */
export function clockOf(of: Readonly<Clocked>): { from: number; length: number } {
  const clock = clocks.get(of) ?? { from: minutesOf(of.from), length: lengthOf(of) }
  clocks.set(of, clock)
  return clock
}

export const addDays = (day: string, days: number): string => (days === 0 ? day : Temporal.PlainDate.from(day).add({ days }).toString())
/** Whole days from one day to another. */
export const daysFrom = (a: string, b: string): number => Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b)).days

/** A spot from where it begins (minutes after midnight of `day`, any size) and its length in minutes. */
export function spotAt(day: string, start: number, length: number): Spot {
  const days = Math.floor(start / DAY_MINUTES)
  const held = Math.min(DAY_MINUTES, Math.max(1 / 60, length))
  return { day: addDays(day, days), from: timeOf(start), until: timeOf(start + held) }
}

/** What a hand or a key does: to another time and day, or longer and shorter at an end. Minutes and days. */
export type Move = { minutes: number; days: number; edge: 'both' | 'start' | 'end' }

/** The spot after a move; an end never comes nearer to the other than a step, nor farther than a day. */
export function moved(spot: Spot, { minutes, days, edge }: Move): Spot {
  const [start, length] = [minutesOf(spot.from), lengthOf(spot)]
  if (edge === 'both') return spotAt(addDays(spot.day, days), start + minutes, length)
  const least = Math.min(length, STEP_MINUTES)
  if (edge === 'end') return spotAt(spot.day, start, Math.max(least, Math.min(DAY_MINUTES, length + minutes)))
  const by = Math.min(length - least, Math.max(length - DAY_MINUTES, minutes))
  return spotAt(spot.day, start + by, length - by)
}

/**
 * What an arrow key means on an occurrence: along the time axis 15 minutes, across it a day; with Shift its end moves by
 * 15 minutes. `time` says which way time runs. Null for every other key.
 */
export function keyMove(key: string, shift: boolean, time: 'down' | 'across'): Move | null {
  const along = time === 'down' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
  const across = time === 'down' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  const way = (keys: string[]) => (key === keys[0] ? -1 : key === keys[1] ? 1 : 0)
  if (way(along) !== 0) return { minutes: way(along) * STEP_MINUTES, days: 0, edge: shift ? 'end' : 'both' }
  if (way(across) !== 0 && !shift) return { minutes: 0, days: way(across), edge: 'both' }
  return null
}

/** To the nearest step of the clock. */
export const snap = (minutes: number, step = STEP_MINUTES): number => Math.round(minutes / step) * step
