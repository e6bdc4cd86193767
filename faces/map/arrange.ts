/** Where names stand on the map's page: never over one another, over a mark or over the edge. Pure; pixels of the page. */
import { inside } from '../plan.ts'
import type { Point, Ring } from './types.ts'

/** By its middle. */
export type Box = { x: number; y: number; width: number; height: number }
export type Bounds = { left: number; top: number; right: number; bottom: number }
/**
 * A name and where it belongs. `area`: what it names, on the page; its middle stays inside, or close to where it belongs. `under`: floors
 * above, on the page; on one of them it would name what is not there. `short`: its height without the note below it, which goes before the
 * name does. `urgent`: stands in any case, over as few marks as can be where there is no clear place; any other is left out
 * then, for a mark says more than a name.
 */
export type Wanted = Box & { key: string; area: Ring | null; under: readonly Ring[]; short: number; urgent: boolean }
/** The middle of a name; whether its note is left out. */
export type Stand = { x: number; y: number; short: boolean }

const STEP = 12
const REACH = 96
/** As far from where it belongs a name may stand outside its area. */
const CLOSE = 40
const BETWEEN = 4
/** Between a name and a mark. */
const CLEAR = 2

/** Ways to move a name, the shortest first; a step aside counts for less than one up or down, for names are wide. */
const moves: readonly Point[] = (() => {
  const steps = Array.from({ length: 2 * (REACH / STEP) + 1 }, (_, i) => (i - REACH / STEP) * STEP)
  const length = ([x, y]: Point) => Math.hypot(x * 0.7, y)
  return steps.flatMap((y) => steps.map((x): Point => [x, y])).toSorted((a, b) => length(a) - length(b) || a[1] - b[1] || a[0] - b[0])
})()

const meet = (a: Box, b: Box, between: number): boolean => Math.abs(a.x - b.x) * 2 < a.width + b.width + 2 * between && Math.abs(a.y - b.y) * 2 < a.height + b.height + between
/** How many of the boxes it would cover; not counted beyond `most`. */
function countMet(at: Box, boxes: readonly Box[], most: number): number {
  let count = 0
  for (const box of boxes) if (meet(at, box, CLEAR) && ++count >= most) break
  return count
}
const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

/**
 * A place for each name that has one, by its middle. The first in the list have the first choice, so put what matters most first. `marks`
 * are kept clear; `taken`, too, even by what is urgent. A name that belongs off the page has no place.
 */
export function arrange(wanted: readonly Wanted[], marks: readonly Box[], taken: readonly Box[], bounds: Bounds): Map<string, Stand> {
  const kept: Box[] = [...taken]
  const places = new Map<string, Stand>()
  for (const one of wanted) {
    if (one.x < bounds.left || one.x > bounds.right || one.y < bounds.top || one.y > bounds.bottom) continue
    const near = (boxes: readonly Box[]) => boxes.filter((box) => Math.abs(box.x - one.x) < REACH + one.width + box.width && Math.abs(box.y - one.y) < REACH + one.height + box.height)
    const [names, dots] = [near(kept), near(marks)]
    const { area, under, urgent } = one
    const belongs = (at: Point, far: number) => (far <= CLOSE || (area !== null && inside(at, area))) && (urgent || !under.some((floor) => inside(at, floor)))
    /** The nearest place, whole within the bounds, that covers the fewest marks, fewer than `least`. */
    function look(height: number, least: number): { at: Box; covered: number } | null {
      const across = (x: number) => clamp(x, bounds.left + one.width / 2, bounds.right - one.width / 2)
      const down = (y: number) => clamp(y, bounds.top + height / 2, bounds.bottom - height / 2)
      const [homeX, homeY] = [across(one.x), down(one.y)]
      let best: { at: Box; covered: number } | null = null
      for (const [dx, dy] of moves) {
        const [x, y] = [across(homeX + dx), down(homeY + dy)]
        if (!belongs([x, y], Math.hypot(x - homeX, y - homeY))) continue
        const at = { x, y, width: one.width, height }
        if (names.some((box) => meet(at, box, BETWEEN))) continue
        const covered = countMet(at, dots, best?.covered ?? least)
        if (covered < (best?.covered ?? least)) best = { at, covered }
        if (covered === 0) break
      }
      return best
    }
    const whole = look(one.height, urgent ? Infinity : 1)
    const best = whole?.covered === 0 ? whole : look(one.short, whole?.covered ?? (urgent ? Infinity : 1)) ?? whole
    if (!best) continue
    kept.push(best.at)
    places.set(one.key, { x: best.at.x, y: best.at.y, short: best !== whole })
  }
  return places
}
