import { describe, expect, it } from 'vitest'
import { alarmWords, severityWords } from '../../console/overview/alarm-words.ts'
import { endings, lastDay } from '../../console/overview/expiring.ts'
import type { Device } from '../../console/overview/filter.ts'
import { mapZones, ordinalOf, placeOf } from '../../console/overview/map.ts'
import { comingChanges } from '../../console/overview/next.ts'
import { createCalm } from '../../console/parts/calm.ts'
import { aimedAt, alertingZones, createKeeper, createPlayings, type Row } from '../../console/overview/rows.ts'
import { alarmKinds, alarmSeverities } from '../../protocol/api-alarms.ts'
import type { AlertView } from '../../protocol/api.ts'
import { inside } from '../../faces/plan.ts'
import { readSite } from '../../site/read.ts'
import type * as z from 'zod/mini'
import { alert, plus, programmeOf, START } from '../support/facts.ts'
import { everyDay } from '../support/made-site.ts'

const { site } = readSite(new URL('../../site/', import.meta.url).pathname)
const zones = new Map(site.zones.map((zone) => [zone.id, zone]))
const record = (id: string): Device => {
  const found = site.devices.find((one) => one.id === id)
  if (!found) throw new Error(id)
  return { ...found, state: 'online', since: null, lastSeen: null, paired: true, reported: null, ordered: null, eventsReceived: 0 }
}
const view = (target: z.infer<typeof AlertView>['target'], over: Partial<ReturnType<typeof alert>> = {}, state: 'live' | 'waiting' = 'live'): z.infer<typeof AlertView> =>
  ({ id: 'a-1', state, alert: alert({ roles: target.roles ?? [], ...over }), target, template: null, raisedBy: 'lin', raisedAt: plus(0).toString(), releasedBy: 'lin', endedBy: null, endedAt: null, targeted: 1, words: 'own', slots: {}, firstReleasedAt: null, change: null, reviews: [] })

const HOURS = { timeZone: 'Asia/Shanghai', quietHours: [] }

describe('red on the map', () => {
  it.each<[string, z.infer<typeof AlertView>['target'], string[], string[]]>([
    ['a leaf', { zones: ['gates-c9-c16'] }, ['gates-c9-c16'], ['wall-gate-c9']],
    ['a node: its leaves', { zones: ['airside-gates'] }, ['gates-c1-c8', 'gates-c9-c16', 'gates-c17-c20'], ['wall-gate-c9', 'robot-xiaoan-2']],
    ['a zone, robots only', { zones: ['gates-c1-c8'], roles: ['robot'] }, ['gates-c1-c8'], ['robot-xiaoan-2']],
    ['one screen: no zone', { devices: ['wall-taxi'] }, [], ['wall-taxi']],
    ['a role alone: no zone', { roles: ['robot'] }, [], ['robot-xiaoan-2']],
  ])('%s', (_what, target, redZones, redDevices) => {
    expect([...alertingZones([view(target)], site.zones)]).toEqual(redZones)
    expect(['wall-gate-c9', 'robot-xiaoan-2', 'wall-taxi'].filter((id) => aimedAt(record(id), [view(target)], zones).length > 0)).toEqual(redDevices)
  })
  it('what waits for its second person is not red', () => {
    expect([...alertingZones([view({ zones: ['taxi'] }, {}, 'waiting')], site.zones)]).toEqual([])
  })
})

describe('rows', () => {
  it('works out what is on once for screens that show the same, and anew when it ends, is planned anew or an alert comes', () => {
    const of = createPlayings()
    const programme = programmeOf([10, 20])
    const at = (seconds: number) => plus(seconds).epochMilliseconds
    const [one, other] = [record('wall-gate-c9'), record('wall-gate-c14')]
    const first = of(one, programme, [], HOURS, at(1))
    expect(first).toMatchObject({ kind: 'item', id: 'i-0', reason: 'main/slot', entry: { id: 'e-0' }, untilMs: at(10) })
    expect(of(other, programme, [], HOURS, at(9))).toBe(first)
    expect(of(one, programme, [], HOURS, at(10))).toMatchObject({ id: 'i-1' })
    expect(of(one, programmeOf([5]), [], HOURS, at(11))).toMatchObject({ id: 'i-0' })
    expect(of(one, programme, [alert()], HOURS, at(11))).toMatchObject({ kind: 'alert', id: 'a-1', reason: 'main/alert' })
    // The console's clock may lag behind the release by a moment.
    const soon = alert({ id: 'a-2', effective: plus(13).toString(), expires: plus(15).toString() })
    expect([12, 13, 15].map((seconds) => of(one, programme, [soon], HOURS, at(seconds))?.kind)).toEqual(['item', 'alert', 'item'])
    expect(of(one, undefined, [], HOURS, at(11))).toBe(null)
  })
  it('keeps the rows that say the same, and the list where all do', () => {
    const keep = createKeeper()
    const playing = { kind: 'item' as const, id: 'p1', reason: 'main/slot', entry: null, untilMs: null }
    const row = (id: string, over: Partial<Row> = {}, device: Partial<Device> = {}): Row => ({ device: { ...record(id), ...device }, ordinal: 1, alerts: [], playing, ...over })
    const first = keep([row('wall-taxi'), row('wall-gate-c9')])
    expect(keep([row('wall-taxi'), row('wall-gate-c9')])).toBe(first)
    const second = keep([row('wall-taxi'), row('wall-gate-c9', {}, { state: 'offline' })])
    expect([second[0] === first[0], second[1] === first[1], second[1]?.device.state]).toEqual([true, false, 'offline'])
    const said = alert()
    const third = keep([row('wall-taxi', { alerts: [said] }), row('wall-gate-c9', { playing: null }, { state: 'offline' })])
    expect(third.map(({ alerts, playing: on }) => [alerts.length, on])).toEqual([[1, playing], [0, null]])
    expect(keep([row('wall-taxi', { alerts: [said] })])).toEqual([third[0]])
  })
  it('a robot that was moved to another zone is drawn in that zone; walls stay where they hang', () => {
    const robot = { ...record('robot-xiaoan-2'), zone: 'gates-c9-c16' }
    expect(inside(placeOf({ device: robot }, zones), zones.get('gates-c9-c16')?.outline ?? [])).toBe(true)
    expect(placeOf({ device: record('robot-xiaoan-2') }, zones)).toEqual([-40, 104])
    expect(placeOf({ device: { ...record('wall-taxi'), zone: 'baggage' } }, zones)).toEqual([1, 18])
    expect(ordinalOf(null, zones, [1, 0])).toBe(1)
  })
  it('tints zones by what they play, or by how their screens are', () => {
    const row = (id: string, state: Device['state'], item: string | null): Row => ({ device: { ...record(id), state }, ordinal: 1, alerts: [], playing: item === null ? null : { kind: 'item', id: item, reason: 'main/slot', entry: null, untilMs: null } })
    const rows = [row('wall-gate-c9', 'online', 'p1'), row('wall-gate-c14', 'offline', null), row('kiosk-gate-c12', 'never', null), row('wall-taxi', 'online', 'p2')]
    const words = { name: () => 'x', move: (item: string) => (item === 'p1' ? 'ask' : null), note: (move: string | null, here: number, of: number) => `${move} ${here}/${of}` }
    const of = (tint: 'plays' | 'state', id: string) => mapZones(site.zones, rows, new Set(['taxi']), tint, words).find((one) => one.id === id)
    expect(of('plays', 'gates-c9-c16')).toMatchObject({ tint: 'ask', note: 'ask 1/3', alerting: false })
    expect(of('state', 'gates-c9-c16')).toMatchObject({ tint: 'state-stale' })
    expect(of('state', 'taxi')).toMatchObject({ tint: 'state-online', alerting: true })
    expect(of('state', 'baggage')).toMatchObject({ tint: null })
  })
})

describe('what comes', () => {
  it('the next changes: what begins, several zones as one, the soonest first', () => {
    const iso = (hours: number) => START.add({ hours }).toString()
    const slots = [[0, 8, 0], [8, 10, 1], [10, 48, 0]].map(([from = 0, until = 0, loop = 0]) => ({ from: iso(from), until: iso(until), epoch: iso(from), level: 'default' as const, loop }))
    const programme = programmeOf([10, 10], { entries: [{ id: 'base', name: 'base', level: 'default', weight: 1 }, { id: 'peak', name: 'peak', level: 'scheduled', weight: 1 }], loops: [{ turns: [[0, 0]] }, { turns: [[1, 1], [0, 0]] }], slots })
    const coming = comingChanges([programme, { ...programme, zone: 'hall' }], START.epochMilliseconds, 5)
    expect(coming.map(({ atMs, entries, zones: where }) => [(atMs - START.epochMilliseconds) / 3_600_000, entries.map(({ id }) => id), where])).toEqual([[8, ['peak'], ['gates', 'hall']], [10, ['base'], ['gates', 'hall']]])
    expect(comingChanges([programme], START.add({ hours: 11 }).epochMilliseconds, 5)).toEqual([])
  })
  it.each([[null, '2026-12-01'], ['FREQ=DAILY;UNTIL=20261224T155959Z', '2026-12-24'], ['FREQ=DAILY', null]])('rule %s ends %s', (rrule, day) => {
    expect(lastDay({ rrule, startDay: '2026-12-01' })).toBe(day)
  })
  it('numbers, presets and entries that end within the time, and a key that waits; each with who acts', () => {
    const phone = (id: string, expires: string) => ({ id, number: id, name: { 'zh-CN': id, en: id }, verifiedBy: 'x', verifiedOn: '2026-01-01', expires })
    const entry = (id: string, rrule: string, over = {}) => everyDay(id, 'p', ['terminal'], { rrule, ...over })
    const item = (id: string, ...phones: string[]) => ({ id, phones })
    const list = (id: string, items: string[], state: 'live' | 'withdrawn' = 'live') => ({ id, campaign: null, name: { 'zh-CN': id, en: id }, items, version: 1, state })
    const preset = (id: string, untilDay: string | null, entries: string[], edited: string[] = []) => ({ id, preset: 'x', name: { 'zh-CN': id, en: id }, zones: ['hall', 'taxi'], fromDay: '2026-11-01', untilDay, entries, by: 'li', at: '2026-11-01T00:00:00Z', edited })
    const found = endings({
      today: '2026-11-23', words: (text) => text.en ?? '',
      library: {
        phones: [phone('12381', '2026-12-01'), phone('110', '2030-01-01'), phone('old', '2026-11-20')],
        items: [item('bank', '12381'), item('both', '12381', '110'), item('police', '110'), item('past', 'old'), item('off', 'old'), item('plain')], itemStates: { off: 'withdrawn' },
        // Empty on 1 December: with its last item, whose first number ends; those with an item that lasts are not.
        playlists: [list('phones', ['bank', 'both', 'past']), list('mixed', ['bank', 'plain']), list('calls', ['both', 'police']), list('once', ['past', 'off']), list('unused', ['bank'], 'withdrawn')],
      },
      schedule: [entry('fair', 'FREQ=DAILY;UNTIL=20261130T000000Z'), entry('done', 'FREQ=DAILY;UNTIL=20261101T000000Z'), entry('off', 'FREQ=DAILY;UNTIL=20261130T000000Z', { state: 'withdrawn' }), entry('always', 'FREQ=DAILY'),
        entry('peak-1', 'FREQ=DAILY;UNTIL=20261128'), entry('peak-2', 'FREQ=DAILY;UNTIL=20261129')],
      applied: [preset('peak', '2026-11-28', ['peak-1', 'peak-2'], ['peak-2']), preset('far', '2027-02-01', []), preset('open', null, []), preset('over', '2026-11-22', [])],
      keys: { trusted: [], announced: 'k2', behind: ['wall-taxi'] },
    }, 14)
    expect(found.map(({ kind, id, gone, right }) => [kind, id, gone, right])).toEqual([
      ['key', 'k2', false, 'manage'], ['number', 'old', true, 'publish'], ['preset', 'peak', false, 'schedule'], ['entry', 'peak-2', false, 'schedule'], ['entry', 'fair', false, 'schedule'], ['number', '12381', false, 'publish'],
    ])
    expect(found.filter(({ kind }) => kind !== 'entry')).toMatchObject([{ behind: 1 }, { items: ['past'], playlists: ['once'] }, { zones: ['hall', 'taxi'] }, { items: ['bank', 'both'], playlists: ['phones'] }])
  })
})

describe('pictures that can wait', () => {
  it('are drawn one at a time once nothing comes or goes; what goes before its turn is not drawn', () => {
    const drawn: string[] = []
    let timer: (() => void) | null = null
    const idles: (() => void)[] = []
    const calm = createCalm({ wait: (then) => { timer = then; return () => { timer = null } }, idle: (then) => { idles.push(then) } })
    const rest = () => { const due = timer; timer = null; due?.() }
    const idle = () => idles.shift()?.()
    calm(() => drawn.push('a'))
    const leave = calm(() => drawn.push('b'))
    calm(() => drawn.push('c'))
    expect(drawn).toEqual([])
    rest()
    idle()
    expect(drawn).toEqual(['a'])
    leave()
    idle()
    expect(drawn).toEqual(['a'])
    rest()
    idle()
    idle()
    expect([drawn, idles.length, timer]).toEqual([['a', 'c'], 0, null])
  })
})

describe('alarms in words', () => {
  it.each(['zh-CN', 'en'] as const)('every kind says what, why, what to do and where, in %s', (language) => {
    const about = { zones: 'Z', devices: 'D', name: 'N', count: 3, of: 5, detail: 'X', due: '14:00' }
    for (const kind of alarmKinds) {
      const { title, cause, todo, act } = alarmWords[language][kind]
      for (const text of [title(about), cause(about), todo, act]) expect(text.length, kind).toBeGreaterThan(0)
    }
    for (const severity of alarmSeverities) expect(severityWords[language][severity]).toBeTruthy()
  })
})
