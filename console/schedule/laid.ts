import type { Window, Zoom } from './axis.ts'
import { blockKey } from './hand.ts'
import type { Entry } from './entry.ts'
import type { Column } from './occurrence.ts'
import { columnsFrom, occurrencesOn } from './occurrence.ts'
import type { RuleEngine } from './rule.ts'
import { addDays, clockOf, DAY_MINUTES, daysFrom } from './spot.ts'
import type { Spot } from './spot.ts'
import { instantOf } from './wall.ts'

/** The window of the timeline with what is worked out from it once. `msOf`: minutes from the first midnight to an instant. */
export type Axis = { first: string; view: Window; zoom: Zoom; columns: Column[]; offset: number; from: number; until: number; msOf: (minute: number) => number }

export function axisOf(first: string, view: Window, zoom: Zoom, timeZone: string): Axis {
  const offset = Math.floor(view.start / DAY_MINUTES) * DAY_MINUTES
  const columns = columnsFrom(addDays(first, offset / DAY_MINUTES), Math.ceil((view.start + view.span - offset) / DAY_MINUTES))
  const [from, until] = [instantOf(view.start, first, timeZone), instantOf(view.start + view.span, first, timeZone)]
  // Where no clock is changed in between, minutes are minutes; thousands of blocks need not ask the calendar.
  const even = until - from === view.span * 60_000
  return { first, view, zoom, columns, offset, from, until, msOf: even ? (minute) => from + (minute - view.start) * 60_000 : (minute) => instantOf(minute, first, timeZone) }
}

/** An occurrence where it stands: `left` and `width` in percent of the window, `start` and `end` its minutes within it. */
export type Laid = { key: string; slot: string; entry: Entry; day: string; left: number; width: number; start: number; end: number }

/** A lane's occurrences within the window. `slot` is the same for the same entry on whichever day stands there. */
export function laidOn(zone: string, entries: readonly Entry[], { view, columns, offset }: Pick<Axis, 'view' | 'columns' | 'offset'>, engine: RuleEngine | null): Laid[] {
  const laid: Laid[] = []
  for (const entry of entries) {
    for (const { day, start, end } of occurrencesOn(entry, columns, engine)) {
      const [a, b] = [Math.max(view.start, start + offset), Math.min(view.start + view.span, end + offset)]
      if (b > a) laid.push({ key: blockKey(zone, entry.id, day), slot: `${entry.id} ${Math.floor(start / DAY_MINUTES)}`, entry, day, left: ((a - view.start) / view.span) * 100, width: ((b - a) / view.span) * 100, start: a, end: b })
    }
  }
  return laid
}

/** Where a spot stands in the window, percent; it may reach beyond. */
export function boxOf(spot: Spot, { first, view }: Pick<Axis, 'first' | 'view'>): { left: number; width: number } {
  const { from, length } = clockOf(spot)
  return { left: ((daysFrom(first, spot.day) * DAY_MINUTES + from - view.start) / view.span) * 100, width: (length / view.span) * 100 }
}
