/** How a way is looked at: of which levels how much, how far apart, from where. Pure; metres and pixels. */
import type { Building, Point } from '../map/types.ts'
import { axes, fit, HOME, toPage } from '../map/view.ts'
import type { Place, Size, View } from '../map/view.ts'
import { bandsOf } from './bands.ts'
import type { Band } from './bands.ts'

export type Line = { ordinal: number; points: readonly Point[] }
export type Sight = { building: Building; heights: Map<number, number>; view: View; /** Where a point of a level is on the page. */ at(point: Point, ordinal: number): [number, number] }

/** So much is seen before and behind a way; between levels, on the page; and across at least. */
const AROUND = 16
const APART = 14
const ACROSS = 64
/** Levels are never drawn nearer to one another. */
const LEAST = 14
const ENDLESS = 10_000

/**
 * `looks`: where the reader looks, degrees clockwise from north: that is up on the page, so that what lies to the right is drawn to
 * the right. Null: as the terminal is drawn everywhere. `margin`: pixels kept clear round the way.
 */
export function sightOf(whole: Building, lines: readonly Line[], looks: number | null, size: Size, margin: number): Sight {
  const from = { azimuth: looks === null ? HOME.azimuth : (-looks * Math.PI) / 180, polar: HOME.polar }
  const [cos, sin] = [Math.cos(from.polar), Math.sin(from.polar)]
  const { up } = axes(from)
  const lean: Point = [up[0] / cos, up[1] / cos]
  const ordinals = [...new Set(lines.map(({ ordinal }) => ordinal))].sort((a, b) => a - b)
  const bands = ordinals.map((ordinal): Band => {
    const along = lines.filter((line) => line.ordinal === ordinal).flatMap(({ points }) => points.map(([x, y]) => x * lean[0] + y * lean[1]))
    // A way on one level lies in all of it; of several, each shows its own stretch.
    return ordinals.length === 1 ? { ordinal, near: -ENDLESS, far: ENDLESS } : { ordinal, near: Math.min(...along) - AROUND, far: Math.max(...along) + AROUND }
  })
  const heights = new Map<number, number>()
  bands.forEach((band, i) => {
    const below = bands[i - 1]
    const gap = below ? Math.max(LEAST, ((below.far - band.near) * cos + APART) / sin) : 0
    heights.set(band.ordinal, (heights.get(below?.ordinal ?? NaN) ?? 0) + gap)
  })
  const places = lines.flatMap(({ ordinal, points }) => points.flatMap(([x, y]): Place[] => [[-9, -9], [9, -9], [9, 9], [-9, 9]].map(([dx = 0, dy = 0]): Place => [x + dx, y + dy, heights.get(ordinal) ?? 0])))
  const fitted = fit(places, from, size, margin)
  const view = { ...fitted, zoom: Math.min(fitted.zoom, size.width / ACROSS) }
  return { building: bandsOf(whole, bands, lean), heights, view, at: ([x, y], ordinal) => toPage([x, y, heights.get(ordinal) ?? 0], view, size) }
}
