import { describe, expect, test } from 'vitest'
import { isEdited, overlap } from '../../controller/presets/entries.ts'
import { createBook, createLeaves } from '../../controller/schedule/book.ts'
import { conflictsOf, type ZoneChange } from '../../controller/schedule/conflicts.ts'
import type { PlayedSlot } from '../../controller/schedule/stretches.ts'
import { neighboursOf, silentZones, together } from '../../controller/talks/silence.ts'
import type { Played } from '../../protocol/api-schedule.ts'
import { show } from '../../protocol/show.ts'
import type { ScheduleLevel } from '../../protocol/words.ts'
import { readSite } from '../../site/read.ts'
import { device, plus, programmeOf } from '../support/facts.ts'
import { scheduleEntry } from '../support/plan-facts.ts'

const { site } = readSite()
const leaves = createLeaves(site.zones)
const HOUR = 3_600_000

describe('conflicts', () => {
  const played = (entry: string, share: number, level: ScheduleLevel = 'scheduled'): Played => ({ entry, name: entry, level, share, turns: share })
  const slot = (entries: Played[], level: ScheduleLevel = 'scheduled', hour = 0): PlayedSlot => ({ from: hour * HOUR, until: (hour + 1) * HOUR, level, entries })
  const own = { entry: scheduleEntry({ id: 'own', level: 'scheduled', playlist: 'p' }), on: [{ start: 0, end: HOUR }], later: true }
  const asked = (over: Partial<ZoneChange>) => conflictsOf({ zone: 'z', put: [own], removed: new Set(), neutral: new Set(['neutral-loop']), after: [], differences: [], playlistOf: (id) => (id === 'twin' ? 'p' : 'q'), ...over }, { from: 0, until: 4 * HOUR })
  const told = (over: Partial<ZoneChange>) => asked(over).map(({ kind, winner, loser, share }) => [kind, winner, loser, share])
  const difference = (before: Played[], after: Played[]) => [{ from: 0, until: HOUR, before, after }]

  test.each<[string, Partial<ZoneChange>, unknown[]]>([
    ['none where it plays', { after: [slot([played('own', 0.5), played('other', 0.5)])] }, []],
    ['a higher level hides it at one of two times', { put: [{ ...own, on: [{ start: 0, end: 2 * HOUR }] }], after: [slot([played('top', 1, 'event')], 'event'), slot([played('own', 1)], 'scheduled', 1)] }, [['outranked', 'top', 'own', null]]],
    ['hidden whenever it is on: that it never plays is all that is told', { after: [slot([played('top', 1, 'event')], 'event')] }, [['never', 'top', 'own', null]]],
    ['its time is over', { put: [{ ...own, on: [], later: false }] }, [['never', null, 'own', null]]],
    ['its time is still to come', { put: [{ ...own, on: [] }] }, []],
    ['hardly seen', { after: [slot([played('other', 0.97), played('own', 0.03)])] }, [['crowded', 'other', 'own', 0.03]]],
    ['left out where one loop cannot hold all', { put: [{ ...own, on: [{ start: 0, end: 2 * HOUR }] }], after: [slot([played('other', 1)]), slot([played('own', 1)], 'scheduled', 1)] }, [['crowded', 'other', 'own', 0]]],
    ['the same playlist twice at once', { after: [slot([played('twin', 0.5), played('own', 0.5)])] }, [['same', 'twin', 'own', 0.5]]],
    ['it takes the screen from another', { after: [slot([played('own', 1)])], differences: difference([played('low', 1)], [played('own', 1, 'event')]) }, [['outranked', 'own', 'low', null]]],
    ['what is there by default gives way', { after: [slot([played('own', 1)])], differences: difference([played('low', 1, 'default')], [played('own', 1)]) }, []],
    ['it crowds another out', { after: [slot([played('own', 1)])], differences: difference([played('low', 0.2)], [played('own', 0.97), played('low', 0.03)]) }, [['crowded', 'own', 'low', 0.03]]],
    ['nothing is left but the neutral loop', { put: [], removed: new Set(['gone']), differences: difference([played('gone', 1)], [played('neutral-loop', 1, 'default')]) }, [['gap', null, 'gone', null]]],
    ['it was taken away, and others go on', { put: [], removed: new Set(['gone']), differences: difference([played('gone', 0.5), played('other', 0.5)], [played('other', 1)]) }, []],
  ])('%s', (_, over, expected) => {
    expect(told(over)).toEqual(expected)
  })
  test('the first stretch of each in a zone', () => {
    const later = [slot([played('top', 1, 'event')], 'event', 0), slot([played('own', 1)], 'scheduled', 1), slot([played('top', 1, 'event')], 'event', 2)]
    expect(asked({ put: [{ ...own, on: [{ start: 0, end: 3 * HOUR }] }], after: later })).toEqual([{ zone: 'z', from: '1970-01-01T00:00:00Z', until: '1970-01-01T01:00:00Z', kind: 'outranked', winner: 'top', loser: 'own', share: null }])
  })
})

describe('the book of entries', () => {
  test('knows them by zone and id, also after changes that have not been made', () => {
    const book = createBook(leaves)
    const entry = (id: string, zones: string[]) => scheduleEntry({ id, zones })
    for (const one of [entry('b', ['taxi']), entry('a', ['arrivals-level']), entry('c', ['taxi', 'neutral'])]) book.put(one)
    const ids = (zone: string, from: Pick<typeof book, 'inZone'> = book) => from.inZone(zone).map(({ id }) => id)
    expect([ids('taxi'), ids('baggage'), ids('neutral'), ids('hall-a')]).toEqual([['a', 'b', 'c'], ['a'], ['c'], []])
    const after = book.after([entry('b', ['hall-a']), entry('ab', ['taxi'])], ['c'])
    expect([ids('taxi', after), ids('hall-a', after), ids('neutral', after), after.get('c')]).toEqual([['a', 'ab'], ['b'], [], undefined])
    book.put(entry('a', ['hall-a']))
    book.remove('b')
    expect([ids('taxi'), ids('hall-a'), book.size]).toEqual([['c'], ['a'], 2])
  })
})

describe('talks', () => {
  const next = neighboursOf(site.zones)
  test('neighbours are zones of the same floor whose outlines meet', () => {
    expect(next.get('taxi')).toEqual(['arrivals'])
    expect(next.get('gates-c1-c8')).toEqual(['airside-seats'])
    expect(next.get('hall-b')).toEqual(['hall-a', 'checkin-cd', 'intl-checkin'])
    for (const [zone, others] of next) for (const other of others) expect(next.get(other)).toContain(zone)
  })
  test('silence the zones asked for, each once', () => {
    expect(silentZones({ zone: 'taxi', neighbours: false }, leaves, next)).toEqual(['taxi'])
    expect(silentZones({ zone: 'taxi', neighbours: true }, leaves, next)).toEqual(['arrivals', 'taxi'])
    expect(silentZones({ zone: 'international', neighbours: true }, leaves, next)).toEqual(['intl-security', 'intl-seats', 'intl-gates', 'staff-corridor'])
  })
  test('that touch are one', () => {
    expect(together([{ start: 5, end: 9 }, { start: 0, end: 3 }, { start: 3, end: 4 }, { start: 6, end: 7 }])).toEqual([{ start: 0, end: 4 }, { start: 5, end: 9 }])
  })
  test.each([[-1, 'audio/speaker'], [0, 'audio/talk'], [599, 'audio/talk'], [600, 'audio/speaker']])('at second %i of one a check-in point says: %s', (second, why) => {
    const programme = programmeOf([10], { speakers: ['kiosk-1'], silent: [{ from: plus(1200).toString(), until: plus(1800).toString() }] })
    const { audio, main, reasons } = show(programme, [], device({ id: 'kiosk-1', role: 'kiosk' }), plus(1200 + second))
    expect([audio.why, main.kind]).toEqual([why, 'item'])
    expect(reasons).toContainEqual({ code: why })
  })
})

describe('presets', () => {
  test.each([
    [['2026-11-01', '2026-11-03'], ['2026-11-03', '2026-11-04'], true], [['2026-11-01', '2026-11-03'], ['2026-11-04', '2026-11-05'], false],
    [['2026-11-01', null], ['2026-12-04', '2026-12-05'], true], [['2026-12-06', null], ['2026-12-04', '2026-12-05'], false], [['2026-12-06', null], ['2027-01-01', null], true],
  ] as const)('%j and %j have a day in common: %s', (a, b, expected) => {
    const days = ([fromDay, untilDay]: readonly [string, string | null]) => ({ fromDay, untilDay })
    expect([overlap(days(a), days(b)), overlap(days(b), days(a))]).toEqual([expected, expected])
  })
  test('an entry is edited where it says something else, not where its version grew', () => {
    const made = scheduleEntry({ preset: 'p-1' })
    expect([isEdited(made, { ...made, version: 9 }), isEdited(made, { ...made, weight: 2 })]).toEqual([false, true])
  })
})
