/** Where the map is looked at from, as numbers: an axonometric view, so that what is equally large looks equally large. Pure. */
export type Place = readonly [number, number, number]
/** `azimuth` 0 looks north, positive looks from the east side; `polar` 0 looks straight down (radians); `zoom` in pixels for a metre. */
export type View = { target: Place; azimuth: number; polar: number; zoom: number }
/** A page in pixels; `above` and `below`: what lies over it there. */
export type Size = { width: number; height: number; above?: number; below?: number }

export const MOST_TILT = 1.25
export const LEAST_TILT = 0.02
export const HOME = { azimuth: -0.3, polar: 0.88 }
const MOST_ZOOM = 24

const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))
const dot = (a: Place, b: Place): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/** Right and up on the page, and towards the viewer, in metres of the site. */
export function axes({ azimuth: a, polar: p }: Pick<View, 'azimuth' | 'polar'>): { right: Place; up: Place; back: Place } {
  return {
    right: [Math.cos(a), Math.sin(a), 0],
    up: [-Math.cos(p) * Math.sin(a), Math.cos(p) * Math.cos(a), Math.sin(p)],
    back: [Math.sin(p) * Math.sin(a), -Math.sin(p) * Math.cos(a), Math.cos(p)],
  }
}

/** Where a place is on the page, in pixels from its top left. */
export function toPage(place: Place, view: View, { width, height }: Size): [number, number] {
  const { right, up } = axes(view)
  const from: Place = [place[0] - view.target[0], place[1] - view.target[1], place[2] - view.target[2]]
  return [width / 2 + dot(from, right) * view.zoom, height / 2 - dot(from, up) * view.zoom]
}

/** The place at height `z` that is seen at that pixel. */
export function toFloor([x, y]: readonly [number, number], z: number, view: View, { width, height }: Size): [number, number] {
  const { right, up, back } = axes(view)
  const [sx, sy] = [(x - width / 2) / view.zoom, (height / 2 - y) / view.zoom]
  const at = [0, 1, 2].map((i) => (view.target[i] ?? 0) + (right[i] ?? 0) * sx + (up[i] ?? 0) * sy) as [number, number, number]
  const t = (z - at[2]) / Math.max(1e-6, back[2])
  return [at[0] + back[0] * t, at[1] + back[1] * t]
}

/** The view that shows all of `places`, from where `from` looks; `margin` in pixels. */
export function fit(places: readonly Place[], from: Pick<View, 'azimuth' | 'polar'>, { width, height, above = 0, below = 0 }: Size, margin = 28): View {
  const { right, up } = axes(from)
  if (places.length === 0) return { ...from, target: [0, 0, 0], zoom: 1 }
  const [xs, ys] = [places.map((p) => dot(p, right)), places.map((p) => dot(p, up))]
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const zoom = Math.min(MOST_ZOOM, Math.max(1, width - 2 * margin) / Math.max(1, x1 - x0), Math.max(1, height - 2 * margin - above - below) / Math.max(1, y1 - y0))
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2 + (above - below) / 2 / zoom]
  return { ...from, target: [right[0] * mx + up[0] * my, right[1] * mx + up[1] * my, right[2] * mx + up[2] * my], zoom }
}

/** Looks from where the places fill the page best: from the south-west, at a slant. A wide page and a phone see a terminal each in its own way. */
export function fitBest(places: readonly Place[], size: Size): View {
  let best = fit(places, HOME, size)
  for (const azimuth of [-0.2, -0.4, -0.55, -0.7]) for (const polar of [0.66, 0.78, 0.9]) {
    const view = fit(places, { azimuth, polar }, size)
    if (view.zoom > best.zoom * 1.02) best = view
  }
  return best
}

/** Turned and tilted by radians. */
export const orbit = (view: View, turn: number, tilt: number): View => ({ ...view, azimuth: view.azimuth + turn, polar: clamp(view.polar + tilt, LEAST_TILT, MOST_TILT) })

/** Moved over the ground so that the picture moves by so many pixels. */
export function pan(view: View, dx: number, dy: number): View {
  const { right } = axes(view)
  const ahead: Place = [-right[1], right[0], 0]
  const [mx, my] = [-dx / view.zoom, dy / view.zoom / Math.max(0.2, Math.cos(view.polar))]
  const [x, y, z] = view.target
  return { ...view, target: [x + right[0] * mx + ahead[0] * my, y + right[1] * mx + ahead[1] * my, z] }
}

export const closer = (view: View, times: number, least: number): View => ({ ...view, zoom: clamp(view.zoom * times, least, MOST_ZOOM) })

/** Between two views, `share` 0 to 1, slowing down at both ends. */
export function between(a: View, b: View, share: number): View {
  if (share >= 1) return b
  const s = share * share * (3 - 2 * share)
  const mid = (x: number, y: number) => x + (y - x) * s
  return { target: [mid(a.target[0], b.target[0]), mid(a.target[1], b.target[1]), mid(a.target[2], b.target[2])], azimuth: mid(a.azimuth, b.azimuth), polar: mid(a.polar, b.polar), zoom: a.zoom * (b.zoom / a.zoom) ** s }
}
