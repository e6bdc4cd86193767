import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasEnded, lengthMs, lessonsOf, partAt, partsOf, positionAt, type LessonPage } from '../../kiosk/device/rooms/lesson.ts'
import type { World } from '../../kiosk/device/rooms/room.ts'
import { attract, presentMs, secondsLeft, step, type Session, type TouchInput } from '../../kiosk/device/session.ts'
import { lessonsOf as kitLessons } from '../../controller/kit/lessons.ts'
import { readLibrary } from '../../playlists/read.ts'
import { check } from '../../protocol/codec.ts'
import type { Class, Video } from '../../protocol/content.ts'
import { EngagementEvent } from '../../protocol/event.ts'
import { Kit } from '../../protocol/kit.ts'

const library = readLibrary()
const film: Video = {
  id: 'film', kind: 'video', scam: 'general', move: 'ask', seconds: 20, headline: { 'zh-CN': '一问就清楚', en: 'Ask' }, zoneKinds: [], moments: [], audiences: [], phones: [], media: { sha256: 'a'.repeat(64), type: 'video/webm', bytes: 1 },
  captions: [], cues: [{ from: 1, until: 6, text: { 'zh-CN': '一', en: '1' } }, { from: 7, until: 12, text: { 'zh-CN': '二', en: '2' } }, { from: 12, until: 19, text: { 'zh-CN': '三', en: '3' } }], action: { 'zh-CN': '先问', en: 'Ask first' },
}
const kit = Kit.parse({ phones: library.phones, lessons: [...kitLessons(library.items), { item: film, pairs: [] }] })
const world: World = { offer: [], kit, today: '2026-11-23' }
const start: TouchInput = { do: 'start', id: 'x1', seed: 7, language: 'zh-CN', open: { page: 'lesson' } }

/** Inputs, and milliseconds that go by in ticks of a quarter of a second, as the screen makes them. */
function run(inputs: readonly (TouchInput | number)[], { seed = 7, each = () => undefined }: { seed?: number; each?: (session: Session, now: number) => void } = {}) {
  let session: Session = attract
  let now = 1_000_000
  const events: { action: string; value?: string | undefined; item?: string | undefined }[] = []
  const go = (input: TouchInput) => {
    const done = step(session, input, world, now)
    session = done.session
    events.push(...done.events)
    each(session, now)
  }
  for (const input of [{ ...start, seed } as TouchInput, ...inputs]) {
    if (typeof input !== 'number') { go(input); continue }
    const until = now + input
    while (now < until) {
      now = Math.min(until, now + 250)
      go({ do: 'tick' })
    }
  }
  const page = session.name === 'on' ? session.page : null
  return { session, events, now, page, at: page?.name === 'lesson' ? page.at : page?.name ?? 'attract', said: events.map(({ action, value }) => (value === undefined ? action : `${action} ${value}`)) }
}
const answer: TouchInput = { do: 'answer', choice: 1 }
const pick = (id: string): TouchInput => ({ do: 'lesson', id })
const flight = library.items.find(({ id }) => id === 'p1-5') as Class

describe('a lesson', () => {
  it('goes from a question over the class to a question like the first, and ends with its move', () => {
    const { events, page, said } = run([pick('p1-5'), answer, flight.seconds * 1000, { do: 'next' }, answer, { do: 'next' }])
    expect(said).toEqual(['session_start zh-CN', 'page lesson', 'answer before', ...flight.scenes.map((_, i) => `step ${i + 1}`), 'answer after', 'finish lesson'])
    const asked = events.filter(({ action }) => action === 'answer').map(({ item }) => item)
    expect([['l1a', 'l1b'], ['l1c', 'l1d']]).toContainEqual([...asked].sort())
    expect(page).toMatchObject({ name: 'finish', after: 'lesson', of: 2, end: { move: 'ask', action: flight.action } })
    for (const event of events) expect(check(EngagementEvent, { ...event, kind: 'engagement', seq: 1, at: '2026-11-23T00:00:00Z', offsetMs: 0, zone: null }, 'event').ok).toBe(true)
  })
  it('draws which pair it asks, and which of the two comes first', () => {
    const first = Array.from({ length: 80 }, (_, seed) => run([pick('p2-5')], { seed }).page).map((page) => (page?.name === 'lesson' && page.at === 'before' ? page.run.before?.item.id : null))
    expect(new Set(first)).toEqual(new Set(['l2a', 'l2b', 'l2c', 'l2d']))
  })
  it('brings the other pair when it is taken again, and only a first answer stands before all reasons', () => {
    const { events, said } = run([pick('p3-5'), answer, { do: 'back' }, pick('p3-5'), answer])
    expect(said.filter((one) => one.startsWith('answer'))).toEqual(['answer before', 'answer between'])
    const [a, b] = events.filter(({ action }) => action === 'answer').map(({ item }) => item?.slice(2))
    expect('ab'.includes(a ?? '')).not.toBe('ab'.includes(b ?? ''))
  })
  it('after an exercise nothing is "before" any more, and after a lesson an exercise is not', () => {
    const quiz = kit.lessons[0]?.pairs[1]?.[0]
    if (!quiz) throw new Error('no question')
    const offer = [{ item: { ...quiz, id: 'q1' }, phones: [] }]
    let on = step(attract, { do: 'start', id: 'x', seed: 1, language: 'en', open: { page: 'quiz' } }, { ...world, offer }, 0).session
    const go = (input: TouchInput) => { const done = step(on, input, { ...world, offer }, 0); on = done.session; return done.events.map(({ value }) => value) }
    go({ do: 'open', open: { page: 'lesson' } })
    go(pick('p1-5'))
    expect(go(answer)).toEqual(['between', '1'])
    on = run([pick('film')]).session
    go({ do: 'open', open: { page: 'quiz' } })
    expect(go(answer)).toEqual(['after'])
  })
  it('asks nothing where nothing can be asked, and has a film as well as a class', () => {
    const { said, page } = run([pick('film'), 20_000, { do: 'next' }])
    expect(said).toEqual(['session_start zh-CN', 'page lesson', 'step 1', 'step 2', 'step 3', 'finish lesson'])
    expect(page).toMatchObject({ name: 'finish', right: 0, of: 0 })
    expect(partsOf(film)).toEqual([0, 7_000, 12_000])
  })
  it('leaves out what names a number that has run out', () => {
    const gone = { ...kit, phones: kit.phones.map((phone) => ({ ...phone, expires: '2020-01-01' })) }
    expect(lessonsOf(gone, world.today).map(({ item }) => item.id)).toEqual(['p1-5', 'p2-5', 'p4-5', 'p5-5', 'film'])
    expect(lessonsOf(null, world.today)).toEqual([])
    expect(step(attract, start, { ...world, kit: null }, 0).session).toMatchObject({ page: { name: 'menu' } })
  })
  it('waits under another page', () => {
    const { page } = run([pick('film'), 5_000, { do: 'open', open: { page: 'paid' } }, 30_000, { do: 'back' }])
    expect(page).toMatchObject({ at: 'play', positionMs: 5_000, sinceMs: null })
  })
})

describe('while it plays', () => {
  it('nobody is asked whether they are there; a minute after its end they are', () => {
    const { session, now, at } = run([pick('p1-5'), answer, flight.seconds * 1000])
    expect(at).toBe('play')
    expect(secondsLeft(session, now)).toBeNull()
    expect(secondsLeft(session, now + 39_999)).toBeNull()
    expect(secondsLeft(session, now + 40_000)).toBe(20)
    expect(run([pick('p1-5'), answer, flight.seconds * 1000 + 59_750]).at).toBe('play')
    expect(run([pick('p1-5'), answer, flight.seconds * 1000 + 60_000]).page).toMatchObject({ name: 'finish', after: 'timeout', end: { move: 'ask' } })
  })
  it('paused is idle', () => {
    const { session, now } = run([pick('p1-5'), answer, 5_000, { do: 'pause' }, 40_000])
    expect(secondsLeft(session, now)).toBe(20)
    expect(run([pick('p1-5'), answer, 5_000, { do: 'pause' }, 60_000]).page).toMatchObject({ name: 'finish', after: 'timeout' })
  })
  it('goes back five seconds, on to the next scene, and again from the start', () => {
    const at = (inputs: (TouchInput | number)[]) => { const { page, now } = run([pick('film'), ...inputs]); return page?.name === 'lesson' && page.at === 'play' ? [positionAt(page, now), page.sinceMs !== null] : null }
    expect(at([9_000, { do: 'rewind' }])).toEqual([4_000, true])
    expect(at([3_000, { do: 'rewind' }])).toEqual([0, true])
    expect(at([3_000, { do: 'skip' }])).toEqual([7_000, true])
    expect(at([3_000, { do: 'pause' }, { do: 'skip' }, 2_000])).toEqual([7_000, false])
    expect(at([{ do: 'skip' }, { do: 'skip' }, { do: 'skip' }, { do: 'skip' }])).toEqual([20_000, true])
    expect(at([25_000, { do: 'play' }, 1_000])).toEqual([1_000, true])
    expect(at([25_000, { do: 'rewind' }, 1_000])).toEqual([16_000, true])
    expect(run([pick('film'), 19_000, { do: 'next' }]).at).toBe('play')
  })

  const press: fc.Arbitrary<TouchInput | number> = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 9_000 }) },
    fc.constantFrom<TouchInput>({ do: 'pause' }, { do: 'play' }, { do: 'rewind' }, { do: 'skip' }, { do: 'next' }, { do: 'back' }, { do: 'touch' }, answer, pick('p1-5'), pick('film'), pick('nothing'), { do: 'open', open: { page: 'paid' } }),
  )
  it('never leaves its length, tells each part once and in order, whatever is pressed', () => {
    fc.assert(fc.property(fc.array(press, { maxLength: 40 }), fc.integer(), (inputs, seed) => {
      const { events } = run(inputs, {
        seed,
        each(session, now) {
          if (session.name !== 'on' || session.page.name !== 'lesson' || session.page.at !== 'play') return
          const { page } = session
          const at = positionAt(page, now)
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at).toBeLessThanOrEqual(lengthMs(page.run.item))
          expect(partAt(page.run.item, at)).toBeLessThan(partsOf(page.run.item).length)
          expect(page.reached).toBeGreaterThanOrEqual(partAt(page.run.item, at))
          expect(hasEnded(page, now)).toBe(at === lengthMs(page.run.item))
          expect(presentMs(session) - now).toBeLessThanOrEqual(lengthMs(page.run.item))
        },
      })
      let last = 0
      for (const { action, value } of events) {
        if (action !== 'step') continue
        expect(Number(value) === 1 || Number(value) > last).toBe(true)
        last = Number(value)
      }
      expect(events.filter(({ action, value }) => action === 'answer' && value === 'before').length).toBeLessThanOrEqual(1)
    }))
  })
  it('has stood for as long as it ran, however often it was paused', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 9_000 })), { maxLength: 12 }), (spells) => {
      const { page, now } = run([pick('film'), ...spells.flatMap(([ran, stood]): (TouchInput | number)[] => [ran, { do: 'pause' }, stood, { do: 'play' }])])
      const ran = spells.reduce((sum, [ms]) => sum + ms, 0)
      // What has ended begins anew with "play".
      if (ran >= lengthMs(film)) return
      expect((page as Extract<LessonPage, { at: 'play' }>).at).toBe('play')
      expect(positionAt(page as Extract<LessonPage, { at: 'play' }>, now)).toBe(ran)
    }))
  })
})
