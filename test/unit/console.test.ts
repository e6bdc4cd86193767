import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { blankDraft, graded, needs, toAlert, toRequest } from '../../console/alerts/compose.ts'
import { meaning } from '../../console/alerts/coverage.ts'
import { readLength, readSeconds } from '../../console/alerts/length.ts'
import { fewestNodes, targetOf, tickOf, toggleKind, toggleZone } from '../../console/alerts/target.ts'
import { rangeOf } from '../../console/engagement/range.ts'
import { countdown, moment, roughly } from '../../console/format.ts'
import { CHORD_MS, nextKey } from '../../console/keys.ts'
import type { KeyState } from '../../console/keys.ts'
import { said } from '../../console/operations/said.ts'
import { alertsFor } from '../../console/overview/now.ts'
import { linkState, STALE_MS } from '../../console/live.ts'
import { href, parseRoute, rooms } from '../../console/route.ts'
import { engine } from '../../console/schedule/engine.ts'
import { contest, entryNeeds, freeId, isOn, nextStart } from '../../console/schedule/entry.ts'
import { isLive, liveEntries, unreviewed } from '../../console/schedule/live.ts'
import { entriesByLeaf } from '../../console/schedule/rows.ts'
import { fromRrule, hoursWords, ruleWords, stretches } from '../../console/schedule/rule.ts'
import { ruleZh } from '../../console/schedule/rule-zh.ts'
import { hourTicks, lanesOf, sharesOf } from '../../console/show/lanes.ts'
import { defaultLanguage, explain, strings } from '../../console/strings/index.ts'
import { AlertRequest } from '../../protocol/api.ts'
import type { AlertState, AlertTarget, AlertView, ScheduleWrite } from '../../protocol/api.ts'
import { leavesOf } from '../../protocol/venue.ts'
import { readSite } from '../../site/read.ts'

const zones = readSite().site.zones
const tz = 'Asia/Shanghai'
const ms = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(tz).epochMilliseconds
const entry = (over: Partial<ScheduleWrite> = {}): ScheduleWrite => ({
  id: 'a', name: 'A', playlist: 'p', zones: ['hall-a'], level: 'scheduled', weight: 6, startDay: '2026-11-01', from: '09:00', until: '11:00', rrule: 'FREQ=DAILY', exceptDays: [], moments: [], state: 'live', ...over,
})

describe('addresses and keys', () => {
  test('every room survives the way to an address and back', () => {
    for (const room of rooms) expect(parseRoute(href(room, 'x-1', 'edit', { device: 'wall 1', at: undefined }))).toEqual({ room, id: 'x-1', action: 'edit', query: { device: 'wall 1' } })
    expect(parseRoute('#/nowhere/1').room).toBe('overview')
    expect(parseRoute('#/content/%E4%zz?kind=item')).toEqual({ room: 'overview', id: null, action: null, query: { kind: 'item' } })
  })
  test.each<[string[], number, unknown]>([
    [['g', 's'], 10, { do: 'room', room: 'schedule' }],
    [['a', 'a'], 10, { do: 'raise' }],
    [['g', 'a'], 10, { do: 'room', room: 'alerts' }],
    [['a', 'g', 'o'], 10, { do: 'room', room: 'overview' }],
    [['a', 'a'], CHORD_MS + 1, null],
    [['g', 'x'], 10, null],
    [['?'], 10, { do: 'help' }],
    [['/'], 10, { do: 'search' }],
  ])('%j with %i ms between', (keys, gap, wanted) => {
    let state: KeyState = null
    let action: unknown = null
    keys.forEach((key, i) => ({ state, action } = nextKey(state, key, i * gap)))
    expect(action).toEqual(wanted)
  })
})

test('the link says live, reconnecting, then stale', () => {
  expect(linkState({ lostAt: null, ever: false }, 0)).toEqual({ state: 'connecting' })
  expect(linkState({ lostAt: null, ever: true }, 0)).toEqual({ state: 'live' })
  expect(linkState({ lostAt: 5, ever: true }, 5 + STALE_MS - 1)).toEqual({ state: 'reconnecting', since: 5 })
  expect(linkState({ lostAt: 5, ever: true }, 5 + STALE_MS)).toEqual({ state: 'stale', since: 5 })
})

describe('targets', () => {
  test('a node stands for its leaves, and the fewest nodes for any set of them', () => {
    const leaves = toggleZone(zones, [], 'airside-gates')
    expect(leaves).toEqual(leavesOf(zones, ['airside-gates']))
    expect(tickOf(zones, leaves, 'airside')).toBe('some')
    expect(fewestNodes(zones, leaves)).toEqual(['airside-gates'])
    expect(toggleZone(zones, leaves, 'airside-gates')).toEqual([])
    expect(toggleKind(zones, toggleKind(zones, [], 'gate'), 'gate')).toEqual([])
  })
  test('property: whatever is ticked, the named nodes expand to exactly that', () => {
    const all = leavesOf(zones, zones.filter((z) => z.parent === null).map((z) => z.id))
    fc.assert(fc.property(fc.subarray(all), (some) => {
      const nodes = fewestNodes(zones, some)
      expect(nodes.length === 0 ? [] : leavesOf(zones, nodes)).toEqual(all.filter((id) => some.includes(id)))
    }))
  })
  test('which devices a live alert is aimed at: by name, by a node above, by role alone', () => {
    const index = new Map(zones.map((z) => [z.id, z]))
    const view = (target: AlertTarget, state: AlertState): z.infer<typeof AlertView> => ({
      id: 'x', state, target, template: null, raisedBy: 'li', raisedAt: '2026-11-23T00:00:00Z', releasedBy: 'li', endedBy: null, endedAt: null, targeted: 1, words: 'own', slots: {}, firstReleasedAt: null, change: null, reviews: [],
      alert: { ...toAlert(blankDraft(), 0), id: 'x' },
    })
    const reaches = (target: AlertTarget, state: AlertState = 'live') => alertsFor({ id: 'd', zone: 'hall-a' }, [view(target, state)], index).length === 1
    expect([reaches({ zones: ['landside'] }), reaches({ zones: ['airside'] }), reaches({ devices: ['d'] }), reaches({ devices: ['e'] }), reaches({ roles: ['kiosk'] }), reaches({ zones: ['hall-a'] }, 'cancelled')]).toEqual([true, false, true, false, true, false])
  })
  test('nothing picked is no target; roles alone are one', () => {
    expect(targetOf(zones, { leaves: [], roles: [], devices: [] })).toBeNull()
    expect(targetOf(zones, { leaves: [], roles: ['robot'], devices: [] })).toEqual({ roles: ['robot'] })
  })
})

test('a draft says what it needs, then fits the API', () => {
  const draft = { ...blankDraft(), minutes: null }
  expect(needs(draft, zones)).toEqual(['zh', 'en', 'where', 'time'])
  expect(toRequest(draft, zones)).toBeNull()
  draft.words['zh-CN'].headline = '航班变动，|先问航司'
  draft.words.en.headline = 'Ask the airline'
  const full = toRequest({ ...draft, minutes: 15, picked: { leaves: ['hall-a'], roles: [], devices: ['wall-taxi'] } }, zones)
  expect(AlertRequest.parse(full)).toMatchObject({ expiresInSeconds: 900, target: { zones: ['hall-a'], devices: ['wall-taxi'] } })
  expect(full?.info[0]).not.toHaveProperty('instruction')
})

test('yellow is a banner; raising it makes it a takeover again, but leaves a chosen banner alone', () => {
  const yellow = graded(blankDraft(), 'yellow')
  expect([yellow.presentation, graded(yellow, 'red').presentation, graded({ ...blankDraft(), presentation: 'banner' }, 'red').presentation]).toEqual(['banner', 'takeover', 'banner'])
})

test('only a live alert is still promised to a screen that is away', () => {
  const of = (state: AlertState) => meaning(strings.en, state, 'offline')
  expect(of('live')).toMatch(/when it comes back in time/)
  for (const state of ['expired', 'cancelled'] as const) expect(of(state)).toMatch(/will not show it any more/)
  expect([of('refused'), of('waiting')]).toEqual(['The alert was never released. It is on no screen.', 'The alert is on no screen until it is released.'])
})

test('lengths count what is read', () => {
  expect(readLength('航班变动，|先问航司', 'zh-CN')).toBe(9)
  expect(readLength(' Ask the airline ', 'en')).toBe(15)
  expect(readSeconds(['一二三四五六七八九十一二三四五六七'], 'zh-CN')).toBe(8)
})

describe('schedule', () => {
  test.each([[null, 'Once', '仅一次'], ['FREQ=DAILY', 'Every day', '每天'], ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Weekdays', '工作日'], ['FREQ=WEEKLY;BYDAY=SA,SU', 'Sat, Sun', '每周六、日'], ['FREQ=WEEKLY;BYDAY=TU,WE,TH', 'Tue–Thu', '每周二至周四'], ['FREQ=MONTHLY;BYMONTHDAY=22', 'Monthly on the 22nd', '每月 22 日']])('%s in words', (rrule, en, zh) => {
    expect(ruleWords(rrule, strings.en)).toBe(en)
    expect(ruleWords(rrule, strings['zh-CN'])).toBe(zh)
  })
  test('what the builder cannot say is kept, and told by the engine', () => {
    const rrule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'
    expect(fromRrule(rrule)).toEqual({ kind: 'custom', text: rrule })
    expect(ruleWords(rrule, strings.en, (r) => engine.words(r, '2026-11-02', 'en'))).toMatch(/2 weeks/)
    expect([2, 9, 16].map((day) => engine.hits(rrule, '2026-11-02', Temporal.PlainDate.from({ year: 2026, month: 11, day })))).toEqual([true, false, true])
  })
  test.each([
    ['FREQ=MONTHLY;BYDAY=1WE', '每月第一个星期三'], ['FREQ=DAILY;BYMONTH=1,2', '一月、二月每天'], ['FREQ=MONTHLY;BYDAY=-1FR', '每月最后一个星期五'], ['FREQ=MONTHLY;BYDAY=-2FR', '每月倒数第二个星期五'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', '每两周的周一'], ['FREQ=WEEKLY;BYDAY=MO,WE;BYMONTH=7,8', '七月、八月每周一、三'], ['FREQ=WEEKLY', '每周一'], ['FREQ=DAILY;INTERVAL=3', '每三天'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', '每月一日、十五日'], ['FREQ=MONTHLY;BYMONTHDAY=-1', '每月最后一天'], ['FREQ=MONTHLY;INTERVAL=2;BYDAY=2MO', '每两个月的第二个星期一'], ['FREQ=MONTHLY;BYDAY=SU', '每周日'],
    ['FREQ=YEARLY', '每年十一月二日'], ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15', '每年三月十五日'], ['FREQ=YEARLY;BYMONTH=3,6;BYDAY=1WE', '每年三月、六月的第一个星期三'],
    ['FREQ=DAILY;UNTIL=20261231T000000Z', '每天，至 2026 年 12 月 31 日'], ['FREQ=DAILY;COUNT=5', '每天，共 5 次'],
  ])('%s as Chinese is spoken', (rrule, wanted) => {
    expect(engine.words(rrule, '2026-11-02', 'zh-CN')).toBe(wanted)
  })
  test('a rule with a part that cannot be said well is still said whole', () => {
    expect(ruleZh('FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1', '2026-11-02')).toBeNull()
    expect(engine.words('FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1', '2026-11-02', 'zh-CN')).toMatch(/第1次/)
  })
  test('hours in words', () => {
    expect([hoursWords('08:30', '11:00', strings.en), hoursWords('22:00', '06:00', strings['zh-CN']), hoursWords('00:00', '00:00', strings.en)]).toEqual(['08:30–11:00', '22:00–06:00 次日', 'all day'])
  })
  test('the day strip', () => {
    expect([stretches('06:00', '12:00'), stretches('18:00', '06:00'), stretches('00:00', '00:00')]).toEqual([[{ from: 0.25, width: 0.25 }], [{ from: 0.75, width: 0.25 }, { from: 0, width: 0.25 }], [{ from: 0, width: 1 }]])
  })
  test.each([
    ['later today', {}, '2026-11-23T08:00', '2026-11-23T09:00'],
    ['on now: since', {}, '2026-11-23T10:00', '2026-11-23T09:00'],
    ['over: tomorrow', {}, '2026-11-23T11:00', '2026-11-24T09:00'],
    ['a left-out day', { exceptDays: ['2026-11-24'] }, '2026-11-23T11:00', '2026-11-25T09:00'],
    ['across midnight: since yesterday', { from: '22:00', until: '06:00' }, '2026-11-23T03:00', '2026-11-22T22:00'],
    ['first day ahead', { startDay: '2026-12-24' }, '2026-11-23T11:00', '2026-12-24T09:00'],
    ['once, and over', { rrule: null, startDay: '2026-11-01' }, '2026-11-23T11:00', null],
    ['every other Monday', { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', startDay: '2026-11-02' }, '2026-11-23T11:00', '2026-11-30T09:00'],
  ] as const)('next start: %s', (_name, over, now, wanted) => {
    expect(nextStart(entry({ ...over, exceptDays: 'exceptDays' in over ? [...over.exceptDays] : [] }), tz, ms(now), engine)).toBe(wanted === null ? null : ms(wanted))
  })
  test('shares of turns go by weight among equals; a higher level hides', () => {
    const other = entry({ id: 'b', name: 'B', weight: 4, zones: ['landside'] })
    const elsewhere = entry({ id: 'c', zones: ['taxi'] })
    const inHall = entriesByLeaf([other, elsewhere].map((e) => ({ ...e, version: 1 })), zones).get('hall-a') ?? []
    const at = ms('2026-11-23T10:00')
    expect(contest(entry(), inHall, tz, at, null).rivals.map((r) => [r.id, r.share])).toEqual([['a', 0.6], ['b', 0.4]])
    expect(contest(entry(), [{ ...other, level: 'event' }], tz, at, null)).toEqual({ outranked: true, rivals: [] })
    expect(isOn(other, tz, ms('2026-11-23T11:00'), null)).toBe(false)
  })
  test('only what screens may show takes turns; samples do in the demo alone', () => {
    const list = (id: string, state: 'live' | 'sample', items = ['i']) => ({ id, version: 1, name: { en: id, 'zh-CN': id }, campaign: null, items, state })
    const entries = [entry({ id: 'on' }), entry({ id: 'sample', state: 'sample' }), entry({ id: 'draft', state: 'draft' }), entry({ id: 'gone', state: 'withdrawn' }), entry({ id: 'of-sample', playlist: 's' }), entry({ id: 'of-bare', playlist: 'bare' })].map((e) => ({ ...e, version: 1 }))
    const content = { playlists: [list('p', 'live'), list('s', 'sample'), list('bare', 'live', ['j'])], itemStates: { i: 'live', j: 'sample', w: 'withdrawn' } } as const
    expect(liveEntries(entries, { ...content, playlists: [...content.playlists], demo: false }).map((e) => e.id)).toEqual(['on'])
    expect(liveEntries(entries, { ...content, playlists: [...content.playlists], demo: true }).map((e) => e.id)).toEqual(['on', 'sample', 'of-sample', 'of-bare'])
    expect([unreviewed(['i', 'j', 'w', 'j', 'new'], { ...content, demo: false }), unreviewed(['j'], { ...content, demo: true })]).toEqual([['j'], []])
    expect([isLive('sample', true), isLive('sample', false), isLive('withdrawn', true)]).toEqual([true, false, false])
  })
  test('needs and ids', () => {
    expect(entryNeeds(entry({ name: ' ', zones: [], from: '9', rrule: 'FREQ=HOURLY' }))).toEqual(['name', 'zones', 'times', 'rule'])
    expect(freeId('p', ['p', 'p-2'])).toBe('p-3')
  })
})

describe('timeline', () => {
  const programme = {
    zone: 'z', from: '2026-11-23T00:00:00Z', until: '2026-11-25T00:00:00Z', speakers: [], fallback: { epoch: '2026-11-23T00:00:00Z', loop: 0 },
    items: [{ id: 'i', kind: 'poster' as const, seconds: 10, bundle: '' }, { id: 'j', kind: 'poster' as const, seconds: 30, bundle: '' }],
    entries: [{ id: 'e', name: 'E', level: 'default' as const, weight: 3 }, { id: 'f', name: 'F', level: 'default' as const, weight: 1 }],
    loops: [{ turns: [[0, 0], [0, 0], [1, 1], [0, 0]] as [number, number][] }],
    slots: [{ from: '2026-11-23T00:00:00Z', until: '2026-11-23T12:00:00Z', epoch: '2026-11-23T00:00:00Z', level: 'default' as const, loop: 0 }, { from: '2026-11-23T12:00:00Z', until: '2026-11-25T00:00:00Z', epoch: '2026-11-23T12:00:00Z', level: 'event' as const, loop: 0 }],
  }
  test('shares of turns and of time', () => {
    expect(sharesOf(programme, 0)).toEqual([{ entry: 'e', name: 'E', weight: 3, turns: 0.75, time: 0.5 }, { entry: 'f', name: 'F', weight: 1, turns: 0.25, time: 0.5 }])
  })
  test('lanes cover the stretch without gap or overlap', () => {
    const [from, until] = [Date.parse('2026-11-23T06:00:00Z'), Date.parse('2026-11-25T06:00:00Z')]
    const stretches = programme.slots.map((slot) => ({ from: Date.parse(slot.from), until: Date.parse(slot.until), level: slot.level, entries: [] }))
    const blocks = lanesOf(stretches, from, until).flatMap((l) => l.blocks).sort((a, b) => a.left - b.left)
    expect(blocks.map((b) => [b.level, b.left, b.width])).toEqual([['default', 0, 0.125], ['event', 0.125, 0.75]])
  })
  test('ticks are hours of the site', () => {
    expect(hourTicks(ms('2026-11-23T22:30'), ms('2026-11-24T07:00'), tz, 3).map((t) => [t.hour, t.midnight])).toEqual([[0, true], [3, false], [6, false]])
  })
})

test('ranges are whole days of the site', () => {
  expect(rangeOf('days7', { from: '', to: '' }, tz, ms('2026-11-23T01:00'))).toEqual({ from: '2026-11-16T16:00:00Z', to: '2026-11-23T16:00:00Z' })
  expect(rangeOf('custom', { from: '2026-11-10', to: '2026-11-01' }, tz, 0)).toEqual({ from: '2026-11-09T16:00:00Z', to: '2026-11-10T16:00:00Z' })
})

test('times and figures', () => {
  expect([countdown(-5), countdown(65_000), countdown(3_661_000)]).toEqual(['0:00', '1:05', '1:01:01'])
  expect(roughly(7_300_000)).toEqual({ value: 2, unit: 'hour' })
  expect(moment('2026-11-23T06:05:00Z', ms('2026-11-23T20:00'), { language: 'en', timeZone: tz })).toBe('14:05')
})

describe('words', () => {
  test('the browser chooses, Chinese where it says neither', () => {
    expect([defaultLanguage(['en-GB', 'zh']), defaultLanguage(['fr', 'zh-TW', 'en']), defaultLanguage(['ko'])]).toEqual(['en', 'zh-CN', 'zh-CN'])
  })
  test('no Chinese string is missing, empty or left in English', () => {
    const leaves = (value: unknown, path: string): [string, unknown][] => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([k, v]) => leaves(v, `${path}.${k}`)) : [[path, value]])
    const zh = new Map(leaves(strings['zh-CN'], ''))
    const same = leaves(strings.en, '').filter(([path, text]) => typeof text === 'string' && /[a-z]{4}/i.test(text) && zh.get(path) === text).map(([path]) => path)
    expect(same.filter((path) => path !== '.raise.releaseKey')).toEqual([])
    expect([...zh.values()].filter((text) => text === undefined || text === '')).toEqual([])
  })
  test('what parts and jobs say of themselves is told in Chinese; unknown words stay as they are', () => {
    const zh = (text: string) => said(strings['zh-CN'], text)
    expect(zh('12 entries, 3 of 20 zones have something to show')).toEqual({ text: '12 条排期，20 个区域中有 3 个有内容可播', known: true })
    expect(zh('disk I/O error')).toEqual({ text: 'disk I/O error', known: false })
    expect(said(strings.en, 'online')).toEqual({ text: 'online', known: false })
  })
  test('a refusal is told in the reader’s language, with the remedy', () => {
    expect(explain(strings.en, { code: 'alert/of-tomorrow', message: 'No zone x.', status: 422 })).toEqual({ what: 'No zone x.', remedy: '', detail: '' })
    expect(explain(strings['zh-CN'], { code: 'alert/of-tomorrow', message: 'No zone x.', status: 422 })).toMatchObject({ what: '预警未被接受。', detail: 'No zone x.' })
  })
})
