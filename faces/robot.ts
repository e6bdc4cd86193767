export type Mood = 'idle' | 'speaking' | 'listening' | 'moving' | 'alert'

/** A face at one moment, in the drawing's units: offset of all features, the eyes' size, the mouth's stroke and what opens below it. */
export type Features = { x: number; y: number; eye: { width: number; height: number }; mouth: string; open: string }

const BLINK_MS = 170
/** Gaps between blinks, as people blink: never even. The cycle repeats after their sum. */
const BLINKS = [3400, 5200, 2600, 6100, 4300]
const CYCLE = BLINKS.reduce((a, b) => a + b, 0)

/** 1 with open eyes, down to 0.08 in the middle of a blink. */
export function lids(elapsedMs: number): number {
  let t = elapsedMs % CYCLE
  for (const gap of BLINKS) {
    if (t < gap - BLINK_MS) return 1
    if (t < gap) return 1 - 0.92 * Math.sin((Math.PI * (t - gap + BLINK_MS)) / BLINK_MS)
    t -= gap
  }
  return 1
}

/** An idle glance to one side and back, some 60 units, now and then. */
function glance(elapsedMs: number): number {
  const t = (elapsedMs % 11_000) / 1000
  const side = Math.floor(elapsedMs / 11_000) % 2 === 0 ? 1 : -1
  const out = Math.min(1, Math.max(0, (t - 6) / 0.3)) - Math.min(1, Math.max(0, (t - 7.6) / 0.3))
  return side * 60 * out * out * (3 - 2 * out)
}

/**
 * The mouth's centre line, bowed downwards by `bow`; `open` parts it by a second, deeper line. Quadratic curves: the control
 * point lies at twice the bow.
 */
function mouth(width: number, bow: number, open: number): { mouth: string; open: string } {
  const w = width / 2
  const stroke = `M${-w} 118Q0 ${118 + bow * 2} ${w} 118`
  return { mouth: stroke, open: open === 0 ? '' : `${stroke}L${w - 8} 128Q0 ${128 + (bow + open) * 2} ${8 - w} 128Z` }
}

const shapes: Record<Mood, { eye: readonly [number, number]; width: number; bow: number }> = {
  idle: { eye: [88, 184], width: 280, bow: 50 },
  speaking: { eye: [88, 184], width: 220, bow: 34 },
  listening: { eye: [96, 208], width: 150, bow: 22 },
  moving: { eye: [88, 172], width: 200, bow: 34 },
  alert: { eye: [96, 208], width: 220, bow: 0 },
}

/** How 小安 looks in a mood. Two sines make speech: enough to live, not enough to distract. */
export function features(mood: Mood, elapsedMs: number, look: { x: number; y: number }, still: boolean): Features {
  const { eye: [width, height], width: across, bow } = shapes[mood]
  const lid = still ? 1 : lids(elapsedMs)
  const open = mood === 'speaking' && !still ? 30 + 28 * Math.sin(elapsedMs / 130) * Math.sin(elapsedMs / 310) : 0
  return {
    x: look.x * 120 + (still || mood !== 'idle' ? 0 : glance(elapsedMs)),
    y: look.y * 60 + (still ? 0 : Math.sin(elapsedMs / 1400) * 4),
    eye: { width, height: height * lid },
    ...mouth(across, bow, open),
  }
}
