import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { moodOf } from '../../faces/mood.ts'
import { fresh, greet, part, type Manners } from '../../kiosk/device/manners.ts'
import { ordered } from '../../kiosk/device/orders.ts'
import { inForce, MOST_ORDERED_S, type Order } from '../../protocol/order.ts'
import type { Command } from '../../protocol/device.ts'
import type { Programme } from '../../protocol/programme.ts'
import { quietStretch } from '../../protocol/show-rest.ts'
import { show } from '../../protocol/show.ts'
import { alert, arbitraryAlerts, arbitraryProgramme, device, plus, programmeOf } from '../support/facts.ts'

const robot = (order: Order | null, over: Parameters<typeof device>[0] = {}) => device({ id: 'robot-1', role: 'robot', order, ...over })
const line = { 'zh-CN': '请稍等', en: 'One moment, please' }
const hold = (from: number, until: number, text: typeof line | null = line): Order => ({ do: 'hold', id: 'c-1', text, since: plus(from).toString(), until: plus(until).toString() })
const command = (action: Command['action']): Command => ({ id: 'c-9', expires: plus(9999).toString(), action })
const arbitraryOrder: fc.Arbitrary<Order> = fc.record({ do: fc.constantFrom('hold', 'ahead'), from: fc.integer({ min: 0, max: 8000 }), lasts: fc.integer({ min: -5, max: 5000 }), byMs: fc.integer({ min: 0, max: 1_200_000 }), said: fc.boolean() })
  .map(({ do: what, from, lasts, byMs, said }) => (what === 'hold' ? hold(from, from + lasts, said ? line : null) : { do: 'ahead', id: 'c-2', byMs, since: plus(from).toString(), until: plus(from + lasts).toString() }))
const seconds = fc.integer({ min: 0, max: 20_000 })
const mainOf = (p: Programme, order: Order | null, at: number) => show(p, [], robot(order), plus(at)).main
const itemAt = (p: Programme, order: Order | null, at: number) => { const main = mainOf(p, order, at); return main.kind === 'item' ? main.item.id : main.kind }

describe('an operator\'s order', () => {
  it('never outranks an alert that takes over, nor hides a banner', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryAlerts, arbitraryOrder, seconds, (p, alerts, order, t) => {
      const [under, free] = [order, null].map((one) => show(p, [{ alerts }], robot(one), plus(t)))
      if (!under || !free) throw new Error('two answers')
      expect(under.main.kind === 'alert').toBe(free.main.kind === 'alert')
      if (free.main.kind === 'alert') expect(under.main).toEqual(free.main)
      expect(under.banners).toEqual(free.banners)
    }))
  })

  it('always ends, after a quarter of an hour at the latest; then all is as if it had never been', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryOrder, seconds, (p, order, later) => {
      const after = Temporal.Instant.from(order.since).add({ seconds: MOST_ORDERED_S + later })
      expect(show(p, [], robot(order), after)).toEqual(show(p, [], robot(null), after))
    }))
  })

  it('says when it ends, and what comes then; until then the answer has an end in the future', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryOrder, seconds, (p, order, t) => {
      const now = plus(t)
      const { main, next, reasons } = show(p, [], robot(order), now)
      expect(main.until && Temporal.Instant.compare(main.until, now)).toBe(1)
      expect(Temporal.Instant.compare(main.startedAt, now)).toBeLessThanOrEqual(0)
      expect(reasons.some(({ code }) => code === 'robot/held' || code === 'robot/ahead')).toBe(inForce(order, 'robot', now) !== null)
      // One that begins meanwhile is not foreseen.
      const then = next && inForce(order, 'robot', now) ? show(p, [], robot(order), next.at).main : null
      if (then) expect(then.kind === 'item' && then.item.id).toBe(next?.item)
    }))
  })

  it('is for robots alone', () => {
    fc.assert(fc.property(arbitraryProgramme, arbitraryOrder, seconds, (p, order, t) => {
      for (const role of ['screen', 'kiosk', 'staff_wall'] as const) expect(show(p, [], device({ role, order }), plus(t))).toEqual(show(p, [], device({ role }), plus(t)))
    }))
  })

  const p = programmeOf([10, 20, 30])
  it.each<[string, Order, number, object]>([
    ['a hold on a line', hold(5, 100), 5, { kind: 'hold', text: line, until: plus(100) }],
    ['before it', hold(5, 100), 4.999, { kind: 'item' }],
    ['its last moment', hold(5, 100), 99.999, { kind: 'hold' }],
    ['its end', hold(5, 100), 100, { kind: 'item' }],
    ['with the face alone', hold(5, 100, null), 50, { kind: 'hold', text: null }],
    ['a day of it ends after 900 s', hold(5, 86_400), 904.999, { kind: 'hold', until: plus(905) }],
    ['and not later', hold(5, 86_400), 905, { kind: 'item' }],
  ])('%s', (_, order, at, main) => expect(mainOf(p, order, at)).toMatchObject(main))

  it('why: the hold first; under an alert second', () => {
    const at = (alerts: ReturnType<typeof alert>[]) => show(p, [{ alerts }], robot(hold(5, 100)), plus(20)).reasons.slice(0, 2).map(({ code }) => code)
    expect(at([])).toEqual(['robot/held', 'audio/none'])
    expect(at([alert()])).toEqual(['main/alert', 'robot/held'])
  })

  it('next: the coming item at once, from its beginning, and on from there; in step with the zone again at the end', () => {
    const order = ordered(null, command({ do: 'next' }), p, plus(4))
    expect(mainOf(p, order, 4)).toMatchObject({ kind: 'item', item: { id: 'i-1' }, startedAt: plus(4), until: plus(24) })
    expect([4, 23, 24, 53, 54].map((t) => itemAt(p, order, t))).toEqual(['i-1', 'i-1', 'i-2', 'i-2', 'i-0'])
    // Twice more: one further each time.
    const third = ordered(ordered(order, command({ do: 'next' }), p, plus(8)), command({ do: 'next' }), p, plus(9))
    expect(itemAt(p, third, 9)).toBe('i-0')
    expect(itemAt(p, third, 9 + MOST_ORDERED_S)).toBe(itemAt(p, null, 9 + MOST_ORDERED_S))
  })

  it('one at a time: next ends a hold, a hold ends running ahead, release ends either, other orders neither', () => {
    const held = ordered(null, command({ do: 'hold', text: line, until: plus(60).toString() }), p, plus(1))
    expect(held).toMatchObject({ do: 'hold', id: 'c-9', since: plus(1).toString() })
    expect(itemAt(p, ordered(held, command({ do: 'next' }), p, plus(4)), 4)).toBe('i-1')
    expect(ordered(ordered(null, command({ do: 'next' }), p, plus(1)), command({ do: 'hold', text: null, until: plus(60).toString() }), p, plus(2))).toMatchObject({ do: 'hold' })
    expect(ordered(held, command({ do: 'release' }), p, plus(2))).toBeNull()
    for (const action of [{ do: 'identify' }, { do: 'say', text: line }, { do: 'screenshot' }] as const) expect(ordered(held, command(action), p, plus(2))).toBe(held)
    expect(ordered(held, command({ do: 'identify' }), p, plus(60))).toBeNull()
    expect(ordered(null, command({ do: 'next' }), null, plus(2))).toBeNull()
  })
})

describe('a robot rests', () => {
  const night = { quietHours: [{ from: '22:00', until: '07:00' }] }
  const p = programmeOf([10])
  it.each([
    ['21:59:59', 'item', ''], ['22:00', 'rest', '2026-11-24T07:00'], ['23:59', 'rest', '2026-11-24T07:00'], ['06:59:59', 'rest', '2026-11-23T07:00'], ['07:00', 'item', ''], ['12:00', 'item', ''],
  ])('at %s: %s', (clock, kind, until) => {
    const now = Temporal.ZonedDateTime.from(`2026-11-23T${clock}[Asia/Shanghai]`)
    const { main } = show(p, [], robot(null, night), now.toInstant())
    expect(main.kind).toBe(kind)
    if (kind === 'rest') expect(main.until?.toZonedDateTimeISO('Asia/Shanghai').toString().slice(0, 16)).toBe(until)
    expect(show(p, [], device(night), now.toInstant()).main.kind).toBe('item')
  })

  it('but is awake for an alert and for its operator', () => {
    const at = (order: Order | null, alerts: ReturnType<typeof alert>[]) => show(p, [{ alerts }], robot(order, night), plus(16 * 3600)).main.kind
    expect(at(null, [])).toBe('rest')
    expect(at(hold(16 * 3600 - 5, 16 * 3600 + 5), [])).toBe('hold')
    expect(at(null, [alert({ sent: plus(16 * 3600).toString(), effective: plus(16 * 3600).toString(), expires: plus(17 * 3600).toString() })])).toBe('alert')
  })

  it('the stretch holds its moment, whatever the clock does that night', () => {
    const wall = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
    fc.assert(fc.property(fc.array(fc.record({ from: wall, until: wall }), { maxLength: 3 }), fc.integer({ min: 0, max: 400 * 24 * 60 }), fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo'), (hours, minutes, zone) => {
      const now = plus(minutes * 60)
      const stretch = quietStretch(hours, zone, now)
      if (stretch) expect([Temporal.Instant.compare(stretch.from, now) <= 0, Temporal.Instant.compare(stretch.until, now) > 0]).toEqual([true, true])
    }))
  })
})

describe('the face for it', () => {
  it.each([
    [{ main: 'item', banners: 0, speaking: false, moving: false }, 'idle'], [{ main: 'item', banners: 0, speaking: true, moving: true }, 'speaking'],
    [{ main: 'item', banners: 1, speaking: false, moving: true }, 'alert'], [{ main: 'item', banners: 0, speaking: false, moving: true }, 'moving'],
    [{ main: 'hold', banners: 1, speaking: false, moving: true }, 'listening'], [{ main: 'rest', banners: 1, speaking: false, moving: true }, 'resting'],
    [{ main: 'rest', banners: 0, speaking: true, moving: false }, 'speaking'],
  ] as const)('%j: %s', (doing, mood) => expect(moodOf(doing)).toBe(mood))
})

describe('its manners', () => {
  it('never greets twice alike in a row, and nobody twice within a minute', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 30 }), (gaps) => {
      let manners: Manners = fresh
      let at = 0
      let last: number | null = null
      for (const gap of gaps) {
        at += gap
        const was: Manners = manners
        const { greeting, manners: next } = greet(manners, at)
        expect(greeting === null).toBe(was.greetedMs !== null && at - was.greetedMs < 60_000)
        if (greeting !== null) expect(greeting).toBe(last === null ? 0 : last + 1)
        last = greeting ?? last
        manners = next
      }
    }))
  })

  it('takes its leave at most once in ten minutes at a place, and not where it may not talk', () => {
    fc.assert(fc.property(fc.array(fc.record({ gap: fc.integer({ min: 0, max: 400_000 }), place: fc.constantFrom('a', 'b', ''), mayTalk: fc.boolean() }), { maxLength: 30 }), (all) => {
      let manners: Manners = fresh
      let at = 0
      const said = new Map<string, number>()
      for (const { gap, place, mayTalk } of all) {
        at += gap
        const { line, manners: next } = part(manners, place, mayTalk, at)
        manners = next
        expect(line).toBe(mayTalk && at - (said.get(place) ?? -Infinity) >= 600_000)
        if (line) said.set(place, at)
      }
    }))
  })
})
