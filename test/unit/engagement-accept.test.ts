import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judge, ODD } from '../../controller/engagement/accept.ts'
import { isSettled, newStream, settle, type Stream } from '../../controller/engagement/settle.ts'
import { summarise } from '../../controller/engagement/summarise.ts'
import type { DeviceEvent } from '../../protocol/event.ts'

const now = Temporal.Instant.from('2026-11-23T08:00:00Z')
const nowMs = now.epochMilliseconds
const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(nowMs + ms).toString()
const play = (seq: number, over: object = {}) => ({ seq, at: at(0), offsetMs: 0, zone: 'gates', kind: 'play', item: 'p1', bucket: at(0), count: 1, seconds: 10, ...over })
const none = () => false

describe('events, each by itself', () => {
  it.each<[string, object, string]>([
    ['an unknown kind', { kind: 'dance' }, 'kind'],
    ['a missing field', { item: undefined }, 'item'],
    ['a negative count', { count: -1 }, 'count'],
    ['more plays than can be', { count: 301 }, 'count'],
    ['more seconds than can be', { seconds: 601 }, 'seconds'],
    ['a day that is not there', { at: '2026-13-01T00:00:00Z' }, 'at'],
    ['a bucket that is not there', { bucket: '2026-01-01T25:00:00Z' }, 'bucket'],
    ['an id with a slash', { item: '../x' }, 'item'],
    ['a number as a zone', { zone: 7 }, 'zone'],
  ])('%s goes to quarantine', (_what, over, path) => {
    const { good, bad } = judge([play(1), play(2, over), play(3)], none, nowMs)
    expect([good.map((e) => e.seq), bad.map((e) => [e.seq, e.path])]).toEqual([[1, 3], [[2, path]]])
  })

  it.each([[0, false], [ODD.aheadMs, false], [ODD.aheadMs + 1, true], [-ODD.behindMs, false], [-ODD.behindMs - 1, true]])('a time %d ms off: odd %s', (ms, odd) => {
    expect(judge([play(1, { at: at(ms) })], none, nowMs).good[0]?.odd).toBe(odd)
  })

  it('settles every number of a batch exactly once, and never throws', () => {
    const value = fc.oneof(fc.constant(undefined), fc.string(), fc.double(), fc.constantFrom('play', 'shown', 'engagement'), fc.jsonValue())
    const raw = fc.record({ seq: fc.integer({ min: 1, max: 30 }), at: value, kind: value, offsetMs: value, zone: value, item: value, bucket: value, count: value, seconds: value })
    fc.assert(fc.property(fc.array(fc.oneof(raw, fc.integer({ min: 1, max: 30 }).map((seq) => play(seq))), { maxLength: 40 }), fc.uniqueArray(fc.integer({ min: 1, max: 30 })), (events, settled) => {
      const { good, bad } = judge(events, (seq) => settled.includes(seq), nowMs)
      const judged = [...good, ...bad].map(({ seq }) => seq)
      expect(new Set(judged).size).toBe(judged.length)
      expect(new Set(judged)).toEqual(new Set(events.map(({ seq }) => seq).filter((seq) => !settled.includes(seq))))
    }))
  })
})

describe('how far a stream is settled', () => {
  /** A device with all its tricks: sends windows out of order, twice, drops some (sent already or not), forgets what is settled. */
  const story = fc.array(fc.oneof(
    fc.record({ do: fc.constant('send' as const), from: fc.integer({ min: 1, max: 8 }), length: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ do: fc.constant('drop' as const), seq: fc.integer({ min: 1, max: 8 }) }),
  ), { maxLength: 40 })

  it('grows only, settles all that came or is gone, and counts gaps exactly', () => {
    fc.assert(fc.property(story, (steps) => {
      let stream: Stream = newStream(nowMs)
      const came = new Set<number>()
      const dropped = new Set<number>()
      const baseNow = () => {
        for (let seq = 1; ; seq += 1) if (seq > stream.upTo && !dropped.has(seq)) return seq
      }
      for (const step of steps) {
        const before = stream
        if (step.do === 'drop') {
          dropped.add(step.seq)
          continue
        }
        const base = baseNow()
        const seqs = Array.from({ length: step.length }, (_, i) => step.from + i).filter((seq) => seq >= base && !dropped.has(seq))
        for (const seq of seqs) came.add(seq)
        stream = settle(stream, { base, shed: dropped.size }, seqs, nowMs)
        expect(stream.upTo).toBeGreaterThanOrEqual(before.upTo)
        expect(stream.upTo).toBeGreaterThanOrEqual(base - 1)
        expect(isSettled(stream, stream.upTo + 1)).toBe(false)
        for (const seq of came) expect(isSettled(stream, seq)).toBe(true)
        const gone = Array.from({ length: stream.upTo }, (_, i) => i + 1).filter((seq) => !came.has(seq))
        expect(stream.gap).toBe(gone.length)
        expect(gone.every((seq) => dropped.has(seq))).toBe(true)
      }
    }))
  })

  it('does not depend on how events are cut into batches', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), fc.array(fc.nat(39)), (numbers, cuts) => {
      const whole = settle(newStream(nowMs), { base: 1, shed: 0 }, numbers, nowMs)
      let parts = newStream(nowMs)
      const edges = [0, ...cuts.filter((c) => c < numbers.length).sort((a, b) => a - b), numbers.length]
      for (let i = 1; i < edges.length; i += 1) parts = settle(parts, { base: 1, shed: 0 }, numbers.slice(edges[i - 1], edges[i]), nowMs)
      expect(parts).toEqual(whole)
    }))
  })

  it('takes an older base and an older count of shed events for what they are', () => {
    const stream = settle(newStream(nowMs), { base: 11, shed: 4 }, [11], nowMs)
    expect(stream).toMatchObject({ upTo: 11, gap: 10, base: 11, shed: 4 })
    expect(settle(stream, { base: 3, shed: 1 }, [], nowMs)).toMatchObject({ upTo: 11, gap: 10, base: 11, shed: 4 })
  })
})

describe('summaries', () => {
  const counted = (event: object, over: object = {}) => ({ atMs: nowMs, odd: false, receivedMs: nowMs + 7_200_000, event: event as DeviceEvent, ...over })
  const did = (action: string, over: object = {}) => counted({ kind: 'engagement', zone: 'gates', action, ...over })
  it('add up what passengers did, by zone and hour', () => {
    const { engagement, plays } = summarise([did('session_start'), did('answer', { correct: true }), did('answer', { correct: false }), did('finish'), did('page'), did('session_start', { zone: null }), counted(play(1)), counted(play(2, { count: 3, seconds: 30 }))])
    expect(engagement).toEqual([
      { zone: 'gates', hourMs: nowMs, sessions: 1, finished: 1, answers: 2, correct: 1 },
      { zone: 'neutral', hourMs: nowMs, sessions: 1, finished: 0, answers: 0, correct: 0 },
    ])
    expect(plays).toEqual([{ zone: 'gates', item: 'p1', hourMs: nowMs, plays: 4, seconds: 40 }])
  })
  it('put an event whose time is odd into the hour it arrived in', () => {
    expect(summarise([counted(play(1), { odd: true, atMs: 0 })]).plays[0]?.hourMs).toBe(nowMs + 7_200_000)
  })
})
