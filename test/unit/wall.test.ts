import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wallAlerts } from '../../controller/wall/alerts.ts'
import type { AlertView } from '../../protocol/api.ts'
import type { Quiz } from '../../protocol/content.ts'
import { questionOfDay } from '../../protocol/daily.ts'
import type { Site } from '../../protocol/venue.ts'
import { checkWallCode, wallCode } from '../../protocol/wall-code.ts'

const quiz = (id: string) => ({ id, kind: 'quiz' }) as Quiz

describe('the question of the day', () => {
  it('is the same whatever the order, and another each day until all have been', () => {
    const items = ['c', 'a', 'b'].map(quiz)
    fc.assert(fc.property(fc.integer({ min: -400, max: 4000 }), fc.shuffledSubarray(items, { minLength: 3 }), (days, shuffled) => {
      const day = (n: number) => Temporal.PlainDate.from('2026-01-01').add({ days: days + n }).toString()
      expect(questionOfDay(shuffled, day(0))?.id).toBe(questionOfDay(items, day(0))?.id)
      expect(new Set([0, 1, 2].map((n) => questionOfDay(items, day(n))?.id)).size).toBe(3)
    }))
    expect(questionOfDay([], '2026-11-29')).toBeNull()
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
