import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSample, atLeast, nowMs, offsetAt, roundTripMs, startClock, type ClockState } from '../../kiosk/device/clock.ts'

const WALL = Date.parse('2026-11-23T08:00:00Z')
/** A sample as a server whose clock is `aheadMs` before ours would give it. */
const sample = (clock: ClockState, mono: number, aheadMs: number, roundTrip = 10, split = 0.5) => {
  const server = clock.originWallMs + (mono - clock.originMono) + aheadMs + roundTrip * split
  return addSample(clock, { serverMs: server, sentMono: mono, receivedMono: mono + roundTrip })
}

describe('a screen clock', () => {
  it('starts at the wall clock and runs on by the monotonic one', () => {
    const clock = startClock(WALL, 1000)
    expect(nowMs(clock, 1000)).toBe(WALL)
    expect(nowMs(clock, 3500)).toBe(WALL + 2500)
  })
  it('starts with the correction that was in force before', () => {
    expect(nowMs(startClock(WALL, 0, -420), 0)).toBe(WALL - 420)
  })

  const slews: [string, number, number, number][] = [
    ['a second fast: nothing yet', 1000, 0, 0],
    ['a second fast: half made good', 1000, 25_000, 500],
    ['a second fast: made good', 1000, 50_000, 1000],
    ['a second fast: not more than made good', 1000, 500_000, 1000],
    ['a second slow', -1000, 25_000, -500],
  ]
  it.each(slews)('slews two per cent: %s', (_, ahead, after, expected) => {
    const clock = sample(startClock(WALL, 0), 0, ahead)
    expect(offsetAt(clock, 10 + after)).toBeCloseTo(expected, 6)
    expect(clock.steps).toBe(0)
  })
  it('steps where it is off by more than two seconds, and counts it', () => {
    const clock = sample(startClock(WALL, 0), 0, 3_600_000)
    expect(clock.steps).toBe(1)
    expect(nowMs(clock, 10)).toBe(WALL + 3_600_000 + 10)
    expect(sample(startClock(WALL, 0), 0, -2001).steps).toBe(1)
    expect(sample(startClock(WALL, 0), 0, 1999).steps).toBe(0)
  })
  it('believes the sample with the least round trip', () => {
    let clock = sample(startClock(WALL, 0), 0, 300, 4)
    clock = sample(clock, 1000, 300, 400, 0.9)
    expect(clock.targetMs).toBeCloseTo(300, 3)
    expect(roundTripMs(clock)).toBe(4)
  })
  it('drops older samples that a new one contradicts: the machine slept', () => {
    let clock = sample(startClock(WALL, 0), 0, 0, 2)
    clock = sample(clock, 60_000, 90_000, 30)
    expect(clock.targetMs).toBeCloseTo(90_000, 0)
    expect(clock.steps).toBe(1)
  })
  it('is never below what a verified fact vouches for, and runs on from there', () => {
    const clock = atLeast(startClock(0, 0), 100, WALL)
    expect(nowMs(clock, 100)).toBe(WALL)
    expect(nowMs(clock, 1100)).toBe(WALL + 1000)
    expect(clock.steps).toBe(1)
    expect(atLeast(clock, 1100, WALL - 5000)).toBe(clock)
  })
  it('ignores a sample that makes no sense', () => {
    const clock = startClock(WALL, 0)
    expect(addSample(clock, { serverMs: Number.NaN, sentMono: 0, receivedMono: 5 })).toBe(clock)
    expect(addSample(clock, { serverMs: WALL, sentMono: 10, receivedMono: 5 })).toBe(clock)
  })
  it('never runs backwards but at a step, and ends within half a round trip of the server', () => {
    fc.assert(fc.property(fc.array(fc.record({ after: fc.integer({ min: 1, max: 60_000 }), roundTrip: fc.integer({ min: 0, max: 400 }), split: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 20 }), fc.integer({ min: -10_000, max: 10_000 }), (samples, ahead) => {
      let clock = startClock(WALL, 0)
      let mono = 0
      let last = nowMs(clock, 0)
      for (const s of samples) {
        mono += s.after
        expect(nowMs(clock, mono)).toBeGreaterThanOrEqual(last)
        const steps = clock.steps
        clock = sample(clock, mono, ahead, s.roundTrip, s.split)
        mono += s.roundTrip
        if (clock.steps === steps) expect(nowMs(clock, mono)).toBeGreaterThanOrEqual(last)
        last = nowMs(clock, mono)
      }
      const least = Math.min(...samples.slice(-8).map((s) => s.roundTrip))
      expect(Math.abs(offsetAt(clock, mono + 1_000_000) - ahead)).toBeLessThanOrEqual(least / 2 + 1)
    }))
  })
})
