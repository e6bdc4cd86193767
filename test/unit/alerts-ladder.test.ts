import { describe, expect, it } from 'vitest'
import { besideOf } from '../../controller/alerts/beside.ts'
import { decideChange, decideRaise, isNoWider, mayDecide, mayReviewAfter, type Content } from '../../controller/alerts/ladder.ts'
import type { Alert } from '../../protocol/alert.ts'
import type { AlertWords, AloneReason } from '../../protocol/api-alerts.ts'
import type { AlertTarget } from '../../protocol/api.ts'
import type { StaffRole } from '../../protocol/rights.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { Severity } from '../../protocol/words.ts'

const zone = (id: string, parent: string | null, isLeaf = true): Zone => ({ id, parent, kind: isLeaf ? 'gate' : null, name: { 'zh-CN': id, en: id }, ordinal: 0, outline: [] })
const zones = [zone('terminal', null, false), zone('gates', 'terminal', false), zone('c1', 'gates'), zone('c2', 'gates'), zone('hall', 'terminal')]
const start = Temporal.Instant.from('2026-11-23T08:00:00Z')
const after = (minutes: number) => start.add({ minutes }).toString()
const alert = (over: Partial<Alert> = {}): Alert => ({
  id: 'a-1', version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity: 'orange', presentation: 'takeover', scam: 'general', move: 'verify',
  sent: after(0), effective: after(0), expires: after(60), roles: [], scope: 'zone', info: [{ language: 'zh-CN', headline: '谨防假客服', description: '' }], ...over,
})
const who = (role: StaffRole, mayRelease = false) => ({ user: 'ann', roles: [role], mayRelease })

describe('who lets an alert out', () => {
  it.each<[AlertWords, Severity, StaffRole, boolean, AloneReason | 'second']>([
    ['slots', 'yellow', 'duty', false, 'second'],
    ['slots', 'orange', 'duty', false, 'second'],
    ['slots', 'red', 'duty', false, 'red'],
    ['own', 'yellow', 'duty', false, 'second'],
    ['own', 'red', 'duty', false, 'second'],
    ['own', 'red', 'duty', true, 'account'],
    ['slots', 'orange', 'admin', true, 'account'],
    ['own', 'yellow', 'admin', false, 'second'],
    // Red waits for nobody, but only where the right to release is there.
    ['slots', 'red', 'robot_operator', false, 'second'],
  ])('%s words, %s, by %s (may release: %s): %s', (words, severity, role, mayRelease, expected) => {
    const step = decideRaise({ words, alert: { severity, level: 'alert' } }, who(role, mayRelease))
    expect(step.do === 'second' ? 'second' : step.review).toBe(expected)
    expect(decideRaise({ words, alert: { severity, level: 'alert' } }, who(role, mayRelease), true).do).toBe('second')
  })
  it('an emergency in a template\'s words is no red alert in a template\'s words', () => {
    expect(decideRaise({ words: 'slots', alert: { severity: 'red', level: 'emergency' } }, who('admin')).do).toBe('second')
  })
})

describe('who changes what is live', () => {
  const before: Content = { alert: alert(), target: { zones: ['gates'] }, words: 'slots' }
  const said = (over: Partial<Alert>, target: AlertTarget = { zones: ['gates'] }, words: AlertWords = 'slots'): Content => ({ alert: alert(over), target, words })
  const newWords = { info: [{ language: 'zh-CN', headline: '换了的话', description: '' }] }
  it.each<[string, Content, Partial<Content>, StaffRole, string]>([
    ['sooner over', said({ expires: after(20) }), {}, 'duty', 'alone shortened null'],
    ['fewer zones', said({}, { zones: ['c1'] }), {}, 'duty', 'alone shortened null'],
    ['longer, within what the template allows', said({ expires: after(120) }), {}, 'duty', 'alone extended null'],
    ['longer than that', said({ expires: after(121) }), {}, 'duty', 'second extended'],
    ['own words, sooner over', said({ expires: after(20) }, { zones: ['gates'] }, 'own'), { words: 'own' }, 'duty', 'alone shortened null'],
    ['own words, longer', said({ expires: after(61) }, { zones: ['gates'] }, 'own'), { words: 'own' }, 'duty', 'second extended'],
    ['new words', said(newWords, { zones: ['gates'] }, 'own'), {}, 'duty', 'second updated'],
    ['another slot of an orange one', said(newWords), {}, 'duty', 'second updated'],
    ['another slot of a red one', said({ ...newWords, severity: 'red' }), {}, 'duty', 'alone updated red'],
    ['more zones', said({}, { zones: ['terminal'] }), {}, 'duty', 'second updated'],
    ['all roles in place of one', said({}), { target: { zones: ['gates'], roles: ['screen'] } }, 'duty', 'second updated'],
    ['more severe', said({ severity: 'red' }, { zones: ['gates'] }, 'own'), {}, 'duty', 'second updated'],
  ])('%s', (_what, next, over, role, expected) => {
    const step = decideChange({ before: { ...before, ...over }, after: next, zones, firstReleasedMs: start.epochMilliseconds, longestSeconds: 7_200 }, who(role))
    expect(step.do === 'second' ? `second ${step.kind}` : `alone ${step.kind} ${step.review}`).toBe(expected)
  })
  it('an account that may release does all of it at once, and is looked at afterwards', () => {
    const step = decideChange({ before, after: said(newWords, { zones: ['gates'] }, 'own'), zones, firstReleasedMs: 0, longestSeconds: null }, who('admin', true))
    expect(step).toEqual({ do: 'alone', review: 'account', kind: 'updated' })
  })
  it.each<[AlertTarget, AlertTarget, boolean]>([
    [{ zones: ['gates'] }, { zones: ['c1', 'c2'] }, true], [{ zones: ['c1'] }, { zones: ['gates'] }, false], [{ roles: ['kiosk'] }, { roles: ['kiosk'], zones: ['c1'] }, true],
    [{ zones: ['c1'], roles: ['kiosk'] }, { zones: ['c1'] }, false], [{ zones: ['c1'] }, { zones: ['c1'], devices: ['d'] }, false], [{ devices: ['d', 'e'] }, { devices: ['e'] }, true],
  ])('%j to %j is no wider: %s', (from, to, is) => expect(isNoWider(from, to, zones)).toBe(is))
})

describe('nobody decides on their own', () => {
  const code = (outcome: { ok: true } | { ok: false; error: { code: string } }) => (outcome.ok ? 'ok' : outcome.error.code)
  it.each<[string, string, number | undefined, string]>([
    ['another, as seen', 'bo', 2, 'ok'], ['another, who does not say what they saw', 'bo', undefined, 'alert/version-conflict'], ['another, who saw an older one', 'bo', 1, 'alert/version-conflict'], ['the author', 'ann', 2, 'alert/same-person'],
  ])('%s', (_what, user, seen, expected) => expect(code(mayDecide({ author: 'ann', version: 2 }, { user }, seen))).toBe(expected))
  it.each<[string, string, { version: number; releasedBy: string }[], string]>([
    ['another', 'cy', [{ version: 1, releasedBy: 'ann' }], 'ok'], ['who raised it', 'ann', [{ version: 2, releasedBy: 'bo' }], 'alert/own-review'],
    ['who released one of them', 'bo', [{ version: 1, releasedBy: 'ann' }, { version: 2, releasedBy: 'bo' }], 'alert/own-review'], ['nothing due', 'cy', [], 'alert/nothing-due'],
  ])('afterwards: %s', (_what, user, due, expected) => expect(code(mayReviewAfter(due, 'ann', { user }))).toBe(expected))
})

describe('next to what is live', () => {
  const live = (id: string, over: Partial<Alert> = {}) => alert({ id, sent: after(-10), effective: after(-10), ...over })
  const beside = (one: Partial<Alert>, ...others: Alert[]) => besideOf(alert({ id: 'new', ...one }), [{ device: 'd', zone: 'c1', role: 'screen', byName: false }], { timeZone: 'Asia/Shanghai', now: start, liveOn: () => others })
  it.each<[string, Partial<Alert>, Alert[], string[]]>([
    ['nothing there', {}, [], []],
    ['red over orange', { severity: 'red' }, [live('o')], ['covers o']],
    ['orange under red', {}, [live('r', { severity: 'red' })], ['covered r']],
    ['equals', {}, [live('o')], ['rotates o']],
    ['a banner under a takeover', { presentation: 'banner', severity: 'yellow' }, [live('o')], ['beside o']],
    ['a third banner, the newest', { presentation: 'banner', severity: 'yellow' }, [live('b1', { presentation: 'banner', severity: 'yellow' }), live('b2', { presentation: 'banner', severity: 'yellow', sent: after(-20) })], ['covers b2', 'beside b1']],
    ['its own former version', {}, [live('new')], []],
  ])('%s', (_what, one, others, expected) => expect(beside(one, ...others).map(({ how, alert: id }) => `${how} ${id}`)).toEqual(expected))
})
