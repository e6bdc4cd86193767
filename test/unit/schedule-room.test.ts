import { describe, expect, test } from 'vitest'
import { zoomed, ticksOf } from '../../console/schedule/axis.ts'
import { bandsOf } from '../../console/schedule/bands.ts'
import { shareWithin } from '../../console/schedule/block.ts'
import { eventsOfBands, hoursOf, spotOfEvent } from '../../console/schedule/calendar.ts'
import { groupedChanges, partsOf } from '../../console/schedule/changed.ts'
import { conflictWords, gathered } from '../../console/schedule/conflict.ts'
import { engine } from '../../console/schedule/engine.ts'
import type { Entry } from '../../console/schedule/entry.ts'
import { markedSpot } from '../../console/schedule/hand.ts'
import { neighbourOf } from '../../console/schedule/neighbour.ts'
import { columnsFrom, countBefore, occurrencesOn } from '../../console/schedule/occurrence.ts'
import { presetChange } from '../../console/schedule/preset.ts'
import { asDrafts, published } from '../../console/schedule/publish.ts'
import { formOf, inForm, nextDays, readRepeat, repeatFits, writeRepeat } from '../../console/schedule/repeat.ts'
import { entriesByLeaf, HEAD, LANE, lanesOf, rowsBetween, rowsOf } from '../../console/schedule/rows.ts'
import { previewSpan } from '../../console/schedule/span.ts'
import { cutOut, relocate, scopeFits, shiftRule } from '../../console/schedule/split.ts'
import { keyMove, lengthOf, moved, spotAt } from '../../console/schedule/spot.ts'
import { readView } from '../../console/schedule/view.ts'
import { dayOf, instantOf, wallMinutes } from '../../console/schedule/wall.ts'
import { changeWords } from '../../console/schedule/words-change.ts'
import { words } from '../../console/schedule/words.ts'
import { shownFrom, SHOWN_MS } from '../../console/show/lanes.ts'
import { occurrences } from '../../controller/schedule/recurrence.ts'
import type { Conflict, Played } from '../../protocol/api-schedule.ts'
import type { Zone } from '../../protocol/venue.ts'

const entry: Entry = { id: 'e', name: 'Entry', playlist: 'gate-wait', zones: ['c'], level: 'scheduled', weight: 5, startDay: '2026-01-01', from: '09:00', until: '11:00', rrule: 'FREQ=DAILY', exceptDays: [], moments: [], state: 'live', version: 3 }
const ZONE = 'Asia/Shanghai'
/** The days on which entries begin, as the planner sees them. */
const starts = (entries: readonly Omit<Entry, 'version'>[], from: string, until: string) => entries.flatMap((e) =>
  occurrences({ ...e }, ZONE, Temporal.Instant.from(`${from}T00:00+08:00`), Temporal.Instant.from(`${until}T00:00+08:00`)).map((o) => Temporal.Instant.fromEpochMilliseconds(o.start).toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' }))).sort()

describe('a spot on the clock', () => {
  test.each([
    ['ArrowDown', false, 'down', '2026-11-24', '09:15', '11:15'],
    ['ArrowUp', false, 'down', '2026-11-24', '08:45', '10:45'],
    ['ArrowRight', false, 'down', '2026-11-25', '09:00', '11:00'],
    ['ArrowLeft', false, 'across', '2026-11-24', '08:45', '10:45'],
    ['ArrowDown', false, 'across', '2026-11-25', '09:00', '11:00'],
    ['ArrowDown', true, 'down', '2026-11-24', '09:00', '11:15'],
    ['ArrowLeft', true, 'across', '2026-11-24', '09:00', '10:45'],
  ] as const)('%s (shift %s) where time runs %s', (key, shift, time, day, from, until) => {
    const move = keyMove(key, shift, time)
    if (!move) throw new Error('no move')
    expect(moved({ day: '2026-11-24', from: '09:00', until: '11:00' }, move)).toEqual({ day, from, until })
  })
  test('other keys mean nothing, nor does Shift across the axis', () => {
    expect(keyMove('a', false, 'down')).toBeNull()
    expect(keyMove('ArrowLeft', true, 'down')).toBeNull()
  })
  test('midnight is crossed forwards and backwards, and ends keep apart', () => {
    expect(moved({ day: '2026-11-24', from: '23:50', until: '00:20' }, { minutes: 15, days: 0, edge: 'both' })).toEqual({ day: '2026-11-25', from: '00:05', until: '00:35' })
    expect(moved({ day: '2026-11-24', from: '00:00', until: '01:00' }, { minutes: -15, days: 0, edge: 'both' })).toEqual({ day: '2026-11-23', from: '23:45', until: '00:45' })
    expect(moved({ day: '2026-11-24', from: '09:00', until: '09:20' }, { minutes: -600, days: 0, edge: 'end' }).until).toBe('09:15')
    expect(moved({ day: '2026-11-24', from: '09:00', until: '11:00' }, { minutes: 600, days: 0, edge: 'start' }).from).toBe('10:45')
    expect(lengthOf(moved({ day: '2026-11-24', from: '00:00', until: '00:00' }, { minutes: 15, days: 0, edge: 'end' }))).toBe(1440)
    expect(spotAt('2026-11-24', 540.5, 60)).toEqual({ day: '2026-11-24', from: '09:00:30', until: '10:00:30' })
  })
  test('free ground is marked out on the steps, either way round', () => {
    expect(markedSpot('2026-11-24', 612, 548)).toEqual({ day: '2026-11-24', from: '09:15', until: '10:15' })
    expect(markedSpot('2026-11-24', 600, 601)).toEqual({ day: '2026-11-24', from: '10:00', until: '10:15' })
  })
})

describe('splitting a series', () => {
  const given = (over: Partial<Entry>, day: string, scope: 'day' | 'from' | 'all') => {
    const { version: _v, ...write } = { ...entry, ...over }
    return { entry: write, day, scope, newId: 'new', before: () => countBefore(write, day, null) }
  }
  test('only this day: an exception and one of its own', () => {
    const { put } = relocate(given({}, '2026-01-03', 'day'), { day: '2026-01-03', from: '13:00', until: '14:00' })
    expect(put.map((e) => [e.id, e.rrule, e.exceptDays])).toEqual([['e', 'FREQ=DAILY', ['2026-01-03']], ['new', null, []]])
    expect(starts(put, '2026-01-02', '2026-01-05')).toEqual(['2026-01-02T09:00', '2026-01-03T13:00', '2026-01-04T09:00'])
  })
  test('from here on: the old ends the day before, the new begins', () => {
    const { put } = relocate(given({ exceptDays: ['2026-01-02', '2026-01-05'] }, '2026-01-03', 'from'), { day: '2026-01-03', from: '13:00', until: '14:00' })
    expect(starts(put, '2026-01-01', '2026-01-07')).toEqual(['2026-01-01T09:00', '2026-01-03T13:00', '2026-01-04T13:00', '2026-01-06T13:00'])
  })
  test('a weekly one to the next day, from here on, by the planner’s own reckoning', () => {
    const { put } = relocate(given({ rrule: 'FREQ=WEEKLY;BYDAY=SA,SU' }, '2026-01-10', 'from'), { day: '2026-01-11', from: '09:00', until: '11:00' })
    expect(starts(put, '2026-01-01', '2026-01-20')).toEqual(['2026-01-03T09:00', '2026-01-04T09:00', '2026-01-11T09:00', '2026-01-12T09:00', '2026-01-18T09:00', '2026-01-19T09:00'])
  })
  test('all: the same entry, its days by the same step', () => {
    const { put } = relocate(given({ rrule: 'FREQ=WEEKLY;BYDAY=MO', startDay: '2026-01-05', exceptDays: ['2026-01-12'] }, '2026-01-19', 'all'), { day: '2026-01-20', from: '10:00', until: '11:00' })
    expect(put).toHaveLength(1)
    expect(starts(put, '2026-01-01', '2026-01-28')).toEqual(['2026-01-06T10:00', '2026-01-20T10:00', '2026-01-27T10:00'])
  })
  test('COUNT is shared out between the two halves', () => {
    const { put } = relocate(given({ rrule: 'FREQ=DAILY;COUNT=5' }, '2026-01-04', 'from'), { day: '2026-01-04', from: '10:00', until: '11:00' })
    expect(put[1]?.rrule).toMatch(/COUNT=/)
    expect(put[0]?.rrule).not.toMatch(/COUNT/)
  })
  test('rules that no step can say are moved one day at a time', () => {
    expect(shiftRule('FREQ=MONTHLY;BYDAY=-1FR', 1)).toBeNull()
    expect(shiftRule('FREQ=MONTHLY;BYMONTHDAY=28', 1)).toBeNull()
    expect(shiftRule('FREQ=WEEKLY;BYDAY=SU;UNTIL=20260131', 1)).toBe('FREQ=WEEKLY;UNTIL=20260201;BYDAY=MO')
    expect(scopeFits({ ...entry, rrule: 'FREQ=MONTHLY;BYDAY=-1FR' }, '2026-01-30', { day: '2026-01-31', from: '09:00', until: '10:00' }, 'all')).toBe(false)
    expect(scopeFits({ ...entry, rrule: 'FREQ=MONTHLY;BYDAY=-1FR' }, '2026-01-30', { day: '2026-01-30', from: '10:00', until: '11:00' }, 'all')).toBe(true)
  })
  test('taking away: one day, from a day on, all', () => {
    expect(starts(cutOut(given({}, '2026-01-02', 'day')).put, '2026-01-01', '2026-01-04')).toEqual(['2026-01-01T09:00', '2026-01-03T09:00'])
    expect(starts(cutOut(given({}, '2026-01-03', 'from')).put, '2026-01-01', '2026-01-09')).toEqual(['2026-01-01T09:00', '2026-01-02T09:00'])
    expect(cutOut(given({}, '2026-01-03', 'all'))).toEqual({ put: [], remove: ['e'] })
  })
})

describe('occurrences and lanes', () => {
  test('occurrences agree with the planner, the evening before among them', () => {
    const night = { ...entry, from: '22:00', until: '02:00', exceptDays: ['2026-01-03'] }
    expect(occurrencesOn(night, columnsFrom('2026-01-02', 3), null)).toEqual([{ day: '2026-01-01', start: -120, end: 120 }, { day: '2026-01-02', start: 1320, end: 1560 }, { day: '2026-01-04', start: 2 * 1440 + 1320, end: 2 * 1440 + 1560 }])
    expect(occurrencesOn({ ...entry, rrule: 'FREQ=MONTHLY;BYMONTHDAY=3' }, columnsFrom('2026-01-01', 5), null).map((o) => o.day)).toEqual(['2026-01-03'])
  })
  test('lanes: the highest level first, and what meets by the clock, even over midnight, apart', () => {
    const lanes = lanesOf([{ ...entry, id: 'a', from: '22:00', until: '02:00' }, { ...entry, id: 'b', from: '01:00', until: '03:00' }, { ...entry, id: 'c', from: '04:00', until: '05:00' }, { ...entry, id: 'x', level: 'event' }, { ...entry, id: 'd', level: 'default', from: '00:00', until: '00:00' }])
    expect(lanes.map((l) => [l.level, l.entries.map((e) => e.id)])).toEqual([['event', ['x']], ['scheduled', ['b', 'c']], ['scheduled', ['a']], ['default', ['d']]])
  })
  test('rows are found by height', () => {
    const zones: Zone[] = ['a', 'b'].map((id) => ({ id, parent: null, kind: 'gate', name: { 'zh-CN': id, en: id }, ordinal: 0, outline: [] }))
    const { rows, height } = rowsOf(entriesByLeaf([{ ...entry, zones: ['a', 'b'] }, { ...entry, id: 'f', zones: ['b'] }], zones, ['neutral']))
    expect(rows.map((r) => `${r.zone} ${r.kind}`)).toEqual(['a zone', 'a lane', 'b zone', 'b lane', 'b lane', 'neutral zone', 'neutral lane'])
    expect(height).toBe(3 * HEAD + 4 * LANE)
    expect(rowsBetween(rows, HEAD + LANE + 1, HEAD + LANE + 2).at(-1)).toMatchObject({ zone: 'b', kind: 'zone' })
    expect(rowsBetween(rows, 0, height)).toHaveLength(rows.length)
  })
  test('the axis: ticks by width, and a wider window begins at midnight', () => {
    expect(ticksOf({ start: 0, span: 1440 }, 24)).toHaveLength(12)
    expect(zoomed({ start: 1500, span: 1440 }, 168)).toEqual({ start: 1440, span: 168 * 60 })
    expect(zoomed({ start: 1440, span: 168 * 60 }, 6).span).toBe(360)
  })
})

test('the wall clock and instants agree, over a change of the clock too', () => {
  expect(instantOf(540, '2026-11-24', ZONE)).toBe(Date.parse('2026-11-24T09:00+08:00'))
  expect(wallMinutes(Date.parse('2026-11-25T00:30+08:00'), '2026-11-24', ZONE)).toBe(1470)
  expect(instantOf(180, '2026-03-29', 'Europe/Berlin')).toBe(Date.parse('2026-03-29T01:00Z'))
  expect(dayOf(Date.parse('2026-11-23T16:00Z'), ZONE)).toBe('2026-11-24')
})

test('the share of an entry in a stretch is of the time that is planned', () => {
  const plan = [{ from: 0, until: 10, entries: [{ entry: 'e', share: 0.5 }] }, { from: 10, until: 20, entries: [{ entry: 'other', share: 1 }] }]
  expect(shareWithin(plan, 'e', 0, 20)).toBe(0.25)
  expect(shareWithin(plan, 'e', 10, 20)).toBe(0)
  expect(shareWithin(plan, 'e', 30, 40)).toBeNull()
})

test('publishing sets drafts live; keeping drafts leaves what is live alone', () => {
  const { version: _v, ...write } = entry
  const draft = { ...write, id: 'd', state: 'draft' as const }
  expect(published({ put: [draft, write], remove: [] }).put.map((e) => e.state)).toEqual(['live', 'live'])
  const id = () => 'copy'
  expect(asDrafts({ put: [write, { ...write, id: 'new' }], remove: [] }, [entry], id, ' (draft)')?.put.map((e) => [e.id, e.state])).toEqual([['new', 'draft']])
  expect(asDrafts({ put: [write], remove: [] }, [entry], id, ' (draft)')?.put.map((e) => [e.id, e.name, e.state])).toEqual([['copy', 'Entry (draft)', 'draft']])
  expect(asDrafts({ put: [], remove: ['e'] }, [entry], id, '')).toBeNull()
})

test('the calendar library hands whole days and hours back as spots', () => {
  expect(hoursOf({ day: '2026-11-24', from: '00:00', until: '00:00' })).toEqual({ start: '2026-11-24 00:00', end: '2026-11-25 00:00', allDay: true })
  expect(hoursOf({ day: '2026-11-24', from: '22:00', until: '02:00' }).end).toBe('2026-11-25 02:00')
  expect(spotOfEvent({ start: new Date(2026, 10, 24, 22), end: new Date(2026, 10, 25, 2), allDay: false })).toEqual({ day: '2026-11-24', from: '22:00', until: '02:00' })
})

test('the view is the address’s, else the last, else the calendar; words are in both languages', () => {
  expect(readView('list', { getItem: () => 'timeline' })).toBe('list')
  expect(readView(undefined, { getItem: () => 'timeline' })).toBe('timeline')
  expect(readView('nonsense', { getItem: () => null })).toBe('calendar')
  const said = { name: 'N', level: 'L', day: '2026-11-24', from: '09:00', until: '10:00', state: '', share: '33%' }
  expect(words.en.block(said)).toBe('N, L, 2026-11-24 09:00–10:00, really plays 33%')
  expect(words['zh-CN'].block(said)).toBe('N，L，2026-11-24 09:00–10:00，实播 33%')
})

describe('the next one by an arrow key', () => {
  const places = [{ key: 'head', top: 0, left: 0, width: 0 }, { key: 'a', top: 26, left: 10, width: 10 }, { key: 'b', top: 26, left: 60, width: 10 }, { key: 'c', top: 70, left: 50, width: 30 }]
  test.each([['a', 'ArrowRight', 'b'], ['b', 'ArrowLeft', 'a'], ['b', 'ArrowDown', 'c'], ['c', 'ArrowUp', 'b'], ['a', 'ArrowUp', 'head'], ['b', 'ArrowRight', null], ['c', 'ArrowDown', null], ['a', 'Enter', null]] as const)('%s %s', (from, key, wanted) => {
    expect(neighbourOf(places, from, key)).toBe(wanted)
  })
})

describe('what a change does, told', () => {
  const played = (over: Partial<Played>): Played => ({ entry: 'a', name: 'A', level: 'scheduled', share: 1, turns: 1, ...over })
  const times = (...hours: number[]) => hours.map((h) => ({ from: `2026-11-24T0${h}:00:00Z`, until: `2026-11-24T0${h}:30:00Z`, before: [played({})], after: [played({ entry: 'b', name: 'B' })] }))
  test('zones in which the same happens are one group, the same at several times one pair', () => {
    const groups = groupedChanges([{ zone: 'late', changes: times(3) }, { zone: 'x', changes: times(1, 2) }, { zone: 'y', changes: times(1, 2) }])
    expect(groups.map((g) => [g.zones, g.pairs.map((p) => p.times.length)])).toEqual([[['x', 'y'], [2]], [['late'], [1]]])
  })
  test('one of a series that was cut off counts as what it was', () => {
    expect(partsOf({ before: [played({ share: 0.6 }), played({ entry: 'o', name: 'O', share: 0.4 })], after: [played({ entry: 'a-2', share: 0.7 }), played({ entry: 'n', name: 'N', share: 0.3 })] }).map((p) => [p.name, p.before, p.after])).toEqual([['A', 0.6, 0.7], ['N', null, 0.3], ['O', 0.4, null]])
  })
  test('conflicts are gathered and told with who wins and why; what passes within a minute is not told', () => {
    const conflict = (over: Partial<Conflict>): Conflict => ({ zone: 'z', from: '2026-11-24T01:00:00Z', until: '2026-11-24T02:00:00Z', kind: 'outranked', winner: 'w', loser: 'l', share: null, ...over })
    const groups = gathered([conflict({}), conflict({ zone: 'y', from: '2026-11-24T00:30:00Z' }), conflict({ kind: 'crowded', until: '2026-11-24T01:00:20Z' })])
    expect(groups.map((g) => [g.zones, g.times, g.first.from])).toEqual([[['z', 'y'], 2, '2026-11-24T00:30:00Z']])
    const telling = { of: (id: string) => ({ name: id.toUpperCase(), level: id === 'w' ? 'event' as const : 'scheduled' as const }), level: (l: string) => l, percent: (s: number) => `${s * 100}%` }
    expect(conflictWords(conflict({}), telling, changeWords.en)).toBe('“L” does not play; “W” plays instead, for the level event is above scheduled.')
    expect(conflictWords(conflict({ kind: 'crowded', share: 0.02 }), telling, changeWords['zh-CN'])).toBe('“L”只占 2%，其余给“W”等：它的权重相比太小。')
    expect(conflictWords(conflict({ kind: 'gap', winner: null }), telling, changeWords.en)).toBe('Without “L” nothing is scheduled here: the standby screen shows.')
  })
  test('it is worked out for the coming 48 hours, or from the day that it touches', () => {
    const now = Date.parse('2026-11-24T10:00+08:00')
    expect(previewSpan({ entries: [], days: ['2026-11-24'] }, ZONE, now, null)).toEqual({ from: now, until: now + 48 * 3_600_000 })
    expect(previewSpan({ entries: [{ ...entry, startDay: '2026-12-24', rrule: null }], days: [] }, ZONE, now, null).from).toBe(Date.parse('2026-12-24T00:00+08:00'))
  })
})

describe('a recurrence as a sentence', () => {
  test.each(['FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;UNTIL=20261224', 'FREQ=MONTHLY;BYMONTHDAY=15;COUNT=6', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=YEARLY;BYMONTH=6', null])('%s survives the way there and back', (rrule) => {
    const repeat = readRepeat(rrule, '2026-11-24')
    expect(repeatFits(repeat)).toBe(true)
    expect(writeRepeat(repeat)).toBe(rrule)
  })
  test('its forms, and what is not whole', () => {
    expect(formOf(readRepeat('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', '2026-11-24'))).toBe('weekdays')
    expect(writeRepeat(inForm('monthly', readRepeat('FREQ=DAILY;UNTIL=20261224', '2026-11-24'), '2026-11-24'))).toBe('FREQ=MONTHLY;BYMONTHDAY=24;UNTIL=20261224')
    expect(repeatFits({ kind: 'weekly', every: 1, days: [], end: { kind: 'never' } })).toBe(false)
    expect(repeatFits({ kind: 'daily', every: 0, end: { kind: 'never' } })).toBe(false)
  })
  test('the next five days, by the planner’s own reckoning, without those left out', () => {
    for (const rrule of ['FREQ=WEEKLY;BYDAY=MO,WE', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=DAILY;INTERVAL=3']) {
      const wanted = occurrences({ ...entry, startDay: '2026-11-24', rrule, exceptDays: ['2026-11-27'] }, ZONE, Temporal.Instant.from('2026-11-24T00:00+08:00'), Temporal.Instant.from('2027-06-01T00:00+08:00')).slice(0, 5).map((o) => Temporal.Instant.fromEpochMilliseconds(o.start).toZonedDateTimeISO(ZONE).toPlainDate().toString())
      expect(nextDays({ rrule, startDay: '2026-11-24', exceptDays: ['2026-11-27'] }, '2026-11-01', engine)).toEqual(wanted)
    }
  })
})

test('talks and presets lie over their zones; with all zones together each is told once', () => {
  const bands = bandsOf({
    talks: [{ id: 't', name: 'Talk', zone: 'a', silent: ['a', 'b'], from: '2026-11-24T07:00:00Z', until: '2026-11-24T07:30:00Z', neighbours: true, by: 'li' }],
    applied: [{ id: 'p', preset: 'x', name: { 'zh-CN': '预设', en: 'Preset' }, zones: ['gates'], fromDay: '2026-11-24', untilDay: '2026-11-24', entries: [], by: 'li', at: '2026-11-24T00:00:00Z' }],
  }, { timeZone: ZONE, leavesOf: () => ['c', 'd'], text: (name) => name.en })
  expect(bands.map((b) => [b.kind, b.zone])).toEqual([['talk', 'a'], ['silent', 'b'], ['preset', 'c'], ['preset', 'd']])
  const shown = { first: '2026-11-24', days: 1, timeZone: ZONE }
  expect(eventsOfBands(bands, { ...shown, leaf: null }, (b) => b.name).map((e) => [e.id, e.start, e.allDay])).toEqual([['talk:t', '2026-11-24 15:00:00', false], ['preset:p', '2026-11-24 00:00:00', true]])
  expect(eventsOfBands(bands, { ...shown, leaf: 'b' }, (b) => b.name).map((e) => e.id)).toEqual(['silent:t'])
  expect(eventsOfBands(bands, { ...shown, first: '2026-11-25', leaf: null }, (b) => b.name)).toEqual([])
})

test('a preset as the entries it brings, for looking at it beforehand', () => {
  const preset = { id: 'demo', name: { 'zh-CN': '示范', en: 'Demo' }, description: { 'zh-CN': '一', en: 'One' }, zoneKinds: [], entries: [{ name: 'E', playlist: 'gate-wait', level: 'event' as const, weight: 2, from: '05:30', until: '23:00', moments: [] }] }
  const { put } = presetChange(preset, { zones: ['a'], fromDay: '2026-11-24', untilDay: '2026-11-25' })
  expect(starts(put, '2026-11-20', '2026-11-30')).toEqual(['2026-11-24T05:30', '2026-11-25T05:30'])
})

test('the scrubber’s 48 hours hold still while one looks about in them', () => {
  const now = Date.parse('2026-11-24T10:20+08:00')
  const from = shownFrom(now, now, null, ZONE)
  expect(from).toBe(Date.parse('2026-11-24T10:00+08:00'))
  expect(shownFrom(from + SHOWN_MS, now, from, ZONE)).toBe(from)
  expect(shownFrom(Date.parse('2026-12-02T15:00+08:00'), now, from, ZONE)).toBe(Date.parse('2026-12-02T00:00+08:00'))
})
