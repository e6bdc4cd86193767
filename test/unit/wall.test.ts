import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exercisesOf, staffQuestionsOf } from '../../controller/kit/make.ts'
import { wallAlerts } from '../../controller/wall/alerts.ts'
import { readLibrary } from '../../playlists/read.ts'
import type { AlertView } from '../../protocol/api.ts'
import type { Quiz } from '../../protocol/content.ts'
import { questionOfDay } from '../../protocol/daily.ts'
import { spelled } from '../../protocol/spell.ts'
import type { Site } from '../../protocol/venue.ts'
import { checkWallCode, wallCode } from '../../protocol/wall-code.ts'

const quiz = (id: string, phones: string[] = []) => ({ id, kind: 'quiz', phones }) as unknown as Quiz
const library = readLibrary()

describe('the question of the day', () => {
  it('is the same whatever the order, and another each day until all have been, those for staff first', () => {
    const staff = ['z', 'y'].map((id) => quiz(id))
    const items = ['c', 'a', 'b'].map((id) => quiz(id))
    fc.assert(fc.property(fc.integer({ min: -400, max: 4000 }), fc.shuffledSubarray(items, { minLength: 3 }), (days, shuffled) => {
      const day = (n: number) => Temporal.PlainDate.from('2026-01-01').add({ days: days + n }).toString()
      const of = (n: number, rest = items) => questionOfDay(staff, rest, [], day(n))?.id
      expect(of(0, shuffled)).toBe(of(0))
      const round = [0, 1, 2, 3, 4].map((n) => of(n)).join('')
      expect('yzabcyzabc').toContain(round)
    }))
    expect(questionOfDay([], [], [], '2026-11-29')).toBeNull()
  })
  it('names no number that has run out or that nobody knows, whatever the day', () => {
    const live = [...staffQuestionsOf(library.items), ...exercisesOf(library.items)]
    expect(staffQuestionsOf(library.items).map(({ id }) => id).sort()).toEqual(['q19', 'q20'])
    const asked = new Map<string, string[]>()
    for (let n = 0; n < 800; n++) {
      const day = Temporal.PlainDate.from('2026-11-01').add({ days: n }).toString()
      const item = questionOfDay(staffQuestionsOf(library.items), exercisesOf(library.items), library.phones, day)
      if (!item) expect.fail(`no question on ${day}`)
      expect(item.phones.filter((id) => (library.phones.find((phone) => phone.id === id)?.expires ?? '') < day)).toEqual([])
      asked.set(item.id, [...asked.get(item.id) ?? [], day])
    }
    // All of them have their day, also those that name numbers, until these run out.
    expect([...asked.keys()].sort()).toEqual(live.filter(({ kind }) => kind === 'quiz').map(({ id }) => id).sort())
    expect(questionOfDay([], [quiz('a', ['999']), quiz('b')], library.phones, '2026-11-29')?.id).toBe('b')
  })
  it('is said with its numbers, in every language', () => {
    for (const item of [...staffQuestionsOf(library.items), ...exercisesOf(library.items)]) {
      if (item.kind !== 'quiz') continue
      const said = JSON.stringify([item.sender, item.message, item.question, ...item.options, item.why, item.action].map((text) => spelled(text, library.phones)))
      expect(said).not.toContain('{tel')
      for (const id of item.phones) expect(said).toContain(library.phones.find((phone) => phone.id === id)?.number)
    }
    expect(spelled({ 'zh-CN': '拨 {tel:110}', en: 'Call {tel:110}', ko: '{tel:999}' }, library.phones)).toEqual({ 'zh-CN': '拨 110', en: 'Call 110', ko: '' })
  })
})

describe('a wall\'s code', () => {
  const at = Date.parse('2026-11-29T08:00:30Z')
  const keyOf = (wall: string) => (wall === 'wall-1' ? 'secret' : null)
  it.each([[0, true], [180, true], [-180, true], [239, false], [-240, false], [3600, false]])('counts %d s later: %s', async (seconds, good) => {
    expect((await checkWallCode(await wallCode('secret', 'wall-1', at), keyOf, at + seconds * 1000)).ok).toBe(good)
  })
  it('is refused with another key, for another wall, cut off, or changed anywhere', async () => {
    const good = await wallCode('secret', 'wall-1', at)
    expect(await checkWallCode(await wallCode('guess', 'wall-1', at), keyOf, at)).toEqual({ ok: false, why: 'forged' })
    expect(await checkWallCode(await wallCode('secret', 'wall-2', at), keyOf, at)).toEqual({ ok: false, why: 'forged' })
    expect(await checkWallCode('', keyOf, at)).toEqual({ ok: false, why: 'unreadable' })
    for (let i = 0; i < good.length; i++) {
      const changed = `${good.slice(0, i)}${good[i] === 'x' ? 'y' : 'x'}${good.slice(i + 1)}`
      expect((await checkWallCode(changed, keyOf, at)).ok).toBe(false)
    }
  })
})

describe('the alerts of a day', () => {
  const now = Temporal.Instant.from('2026-11-29T08:00:00Z')
  const site = { name: { 'zh-CN': '机场', en: 'Airport' }, timeZone: 'Asia/Shanghai', zones: [{ id: 'gates', name: { 'zh-CN': '登机口', en: 'Gates' } }] } as unknown as Site
  const view = (id: string, state: string, sent: string, zones?: string[]) => ({ id, state, target: zones ? { zones } : {}, alert: { sent, expires: '2026-11-29T10:00:00Z', severity: 'red', info: [{ language: 'zh-CN', headline: id, description: '' }] } }) as unknown as AlertView
  it('are those in force, then those that are over; none of yesterday, none that nobody let out', () => {
    const views = [view('over', 'cancelled', '2026-11-29T07:00:00Z', ['gates']), view('live', 'live', '2026-11-29T06:00:00Z'), view('yesterday', 'expired', '2026-11-28T15:00:00Z'), view('long', 'live', '2026-11-28T06:00:00Z', ['gates']), view('waiting', 'waiting', '2026-11-29T07:30:00Z')]
    const shown = wallAlerts(views, site, now)
    expect(shown.map(({ id, until }) => [id, until !== null])).toEqual([['live', true], ['long', true], ['over', false]])
    expect(shown.map(({ place }) => place.en)).toEqual(['Airport', 'Gates', 'Gates'])
  })
})
