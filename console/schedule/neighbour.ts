/** Something that can have the focus, where it stands on the sheet; pixels. */
export type Place = { key: string; left: number; top: number; width: number }

const middle = (p: Place): number => p.left + p.width / 2

/**
 * Which of the others an arrow key leads to: along the row to the next one, across rows to what lies nearest in the next row
 * that has something. Null where there is none, and for other keys.
 */
export function neighbourOf(places: readonly Place[], from: string, key: string): string | null {
  const here = places.find((p) => p.key === from)
  if (!here) return null
  const nearest = (list: readonly Place[], distance: (p: Place) => number) =>
    list.reduce<Place | null>((best, p) => (best === null || distance(p) < distance(best) ? p : best), null)?.key ?? null
  const row = places.filter((p) => p.top === here.top && p.key !== here.key)
  if (key === 'ArrowRight') return nearest(row.filter((p) => p.left > here.left || (p.left === here.left && p.key > here.key)), (p) => p.left - here.left)
  if (key === 'ArrowLeft') return nearest(row.filter((p) => p.left < here.left || (p.left === here.left && p.key < here.key)), (p) => here.left - p.left)
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null
  const down = key === 'ArrowDown'
  const tops = places.filter((p) => (down ? p.top > here.top : p.top < here.top)).map((p) => p.top)
  const top = down ? Math.min(...tops) : Math.max(...tops)
  return nearest(places.filter((p) => p.top === top), (p) => Math.abs(middle(p) - middle(here)))
}
