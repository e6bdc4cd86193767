import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blink, murmur, wander } from '../../faces/robot-life.ts'
import { CHANGE_MS, features, moods, poseAt, tell, towards, type Past, type Pose } from '../../faces/robot.ts'

const START = Date.UTC(2026, 10, 23, 6)
const told = fc.record({
  mood: fc.constantFrom(...moods),
  look: fc.option(fc.record({ x: fc.double({ min: -1, max: 1, noNaN: true }), y: fc.double({ min: -1, max: 1, noNaN: true }) }), { nil: null }),
  afterMs: fc.integer({ min: 0, max: 2 * CHANGE_MS }),
})
const toldAll = fc.array(told, { minLength: 1, maxLength: 12 })

/** Most that each figure may change in a millisecond: what the eye takes for movement and not for a jump. */
const most: Record<keyof Pose, number> = {
  lookX: 0.04, lookY: 0.04, eyeWidth: 0.2, eyeHeight: 0.3, lid: 0.04, cheek: 0.01, smile: 0.5, mouthWidth: 0.8, bow: 0.4, open: 0.8, mouthTilt: 0.1, roof: 0.3, roofTilt: 0.03, tilt: 0.04, lift: 0.05, light: 0.01,
}
const keys = Object.keys(most) as (keyof Pose)[]
/** What it was told, one after another; with what is on at each millisecond from the first to a while after the last. */
function* lived(all: readonly { mood: (typeof moods)[number]; look: { x: number; y: number } | null; afterMs: number }[]): Generator<Pose> {
  let past: Past = []
  let atMs = START
  for (const { mood, look, afterMs } of all) {
    past = tell(past, { mood, look }, atMs)
    for (let i = 0; i <= afterMs; i += 1) yield poseAt(past, atMs + i, 0.5)
    atMs += afterMs
  }
  for (let i = 0; i < CHANGE_MS; i += 1) yield poseAt(past, atMs + i, 0.5)
}

describe('the face of 小安', () => {
  it('never jumps, whatever it is told and however quickly', () => {
    fc.assert(fc.property(toldAll, (all) => {
      let before: Pose | null = null
      for (const pose of lived(all)) {
        if (before) for (const key of keys) if (!(Math.abs(pose[key] - before[key]) <= most[key])) throw new Error(`${key}: ${before[key]} to ${pose[key]}`)
        before = pose
      }
    }), { numRuns: 40 })
  })

  it('stays inside its picture, and is drawn with numbers alone', () => {
    fc.assert(fc.property(toldAll, fc.integer({ min: 0, max: 10_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (all, later, opening) => {
      const past = all.reduce<Past>((sum, { mood, look, afterMs }, i) => tell(sum, { mood, look }, START + i * afterMs), [])
      const { eyes, mouth, light } = features(poseAt(past, START + later, opening))
      const [x, y] = [[], []] as [number[], number[]]
      for (const [i, part] of [...`${eyes.join('')}${mouth}`.matchAll(/-?[\d.]+/g)].entries()) (i % 2 === 0 ? x : y).push(Number(part[0]))
      expect(Math.max(...x.map(Math.abs))).toBeLessThan(300)
      expect(Math.min(...y)).toBeGreaterThan(-176)
      // The mouth is drawn by control points: a quarter of its bow further down than its line.
      expect(Math.max(...y)).toBeLessThan(360)
      expect(light).toBeGreaterThan(0.4)
      expect(light).toBeLessThanOrEqual(1)
    }))
  })

  it('once a change is over it has the new mood and nothing of the old one', () => {
    for (const from of moods) {
      for (const mood of moods) {
        const after = tell(tell([], { mood: from, look: null }, START), { mood, look: null }, START + 1000)
        expect(poseAt(after, START + 1000 + CHANGE_MS)).toEqual(poseAt(tell([], { mood, look: null }, START), START + 1000 + CHANGE_MS))
      }
    }
  })

  it('is told the same without a change, and forgets what is no longer seen', () => {
    let past: Past = []
    for (let at = 0; at < 20_000; at += 33) {
      const again = tell(past, { mood: moods[Math.floor(at / 330) % moods.length] ?? 'idle', look: null }, START + at)
      expect(tell(again, { mood: again.at(-1)?.mood ?? 'idle', look: null }, START + at)).toBe(again)
      past = again
      expect(past.length).toBeLessThan(5)
    }
  })

  it.each(moods)('%s: holds still where motion is not wanted', (mood) => {
    const past = tell([], { mood, look: null }, START)
    for (const at of [1, 900, 3_333, 86_400_000]) expect(features(poseAt(past, START + at, 1, true))).toEqual(features(poseAt(past, START, 0, true)))
  })

  it('each mood is another face', () => {
    expect(new Set(moods.map((mood) => JSON.stringify(features(poseAt(tell([], { mood, look: null }, START), START, 0, true))))).size).toBe(moods.length)
  })

  it.each([[{ x: -1, y: 0 }, 'left'], [{ x: 1, y: 0 }, 'right'], [{ x: 0, y: 1 }, 'down']] as const)('its eyes go where it looks: %j', (look, where) => {
    const centre = (eye: string): [number, number] => {
      const all = [...eye.matchAll(/-?[\d.]+/g)].map(Number)
      const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length
      return [mean(all.filter((_, i) => i % 2 === 0)), mean(all.filter((_, i) => i % 2 === 1))]
    }
    const eyes = (at: { x: number; y: number }) => features(poseAt(tell([], { mood: 'listening', look: at }, START), START, 0, true)).eyes.map(centre)
    for (const [i, [x, y]] of eyes(look).entries()) {
      const [x0, y0] = eyes({ x: 0, y: 0 })[i] ?? [0, 0]
      expect(where === 'left' ? x < x0 - 60 : where === 'right' ? x > x0 + 60 : y > y0 + 30).toBe(true)
    }
  })

  it.each([[0, 0], [-90, -1], [90, 1], [180, 0]])('who goes %d degrees to the right looks there: %d', (degrees, x) => expect(towards(degrees).x).toBeCloseTo(x))

  it('its mouth opens with the words', () => {
    const height = (opening: number) => poseAt(tell([], { mood: 'speaking', look: null }, START), START, opening).open
    expect([0, 0.25, 0.5, 1].map(height)).toEqual([0, 15.5, 31, 62])
    expect(Array.from({ length: 60_000 }, (_, t) => murmur(t)).every((open) => open >= 0 && open <= 1)).toBe(true)
  })
})

describe('its life', () => {
  it('blinks for less than a fifth of a second, some twelve to eighteen times a minute', () => {
    const shut = Array.from({ length: 120_000 }, (_, t) => blink(START + t) > 0.5)
    const blinks = shut.filter((s, i) => s && !shut[i - 1]).length
    expect(blinks).toBeGreaterThanOrEqual(24)
    expect(blinks).toBeLessThanOrEqual(36)
    expect(shut.filter(Boolean).length / blinks).toBeLessThan(200)
  })

  it('no two minutes of a day look the same', () => {
    const minute = (m: number) => Array.from({ length: 60 }, (_, s) => wander(START + m * 60_000 + s * 1000).x.toFixed(2)).join()
    expect(new Set(Array.from({ length: 1_440 }, (_, m) => minute(m))).size).toBe(1_440)
  })

  it('rests its eyes most of the time, mostly ahead', () => {
    const seconds = Array.from({ length: 36_000 }, (_, i) => wander(START + i * 100))
    expect(seconds.filter(({ x, y }) => Math.hypot(x, y) < 0.2).length / seconds.length).toBeGreaterThan(0.5)
    expect(seconds.filter((one, i) => one.x === seconds[i - 1]?.x).length / seconds.length).toBeGreaterThan(0.85)
  })
})
