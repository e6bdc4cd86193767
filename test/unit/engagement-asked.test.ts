import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askedOf, askedSteps } from '../../controller/engagement/asked.ts'
import { summarise } from '../../controller/engagement/summarise.ts'
import { engagementEvent } from '../support/devices.ts'

describe('a question among the steps of a session', () => {
  it.each([
    [{ item: 'code', value: 'met' }, ['ask:code']],
    [{ item: 'code', value: 'no' }, ['ask-no:code']],
    [{ item: 'code', value: 'yes' }, []],
    [{ value: 'loan toilet' }, ['ask-vain:loan', 'ask-vain:toilet']],
    [{ value: 'other' }, ['ask-vain:other']],
    [{}, ['ask-vain:other']],
    [{ value: 'Bob 13800138000' }, ['ask-vain:other']],
  ])('%j', (event, steps) => { expect(askedSteps(event)).toEqual(steps) })
  it('counts by zone and hour with the rest', () => {
    const events = [{ item: 'code', value: 'met' }, { value: 'loan visa' }, { value: 'loan' }].map((over, i) => engagementEvent(i + 1, { action: 'ask', ...over }))
    const { steps } = summarise(events.map((event) => ({ event, atMs: 7_200_001, odd: false, receivedMs: 0 })))
    expect(steps.map(({ step, hourMs, count }) => [step, hourMs, count])).toEqual([['ask:code', 7_200_000, 1], ['ask-vain:loan', 7_200_000, 2], ['ask-vain:visa', 7_200_000, 1]])
  })
})

describe('what was asked, as it may be shown', () => {
  it('the most asked first, what is too little without its count, and no order among those', () => {
    const { answers, vain } = askedOf(new Map([['ask:a', 12], ['ask:b', 40], ['ask-no:b', 15], ['ask:d', 9], ['ask:c', 2], ['ask-vain:visa', 3], ['ask-vain:loan', 11], ['ask-vain:food', 90], ['language:en', 70]]))
    expect(answers).toEqual([{ answer: 'b', count: 40, notMeant: 15 }, { answer: 'a', count: 12, notMeant: 0 }, { answer: 'c', count: null, notMeant: 0 }, { answer: 'd', count: null, notMeant: 0 }])
    expect(vain).toEqual([{ word: 'food', count: 90 }, { word: 'loan', count: 11 }, { word: 'visa', count: null }])
  })
  it('nobody can work out a count of one to nine: not how often it was meant, either', () => {
    const few = (n: number) => n > 0 && n < 10
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 6 }), (pairs) => {
      const real = pairs.map(([a, b]) => ({ all: Math.max(a, b), no: Math.min(a, b) }))
      const { answers } = askedOf(new Map(real.flatMap(({ all, no }, i) => [[`ask:x${i}`, all], [`ask-no:x${i}`, no]] as const)))
      for (const { answer, count, notMeant } of answers) {
        const { all, no } = real[Number(answer.slice(1))] ?? { all: 0, no: 0 }
        if (count !== null) expect([count, few(count)]).toEqual([all, false])
        if (notMeant !== null) expect([notMeant, few(notMeant)]).toEqual([no, false])
        if (count !== null && notMeant !== null) expect(few(count - notMeant)).toBe(false)
      }
    }))
  })
})
