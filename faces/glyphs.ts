import type { Move } from '../protocol/words.ts'

/**
 * The seven characters as our own lettering: heavy, geometric, butt and mitred ends, on a 1000-unit grid with y downwards.
 * One entry per stroke, in the order and number of GF 0023-2020 (通用规范汉字笔顺规范).
 */
export type Stroke = {
  /** The stroke's filled outline. */
  outline: string
  /** The way the brush goes; a line of width `reach` along it covers the outline, which is how a stroke is revealed. */
  spine: string
  reach: number
  /** Length of the spine, for its share of the drawing time. */
  length: number
}

type Point = readonly [number, number]

const path = (points: readonly Point[]): string => 'M' + points.map(([x, y]) => `${x} ${y}`).join('L')

/** A stroke of any shape; the spine is a polyline. */
function shape(outline: string, reach: number, ...spine: Point[]): Stroke {
  let length = 0
  for (let i = 1; i < spine.length; i++) {
    const [a, b] = [spine[i - 1], spine[i]]
    if (a && b) length += Math.hypot(b[0] - a[0], b[1] - a[1])
  }
  return { outline: outline + 'Z', spine: path(spine), reach, length }
}

/** 横: left to right between two corners. */
const across = (x1: number, y1: number, x2: number, y2: number): Stroke =>
  shape(`M${x1} ${y1}H${x2}V${y2}H${x1}`, (y2 - y1) * 1.1, [x1, (y1 + y2) / 2], [x2, (y1 + y2) / 2])

/** 竖: top to bottom between two corners. */
const down = (x1: number, y1: number, x2: number, y2: number): Stroke =>
  shape(`M${x1} ${y1}H${x2}V${y2}H${x1}`, (x2 - x1) * 1.1, [(x1 + x2) / 2, y1], [(x1 + x2) / 2, y2])

/** 点, 提: a slanting bar of even width with butt ends. */
function slant(a: Point, b: Point, width: number): Stroke {
  const run = Math.hypot(b[0] - a[0], b[1] - a[1])
  const nx = Math.round((-(b[1] - a[1]) / run) * (width / 2))
  const ny = Math.round(((b[0] - a[0]) / run) * (width / 2))
  return shape(path([[a[0] + nx, a[1] + ny], [a[0] - nx, a[1] - ny], [b[0] - nx, b[1] - ny], [b[0] + nx, b[1] + ny]]), width * 1.1, a, b)
}

/** 扌 in three strokes: `stem` is its left and right edge, `arm` the 横, `rise` where 提 ends. */
function hand(stem: Point, armRight: number, arm: Point, rise: Point): Stroke[] {
  const [l, r] = stem
  return [
    across(l - 106, arm[0], armRight, arm[1]),
    shape(`M${l} 54H${r}V950H${l - 74}L${l - 106} 840H${l}`, 260, [(l + r) / 2, 54], [(l + r) / 2, 896], [l - 100, 896]),
    slant([l - 102, rise[1] + 88], rise, arm[1] - arm[0] + 2),
  ]
}

const ask: Stroke[] = [
  slant([120, 108], [272, 288], 132),
  down(62, 334, 194, 958),
  shape('M352 112H938V958H690L652 846H806V230H352', 250, [352, 171], [872, 171], [872, 902], [650, 902]),
  down(300, 386, 424, 818),
  shape('M300 386H700V772H576V498H300', 150, [300, 442], [638, 442], [638, 772]),
  across(420, 660, 580, 772),
]

const hangUp: Stroke[] = [
  ...hand([146, 270], 366, [234, 346], [376, 546]),
  across(436, 168, 924, 280),
  down(618, 54, 742, 386),
  across(404, 384, 956, 496),
  across(436, 622, 924, 734),
  down(618, 538, 742, 840),
  across(388, 838, 972, 950),
]

const stop: Stroke[] = [
  shape('M216 58L340 96Q262 370 104 582L36 440Q150 280 216 58', 190, [278, 70], [205, 300], [66, 515]),
  down(122, 350, 240, 956),
  shape('M556 72L688 38L732 152H592', 190, [622, 46], [662, 152]),
  across(364, 138, 964, 220),
  down(404, 254, 520, 434),
  shape('M404 254H922V434H806V318H404', 190, [404, 286], [864, 286], [864, 434]),
  across(516, 370, 810, 434),
  down(340, 470, 452, 642),
  shape('M340 470H986V642H874V548H340', 190, [340, 509], [930, 509], [930, 642]),
  across(486, 586, 840, 664),
  shape('M604 640H724V956H502L466 850H604', 250, [664, 640], [664, 903], [460, 903]),
]

const refuse: Stroke[] = [
  ...hand([146, 272], 374, [234, 348], [388, 544]),
  across(446, 92, 936, 208),
  shape('M560 320H904V708H778V434H560', 160, [560, 377], [841, 377], [841, 708]),
  across(560, 594, 782, 708),
  shape('M446 92H574V812H968V928H446', 160, [510, 92], [510, 870], [968, 870]),
]

const verify: Stroke[] = [
  across(34, 246, 376, 352),
  down(146, 54, 264, 956),
  shape('M150 340Q112 560 12 706L82 846Q158 740 196 600V340', 170, [172, 340], [140, 560], [46, 780]),
  slant([232, 400], [348, 630], 106),
  shape('M592 70L726 34L772 160H632', 190, [660, 40], [702, 160]),
  across(404, 148, 968, 252),
  shape('M556 246H702L600 404H770V504H394', 190, [626, 240], [470, 460], [770, 456]),
  shape('M776 344L902 406Q746 672 448 808L384 704Q640 590 776 344', 210, [840, 372], [700, 600], [412, 758]),
  shape('M838 560L968 622Q800 896 394 974L342 868Q690 804 838 560', 220, [904, 584], [740, 800], [366, 920]),
  slant([756, 758], [934, 918], 114),
]

const report: Stroke[] = [
  ...hand([142, 264], 366, [234, 344], [382, 544]),
  shape('M440 96H922V438H668L638 332H800V208H440', 240, [440, 152], [861, 152], [861, 385], [640, 385]),
  down(440, 96, 562, 956),
  shape('M540 502H948Q890 850 654 972L592 874Q772 766 816 610H540', 230, [540, 556], [880, 556], [810, 780], [616, 926]),
  shape('M596 606H716Q780 792 976 872L906 972Q662 850 596 606', 210, [654, 600], [735, 800], [944, 924]),
]

const answer: Stroke[] = [
  ...hand([132, 248], 340, [236, 334], [340, 546]),
  shape('M592 60L722 34L760 132H628', 180, [656, 40], [692, 132]),
  across(408, 122, 942, 204),
  shape('M474 196H592L626 322H516', 150, [533, 196], [570, 322]),
  shape('M744 196H864L818 322H706', 150, [804, 196], [762, 322]),
  across(378, 314, 972, 396),
  shape('M600 420L716 446L606 688L960 862L896 966L448 744', 210, [658, 430], [530, 716], [928, 914]),
  shape('M752 540H876Q812 880 452 968L404 866Q680 800 752 540', 210, [814, 540], [740, 760], [428, 918]),
  across(382, 476, 986, 562),
]

export const glyphs: Record<Move, readonly Stroke[]> = { ask, hang_up: hangUp, stop, refuse, verify, report, answer }

/**
 * How much of each stroke stands at `progress` of the drawing, 0 to 1 each. Strokes follow one another; each takes time by
 * its length, with a floor so that a dot is seen to be placed.
 */
export function drawn(strokes: readonly Stroke[], progress: number): number[] {
  const shares = strokes.map((s) => Math.max(s.length, 320))
  const total = shares.reduce((a, b) => a + b, 0)
  let before = 0
  return shares.map((share) => {
    const part = (progress * total - before) / share
    before += share
    return Math.min(1, Math.max(0, part))
  })
}
