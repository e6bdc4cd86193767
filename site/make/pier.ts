import type { Point, Ring } from './geometry.ts'
import type { Sketch } from './plan.ts'

/** Which way a pier leaves the hall, and where its root's corner lies (least x and y of the root wall's side). */
type PierShape = { name: string; letter: string; first: number; heading: 'west' | 'north' | 'east'; root: Point }

const PIER_LENGTH = 168
const PIER_WIDTH = 28
const SIDE = 9
const GATE = 36
const HEAD = 16

/**
 * A pier of eight gates: `along` runs from the hall outwards, `across` from the south or west side. Odd gates lie
 * on that first side. Toilets, a nursing room and a shop at the root; emergency stairs and plant at the end.
 */
export function pier(to: Sketch, { name, letter, first, heading, root: [x, y] }: PierShape): void {
  const place = (along: number, across: number): Point =>
    heading === 'west' ? [x - along, y + across] : heading === 'east' ? [x + along, y + across] : [x + across, y + along]
  const box = (a0: number, c0: number, a1: number, c1: number): Ring => [place(a0, c0), place(a1, c0), place(a1, c1), place(a0, c1)]
  const far = PIER_WIDTH - SIDE

  to.room(`${name}-way`, 'walkway', box(0, SIDE, PIER_LENGTH, far), ['指廊通道', `Pier ${letter} walkway`])
  to.door('open', place(0, SIDE), place(0, far))

  for (const [i, sex] of (['female', 'male'] as const).entries()) {
    const label = sex === 'female' ? (['女卫生间', "Women's toilets"] as const) : (['男卫生间', "Men's toilets"] as const)
    to.room(`${name}-toilets-${sex}`, `restroom.${sex}.wheelchair`, box(i * 8, 0, i * 8 + 8, SIDE), label)
    to.door('open', place(i * 8 + 3, SIDE), place(i * 8 + 5, SIDE))
    to.amenity(`${name}-toilets-${sex}-sign`, `restroom.${sex}.wheelchair`, place(i * 8 + 4, SIDE / 2), label, { accessible: true })
  }
  to.room(`${name}-nursing`, 'mothersroom', box(0, far, 6, PIER_WIDTH), ['母婴室', 'Nursing room'])
  to.door('door', place(2.5, far), place(3.5, far))
  to.room(`${name}-shop`, 'room', box(6, far, HEAD, PIER_WIDTH), ['便利店', 'Convenience store'])
  to.door('open', place(8, far), place(14, far))
  to.occupant(`${name}-shop-tenant`, 'conveniencestore', place(11, far + 4), ['指廊便利店', 'Pier store'], 'Mo-Su 06:00-23:00')
  to.amenity(`${name}-water`, 'drinkingfountain', place(15.5, SIDE + 0.6), ['直饮水', 'Drinking water'])

  for (let n = 0; n < 8; n++) {
    const gate = `${letter}${first + n}`
    const start = HEAD + Math.floor(n / 2) * GATE
    const near = n % 2 === 0
    const [inner, outer] = near ? [SIDE, 0] : [far, PIER_WIDTH]
    const inwards = near ? 1 : -1
    to.room(`gate-${gate.toLowerCase()}`, 'waitingroom', box(start, Math.min(inner, outer), start + GATE, Math.max(inner, outer)), [`${gate} 候机区`, `Gate ${gate} waiting area`])
    to.door('open', place(start + 3, inner), place(start + 13, inner))
    to.door('open', place(start + 23, inner), place(start + 33, inner))
    to.door('boarding', place(start + 16.5, outer), place(start + 19.5, outer), [`${gate} 登机门`, `Gate ${gate} door`])
    to.amenity(`boarding-${gate.toLowerCase()}`, 'boardinggate.aircraft', place(start + 18, outer + inwards * 1), [gate, gate])
    to.fixture(`desk-${gate.toLowerCase()}`, 'boardinggate.desk', box(start + 20.5, outer + inwards * 1.5, start + 23.5, outer + inwards * 2.5), [`${gate} 登机柜台`, `Gate ${gate} desk`])
    for (const [row, from] of [[3, 2], [5.5, 2], [3, 25], [5.5, 25]] as const)
      to.fixture(`seats-${gate.toLowerCase()}-${from}-${row}`, 'furniture', box(start + from, outer + inwards * row, start + from + 9, outer + inwards * (row + 1)))
  }

  const end = HEAD + 4 * GATE
  to.room(`${name}-emergency-stairs`, 'stairs', box(end, 0, PIER_LENGTH, SIDE), ['疏散楼梯', 'Emergency stairs'])
  to.door('door', place(end + 3, SIDE), place(end + 5, SIDE))
  to.door('emergency', place(PIER_LENGTH, 3), place(PIER_LENGTH, 5))
  to.staff(`${name}-plant`, box(end, far, PIER_LENGTH, PIER_WIDTH), ['设备间', 'Plant room'])
  to.door('service', place(end + 3.5, far), place(end + 4.5, far))
}
