export type Mood = 'idle' | 'speaking' | 'listening' | 'moving' | 'alert'

/** A face at one moment, in the drawing's units: offset of all features, the eyes' size, the mouth's outline. */
export type Features = { x: number; y: number; eye: { width: number; height: number }; mouth: string }

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

/** An idle glance to one side and back, some 70 units, now and then. */
function glance(elapsedMs: number): number {
  const t = (elapsedMs % 11_000) / 1000
  const side = Math.floor(elapsedMs / 11_000) % 2 === 0 ? 1 : -1
  const out = Math.min(1, Math.max(0, (t - 6) / 0.3)) - Math.min(1, Math.max(0, (t - 7.6) / 0.3))
  return side * 70 * out * out * (3 - 2 * out)
}

/** A level stroke whose ends are cut upwards: the calm smile; `open` adds height below. */
function mouth(width: number, open: number, lift: number): string {
  const w = width / 2
  const t = 50
  return `M${-w} ${90 - lift}H${-w + t}V${90}H${w - t}V${90 - lift}H${w}V${90 + t + open}H${-w}Z`
}

/** How 小安 looks in a mood. Two sines make speech: enough to live, not enough to distract. */
export function features(mood: Mood, elapsedMs: number, look: { x: number; y: number }, still: boolean): Features {
  const t = still ? 0 : elapsedMs
  const lid = still ? 1 : lids(t)
  const x = look.x * 120 + (still || mood !== 'idle' ? 0 : glance(t))
  const y = look.y * 60 + (still ? 0 : Math.sin(t / 1400) * 4)
  const eye = { idle: [92, 190], speaking: [92, 190], listening: [104, 226], moving: [92, 176], alert: [112, 226] }[mood]
  const open = mood === 'speaking' && !still ? 26 + 24 * Math.sin(t / 130) * Math.sin(t / 310) : mood === 'alert' ? 0 : 0
  const [width = 92, height = 190] = eye
  return {
    x, y, eye: { width, height: height * lid },
    mouth: mouth(mood === 'listening' ? 150 : mood === 'alert' ? 240 : 280, open, mood === 'alert' || mood === 'listening' ? 0 : 44),
  }
}
