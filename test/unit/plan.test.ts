import { describe, expect, test } from 'vitest'
import { plan, type PlanFacts } from '../../controller/schedule/plan.ts'
import { Programme } from '../../protocol/programme.ts'
import { playAt } from '../../protocol/show-loop.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { planEntry, planFacts, planItem, planPlaylist } from '../support/plan-facts.ts'

const NOW = Temporal.Instant.from('2026-11-23T09:00:03Z')
const instant = (text: string) => Temporal.Instant.from(text)

function planned(facts: PlanFacts, now = NOW, zone = 'gates'): Programme {
  const programme = plan(facts, now).programmes.get(zone)
  if (!programme) throw new Error('nothing was planned')
  return Programme.parse(programme)
}
const slots = (programme: Programme) => programme.slots.map((s) => `${s.from} ${s.level} ${s.epoch}`)
const itemAt = (programme: Programme, at: Temporal.Instant) => playAt(programme, at)?.turn
const after = (facts: PlanFacts, programme: Programme): PlanFacts => ({ ...facts, previous: new Map([['gates', programme]]) })
const codes = (facts: PlanFacts, now = NOW) => plan(facts, now).warnings.map((w) => w.code)

const day = planEntry({ id: 'day' }, ['a', 'b', 'c'])
const noon = planEntry({ id: 'noon', level: 'event', from: '12:00', until: '13:00' }, ['x', 'y'])
const afternoon = planEntry({ id: 'afternoon', level: 'scheduled', from: '11:30', until: '14:00' }, ['p', 'q'])

describe('slots', () => {
  test('a higher level interrupts, the lower goes on with its own epoch', () => {
    expect(slots(planned(planFacts({ entries: [day, noon, afternoon] }))).slice(0, 6)).toEqual([
      '2026-11-22T23:00:00Z default 2026-11-22T23:00:00Z',
      '2026-11-23T10:30:00Z scheduled 2026-11-23T10:30:00Z',
      '2026-11-23T11:00:00Z event 2026-11-23T11:00:00Z',
      '2026-11-23T12:00:00Z scheduled 2026-11-23T10:30:00Z',
      '2026-11-23T13:00:00Z default 2026-11-22T23:00:00Z',
      '2026-11-23T23:00:00Z default 2026-11-23T23:00:00Z',
    ])
  })

  test('reach from the beginning of what runs to the full hour after 48 hours', () => {
    const programme = planned(planFacts({ entries: [day] }))
    expect([programme.from, programme.until]).toEqual(['2026-11-22T23:00:00Z', '2026-11-25T10:00:00Z'])
    expect(planned(planFacts({ entries: [day] }), NOW.add({ minutes: 56 }))).toEqual(programme)
  })

  test('entries of one level at once share one loop, by weight', () => {
    const programme = planned(planFacts({ entries: [planEntry({ id: 'one', weight: 2 }, ['a', 'b']), planEntry({ id: 'two', weight: 1 }, ['x'])] }))
    expect(programme.loops[0]?.turns.map(([i]) => programme.items[i]?.id)).toEqual(['a', 'x', 'b'])
  })

  test('speakers come from the zone', () => {
    expect(planned(planFacts({ zones: [{ id: 'gates', kind: 'gate', speakers: ['robot-1', 'kiosk-1'] }], entries: [day] })).speakers).toEqual(['robot-1', 'kiosk-1'])
  })

  test('a day off leaves the level below', () => {
    const { entry, ...rest } = afternoon
    const programme = planned(planFacts({ entries: [day, { ...rest, entry: { ...entry, exceptDays: ['2026-11-23'] } }] }))
    expect(itemAt(programme, instant('2026-11-23T11:00:00Z'))?.entry.id).toBe('day')
    expect(itemAt(programme, instant('2026-11-24T11:00:00Z'))?.entry.id).toBe('afternoon')
  })

  test('a programme too large for the wire reaches less far, and that is said', () => {
    const entries = Array.from({ length: 280 }, (_, i) => planEntry({ id: `e${i}`, level: 'scheduled', startDay: '2026-11-01', from: `${String(Math.floor(i / 12)).padStart(2, '0')}:${String((i % 12) * 5).padStart(2, '0')}`, until: `${String((Math.floor(i / 12) + 12) % 24).padStart(2, '0')}:${String((i % 12) * 5).padStart(2, '0')}`, weight: 1 + (i % 3) }, Array.from({ length: 3 }, (__, n) => planItem(`i${i}-${n}`, { seconds: 4 }))))
    const facts = planFacts({ entries })
    const programme = planned(facts)
    expect(JSON.stringify(programme).length).toBeLessThan(512 * 1024 * 0.75)
    expect(codes(facts)).toContain('plan/too-large')
    expect(programme.slots.length).toBeGreaterThan(20)
  })
})

describe('what may be planned', () => {
  const only = (state: 'live' | 'sample' | 'draft' | 'withdrawn', demo: boolean) =>
    itemAt(planned(planFacts({ demo, neutral: planPlaylist('neutral', ['n']), entries: [planEntry({ id: 'e', state }, ['a'])] })), NOW)?.item.id
  test.each([['live', false, 'a'], ['live', true, 'a'], ['sample', true, 'a'], ['sample', false, 'n'], ['draft', true, 'n'], ['withdrawn', true, 'n']] as const)('%s, demo %s: %s', (state, demo, item) => {
    expect(only(state, demo)).toBe(item)
  })

  const ids = (facts: PlanFacts) => planned(facts).items.map((item) => item.id)
  const mixed = [planItem('any'), planItem('gate', { zoneKinds: ['gate'] }), planItem('taxi', { zoneKinds: ['taxi'] }), planItem('delay', { moments: ['delay_event'] })]
  test('items for other kinds of zone are left out', () => {
    expect(ids(planFacts({ entries: [planEntry({ id: 'e' }, mixed)] }))).toEqual(['any', 'gate', 'delay'])
  })
  test('unless nothing else is there', () => {
    expect(ids(planFacts({ entries: [planEntry({ id: 'e' }, [mixed[2] ?? ''])] }))).toEqual(['taxi'])
  })
  test('an entry with moments takes items with one of them, or with none', () => {
    expect(ids(planFacts({ entries: [planEntry({ id: 'e', moments: ['gate_wait'] }, mixed)] }))).toEqual(['any', 'gate'])
    expect(ids(planFacts({ entries: [planEntry({ id: 'e', moments: ['delay_event'] }, mixed)] }))).toEqual(['any', 'gate', 'delay'])
  })
  test('too few that fit are said, as is a list for another place', () => {
    expect(plan(planFacts({ entries: [planEntry({ id: 'e' }, mixed)] }), NOW).warnings).toEqual([])
    expect(plan(planFacts({ entries: [planEntry({ id: 'e' }, mixed.slice(1, 3))] }), NOW).warnings).toMatchObject([{ zone: 'gates', code: 'plan/few-items-fit', entries: ['e'] }])
    expect(codes(planFacts({ entries: [planEntry({ id: 'e' }, mixed.slice(2, 3))] }))).toEqual(['plan/few-items-fit'])
    expect(codes(planFacts({ entries: [planEntry({ id: 'e' }, mixed.slice(0, 1))] }))).toEqual([])
  })
  test('the neutral zone takes what is written for every kind of zone', () => {
    const facts = planFacts({ zones: [{ id: NEUTRAL_ZONE, kind: null, speakers: [] }], entries: [planEntry({ id: 'e', zones: [NEUTRAL_ZONE] }, mixed)] })
    expect(planned(facts, NOW, NEUTRAL_ZONE).items.map((i) => i.id)).toEqual(['any', 'delay'])
  })
})

describe('telephone numbers', () => {
  const hotline = planEntry({ id: 'e' }, ['a', planItem('tel', { phones: ['hotline'] }), planItem('b')])
  const facts = (expires: string, entry = hotline) => planFacts({ entries: [entry], neutral: planPlaylist('neutral', ['n']), phones: new Map([['hotline', expires]]) })

  test('an item is gone from the second its number runs out', () => {
    const programme = planned(facts('2026-11-23'))
    const midnight = instant('2026-11-23T23:00:00Z')
    const before = Array.from({ length: 6 }, (_, i) => itemAt(programme, midnight.subtract({ seconds: 10 * i + 1 }))?.item.id)
    const behind = Array.from({ length: 6 }, (_, i) => itemAt(programme, midnight.add({ seconds: 10 * i }))?.item.id)
    expect(before).toContain('tel')
    expect(new Set(behind)).toEqual(new Set(['a', 'b']))
    expect(codes(facts('2026-11-23'))).toEqual([])
  })
  test('one that has run out, or that nobody has checked, is not planned, and that is said', () => {
    for (const f of [facts('2026-11-22'), { ...facts('2026-11-22'), phones: new Map() }]) {
      expect(planned(f).items.map((i) => i.id)).toEqual(['a', 'b'])
      expect(codes(f)).toEqual(['plan/phone-expired'])
    }
  })
  test('an entry with nothing left gives way', () => {
    const f = facts('2026-11-22', planEntry({ id: 'e' }, [planItem('tel', { phones: ['hotline'] })]))
    expect(itemAt(planned(f), NOW)?.item.id).toBe('n')
  })
  test('a number whose expiry is moved into the past takes its items off at once', () => {
    const before = planned(facts('2026-11-23'))
    const next = planned(after(facts('2026-11-22'), before), NOW.add({ seconds: 14 }))
    expect(next.slots[0]).toMatchObject({ from: '2026-11-23T09:00:17Z', epoch: '2026-11-23T09:00:17Z' })
  })
})

describe('where nothing is on', () => {
  const morning = planEntry({ id: 'morning', from: '06:00', until: '09:00' }, ['m'])
  const neutral = planPlaylist('neutral', ['n'])
  const at = (facts: PlanFacts, text: string) => itemAt(planned(facts), instant(text))?.item.id

  test('the default entries of the zone that recur without end', () => {
    const facts = planFacts({ entries: [morning], neutral })
    expect(at(facts, '2026-11-23T15:00:00Z')).toBe('m')
    expect(planned(facts).slots.every((s) => s.level === 'default')).toBe(true)
  })
  test('not one that has ended, nor one of a higher level', () => {
    const ended = planEntry({ id: 'spring', rrule: 'FREQ=DAILY;UNTIL=20260401' }, ['old'])
    expect(at(planFacts({ entries: [ended, afternoon], neutral }), '2026-11-23T15:00:00Z')).toBe('n')
  })
  test('not before its first day', () => {
    const coming = planEntry({ id: 'coming', startDay: '2026-11-24', from: '06:00', until: '09:00' }, ['m'])
    const facts = planFacts({ entries: [coming], neutral })
    expect(at(facts, '2026-11-23T22:59:59Z')).toBe('n')
    expect(at(facts, '2026-11-23T23:00:00Z')).toBe('m')
  })
  test('the neutral zone\'s entries, else the neutral playlist', () => {
    const zones = [{ id: 'gates', kind: 'gate' as const, speakers: [] }, { id: NEUTRAL_ZONE, kind: null, speakers: [] }]
    const facts = planFacts({ zones, entries: [planEntry({ id: 'between', zones: [NEUTRAL_ZONE] }, ['z'])], neutral })
    expect(at(facts, '2026-11-23T15:00:00Z')).toBe('z')
    expect(at(planFacts({ zones, neutral }), '2026-11-23T15:00:00Z')).toBe('n')
  })
  test('nothing at all is said, not made up', () => {
    const { programmes, warnings } = plan(planFacts(), NOW)
    expect(programmes.size).toBe(0)
    expect(warnings).toMatchObject([{ zone: 'gates', code: 'plan/no-content' }])
  })
  test('what follows when the programme has run out', () => {
    const facts = planFacts({ entries: [morning, afternoon], neutral })
    expect(itemAt(planned(facts), NOW.add({ hours: 100 }))).toMatchObject({ item: { id: 'm' }, fallback: true })
  })
})

describe('changes', () => {
  const facts = planFacts({ entries: [day, noon] })
  const before = planned(facts)
  const later = NOW.add({ seconds: 5 })

  test('a routine change waits for the running item', () => {
    const next = planned(after(planFacts({ entries: [planEntry({ id: 'day' }, ['a', 'b', 'd']), noon] }), before), later)
    expect(slots(next).slice(0, 3)).toEqual([
      '2026-11-22T23:00:00Z default 2026-11-22T23:00:00Z',
      '2026-11-23T09:00:10Z default 2026-11-23T09:00:10Z',
      '2026-11-23T11:00:00Z event 2026-11-23T11:00:00Z',
    ])
    expect(itemAt(next, later)).toMatchObject({ item: { id: itemAt(before, later)?.item.id }, startedAt: itemAt(before, later)?.startedAt })
  })
  test('and once more changed before it begins, it still begins then', () => {
    const first = planned(after(planFacts({ entries: [planEntry({ id: 'day' }, ['a', 'b', 'd'])] }), before), later)
    const second = planned(after(planFacts({ entries: [planEntry({ id: 'day' }, ['e', 'f'])] }), first), later.add({ seconds: 1 }))
    expect(slots(second)[1]).toBe('2026-11-23T09:00:10Z default 2026-11-23T09:00:10Z')
    const undone = planned(after(planFacts({ entries: [day] }), first), later.add({ seconds: 1 }))
    expect(slots(undone)[0]).toBe('2026-11-22T23:00:00Z default 2026-11-22T23:00:00Z')
  })
  test('a new name leaves the loop where it is', () => {
    const renamed = planned(after(planFacts({ entries: [{ ...day, entry: { ...day.entry, name: 'Today' } }, noon] }), before), later)
    expect(renamed.slots).toEqual(before.slots)
    expect(renamed.entries[0]?.name).toBe('Today')
  })
  test('an item taken back goes at once', () => {
    const next = planned({ ...after(planFacts({ entries: [planEntry({ id: 'day' }, ['a', 'c']), noon] }), before), withdrawn: new Set(['b']) }, later)
    expect(next.slots[0]).toMatchObject({ from: '2026-11-23T09:00:08Z', epoch: '2026-11-23T09:00:08Z' })
    expect(next.items.map((i) => i.id)).not.toContain('b')
  })
  test('a deleted entry goes at once, and what lay under it goes on by the clock', () => {
    const lunch = NOW.add({ hours: 2, seconds: 30 })
    const next = planned(after(planFacts({ entries: [day] }), before), lunch)
    expect(slots(next)[0]).toBe('2026-11-23T11:00:33Z default 2026-11-22T23:00:00Z')
  })
  test('a zone taken out of an entry is a routine change', () => {
    const elsewhere = { ...noon, zones: ['hall'] }
    const lunch = NOW.add({ hours: 2, seconds: 1 })
    const next = planned(after(planFacts({ entries: [day, elsewhere] }), before), lunch)
    expect(slots(next).slice(0, 2)).toEqual(['2026-11-23T11:00:00Z event 2026-11-23T11:00:00Z', '2026-11-23T11:00:10Z default 2026-11-22T23:00:00Z'])
  })
  test('an entry that begins later begins on its second', () => {
    const soon = planEntry({ id: 'soon', level: 'event', from: '10:00:09', until: '10:30' }, ['s'])
    const next = planned(after(planFacts({ entries: [day, noon, soon] }), before), later)
    expect(slots(next)[1]).toBe('2026-11-23T09:00:09Z event 2026-11-23T09:00:09Z')
  })
  test('a change is cut short where the plan itself begins something', () => {
    const soon = planEntry({ id: 'soon', level: 'event', from: '10:00:09', until: '10:30' }, ['s'])
    const next = planned(after(planFacts({ entries: [planEntry({ id: 'day' }, ['d', 'e']), soon] }), before), later)
    expect(slots(next).slice(0, 3)).toEqual([
      '2026-11-22T23:00:00Z default 2026-11-22T23:00:00Z',
      '2026-11-23T09:00:09Z event 2026-11-23T09:00:09Z',
      '2026-11-23T09:30:00Z default 2026-11-22T23:00:00Z',
    ])
  })
  test('after a silence longer than the programme, the fallback\'s item is not cut either', () => {
    const woken = NOW.add({ hours: 60, seconds: 5 })
    const next = planned(after(planFacts({ entries: [planEntry({ id: 'day' }, ['d', 'e'])] }), before), woken)
    expect(itemAt(next, woken)).toMatchObject({ item: { id: itemAt(before, woken)?.item.id }, startedAt: itemAt(before, woken)?.startedAt })
  })
})
