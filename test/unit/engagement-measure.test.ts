import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, csvOf } from '../../controller/engagement/csv.ts'
import { tableOf, type AnswerSum, type Sums, type Whole } from '../../controller/engagement/measure.ts'
import { hardestFirst, questionOf } from '../../console/engagement/questions.ts'
import { isFew, suppressed, type Sum } from '../../controller/engagement/suppress.ts'
import { summarise } from '../../controller/engagement/summarise.ts'
import { engagementEvent } from '../support/devices.ts'
import { countsIn, determined } from '../support/determined.ts'

const sum = (genuine: boolean, answers: number, correct: number, stage: AnswerSum['stage'] = 'between'): AnswerSum => ({ genuine, answers, correct, stage })
const line = (key: string, sessions: number, answers: AnswerSum[] = [], finished = sessions): Sums => ({ key, sessions, finished, answers })
const wholeOf = (lines: readonly Sums[], steps: Record<string, number> = {}): Whole => ({ sessions: lines.reduce((n, { sessions }) => n + sessions, 0), finished: lines.reduce((n, { finished }) => n + finished, 0), steps: new Map(Object.entries(steps)) })
const table = (lines: readonly Sums[], steps?: Record<string, number>) => tableOf(lines, wholeOf(lines, steps))
const all = (...answers: AnswerSum[]) => table([line('z', 100, answers)]).rows[0]?.all

describe('discernment', () => {
  it('is scams caught less genuine contacts rejected', () => {
    expect(all(sum(false, 40, 30), sum(true, 40, 30))).toEqual({ scams: 40, caught: 0.75, genuine: 40, rejected: 0.25, discernment: 0.5 })
  })
  it('is nought for who suspects everything, and for who suspects nothing', () => {
    expect(all(sum(false, 40, 40), sum(true, 20, 0))?.discernment).toBe(0)
    expect(all(sum(false, 40, 0), sum(true, 20, 20))?.discernment).toBe(0)
  })
  it('says nothing where those who did so, or those who did not, are one to nine', () => {
    expect(all(sum(false, 40, 31), sum(true, 40, 30))).toMatchObject({ scams: 40, caught: null, rejected: 0.25, discernment: null })
    expect(all(sum(false, 40, 30), sum(true, 40, 9))).toMatchObject({ scams: 40, caught: 0.75, genuine: 40, rejected: null, discernment: null })
  })
})

describe('small cells', () => {
  it.each([[0, null], [9, null], [10, 10]])('%d sessions read %s', (sessions, shown) => {
    expect(table([line('z', sessions)]).rows[0]?.sessions).toBe(shown)
  })
  it('are not to be had from the total: where one alone is left out, the smallest other goes, too', () => {
    const { rows, total } = table([line('a', 4), line('b', 30), line('c', 12)])
    expect(rows.map((row) => row.sessions)).toEqual([null, 30, null])
    expect(total.sessions).toBe(46)
    expect(table([line('a', 8), line('b', 5), line('c', 12)]).rows.map((row) => row.sessions)).toEqual([null, null, 12])
    // Four and five are nine people, and nine are few.
    expect(table([line('a', 4), line('b', 5), line('c', 12), line('d', 30)]).rows.map((row) => row.sessions)).toEqual([null, null, null, 30])
  })
  it.each([[0, 0], [9, null], [10, 10], [20, 20], [21, null], [30, 30]])('of 30 sessions %d that finished read %s', (finished, shown) => {
    expect(table([line('z', 30, [], finished)]).rows[0]?.finished).toBe(shown)
  })
  it('are not to be had from what is left of the funnel', () => {
    const funnel = (steps: Record<string, number>) => table([line('z', 100, [], 60)], steps).funnel
    expect(funnel({ answered: 80, timeout: 20, leave: 20, 'language:en': 40 })).toEqual({ started: 100, answered: 80, finished: 60, timedOut: 20, left: 20, english: 40, elder: 0 })
    // Five who did not answer, and four in Chinese.
    expect(funnel({ answered: 95, timeout: 20, leave: 20, 'language:en': 96 })).toMatchObject({ answered: null, english: null })
    // Five who are neither finished, nor timed out, nor gone; or five who left.
    expect(funnel({ timeout: 20, leave: 15 })).toMatchObject({ finished: 60, timedOut: 20, left: null })
    expect(funnel({ timeout: 35, leave: 5 })).toMatchObject({ finished: 60, timedOut: null, left: null })
  })
  it('are not to be had from a sum within a line: ten genuine contacts of which one knows all but one', () => {
    // 30 scams and 5 genuine contacts are 35 answers: one of the two must go.
    expect(table([line('z', 50, [sum(false, 30, 15), sum(true, 5, 5)])]).rows[0]).toMatchObject({ answers: 35, all: { scams: null, caught: null, genuine: null } })
    // Before and after are all but five.
    const row = table([line('z', 50, [sum(false, 20, 10, 'before'), sum(false, 5, 5), sum(false, 24, 12, 'after')])]).rows[0]
    expect([row?.all.scams, row?.before.scams, row?.after.scams].filter((n) => n !== null)).toHaveLength(2)
  })
  it('a hidden count is not known by way of another: the fifth from the fourth, the fourth from two totals', () => {
    const counts = new Map([['a', 4], ['b', 20], ['ab', 24], ['b1', 12], ['b2', 8]])
    const sums: Sum[] = [{ whole: 'ab', parts: ['a', 'b'] }, { whole: 'b', parts: ['b1', 'b2'] }]
    expect([...suppressed(counts, sums, [])].sort()).toEqual(['a', 'b', 'b2'])
    expect([...suppressed(counts, sums.slice(0, 1), [])].sort()).toEqual(['a', 'b', 'b2'])
    expect([...suppressed(counts, sums, [], (name) => name === 'b')].sort()).toEqual(['a', 'ab', 'b1', 'b2'])
  })

  const count = fc.nat(40)
  const stage = fc.constantFrom('before' as const, 'between' as const, 'after' as const)
  const answers = fc.array(fc.tuple(fc.boolean(), count, count, stage).map(([genuine, n, right, of]) => sum(genuine, n, Math.min(n, right), of)), { maxLength: 6 })
  const lines = fc.array(fc.tuple(count, count, answers), { minLength: 1, maxLength: 8 }).map((some) => some.map(([sessions, finished, given], i): Sums => ({ key: `k${i}`, sessions, finished: Math.min(sessions, finished), answers: given })))
  const steps = fc.record({ answered: count, timeout: count, leave: count, 'language:en': count, elder: count })

  it('never appear, nor follow from everything that does (any counts; by linear algebra over all that a report says)', () => {
    fc.assert(fc.property(lines, steps, (some, taken) => {
      const whole = wholeOf(some, taken)
      const report = tableOf(some, whole)
      for (const value of countsIn(report)) expect(isFew(value)).toBe(false)
      for (const [name, value] of determined(some, whole, report)) expect([name, value, isFew(value)]).toEqual([name, value, false])
    }), { numRuns: 300 })
  })
  it('the total and the funnel say the same by whatever the lines are', () => {
    fc.assert(fc.property(lines, steps, (some, taken) => {
      const whole = wholeOf(some, taken)
      const others: Sums[] = some.flatMap(({ answers: given }) => given).map((one, i) => ({ key: `q${i}`, sessions: 0, finished: 0, answers: [one] }))
      const [x, y] = [tableOf(some, whole), tableOf(others, whole)]
      expect([x.total, x.funnel]).toEqual([y.total, y.funnel])
    }), { numRuns: 100 })
  })
})

it('answers are summed by question, stage and kind; the first of a session stands for the session', () => {
  const counted = [
    engagementEvent(1, { action: 'answer', item: 'q-1', correct: true, genuine: false, value: 'before' }),
    engagementEvent(2, { action: 'answer', item: 'q-1', correct: false, genuine: false, value: 'before' }),
    engagementEvent(3, { action: 'answer', item: 'q-2', correct: true, genuine: true, value: 'after' }),
    engagementEvent(4, { action: 'answer', item: 'q-2', correct: true, genuine: true }),
    engagementEvent(5, { action: 'answer', correct: true }),
    engagementEvent(6, { action: 'timeout', value: 'menu' }),
    engagementEvent(7, { action: 'session_start', value: 'en' }),
  ].map((event) => ({ event, atMs: 0, odd: false, receivedMs: 0 }))
  const { answers, steps } = summarise(counted)
  expect(answers.map(({ item, stage, genuine, answers: n, correct }) => [item, stage, genuine, n, correct])).toEqual([['q-1', 'before', 0, 2, 1], ['q-2', 'after', 1, 1, 1], ['q-2', 'between', 1, 1, 1]])
  expect(steps.map(({ step, count }) => [step, count])).toEqual([['answered', 2], ['timeout', 1], ['language:en', 1]])
})

describe('CSV', () => {
  it.each([['a,b', '"a,b"'], ['say "no"', '"say ""no"""'], ['=1+1', "'=1+1"], ['@x', "'@x"], ['-5', "'-5"], [7, '7'], ['两\n行', '"两\n行"']])('%j is written %j', (value, written) => {
    expect(cell(value)).toBe(written)
  })
  it('has a line for each key and the total, and says <10 for what is left out', () => {
    const { rows, total, funnel } = table([line('arrivals', 4), line('gates', 5), line('hall', 30, [sum(false, 20, 10), sum(true, 20, 10)], 15)])
    const text = csvOf({ from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z', by: 'zone', rows, total, funnel }, (key) => (key === 'hall' ? '大厅, 一层' : ''))
    const lines = text.slice(1).trimEnd().split('\r\n')
    expect([text.startsWith('\uFEFF'), lines.length]).toEqual([true, 5])
    expect(lines[1]).toContain(',arrivals,,<10,<10,<10,')
    expect(lines[3]).toBe('2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,hall,"大厅, 一层",<10,<10,40,0.5,0.5,0,,,,,,')
  })
})

it('a question tells how many were right, whether it is about a scam or a genuine contact; the hardest comes first', () => {
  const lone = (key: string, ...answers: AnswerSum[]) => table([line(key, 0, answers)]).rows
  const rows = [...lone('easy', sum(false, 40, 30, 'before'), sum(false, 40, 30, 'after')), ...lone('few', sum(false, 5, 5)), ...lone('genuine', sum(true, 40, 10, 'before'), sum(true, 40, 30, 'after'))]
  const lines = rows.map((row) => ({ row, right: questionOf(row, row.key === 'genuine') }))
  expect(hardestFirst(lines).map(({ row, right }) => [row.key, right])).toEqual([
    ['genuine', { all: 0.5, before: 0.25, after: 0.75 }], ['easy', { all: 0.75, before: 0.75, after: 0.75 }], ['few', { all: null, before: null, after: null }],
  ])
})
