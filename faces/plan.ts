import type { Zone } from '../protocol/venue.ts'

type Point = readonly [number, number]

/** A box in drawing coordinates: metres, y downwards. */
export type Box = { x: number; y: number; width: number; height: number }

/** Site metres have y to the north; a drawing has y downwards. */
export const toDrawing = ([x, y]: Point): Point => [x, -y]

export const outlinePath = (outline: readonly Point[]): string =>
  outline.length < 3 ? '' : 'M' + outline.map((p) => toDrawing(p).join(' ')).join('L') + 'Z'

/** The leaves to draw on one level, largest first so that small ones lie on top. */
export function leavesOn(zones: readonly Zone[], ordinal: number): Zone[] {
  const inner = new Set(zones.map((z) => z.parent))
  return zones.filter((z) => z.ordinal === ordinal && !inner.has(z.id) && z.outline.length > 2).sort((a, b) => area(b.outline) - area(a.outline))
}

/** Shoelace area, square metres, never negative. */
export function area(outline: readonly Point[]): number {
  let sum = 0
  for (const [i, a] of outline.entries()) {
    const b = outline[(i + 1) % outline.length]
    if (b) sum += a[0] * b[1] - b[0] * a[1]
  }
  return Math.abs(sum) / 2
}

/** What all outlines together span, with a margin in metres. */
export function span(outlines: readonly (readonly Point[])[], margin: number): Box {
  const points = outlines.flat().map(toDrawing)
  if (points.length === 0) return { x: 0, y: 0, width: 1, height: 1 }
  const xs = points.map((p) => p[0])
  const ys = points.map((p) => p[1])
  const [x, y] = [Math.min(...xs) - margin, Math.min(...ys) - margin]
  return { x, y, width: Math.max(...xs) + margin - x, height: Math.max(...ys) + margin - y }
}

/** Whether a point lies in an outline (even-odd rule). */
export function inside([px, py]: Point, outline: readonly Point[]): boolean {
  let within = false
  for (const [i, a] of outline.entries()) {
    const b = outline[(i + 1) % outline.length]
    if (b && a[1] > py !== b[1] > py && px < ((b[0] - a[0]) * (py - a[1])) / (b[1] - a[1]) + a[0]) within = !within
  }
  return within
}

/**
 * The largest upright rectangle whose edges follow the outline's own coordinates: where a name fits best. Outlines of halls
 * are rectangles, L and T shapes with at most some dozen corners, so trying every pair is cheap.
 */
export function roomFor(outline: readonly Point[]): Box {
  const points = outline.map(toDrawing)
  const xs = [...new Set(points.map((p) => p[0]))].sort((a, b) => a - b)
  const ys = [...new Set(points.map((p) => p[1]))].sort((a, b) => a - b)
  let best: Box = span([outline], 0)
  let most = 0
  for (const [i, x1] of xs.entries()) for (const x2 of xs.slice(i + 1)) {
    for (const [j, y1] of ys.entries()) for (const y2 of ys.slice(j + 1)) {
      const size = (x2 - x1) * (y2 - y1)
      if (size <= most) continue
      if (cells(xs, x1, x2).every((x) => cells(ys, y1, y2).every((y) => inside([x, y], points)))) {
        best = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 }
        most = size
      }
    }
  }
  return best
}

/**
 * Where in its room a name of this size stands clear of the marks: the middle if it can, else the place with the fewest
 * marks under it. All in drawing metres; returns the name's centre.
 */
export function clearSpot(room: Box, width: number, height: number, marks: readonly Point[], markSize: number): Point {
  const free = (have: number, need: number): number[] => (have <= need ? [0] : [0, -0.5, 0.5, -1, 1].map((f) => (f * (have - need)) / 2))
  const [cx, cy] = [room.x + room.width / 2, room.y + room.height / 2]
  let best: Point = [cx, cy]
  let fewest = Infinity
  for (const dx of free(room.width * 0.94, width)) for (const dy of free(room.height * 0.9, height)) {
    const [x, y] = [cx + dx, cy + dy]
    const hit = marks.filter((m) => Math.abs(m[0] - x) < width / 2 + markSize && Math.abs(m[1] - y) < height / 2 + markSize).length
    const cost = hit * 10 + (Math.abs(dx) / room.width + Math.abs(dy) / room.height)
    if (cost < fewest) { fewest = cost; best = [x, y] }
  }
  return best
}

/** Middles of the grid cells between two coordinates. */
function cells(all: readonly number[], from: number, to: number): number[] {
  const within = all.filter((v) => v >= from && v <= to)
  return within.slice(1).map((v, i) => (v + (within[i] ?? v)) / 2)
}
