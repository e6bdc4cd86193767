import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ServerResponse } from 'node:http'
import { createLiveClient } from '../../controller/http/live.ts'
import { accept, finish, inPlaceOf, isOpen, newCall, RINGS, RINGS_MS, withdraw, type Call } from '../../controller/calls/rules.ts'
import { standing, wanted, type MadeCall } from '../../kiosk/device/help.ts'
import { attract, secondsLeft, step, type Session, type TouchInput } from '../../kiosk/device/session.ts'
import type { World } from '../../kiosk/device/rooms/room.ts'
import { SETS_OUT_MS } from '../../protocol/api-calls.ts'

const MINUTE = 60_000
const T0 = Date.parse('2026-11-23T06:00:00Z')
const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString()
const ask = { reason: 'help', language: 'zh-CN' } as const
const must = (outcome: ReturnType<typeof accept>): Call => {
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}
const begin = (id: string, nowMs: number, others: readonly Call[] = [], askedMs = nowMs, asks: Pick<Call, 'reason' | 'language'> = ask) => newCall(id, 'kiosk', 'hall', asks, askedMs, others, nowMs)

describe('calls of one screen', () => {
  const first = begin('a', T0).call
  it('a second one joins the first while somebody is wanted there; the graver reason is shown', () => {
    const { call, first: shown } = begin('b', T0 + MINUTE, [first], T0 + MINUTE, { reason: 'paid', language: 'en' })
    expect([call.joined, call.silent, shown?.id, shown?.reason, shown?.language, shown?.state]).toEqual(['a', false, 'a', 'paid', 'en', 'waiting'])
    expect(begin('c', T0 + MINUTE, shown ? [shown, call] : []).first?.reason).toBe('paid')
  })
  it('also while an officer is on the way, and no longer than that may take', () => {
    const going = must(accept(first, 'lin', T0 + MINUTE))
    expect(begin('b', T0 + MINUTE + SETS_OUT_MS - 1, [going]).call.joined).toBe('a')
    expect(begin('b', T0 + MINUTE + SETS_OUT_MS, [going]).call.joined).toBeNull()
  })
  it('stands for itself once the first is over, or came so late that nobody runs to it', () => {
    expect(begin('b', T0 + 1, [must(finish(first, T0))]).call.joined).toBeNull()
    expect(begin('b', T0 + 1, [withdraw(first, T0)]).call.joined).toBeNull()
    const late = begin('l', T0, [], T0 - 11 * MINUTE).call
    expect([late.late, begin('b', T0, [late]).call.joined, begin('m', T0, [late], T0 - 12 * MINUTE).call.joined]).toEqual([true, null, 'l'])
  })
  it('when the first is taken back, the next stands in its place as far as it had come', () => {
    const going = must(accept(first, 'lin', T0 + MINUTE))
    const { call } = begin('b', T0 + MINUTE, [going])
    expect(inPlaceOf(going, call)).toMatchObject({ id: 'b', joined: null, state: 'accepted', acceptedBy: 'lin', askedMs: T0 + MINUTE })
  })
  it(`rings ${RINGS} times in ten minutes at most, however often it is called and taken back; all are kept`, () => {
    fc.assert(fc.property(fc.array(fc.record({ after: fc.integer({ min: 0, max: 4 * MINUTE }), then: fc.constantFrom('withdraw', 'accept', 'done', 'nothing'), late: fc.boolean() }), { maxLength: 40 }), (presses) => {
      let now = T0
      let calls: Call[] = []
      presses.forEach(({ after, then, late }, i) => {
        now += after
        const { call, first: taken } = begin(`c${i}`, now, calls, late ? now - 20 * MINUTE : now)
        calls = [...calls.filter(({ id }) => id !== taken?.id), ...taken ? [taken] : [], call]
        const top = taken ?? call
        const turned = then === 'withdraw' ? withdraw(top, now) : then === 'nothing' || !isOpen(top) ? top : (then === 'accept' && top.state === 'waiting') ? must(accept(top, 'lin', now)) : must(finish(top, now))
        calls = calls.map((one) => (one.id === turned.id ? turned : one.joined === turned.id && !isOpen(turned) ? { ...one, state: turned.state } : one))
      })
      expect(calls).toHaveLength(presses.length)
      const rang = calls.filter(({ joined, late, silent }) => joined === null && !late && !silent).map(({ askedMs }) => askedMs)
      for (const end of rang) expect(rang.filter((ms) => ms > end - RINGS_MS && ms <= end).length).toBeLessThanOrEqual(RINGS)
      // A call that somebody stands for is not lost in another: its first is open as long as it is.
      for (const { joined, state } of calls) if (joined !== null && state === 'waiting') expect(isOpen(calls.find(({ id }) => id === joined) ?? { state: 'done' })).toBe(true)
    }))
  })
})

describe('the live channel', () => {
  it('says a call at once, with what else has gathered; a flood of them is gathered', () => {
    const written: string[] = []
    const to = { writableEnded: false, destroyed: false, writableLength: 0, write: (text: string) => written.push(text), end: () => undefined } as unknown as ServerResponse
    const live = createLiveClient({ to, stillSignedIn: () => Promise.resolve(true) })
    live.tell({ kind: 'device', id: 'k' })
    expect(written.join('')).not.toContain('data:')
    for (const id of ['a', 'b', 'c']) live.tell({ kind: 'call', id })
    live.close()
    expect(written.slice(1)).toEqual(['data: {"kind":"device","id":"k"}\n\ndata: {"kind":"call","id":"a"}\n\n'])
  })
})

describe('what the help page says', () => {
  const mine: MadeCall = { id: 'a', askedMs: T0, ended: null }
  const told = (state: 'waiting' | 'accepted' | 'done' | 'withdrawn', id = 'a', ms = T0) => ({ id, state, at: at(ms) })
  const rows: [string, MadeCall | null, World['told'], boolean, number, string][] = [
    ['nobody was called', null, undefined, true, T0, 'none'],
    ['just called', mine, undefined, true, T0, 'calling'],
    ['no answer for long', mine, undefined, true, T0 + 8_001, 'failed'],
    ['known to be offline: at once', mine, undefined, false, T0, 'failed'],
    ['told, then the network goes', mine, told('waiting'), false, T0 + MINUTE, 'told'],
    ['somebody comes', mine, told('accepted'), true, T0, 'coming'],
    ['set out so long ago that one may call anew', mine, told('accepted'), true, T0 + SETS_OUT_MS, 'none'],
    ['over', mine, told('done'), true, T0, 'done'],
    ['over, and the controller has forgotten it', { ...mine, ended: 'done' }, undefined, true, T0 + 60 * MINUTE, 'done'],
    ['taken back, not heard yet', { ...mine, ended: 'withdrawn' }, told('waiting'), true, T0, 'none'],
    ['taken back, another passenger\'s still stands', { ...mine, ended: 'withdrawn' }, told('waiting', 'z'), true, T0, 'told'],
    ['called by somebody before', null, told('waiting', 'z'), true, T0, 'told'],
    ['somebody before, long ago', null, told('accepted', 'z'), true, T0 + SETS_OUT_MS, 'none'],
    ['called, the last one is another\'s that is over', mine, told('done', 'z'), true, T0, 'calling'],
  ]
  it.each(rows)('%s', (_, call, said, online, now, stands) => {
    expect(standing(call, said, online, now)).toBe(stands)
  })
  it('the loop says so only while somebody is wanted', () => {
    expect([wanted(undefined, T0), wanted(told('waiting'), T0), wanted(told('accepted'), T0), wanted(told('accepted'), T0 + SETS_OUT_MS), wanted(told('done'), T0)]).toEqual([null, 'told', 'coming', null, null])
  })
})

describe('a call in a session', () => {
  const world: World = { offer: [], kit: null, today: '2026-11-23' }
  type Do = TouchInput | { told: World['told'] } | { online: boolean } | number
  const start: TouchInput = { do: 'start', id: 's', seed: 1, language: 'zh-CN', open: { page: 'help', reason: 'help' } }
  const toHelp: TouchInput = { do: 'open', open: { page: 'help', reason: 'help' } }
  const toPaid: TouchInput = { do: 'open', open: { page: 'paid' } }
  const told = (state: 'waiting' | 'accepted' | 'done', id = 'a') => ({ told: { id, state, at: at(T0) } })
  /** Numbers are milliseconds that go by in ticks of 250. */
  function run(inputs: readonly Do[]) {
    let session: Session = attract
    let now = T0
    let around = world
    const events: string[] = []
    const send = (input: TouchInput) => {
      const done = step(session, input, around, now)
      session = done.session
      events.push(...done.events.map(({ action, item, value }) => (action === 'call' ? `${item} ${value}` : action)))
    }
    for (const input of inputs) {
      if (typeof input === 'number') for (let gone = 0; gone < input; gone += 250) { now += 250; send({ do: 'tick' }) }
      else if ('do' in input) send(input)
      else around = { ...around, ...input }
    }
    const on = session.name === 'on' ? session : null
    let depth = 0
    for (let page = on?.page; page && (page.name === 'paid' || page.name === 'help'); page = page.back) depth += 1
    return { page: on?.page.name, stands: on?.page.name === 'help' ? on.page.stands : null, call: on?.call, left: secondsLeft(session, now), calls: events.filter((said) => !/^[a-z_]+$/.test(said)), depth }
  }
  const press = (id: string): TouchInput => ({ do: 'call', id })

  it('is found again by the help page, which can take it back', () => {
    const { stands, calls } = run([start, press('a'), { do: 'back' }, toHelp, press('b'), told('waiting'), 250])
    expect([stands, calls]).toEqual(['told', ['a help zh-CN']])
    expect(run([start, press('a'), told('waiting'), { do: 'back' }, toHelp, { do: 'withdraw' }, { do: 'withdraw' }])).toMatchObject({ stands: 'none', calls: ['a help zh-CN', 'a withdrawn'] })
    expect(run([start, press('a'), { do: 'withdraw' }, press('b')]).calls).toEqual(['a help zh-CN', 'a withdrawn', 'b help zh-CN'])
  })
  it('is one call, however often the page is opened and pressed without a network', () => {
    expect(run([start, { online: false }, press('a'), { do: 'back' }, toHelp, press('b'), { do: 'back' }, toPaid, toHelp, 10_000, press('c')])).toMatchObject({ stands: 'failed', calls: ['a help zh-CN'] })
  })
  it('is patient only while somebody is wanted; when it is over, whoever is there has the usual minute from then', () => {
    expect(run([start, press('a'), told('waiting'), 279_000]).left).toBeNull()
    expect(run([start, press('a'), told('waiting'), 280_000]).left).toBe(20)
    expect(run([start, press('a'), told('accepted'), 200_000, told('done'), 250]).left).toBeNull()
    expect(run([start, press('a'), told('accepted'), 200_000, told('done'), 41_000])).toMatchObject({ page: 'help', stands: 'done', left: 20 })
    expect(run([start, press('a'), told('accepted'), 200_000, told('done'), 60_500]).page).toBe('finish')
    expect(run([start, press('a'), told('done'), 60_500]).page).toBe('finish')
    expect(run([start, { online: false }, press('a'), 60_500]).page).toBe('finish')
    expect(run([start, press('a'), told('waiting'), 1_000, { do: 'back' }, 60_500]).page).toBe('finish')
  })
  it('says what it knows for as long as the session lasts, also after the controller has forgotten it', () => {
    expect(run([start, press('a'), told('done'), 250, { told: undefined }, 20_000]).stands).toBe('done')
  })
  it('"already paid" and help lie over a page once each, however often they are opened', () => {
    const pairs = Array.from({ length: 4 }, () => [toPaid, toHelp]).flat()
    expect(run([start, ...pairs]).depth).toBeLessThanOrEqual(2)
    expect(run([start, ...pairs, { do: 'back' }, { do: 'back' }]).page).toBe('menu')
    expect(run([start, toPaid, toHelp, { do: 'back' }]).page).toBe('menu')
    expect(run([{ ...start, open: { page: 'paid' } }, toHelp, { do: 'back' }]).page).toBe('paid')
  })
})
