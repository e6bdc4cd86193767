import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRecurrence, isOpenEnded, occurrences, type Recurrence } from '../../controller/schedule/recurrence.ts'

const of = (over: Partial<Recurrence> = {}): Recurrence => ({ startDay: '2026-01-01', from: '09:00', until: '17:30', rrule: 'FREQ=DAILY', exceptDays: [], ...over })
const between = (entry: Recurrence, timeZone: string, from: string, until: string): string[] =>
  occurrences(entry, timeZone, Temporal.Instant.from(from), Temporal.Instant.from(until)).map(({ start, end }) => [start, end].map((ms) => Temporal.Instant.fromEpochMilliseconds(ms).toString()).join(' '))

const BERLIN = 'Europe/Berlin'
const NEW_YORK = 'America/New_York'

describe('occurrences', () => {
  test.each<[string, Partial<Recurrence>, string, string, string, string[]]>([
    ['daily', {}, BERLIN, '2026-11-23T00:00Z', '2026-11-25T00:00Z', ['2026-11-23T08:00:00Z 2026-11-23T16:30:00Z', '2026-11-24T08:00:00Z 2026-11-24T16:30:00Z']],
    ['once', { rrule: null, startDay: '2026-11-24' }, BERLIN, '2026-11-23T00:00Z', '2026-11-30T00:00Z', ['2026-11-24T08:00:00Z 2026-11-24T16:30:00Z']],
    ['across midnight, begun before the window', { from: '22:00', until: '06:00' }, BERLIN, '2026-11-23T00:00Z', '2026-11-23T20:00Z', ['2026-11-22T21:00:00Z 2026-11-23T05:00:00Z']],
    ['until equal to from is a full day', { from: '06:00', until: '06:00', rrule: 'FREQ=WEEKLY;BYDAY=MO' }, BERLIN, '2026-11-24T04:59Z', '2026-11-25T00:00Z', ['2026-11-23T05:00:00Z 2026-11-24T05:00:00Z']],
    ['what ends as the window begins is not in it', { from: '22:00', until: '06:00' }, BERLIN, '2026-11-23T05:00Z', '2026-11-23T21:00Z', []],
    ['weekdays', { rrule: 'FREQ=WEEKLY;BYDAY=SA,SU' }, BERLIN, '2026-11-27T00:00Z', '2026-12-04T00:00Z', ['2026-11-28T08:00:00Z 2026-11-28T16:30:00Z', '2026-11-29T08:00:00Z 2026-11-29T16:30:00Z']],
    ['last Friday of the month', { rrule: 'FREQ=MONTHLY;BYDAY=-1FR', until: '10:00' }, BERLIN, '2026-09-30T00:00Z', '2026-12-31T00:00Z', ['2026-10-30T08:00:00Z 2026-10-30T09:00:00Z', '2026-11-27T08:00:00Z 2026-11-27T09:00:00Z', '2026-12-25T08:00:00Z 2026-12-25T09:00:00Z']],
    ['UNTIL as a day includes it', { rrule: 'FREQ=DAILY;UNTIL=20260103', until: '10:00' }, BERLIN, '2026-01-02T00:00Z', '2026-02-01T00:00Z', ['2026-01-02T08:00:00Z 2026-01-02T09:00:00Z', '2026-01-03T08:00:00Z 2026-01-03T09:00:00Z']],
    ['UNTIL as an instant', { rrule: 'FREQ=DAILY;UNTIL=20260103T075959Z', until: '10:00' }, BERLIN, '2026-01-02T00:00Z', '2026-02-01T00:00Z', ['2026-01-02T08:00:00Z 2026-01-02T09:00:00Z']],
    ['COUNT', { rrule: 'FREQ=WEEKLY;COUNT=2', until: '10:00' }, BERLIN, '2026-01-01T00:00Z', '2026-03-01T00:00Z', ['2026-01-01T08:00:00Z 2026-01-01T09:00:00Z', '2026-01-08T08:00:00Z 2026-01-08T09:00:00Z']],
    ['INTERVAL counts from the first day', { rrule: 'FREQ=DAILY;INTERVAL=3', until: '10:00' }, BERLIN, '2026-01-03T00:00Z', '2026-01-08T00:00Z', ['2026-01-04T08:00:00Z 2026-01-04T09:00:00Z', '2026-01-07T08:00:00Z 2026-01-07T09:00:00Z']],
    ['days left out', { exceptDays: ['2026-11-24'], until: '10:00' }, BERLIN, '2026-11-23T00:00Z', '2026-11-26T00:00Z', ['2026-11-23T08:00:00Z 2026-11-23T09:00:00Z', '2026-11-25T08:00:00Z 2026-11-25T09:00:00Z']],
    ['a day left out takes the night that begins on it', { exceptDays: ['2026-11-23'], from: '22:00', until: '02:00' }, BERLIN, '2026-11-23T12:00Z', '2026-11-25T12:00Z', ['2026-11-24T21:00:00Z 2026-11-25T01:00:00Z']],
    ['not before its first day', { startDay: '2026-11-24', until: '10:00' }, BERLIN, '2026-11-22T00:00Z', '2026-11-25T00:00Z', ['2026-11-24T08:00:00Z 2026-11-24T09:00:00Z']],

    ['spring: a start in the gap is left out', { from: '02:30', until: '04:00' }, BERLIN, '2026-03-28T00:00Z', '2026-03-31T00:00Z', ['2026-03-28T01:30:00Z 2026-03-28T03:00:00Z', '2026-03-30T00:30:00Z 2026-03-30T02:00:00Z']],
    ['spring: once in the gap never is', { from: '02:30', until: '04:00', startDay: '2026-03-29', rrule: null }, BERLIN, '2026-03-28T00:00Z', '2026-03-31T00:00Z', []],
    ['spring: a first day in the gap does not shift the others', { from: '02:30', until: '04:00', startDay: '2026-03-29' }, BERLIN, '2026-03-28T00:00Z', '2026-04-01T00:00Z', ['2026-03-30T00:30:00Z 2026-03-30T02:00:00Z', '2026-03-31T00:30:00Z 2026-03-31T02:00:00Z']],
    ['spring: what is left out does not count', { from: '02:30', until: '04:00', startDay: '2026-03-28', rrule: 'FREQ=DAILY;COUNT=2' }, BERLIN, '2026-03-27T00:00Z', '2026-04-03T00:00Z', ['2026-03-28T01:30:00Z 2026-03-28T03:00:00Z', '2026-03-30T00:30:00Z 2026-03-30T02:00:00Z']],
    ['spring: an end in the gap moves behind it', { from: '01:00', until: '02:30' }, BERLIN, '2026-03-28T23:30Z', '2026-03-29T12:00Z', ['2026-03-29T00:00:00Z 2026-03-29T01:30:00Z']],
    ['spring: the short day', { from: '00:00', until: '00:00' }, BERLIN, '2026-03-29T00:00Z', '2026-03-29T20:00Z', ['2026-03-28T23:00:00Z 2026-03-29T22:00:00Z']],
    ['autumn: of a start that comes twice the earlier', { from: '02:30', until: '04:00' }, BERLIN, '2026-10-24T22:30Z', '2026-10-25T12:00Z', ['2026-10-25T00:30:00Z 2026-10-25T03:00:00Z']],
    ['autumn: the long day', { from: '00:00', until: '00:00' }, BERLIN, '2026-10-25T00:00Z', '2026-10-25T22:00Z', ['2026-10-24T22:00:00Z 2026-10-25T23:00:00Z']],
    ['spring in New York', { from: '02:15', until: '03:15' }, NEW_YORK, '2026-03-07T00:00Z', '2026-03-10T00:00Z', ['2026-03-07T07:15:00Z 2026-03-07T08:15:00Z', '2026-03-09T06:15:00Z 2026-03-09T07:15:00Z']],
    ['autumn in New York', { from: '01:15', until: '01:45' }, NEW_YORK, '2026-11-01T00:00Z', '2026-11-02T00:00Z', ['2026-11-01T05:15:00Z 2026-11-01T05:45:00Z']],
    ['autumn in New York, a night shift', { from: '23:00', until: '05:00' }, NEW_YORK, '2026-11-01T04:00Z', '2026-11-01T20:00Z', ['2026-11-01T03:00:00Z 2026-11-01T10:00:00Z']],
    ['no summer time in Shanghai', { from: '22:00', until: '07:00' }, 'Asia/Shanghai', '2026-11-22T15:00Z', '2026-11-23T10:00Z', ['2026-11-22T14:00:00Z 2026-11-22T23:00:00Z']],
  ])('%s', (_, over, timeZone, from, until, expected) => {
    expect(between(of(over), timeZone, from, until)).toEqual(expected)
  })
})

describe('checkRecurrence', () => {
  test.each<[string | null, string | null]>([
    [null, null],
    ['FREQ=DAILY', null],
    ['freq=weekly;byday=mo,we', null],
    ['FREQ=MONTHLY;BYDAY=-1FR', null],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', null],
    ['FREQ=DAILY;UNTIL=20261231', null],
    ['FREQ=DAILY;UNTIL=20261231T225959Z', null],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=10', null],
    ['FREQ=SECONDLY', 'schedule/rule-too-dense'],
    ['FREQ=MINUTELY;INTERVAL=90', 'schedule/rule-too-dense'],
    ['FREQ=HOURLY', 'schedule/rule-too-dense'],
    ['FREQ=DAILY;BYHOUR=9,10,11', 'schedule/rule-too-dense'],
    ['FREQ=DAILY;BYMINUTE=0,1,2', 'schedule/rule-too-dense'],
    ['FREQ=DAILY;COUNT=0', 'schedule/rule-unreadable'],
    ['FREQ=DAILY;INTERVAL=0', 'schedule/rule-unreadable'],
    ['', 'schedule/rule-unreadable'],
    ['every Monday', 'schedule/rule-unreadable'],
    ['BYDAY=MO', 'schedule/rule-unreadable'],
    ['FREQ=OFTEN', 'schedule/rule-unreadable'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'schedule/rule-unreadable'],
    ['FREQ=DAILY;COLOUR=RED', 'schedule/rule-unreadable'],
    ['FREQ=WEEKLY;BYDAY=XX', 'schedule/rule-unreadable'],
    ['FREQ=DAILY;BYDAY=1MO', 'schedule/rule-unreadable'],
    ['FREQ=MONTHLY;BYMONTHDAY=40', 'schedule/rule-unreadable'],
    ['FREQ=DAILY;UNTIL=tomorrow', 'schedule/rule-unreadable'],
    ['FREQ=DAILY\nDTSTART:20200101T000000Z', 'schedule/rule-unreadable'],
    ['FREQ=DAILY;UNTIL=20251231', 'schedule/rule-never'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'schedule/rule-never'],
  ])('%s', (rrule, code) => {
    const outcome = checkRecurrence(of({ rrule }), BERLIN)
    expect(outcome.ok ? null : outcome.error.code).toBe(code)
  })

  test('a day that is not in the calendar', () => {
    const outcome = checkRecurrence(of({ startDay: '2026-02-30', rrule: null }))
    expect(outcome.ok ? null : outcome.error.code).toBe('schedule/no-such-day')
  })

  test('says what is wrong in words', () => {
    const outcome = checkRecurrence(of({ rrule: 'FREQ=MINUTELY' }))
    expect(outcome.ok ? '' : outcome.error.message).toContain('at most once a day')
  })
})

test.each([[null, false], ['FREQ=DAILY', true], ['FREQ=DAILY;COUNT=3', false], ['until=20270101;FREQ=DAILY', false]])('%s goes on without end: %s', (rrule, open) => {
  expect(isOpenEnded(of({ rrule }))).toBe(open)
})

test('the rules that are answered by the calendar day are answered as the library does', () => {
  const day = fc.integer({ min: 0, max: 500 }).map((n) => Temporal.PlainDate.from('2025-12-01').add({ days: n }).toString())
  const wall = fc.integer({ min: 0, max: 287 }).map((n) => `${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}`)
  const until = fc.option(day.map((d) => `;UNTIL=${d.replaceAll('-', '')}`), { nil: '' })
  const rule = fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((n) => (n === 1 ? 'FREQ=DAILY' : `FREQ=DAILY;INTERVAL=${n}`)),
    fc.uniqueArray(fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'), { minLength: 1 }).map((days) => `FREQ=WEEKLY;BYDAY=${days.join(',')}`),
  )
  const zone = fc.constantFrom(BERLIN, NEW_YORK, 'Asia/Shanghai', 'Pacific/Auckland', 'Australia/Lord_Howe')
  const start = fc.constantFrom('2026-03-27T00:00Z', '2026-10-23T09:00Z', '2026-03-06T00:00Z', '2026-10-30T00:00Z', '2026-04-03T03:00Z', '2026-07-01T00:00Z', '2026-09-25T00:00Z')
  fc.assert(fc.property(day, wall, wall, rule, until, zone, start, fc.integer({ min: 1, max: 20 }), fc.array(day, { maxLength: 2 }), (startDay, from, end, rrule, last, timeZone, begin, days, exceptDays) => {
    const window = [timeZone, begin, Temporal.Instant.from(begin).add({ hours: 24 * days }).toString()] as const
    const entry = of({ startDay, from, until: end, exceptDays, rrule: `${rrule}${last}` })
    expect(between(entry, ...window)).toEqual(between({ ...entry, rrule: `${rrule};WKST=MO${last}` }, ...window))
  }), { numRuns: 500 })
})
