import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cell, csvOf } from '../../controller/engagement/csv.ts'
import { discern, rowOf, tableOf, type AnswerSum, type Sums } from '../../controller/engagement/measure.ts'
import { summarise } from '../../controller/engagement/summarise.ts'
import { engagementEvent } from '../support/devices.ts'

const sum = (genuine: boolean, answers: number, correct: number, stage: AnswerSum['stage'] = 'between'): AnswerSum => ({ genuine, answers, correct, stage })
const line = (key: string, sessions: number, answers: AnswerSum[] = []): Sums => ({ key, sessions, finished: Math.floor(sessions / 2), answers })

describe('discernment', () => {
  it('is scams caught less genuine contacts rejected', () => {
    expect(discern([sum(false, 40, 30), sum(true, 20, 15)])).toEqual({ scams: 40, caught: 0.75, genuine: 20, rejected: 0.25, discernment: 0.5 })
  })
  it('is nought for who suspects everything, and for who suspects nothing', () => {
    expect(discern([sum(false, 40, 40), sum(true, 20, 0)]).discernment).toBe(0)
    expect(discern([sum(false, 40, 0), sum(true, 20, 20)]).discernment).toBe(0)
  })
  it('says nothing where either share rests on fewer than ten answers', () => {
    expect(discern([sum(false, 40, 30), sum(true, 9, 9)])).toEqual({ scams: 40, caught: 0.75, genuine: null, rejected: null, discernment: null })
  })
})

describe('small cells', () => {
  it.each([[0, null], [9, null], [10, 10]])('%d sessions read %s', (sessions, shown) => {
    expect(rowOf(line('z', sessions)).sessions).toBe(shown)
  })
  it('are not to be had from the total: where one alone is left out, the smallest other goes, too', () => {
    const { rows, total } = tableOf([line('a', 4), line('b', 30), line('c', 12)])
    expect(rows.map((row) => row.sessions)).toEqual([null, 30, null])
    expect(total.sessions).toBe(46)
    expect(tableOf([line('a', 8), line('b', 5), line('c', 12)]).rows.map((row) => row.sessions)).toEqual([null, null, 12])
    // Four and five are nine people, and nine are few.
    expect(tableOf([line('a', 4), line('b', 5), line('c', 12), line('d', 30)]).rows.map((row) => row.sessions)).toEqual([null, null, null, 30])
  })
  it.each([[0, 0], [9, null], [10, 10]])('of 30 sessions %d that finished read %s', (finished, shown) => {
    expect(rowOf({ key: 'z', sessions: 30, finished, answers: [] }).finished).toBe(shown)
  })
  it('never appear in any column, and a total less what is shown leaves at least two lines and ten people (any counts)', () => {
    const count = fc.nat(40)
    const stage = fc.constantFrom('before' as const, 'between' as const, 'after' as const)
    const answers = fc.array(fc.tuple(fc.boolean(), count, count, stage).map(([genuine, n, right, of]) => sum(genuine, n, Math.min(n, right), of)), { maxLength: 6 })
    const lines = fc.array(fc.tuple(count, count, answers), { minLength: 1, maxLength: 8 }).map((all) => all.map(([sessions, finished, given], i): Sums => ({ key: `k${i}`, sessions, finished: Math.min(sessions, finished), answers: given })))
    fc.assert(fc.property(lines, (sums) => {
      const { rows, total } = tableOf(sums)
      const of = (given: readonly AnswerSum[], what: 'answers' | 'correct', genuine?: boolean, at?: string) => given.filter((one) => (genuine === undefined || one.genuine === genuine) && (at === undefined || one.stage === at)).reduce((n, one) => n + one[what], 0)
      type Column = [(row: typeof total) => number | null, (line: Sums) => number]
      const columns: Column[] = [
        [(row) => row.sessions, (l) => l.sessions], [(row) => row.finished, (l) => l.finished], [(row) => row.answers, (l) => of(l.answers, 'answers')], [(row) => row.correct, (l) => of(l.answers, 'correct')],
        [(row) => row.all.scams, (l) => of(l.answers, 'answers', false)], [(row) => row.all.genuine, (l) => of(l.answers, 'answers', true)], [(row) => row.before.scams, (l) => of(l.answers, 'answers', false, 'before')], [(row) => row.after.genuine, (l) => of(l.answers, 'answers', true, 'after')],
      ]
      for (const [shown, exact] of columns) {
        for (const row of [...rows, total]) expect((shown(row) ?? 0) === 0 || (shown(row) ?? 0) >= 10).toBe(true)
        const hidden = sums.filter((line, i) => { const row = rows[i]; return row && shown(row) === null && exact(line) > 0 })
        const people = hidden.reduce((n, line) => n + exact(line), 0)
        const others = rows.filter((row) => (shown(row) ?? 0) > 0)
        expect(hidden.length === 0 || (hidden.length > 1 && people >= 10) || others.length === 0).toBe(true)
      }
    }), { numRuns: 400 })
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
    const { rows, total } = tableOf([line('arrivals', 4), line('gates', 5), line('hall', 30, [sum(false, 20, 10), sum(true, 10, 5)])])
    const none = { started: null, answered: null, finished: null, timedOut: null, left: null, english: null, elder: null }
    const text = csvOf({ from: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z', by: 'zone', rows, total, funnel: none }, (key) => (key === 'hall' ? '大厅, 一层' : ''))
    const lines = text.slice(1).trimEnd().split('\r\n')
    expect([text.startsWith('\uFEFF'), lines.length]).toEqual([true, 5])
    expect(lines[1]).toContain(',arrivals,,<10,<10,<10,<10,')
    expect(lines[3]).toBe('2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,hall,"大厅, 一层",<10,<10,30,15,0.5,0.5,0,,,,,,')
  })
})
