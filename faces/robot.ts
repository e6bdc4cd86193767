import { blink, breath, scan, wander } from './robot-life.ts'

/**
 * 小安's face is the character 安: its roof 宀 above, two upright strokes and a bowed one where 女 would be. Everything here is a
 * pure function of the time and of what the face was told before; the drawing's units, y downwards, the nose at the origin.
 */
export const moods = ['idle', 'speaking', 'listening', 'thinking', 'moving', 'alert', 'resting'] as const
export type Mood = (typeof moods)[number]

/** Where it looks: -1 to 1, to the right and downwards as one sees it. */
export type Look = { x: number; y: number }
/** Eyes to where it goes: `degrees` to the right of straight ahead. */
export const towards = (degrees: number): Look => ({ x: Math.sin((degrees * Math.PI) / 180), y: -0.08 })

/** `look`: something to look at; null leaves it to the mood. */
export type Told = { mood: Mood; look: Look | null }
/** What the face was told, the oldest first; enough of it that nothing jumps. */
export type Past = readonly (Told & { atMs: number })[]

/** A face as numbers that mean the same in every mood, so that moods can be mixed. */
export type Pose = {
  lookX: number; lookY: number
  eyeWidth: number; eyeHeight: number
  /** How far the lids are shut from above and from below, shares of the eye; `smile` slants the lower one. */
  lid: number; cheek: number; smile: number
  mouthWidth: number; bow: number; open: number; mouthTilt: number
  roof: number; roofTilt: number
  /** All of the head: degrees, and up and down. */
  tilt: number; lift: number
  /** Share of its light. */
  light: number
}

/** From one mood to another, milliseconds. */
export const CHANGE_MS = 480

const calm: Pose = {
  lookX: 0, lookY: 0, eyeWidth: 92, eyeHeight: 176, lid: 0, cheek: 0.03, smile: 0, mouthWidth: 206, bow: 36, open: 0, mouthTilt: 2, roof: 0, roofTilt: 0, tilt: -0.6, lift: 0, light: 1,
}
const shapes: Record<Mood, Pose> = {
  idle: calm,
  speaking: { ...calm, eyeHeight: 174, mouthWidth: 188, bow: 26, roof: -5, tilt: 0.5 },
  listening: { ...calm, eyeWidth: 100, eyeHeight: 196, cheek: 0, mouthWidth: 124, bow: 22, mouthTilt: 5, roof: -22, roofTilt: -1.6, tilt: -2.6 },
  thinking: { ...calm, eyeHeight: 168, lid: 0.14, mouthWidth: 104, bow: 2, mouthTilt: -8, roof: -8, roofTilt: 2.2, tilt: 2.2 },
  moving: { ...calm, eyeHeight: 170, lid: 0.08, mouthWidth: 176, bow: 28, mouthTilt: 1, tilt: 0 },
  alert: { ...calm, eyeWidth: 100, eyeHeight: 198, cheek: 0, mouthWidth: 152, bow: 6, mouthTilt: 0, roof: -26, tilt: 0 },
  resting: { ...calm, eyeWidth: 98, lid: 0.68, cheek: 0.1, mouthWidth: 150, bow: 20, roof: 20, light: 0.46 },
}

/** Whom it looks at, where nobody said: each mood has its own way of having eyes. */
function gaze(mood: Mood, atMs: number): Look {
  switch (mood) {
    case 'idle': return wander(atMs)
    case 'speaking': { const { x, y } = wander(atMs); return { x: x * 0.3, y: y * 0.3 } }
    case 'listening': return { x: 0, y: 0.12 }
    case 'thinking': { const { x, y } = wander(atMs); return { x: scan(atMs / 3) * 0.56 + x * 0.16, y: -0.66 + y * 0.12 } }
    case 'moving': return { x: scan(atMs) * 0.5, y: -0.08 }
    case 'alert': case 'resting': return { x: 0, y: 0 }
  }
}

/** One mood at one moment, eyes and breath included. `opening`: how far the words open the mouth, 0 to 1. */
function poseOf({ mood, look }: Told, atMs: number, opening: number, still: boolean): Pose {
  const shape = shapes[mood]
  const { x, y } = look ?? (still ? gaze(mood, 0) : gaze(mood, atMs))
  const open = mood === 'speaking' ? opening : 0
  return {
    ...shape, lookX: x, lookY: y, open: open * 62, mouthWidth: shape.mouthWidth - open * 26,
    lift: still ? 0 : breath(atMs) * (mood === 'resting' ? 7 : mood === 'alert' ? 2 : 5),
    tilt: shape.tilt + (still ? 0 : breath(atMs + 7_000) * 0.5),
  }
}

const smooth = (share: number): number => { const t = Math.min(1, Math.max(0, share)); return t * t * (3 - 2 * t) }
const keys = Object.keys(calm) as (keyof Pose)[]
function mix(a: Pose, b: Pose, share: number): Pose {
  if (share >= 1) return b
  const out = { ...b }
  for (const key of keys) out[key] = a[key] + (b[key] - a[key]) * share
  return out
}

/** Tells the face something. The same again changes nothing; what went before stays for as long as it is still to be seen. */
export function tell(past: Past, told: Told, atMs: number): Past {
  const last = past.at(-1)
  if (!last || atMs < last.atMs) return [{ ...told, atMs }]
  const isSame = last.mood === told.mood && last.look?.x === told.look?.x && last.look?.y === told.look?.y
  const over = past.findLastIndex((one) => atMs - one.atMs >= CHANGE_MS)
  if (isSame) return over > 0 ? past.slice(over) : past
  return [...past.slice(Math.max(0, over)), { ...told, atMs }]
}

/** The face at a moment. Each thing it was told takes over from what stood until then, however quickly they follow. */
export function poseAt(past: Past, atMs: number, opening = 0, still = false): Pose {
  const last = past.at(-1) ?? { mood: 'idle', look: null }
  if (still) return poseOf(last, atMs, 0, true)
  const [first, ...later] = past
  let pose = poseOf(first ?? last, atMs, opening, false)
  for (const told of later) pose = mix(pose, poseOf(told, atMs, opening, false), smooth((atMs - told.atMs) / CHANGE_MS))
  return { ...pose, lid: 1 - (1 - pose.lid) * (1 - blink(atMs)) }
}

/** What is drawn: paths and where they lie. */
export type Features = { head: string; eyes: readonly [string, string]; mouth: string; roof: string; light: number }

const n = (value: number): string => value.toFixed(1)
const at = (x: number, y: number): string => `${n(x)} ${n(y)}`

/** The least of an eye that is seen, so that shut eyes are level strokes. */
const SLIT = 22

/** An upright stroke between its lids. The eye that turns away is the narrower one; the left one is a little taller. */
function eye(side: -1 | 1, { eyeWidth, eyeHeight, lid, cheek, smile, lookX, lookY }: Pose): string {
  const w = eyeWidth * (1 + 0.12 * side * lookX)
  const h = eyeHeight * (side < 0 ? 1.03 : 1)
  const [x, y] = [side * 126 + lookX * 92, -10 + lookY * 46]
  const low = y + h / 2 - h * cheek
  const top = Math.min(y - h / 2 + h * lid, low - SLIT)
  const [left, right] = side < 0 ? [low + smile / 2, low - smile / 2] : [low - smile / 2, low + smile / 2]
  return `M${at(x - w / 2, top)}L${at(x + w / 2, top)}L${at(x + w / 2, right)}L${at(x - w / 2, left)}Z`
}

/** A bowed stroke of even width with slanting ends; words part its lower edge from the upper one. */
function mouth({ mouthWidth, bow, open, mouthTilt, lookX, lookY }: Pose): string {
  const [cx, cy, half, thick] = [lookX * 66, 186 + lookY * 27, mouthWidth / 2, 21]
  const end = half - 8
  const [upper, lower] = [(bow * 4) / 3, ((bow + open) * 4) / 3]
  const p = (x: number, y: number): string => at(cx + x, cy + y + (x / half) * mouthTilt)
  return `M${p(-half, -thick)}C${p(-half / 2, upper - thick)} ${p(half / 2, upper - thick)} ${p(half, -thick)}L${p(end, thick)}C${p(half / 2, lower + thick)} ${p(-half / 2, lower + thick)} ${p(-end, thick)}Z`
}

export const features = (pose: Pose): Features => ({
  head: `translate(0 ${n(pose.lift)}) rotate(${n(pose.tilt)})`,
  eyes: [eye(-1, pose), eye(1, pose)],
  mouth: mouth(pose),
  roof: `translate(${n(pose.lookX * 26)} ${n(pose.roof + pose.lookY * 8)}) rotate(${n(pose.roofTilt)} 0 -200)`,
  light: Math.round(pose.light * 1000) / 1000,
})

/** 宀 in its three strokes: 点, the left 点, 横钩. */
export const roof = { dot: 'M-44 -342L20 -342L44 -264L-20 -264Z', strokes: 'M-300 -224H300V-176L274 -92L226 -108L248 -176H-248L-264 -92H-316Z' } as const
