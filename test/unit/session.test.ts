import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lessonsOf } from '../../controller/kit/lessons.ts'
import { pickQuiz, randomFrom, shuffled, someOf } from '../../kiosk/device/rooms/pick.ts'
import type { Offer, World } from '../../kiosk/device/rooms/room.ts'
import { attract, opens, secondsLeft, step, type Session, type TouchInput } from '../../kiosk/device/session.ts'
import { readLibrary } from '../../playlists/read.ts'
import { answerOn } from '../../protocol/answer.ts'
import { check } from '../../protocol/codec.ts'
import { EngagementEvent, engagementActions } from '../../protocol/event.ts'
import type { Case, Quiz } from '../../protocol/content.ts'
import { Kit } from '../../protocol/kit.ts'
import type { Scam } from '../../protocol/words.ts'

const text = (zh: string) => ({ 'zh-CN': zh, en: zh })
const common = (id: string, scam: Scam) => ({ id, scam, move: 'ask' as const, seconds: 20, headline: text('h'), zoneKinds: [], moments: [], audiences: [], phones: [], action: text('a') })
const quiz = (id: string, scam: Scam, genuine: boolean): Quiz => ({
  ...common(id, scam), kind: 'quiz', channel: 'sms', sender: text('s'), message: text('m'), question: text('q'), genuine,
  options: [text('1'), text('2'), text('3')], answer: 1, why: text('w'), say: text('say'),
})
const story: Case = { ...common('c1', 'paid_task'), kind: 'case', beats: [text('1'), text('2'), text('3')], turn: text('t') }
const offer: Offer = [
  quiz('s1', 'flight_refund', false), quiz('s2', 'flight_refund', false), quiz('s3', 'paid_task', false), quiz('s4', 'advance_loan', false),
  quiz('g1', 'flight_refund', true), quiz('g2', 'dissuasion', true), story,
].map((item) => ({ item, phones: [] }))

const world: World = { offer, kit: null, today: '2026-11-23' }
const start: TouchInput = { do: 'start', id: 'x1', seed: 7, language: 'zh-CN', open: { page: 'menu' } }
function run(inputs: (TouchInput | number)[], from: Session = attract, here = world) {
  let session = from
  let now = 0
  const events: { action: string }[] = []
  for (const input of inputs) {
    if (typeof input === 'number') now += input
    const done = step(session, typeof input === 'number' ? { do: 'tick' } : input, here, now)
    session = done.session
    events.push(...done.events)
  }
  return { session, events, now, actions: events.map((e) => e.action), page: session.name === 'on' ? session.page.name : session.name }
}
const inQuiz = run([start, { do: 'open', open: { page: 'quiz' } }]).session
const choice = inQuiz.name === 'on' && inQuiz.page.name === 'quiz' ? inQuiz.page.runs[0]?.item.answer ?? 0 : 0

describe('a touch session', () => {
  const quizThrough: TouchInput[] = Array.from({ length: 3 }, (): TouchInput[] => [{ do: 'answer', choice: 1 }, { do: 'next' }]).flat()
  const rows: [string, (TouchInput | number)[], string, string[]][] = [
    ['a touch begins it', [start], 'menu', ['session_start']],
    ['already paid, straight from the loop', [{ ...start, open: { page: 'paid' } }], 'paid', ['session_start', 'page']],
    ['straight into the quiz', [{ ...start, open: { page: 'quiz' } }], 'quiz', ['session_start', 'page']],
    ['nothing else wakes it', [{ do: 'next' }, { do: 'touch' }, 5000], 'attract', []],
    ['three answers to the end', [start, { do: 'open', open: { page: 'quiz' } }, ...quizThrough], 'finish', ['session_start', 'page', 'answer', 'answer', 'answer', 'finish']],
    ['an answer counts once', [start, { do: 'open', open: { page: 'quiz' } }, { do: 'answer', choice: 1 }, { do: 'answer', choice: 2 }], 'quiz', ['session_start', 'page', 'answer']],
    ['no next before an answer', [start, { do: 'open', open: { page: 'quiz' } }, { do: 'next' }], 'quiz', ['session_start', 'page']],
    ['an option that is not there', [start, { do: 'open', open: { page: 'quiz' } }, { do: 'answer', choice: 9 }], 'quiz', ['session_start', 'page']],
    ['a story in steps', [start, { do: 'open', open: { page: 'cases' } }, { do: 'case', run: { item: story, phones: [] } }, { do: 'next' }, { do: 'next' }, { do: 'next' }, { do: 'next' }], 'finish', ['session_start', 'page', 'case_step', 'case_step', 'case_step', 'case_step', 'finish']],
    ['back through a story', [start, { do: 'open', open: { page: 'cases' } }, { do: 'case', run: { item: story, phones: [] } }, { do: 'back' }], 'cases', ['session_start', 'page', 'case_step']],
    ['paid from within the quiz, and back to it', [start, { do: 'open', open: { page: 'quiz' } }, { do: 'open', open: { page: 'paid' } }, { do: 'back' }], 'quiz', ['session_start', 'page', 'page']],
    ['language and size', [start, { do: 'language', language: 'en' }, { do: 'elder', on: true }], 'menu', ['session_start', 'language', 'elder']],
    ['it leaves when told, with one thing to take along', [start, { do: 'leave' }], 'finish', ['session_start', 'leave']],
    ['and is over with the next touch on "leave"', [start, { do: 'leave' }, { do: 'leave' }], 'attract', ['session_start', 'leave']],
    ['or by itself after 12 s', [start, { do: 'leave' }, 12_000], 'attract', ['session_start', 'leave']],
    ['nothing begins again in a session that was left', [start, { do: 'leave' }, { do: 'open', open: { page: 'quiz' } }, { do: 'back' }], 'finish', ['session_start', 'leave']],
    ['it times out after a minute', [start, 59_999], 'menu', ['session_start']],
    ['then shows one thing to take along', [start, 60_000], 'finish', ['session_start', 'timeout']],
    ['and is gone', [start, 60_000, 12_000], 'attract', ['session_start', 'timeout']],
    ['a touch puts it off', [start, 59_000, { do: 'touch' }, 59_000], 'menu', ['session_start']],
    ['the last page goes by itself', [start, { do: 'open', open: { page: 'quiz' } }, ...quizThrough, 30_000], 'attract', ['session_start', 'page', 'answer', 'answer', 'answer', 'finish', 'leave']],
  ]
  it.each(rows)('%s', (_, inputs, page, actions) => {
    const end = run(inputs)
    expect(end.page).toBe(page)
    expect(end.actions).toEqual(actions)
  })

  it.each([[0, null], [39_999, null], [40_000, 20], [40_001, 20], [41_001, 19], [59_999, 1]])('after %d ms without a touch the countdown says %s', (idle, left) => {
    expect(secondsLeft(run([start]).session, idle)).toBe(left)
  })
  it('forgets everything: the next session knows no language, size or question of the last', () => {
    const { session } = run([start, { do: 'language', language: 'en' }, { do: 'elder', on: true }, { do: 'open', open: { page: 'quiz' } }, { do: 'leave' }, { do: 'leave' }, { ...start, id: 'x2' }])
    expect(session).toEqual({ name: 'on', id: 'x2', seed: 7, sinceMs: 0, lastTouchMs: 0, language: 'zh-CN', elder: false, page: { name: 'menu' }, seen: [], rounds: 0, taken: null, call: null })
  })
  it('brings other questions each time, also when all have been seen', () => {
    let session = run([start]).session
    const rounds = Array.from({ length: 12 }, () => {
      session = step(step(session, { do: 'open', open: { page: 'menu' } }, world, 0).session, { do: 'open', open: { page: 'quiz' } }, world, 0).session
      return session.name === 'on' && session.page.name === 'quiz' ? session.page.runs.map((r) => r.item.id).join() : ''
    })
    expect(new Set(rounds.slice(4)).size).toBeGreaterThan(3)
  })
  it('reports an answer with what was chosen, by its place in the item', () => {
    const [event] = step(inQuiz, { do: 'answer', choice }, world, 0).events
    expect(event).toMatchObject({ session: 'x1', action: 'answer', choice, correct: true })
  })
  it('emits only what the wire takes, whatever is pressed', () => {
    const input: fc.Arbitrary<TouchInput> = fc.oneof(
      fc.constant(start), fc.constant<TouchInput>({ do: 'next' }), fc.constant<TouchInput>({ do: 'back' }), fc.constant<TouchInput>({ do: 'leave' }), fc.constant<TouchInput>({ do: 'tick' }),
      fc.record({ do: fc.constant('answer' as const), choice: fc.integer({ min: 0, max: 4 }) }),
      fc.constantFrom('menu' as const, 'quiz' as const, 'cases' as const, 'paid' as const).map((page): TouchInput => ({ do: 'open', open: { page } })),
      fc.constant<TouchInput>({ do: 'case', run: { item: story, phones: [] } }), fc.record({ do: fc.constant('elder' as const), on: fc.boolean() }),
    )
    fc.assert(fc.property(fc.array(input, { maxLength: 60 }), (inputs) => {
      const { events } = run(inputs)
      for (const event of events) {
        expect(engagementActions).toContain(event.action)
        expect(check(EngagementEvent, { ...event, kind: 'engagement', seq: 1, at: '2026-11-23T00:00:00Z', offsetMs: 0, zone: null }, 'event').ok).toBe(true)
      }
      expect(events.filter((e) => e.action === 'session_start').length - events.filter((e) => e.action === 'leave' || e.action === 'timeout').length).toBeLessThanOrEqual(1)
    }))
  })
})

describe('a list that is longer than its page', () => {
  const list = Array.from({ length: 9 }, (_, i) => ({ id: i, ...(i > 5 ? { far: true as const } : {}) }))
  it('shows as many as fit, in their order, others in other sessions, one of them from beyond the zone', () => {
    const drawn = Array.from({ length: 60 }, (_, seed) => someOf(list, 4, seed).map(({ id }) => id))
    for (const ids of drawn) {
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
      expect([ids.length, ids.filter((id) => id > 5).length]).toEqual([4, 1])
    }
    expect(new Set(drawn.flat()).size).toBe(9)
    expect(someOf(list, 4, 7)).toEqual(someOf(list, 4, 7))
  })
  it('shows all where all fit, and fills up from beyond the zone', () => {
    expect(someOf(list, 9, 1)).toEqual(list)
    expect(someOf(list.slice(5), 3, 1)).toHaveLength(3)
    expect(new Set(Array.from({ length: 40 }, (_, seed) => someOf(list.slice(0, 6), 4, seed)).flat()).size).toBe(6)
  })
})

describe('a room with nothing to show', () => {
  it('does not open, and says so before', () => {
    const bare: World = { offer: [], kit: Kit.parse({}), today: world.today }
    const openings = ['quiz', 'cases', 'ask', 'guide', 'lesson', 'way', 'simulation', 'board'] as const
    for (const page of openings) {
      expect(opens({ page }, bare), page).toBe(false)
      expect(run([{ ...start, open: { page } }], attract, bare).page, page).toBe('menu')
    }
    expect(openings.filter((page) => opens({ page }, world))).toEqual(['quiz', 'cases'])
  })
  it('is one whose numbers have all run out', () => {
    const { phones, answers, items } = readLibrary()
    const kit = Kit.parse({ phones, answers: answers.filter((one) => one.phones.includes('96110')), lessons: lessonsOf(items).filter(({ item }) => item.phones.length > 0) })
    expect([kit.answers.length > 0, kit.lessons.length > 0]).toEqual([true, true])
    const late = { ...kit, phones: phones.map((phone) => ({ ...phone, expires: '2026-11-22' })) }
    for (const page of ['ask', 'lesson'] as const) expect([page, opens({ page }, { ...world, kit }), opens({ page }, { ...world, kit: late })]).toEqual([page, true, page === 'ask' && late.answers.some((one) => answerOn(one, late.phones, world.today) !== null)])
  })
})

describe('an exercise', () => {
  const ids = (runs: ReturnType<typeof pickQuiz>) => runs.map((r) => r.item.id)
  it('has three questions, a genuine contact among them, and different scams', () => {
    fc.assert(fc.property(fc.integer(), (seed) => {
      const runs = pickQuiz(offer, new Set(), seed)
      expect(new Set(ids(runs)).size).toBe(3)
      expect(runs.filter((r) => r.item.genuine)).toHaveLength(1)
      expect(new Set(runs.map((r) => r.item.scam)).size).toBe(3)
      for (const r of runs) expect([...r.order].sort()).toEqual([0, 1, 2])
    }))
  })
  it('does not always put the right answer in the same place', () => {
    const places = new Set(Array.from({ length: 60 }, (_, seed) => pickQuiz(offer, new Set(), seed)[0]).map((r) => r?.order.indexOf(r.item.answer)))
    expect(places).toEqual(new Set([0, 1, 2]))
  })
  it('brings what the session has not seen while there is enough', () => {
    const first = ids(pickQuiz(offer, new Set(), 1))
    const second = ids(pickQuiz(offer, new Set(first), 2))
    expect(second.filter((id) => first.includes(id))).toEqual([])
    expect(ids(pickQuiz(offer, new Set(offer.map((o) => o.item.id)), 3))).toHaveLength(3)
  })
  it('begins with an interest: a scam of that kind is among the three, whatever the seed', () => {
    fc.assert(fc.property(fc.integer(), fc.constantFrom('flight_refund' as const, 'paid_task' as const, 'advance_loan' as const), (seed, scam) => {
      const runs = pickQuiz(offer, new Set(), seed, scam)
      expect(runs.filter((r) => r.item.scam === scam && !r.item.genuine)).toHaveLength(1)
      expect(runs.filter((r) => r.item.genuine)).toHaveLength(1)
    }))
  })
  it('comes by as many ways as there are', () => {
    const ways: Offer = (['sms', 'phone', 'chat', 'app'] as const).flatMap((channel, i) => [quiz(`g${i}`, 'dissuasion', true), quiz(`s${i}`, 'paid_task', false)].map((item) => ({ item: { ...item, channel }, phones: [] })))
    for (let seed = 0; seed < 50; seed++) expect(new Set(pickQuiz(ways, new Set(), seed).map((r) => r.item.channel)).size).toBe(3)
  })
  it('makes do with what there is', () => {
    expect(ids(pickQuiz(offer.slice(3, 5), new Set(), 1)).sort()).toEqual(['g1', 's4'])
    expect(ids(pickQuiz(offer.slice(4, 5), new Set(['g1']), 1))).toEqual(['g1'])
    expect(pickQuiz([], new Set(), 1)).toEqual([])
  })
  it('is none without a genuine contact', () => {
    expect(pickQuiz(offer.slice(0, 4), new Set(), 1)).toEqual([])
    const { page } = run([{ ...start, open: { page: 'quiz' } }], attract, { ...world, offer: offer.slice(0, 4) })
    expect(page).toBe('menu')
  })
  it('is the same for the same seed', () => {
    expect(shuffled([1, 2, 3, 4, 5], randomFrom(9))).toEqual(shuffled([1, 2, 3, 4, 5], randomFrom(9)))
    const random = randomFrom(4)
    const values = Array.from({ length: 1000 }, random)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(values.reduce((a, b) => a + b) / 1000).toBeCloseTo(0.5, 1)
  })
})
