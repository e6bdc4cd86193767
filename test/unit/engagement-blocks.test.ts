import fc from 'fast-check'
import { expect, it } from 'vitest'
import { blocksOf, hoursLeftOut, type ZoneHour } from '../../controller/engagement/blocks.ts'

const HOUR = 3_600_000
const start = Date.parse('2026-11-01T00:00:00+08:00')
const dayOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
const hours = (counts: readonly (readonly [number, number])[], zone = 'z'): ZoneHour[] => counts.map(([hour, sessions]) => ({ zone, hourMs: start + hour * HOUR, sessions }))
const at = (hour: number) => start + hour * HOUR
const sum = (some: readonly ZoneHour[]) => some.reduce((n, { sessions }) => n + sessions, 0)

it.each([
  ['busy hours stand alone', [[8, 12], [9, 30], [10, 10]], [[8], [9], [10]]],
  ['quiet ones are gathered', [[8, 4], [9, 3], [10, 5], [11, 20]], [[8, 9, 10], [11]]],
  ['what is left over of a day belongs to its last block', [[8, 12], [9, 3]], [[8, 9]]],
  ['quiet days are gathered within their month', [[8, 6], [32, 3], [56, 4]], [[8, 32, 56]]],
  ['a busy day between quiet ones stands alone', [[8, 6], [32, 15], [56, 4]], [[8, 56], [32]]],
  ['a month with too few has none', [[8, 4], [32, 5]], []],
] as const)('blocks: %s', (_what, counts, wanted) => {
  expect(blocksOf(hours(counts), dayOf).map((block) => block.map(({ hourMs }) => (hourMs - start) / HOUR)).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual(wanted)
})

it('counts in a window only what lies in it as a whole block', () => {
  const some = hours([[8, 4], [9, 7], [10, 20]])
  const left = (from: number, until: number) => hoursLeftOut(some, { fromMs: at(from), untilMs: at(until), dayOf }).map(({ hourMs }) => (hourMs - start) / HOUR)
  expect([left(8, 11), left(9, 11), left(10, 11), left(8, 9)]).toEqual([[], [9], [], [8]])
})

it('two windows never differ by one to nine sessions of a zone, whatever was done and whatever is asked', () => {
  const day = fc.array(fc.tuple(fc.integer({ min: 0, max: 24 * 40 }), fc.integer({ min: 0, max: 25 })), { maxLength: 60 }).map((all) => hours([...new Map(all)]))
  const window = fc.tuple(fc.integer({ min: 0, max: 24 * 40 }), fc.integer({ min: 0, max: 24 * 40 }))
  fc.assert(fc.property(day, window, window, (all, one, other) => {
    const counted = ([a, b]: readonly [number, number]) => {
      const [fromMs, untilMs] = [at(Math.min(a, b)), at(Math.max(a, b))]
      const left = new Set(hoursLeftOut(all, { fromMs, untilMs, dayOf }))
      return all.filter((hour) => hour.hourMs >= fromMs && hour.hourMs < untilMs && !left.has(hour))
    }
    const [x, y] = [counted(one), counted(other)]
    const onlyX = sum(x.filter((hour) => !y.includes(hour)))
    const onlyY = sum(y.filter((hour) => !x.includes(hour)))
    for (const n of [sum(x), onlyX, onlyY]) expect(n === 0 || n >= 10).toBe(true)
  }), { numRuns: 300 })
})
