import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { acceptAlert, EXPIRY, releaseAt, type AcceptFacts } from '../../controller/alerts/accept.ts'
import { Alert } from '../../protocol/alert.ts'
import { AlertRequest, type AlertTarget } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'

const now = Temporal.Instant.from('2026-11-23T08:00:00Z')
const zone = (id: string, parent: string | null, isLeaf = true): Zone => ({ id, parent, kind: isLeaf ? 'gate' : null, name: { 'zh-CN': id, en: id }, ordinal: 0, outline: [] })
const facts = (over: Partial<AcceptFacts> = {}): AcceptFacts => ({
  zones: [zone('terminal', null, false), zone('gates', 'terminal'), zone('hall', 'terminal')],
  isDevice: (id) => id === 'wall-1', template: () => null, isReviewed: () => true, by: { user: 'ann', roles: ['duty'] }, now, ...over,
})
const chinese = { language: 'zh-CN', headline: '谨防假客服', description: '退改签只认航司官方 App。' }
const request = (over: Partial<AlertRequest> = {}): AlertRequest => ({ severity: 'orange', presentation: 'takeover', target: { zones: ['gates'] }, expiresInSeconds: 600, info: [chinese], ...over })
const outcome = (over: Partial<AlertRequest>, with_: Partial<AcceptFacts> = {}) => acceptAlert(request(over), facts(with_), 'a-1', null)

describe('accept', () => {
  it.each<[string, Partial<AlertRequest>, string, string]>([
    ['nobody', { target: {} }, 'alert/empty-target', 'target'],
    ['empty lists', { target: { zones: [], roles: [], devices: [] } }, 'alert/empty-target', 'target'],
    ['a zone that is not there', { target: { zones: ['gates', 'moon'] } }, 'alert/unknown-zone', 'target.zones.1'],
    ['a device that is not there', { target: { devices: ['wall-1', 'wall-9'] } }, 'alert/unknown-device', 'target.devices.1'],
    ['yellow over the whole screen', { severity: 'yellow' }, 'alert/yellow-takeover', 'presentation'],
    ['an emergency by duty staff', { level: 'emergency' }, 'alert/emergency-not-allowed', 'level'],
    ['too short', { expiresInSeconds: EXPIRY.least - 1 }, 'alert/expiry', 'expiresInSeconds'],
    ['too long', { expiresInSeconds: EXPIRY.most + 1 }, 'alert/expiry', 'expiresInSeconds'],
    ['no Chinese', { info: [{ ...chinese, language: 'en' }] }, 'alert/no-chinese', 'info'],
    ['one language twice', { info: [chinese, chinese] }, 'alert/language-twice', 'info.1.language'],
    ['an unknown template', { template: 'none' }, 'alert/unknown-template', 'template'],
    ['a headline of breaks', { info: [{ ...chinese, headline: '| |' }] }, 'alert/no-headline', 'info.0.headline'],
  ])('refuses %s', (_what, over, code, path) => {
    const answer = outcome(over)
    expect(answer.ok ? null : [answer.error.code, answer.error.path]).toEqual([code, path])
  })

  it.each(['<b>点此</b>', '看这里<script>', '[点此](http://x)', '&nbsp;x', '<!-- x', 'javascript:alert(1)'])('refuses markup: %s', (description) => {
    const answer = outcome({ info: [{ ...chinese, description }] })
    expect(answer.ok ? null : answer.error.code).toBe('alert/markup')
  })
  it.each([0x00, 0x07, 0x1b, 0x7f, 0x9b, 0x200b, 0x200f, 0x202e, 0x2066, 0xfeff])('refuses the invisible character U+%s anywhere', (code) => {
    for (const field of ['headline', 'description', 'instruction', 'event', 'areaDesc']) {
      const answer = outcome({ info: [{ ...chinese, [field]: `安${String.fromCodePoint(code)}行` }] })
      expect(answer.ok ? null : [answer.error.code, answer.error.path]).toEqual(['alert/control-character', `info.0.${field}`])
    }
  })
  it.each(['5 < 6，且 a > b', '100% & 更多', '多行\n说明'])('takes plain words: %s', (description) => {
    expect(outcome({ info: [{ ...chinese, description }] }).ok).toBe(true)
  })

  it('lets the administrator raise an emergency, and staff a yellow banner', () => {
    expect(outcome({ level: 'emergency' }, { by: { user: 'admin', roles: ['admin'] } }).ok).toBe(true)
    expect(outcome({ severity: 'yellow', presentation: 'banner' }).ok).toBe(true)
    expect(outcome({ target: { roles: ['robot'] } }).ok).toBe(true)
    expect(outcome({ target: { zones: ['neutral'] } }).ok).toBe(true)
  })

  it('gives an update the next version under the same id', () => {
    const first = outcome({})
    if (!first.ok) throw first.error
    const second = acceptAlert(request({ severity: 'red' }), facts(), 'a-1', first.value.alert)
    expect(second.ok && [second.value.alert.id, second.value.alert.version, second.value.alert.msgType]).toEqual(['a-1', 2, 'update'])
  })

  it('makes of every acceptable request an alert that fits the wire and lasts as long as was asked for', () => {
    const arbitrary = fc.record({
      severity: fc.constantFrom('orange' as const, 'red' as const), presentation: fc.constantFrom('banner' as const, 'takeover' as const),
      target: fc.constantFrom<AlertTarget>({ zones: ['gates'] }, { devices: ['wall-1'] }, { roles: ['kiosk'], zones: ['terminal'] }),
      expiresInSeconds: fc.integer({ min: EXPIRY.least, max: EXPIRY.most }),
      info: fc.constant<AlertRequest['info']>([chinese]),
    })
    fc.assert(fc.property(arbitrary, fc.integer({ min: 0, max: 86_400 }), (asked, later) => {
      const answer = outcome(asked)
      if (!answer.ok) throw answer.error
      const released = releaseAt(answer.value.alert, now.add({ seconds: later }))
      for (const alert of [answer.value.alert, released]) {
        expect(z.safeParse(Alert, alert).success).toBe(true)
        expect(Temporal.Instant.from(alert.effective).until(alert.expires).total('seconds')).toBe(asked.expiresInSeconds)
      }
      expect(released.sent).toBe(now.add({ seconds: later }).toString())
    }))
  })

  it('never throws, whatever fits the schema of a request', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 })
    const arbitrary = fc.record({
      severity: fc.constantFrom('yellow', 'orange', 'red'), presentation: fc.constantFrom('banner', 'takeover'), expiresInSeconds: fc.integer({ min: 30, max: 86_400 }),
      target: fc.record({ zones: fc.array(fc.constantFrom('gates', 'neutral', 'moon')), devices: fc.array(fc.constantFrom('wall-1', 'x')), roles: fc.subarray(['screen', 'robot']) }),
      info: fc.array(fc.record({ language: fc.constantFrom('zh-CN', 'en', 'ko'), headline: text, description: text }), { minLength: 1, maxLength: 3 }),
    })
    fc.assert(fc.property(arbitrary, (asked) => {
      const parsed = z.safeParse(AlertRequest, asked)
      if (!parsed.success) return
      const answer = acceptAlert(parsed.data, facts(), 'a-1', null)
      if (answer.ok) expect(JSON.stringify(answer.value.alert.info)).not.toMatch(/[\u202a-\u202e\u200b]|\\u00(?!0a)[01]/)
      else expect(answer.error.code).toMatch(/^alert\//)
    }))
  })
})
