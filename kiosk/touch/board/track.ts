/** The board's drawing, in its own units: a ring of seven by seven squares, a hundred wide each. */
export const SIDE = 700
export const CELL = 100
const LAST = 6

/** The corner of a square, clockwise from the upper left: 0 to 23. */
export function cornerOf(i: number): { x: number; y: number } {
  const at = i <= LAST ? [i, 0] : i <= LAST * 2 ? [LAST, i - LAST] : i <= LAST * 3 ? [LAST * 3 - i, LAST] : [0, LAST * 4 - i]
  return { x: (at[0] ?? 0) * CELL, y: (at[1] ?? 0) * CELL }
}

/** The middle of a square's inner edge: where flights leave and land. */
function innerEdge(i: number): { x: number; y: number } {
  const { x, y } = cornerOf(i)
  const half = CELL / 2
  return { x: x === 0 ? CELL : x === LAST * CELL ? x : x + half, y: y === 0 ? CELL : y === LAST * CELL ? y : y + half }
}

/** A flight over the inside of the board, bent towards the corner that it cuts; and its middle, with the way it goes there in degrees. */
export function laneOf(from: number, to: number): { path: string; x: number; y: number; degrees: number } {
  const [a, b] = [innerEdge(from), innerEdge(to)]
  const middle = SIDE / 2
  const corner = { x: (a.x + b.x) / 2 > middle ? Math.max(a.x, b.x) : Math.min(a.x, b.x), y: (a.y + b.y) / 2 > middle ? Math.max(a.y, b.y) : Math.min(a.y, b.y) }
  const bend = { x: (corner.x * 2 + middle) / 3, y: (corner.y * 2 + middle) / 3 }
  return { path: `M${a.x} ${a.y}Q${bend.x} ${bend.y} ${b.x} ${b.y}`, x: (a.x + 2 * bend.x + b.x) / 4, y: (a.y + 2 * bend.y + b.y) / 4, degrees: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI }
}

/** Where tokens stand on a square: one in its middle, more of them beside one another, smaller. */
export function standsOf(at: readonly number[]): { x: number; y: number; scale: number }[] {
  return at.map((square, player) => {
    const here = at.flatMap((other, i) => (other === square ? [i] : []))
    const { x, y } = cornerOf(square)
    const nth = here.indexOf(player)
    const off = here.length === 1 ? [0, 0] : here.length === 2 ? [nth === 0 ? -23 : 23, 0] : [nth % 2 === 0 ? -23 : 23, nth < 2 ? -23 : 23]
    return { x: x + CELL / 2 + (off[0] ?? 0), y: y + CELL / 2 + (off[1] ?? 0), scale: here.length === 1 ? 1 : 0.6 }
  })
}
