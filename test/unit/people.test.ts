import { describe, expect, it } from 'vitest'
import { findLink, losesLastAdministrator, needsCode, owes, tookSecondStep, usualRules, type Linkable, type OwingFacts } from '../../controller/staff/decide.ts'
import { createSignInLimit } from '../../controller/staff/limit.ts'
import { backTo, readAttempt, refusalAt, writeAttempt } from '../../controller/staff/oidc-attempt.ts'
import { asWritten, hashOneTime, newOneTime } from '../../controller/staff/one-time.ts'
import { ownersOf } from '../../controller/staff/organisations.ts'
import { fitPassword } from '../../controller/staff/password-rule.ts'
import { asDigits, newSecret, stepOf, uriOf } from '../../controller/staff/totp.ts'
import { redact } from '../../controller/audit/redact.ts'
import { passwordOf } from '../../console/people/password.ts'
import { codeOf } from '../support/totp.ts'

describe('what a session owes', () => {
  const facts: OwingFacts = { way: 'password', strong: false, hasOneTime: false, enrolled: false, asked: false, beganMs: 100, askedSinceMs: null }
  it.each<[string, Partial<OwingFacts>, string | null]>([
    ['nothing as a rule', {}, null],
    ['another password after a one-time one', { hasOneTime: true }, 'password'],
    ['nothing where the provider let in', { hasOneTime: true, way: 'oidc' }, null],
    ['the code where there is a second step and it was not taken', { enrolled: true }, 'code'],
    ['the code before the password', { enrolled: true, hasOneTime: true }, 'code'],
    ['nothing once it was taken', { enrolled: true, strong: true }, null],
    ['setting it up where the site asks', { asked: true, askedSinceMs: 50 }, 'totp'],
    ['nothing where the session stood before the site asked', { asked: true, askedSinceMs: 101 }, null],
    ['nothing where the provider took a second step', { asked: true, askedSinceMs: 50, strong: true, way: 'oidc' }, null],
  ])('%s', (_name, over, owed) => {
    expect(owes({ ...facts, ...over })).toBe(owed)
  })
  it.each<[string, Parameters<typeof passwordOf>[0], ReturnType<typeof passwordOf>]>([
    ['one\'s own', { signsInBy: 'own', oneTimeUntil: null }, 'own'],
    ['none', { signsInBy: 'none', oneTimeUntil: null }, 'none'],
    ['one-time, to its last second', { signsInBy: 'one_time', oneTimeUntil: '2026-11-23T06:02:01Z' }, 'one_time'],
    ['one-time that has run out', { signsInBy: 'one_time', oneTimeUntil: '2026-11-23T06:02:00Z' }, 'over'],
  ])('the administrator sees the password that an account has: %s', (_name, person, kind) => {
    expect(passwordOf(person, Date.parse('2026-11-23T06:02:00Z'))).toBe(kind)
  })
  it.each([[['publisher'], false, true], [['duty'], false, true], [['admin'], false, true], [['author'], false, false], [['author'], true, true], [['viewer', 'analyst'], false, false]] as const)('%j (alone: %s) is asked for a second step: %s', (roles, alone, asked) => {
    expect(needsCode({ ...usualRules, codeRequired: true }, roles, alone)).toBe(asked)
    expect(needsCode(usualRules, roles, alone)).toBe(false)
  })
})

it('somebody who can sign in and see to people is always left', () => {
  const admin = { id: 'admin', roles: ['admin'], active: true, canSignIn: true }
  const other = { ...admin, id: 'bo' }
  expect(losesLastAdministrator([admin, other], 'admin', { ...admin, active: false })).toBe(false)
  expect(losesLastAdministrator([admin, { ...other, active: false }], 'admin', { ...admin, roles: ['duty'] })).toBe(true)
  expect(losesLastAdministrator([admin, { ...other, canSignIn: false }], 'admin', null)).toBe(true)
})

describe('whom the provider vouches for', () => {
  const issuer = 'https://id.example'
  const people: Linkable[] = [
    { id: 'li', active: true, email: 'li@airport.example', issuer: null, subject: null },
    { id: 'wu', active: true, email: 'wu@airport.example', issuer, subject: 's-wu' },
    { id: 'he', active: false, email: null, issuer, subject: 's-he' },
  ]
  const who = (subject: string, email: string | null = null, emailVerified = true) => findLink({ issuer, subject, email, emailVerified }, people)
  it('the subject decides, whatever the address says now', () => expect(who('s-wu', 'li@airport.example')).toEqual({ ok: true, user: 'wu', isNew: false }))
  it('a verified address that an administrator named links once', () => expect(who('s-new', 'Li@Airport.example')).toEqual({ ok: true, user: 'li', isNew: true }))
  it('an address that is not verified links nothing', () => expect(who('s-new', 'li@airport.example', false)).toEqual({ ok: false, code: 'auth/oidc-unverified' }))
  it('an account that is linked is not linked anew', () => expect(who('s-new', 'wu@airport.example')).toEqual({ ok: false, code: 'auth/oidc-unknown' }))
  it('a name is no link', () => expect(who('li')).toEqual({ ok: false, code: 'auth/oidc-unknown' }))
  it('another provider\'s subject is another person', () => expect(findLink({ issuer: 'https://other.example', subject: 's-wu', email: null, emailVerified: true }, people)).toMatchObject({ ok: false }))
  it('who was deactivated stays out', () => expect(who('s-he')).toEqual({ ok: false, code: 'auth/deactivated' }))
  it('says itself whether it asked for more than a password', () => expect([['pwd', 'otp'], ['pwd'], undefined, 'mfa'].map(tookSecondStep)).toEqual([true, false, false, false]))
})

describe('codes', () => {
  const secret = newSecret()
  const at = Date.parse('2026-11-23T06:02:11Z')
  it('are good half a minute either way, and once', () => {
    const step = stepOf(secret, codeOf(secret, at), at, null)
    expect(step).toBe(Math.floor(at / 30_000))
    expect(stepOf(secret, codeOf(secret, at, -1), at, null)).toBe(Number(step) - 1)
    expect([stepOf(secret, codeOf(secret, at), at, step), stepOf(secret, codeOf(secret, at, -1), at, step), stepOf(secret, codeOf(secret, at, 5), at, null), stepOf(secret, 'abcdef', at, null)]).toEqual([null, null, null, null])
  })
  it('are read however they are spaced', () => expect(asDigits('１２３ 456')).toBe('123456'))
  it('come from a secret that names site and user', () => expect(uriOf(secret, { user: 'lin', site: 'demo' })).toMatch(/^otpauth:\/\/totp\/Anxing:lin(%40|@)demo\?.*secret=[A-Z2-7]{32}/))
  it('for recovery are 80 random bits, read however they were copied', () => {
    const code = newOneTime()
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/)
    expect(hashOneTime('lin', code.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'I'))).toBe(hashOneTime('lin', code))
    expect(hashOneTime('bo', code)).not.toBe(hashOneTime('lin', code))
    expect(asWritten('OIL0 abcd')).toBe('0110-abcd')
  })
  it('and secrets never reach the audit log', () => {
    const said = JSON.stringify(redact({ user: 'lin', code: '123456', password: 'a', currentPassword: 'b', recoveryCodes: ['c'], secret: 'd', totp: 'e', clientSecret: 'f', token: 'g' }))
    expect(said).toBe('{"user":"lin","code":"…","password":"…","currentPassword":"…","recoveryCodes":["…"],"secret":"…","totp":"…","clientSecret":"…","token":"…"}')
  })
})

it.each([['a quiet gate at dawn', null], ['short', 'auth/password-short'], ['the one before', 'auth/password-same'], ['linlinlin111', 'auth/password-weak'], ['aaaaaaaaaaaa', 'auth/password-weak'], ['晨雾里的廊桥安静得很呢', null]])('the password %s: %s', (password, code) => {
  const outcome = fitPassword(password, { user: 'lin', before: 'the one before' })
  expect(outcome.ok ? null : outcome.error.code).toBe(code)
})

it('a password without its code forgives no failure, and counts as none', () => {
  const limit = createSignInLimit({ perUser: 3, perAddress: 9, withinMs: 1_000, sources: 10 })
  for (let i = 0; i < 3; i += 1) {
    limit.failed('10.0.0.1', 'lin', 0)
    limit.failed('10.0.0.1', 'lin', 0)
    limit.undo('10.0.0.1', 'lin')
  }
  expect([limit.waitMs('10.0.0.1', 'lin', 1), limit.waitMs('10.0.0.2', 'lin', 1)]).toEqual([999, 0])
})

it('an organisation says which of its two owners is missing or has left', () => {
  const people = [{ id: 'li', name: '李', active: true }, { id: 'wu', name: '吴', active: false }]
  expect(ownersOf(['li', 'wu'], people).map(({ state }) => state)).toEqual(['here', 'left'])
  expect(ownersOf(['wu'], people)).toEqual([{ user: 'wu', name: '吴', state: 'left' }, { user: null, name: null, state: 'missing' }])
})

describe('the way back from the provider', () => {
  it('leads into the console and nowhere else', () => {
    expect(['#/alerts/a-1', '#//evil.example', 'https://evil.example', undefined, '#/x\n'].map(backTo)).toEqual(['#/alerts/a-1', '#//evil.example', '#/', '#/', '#/'])
    expect(refusalAt('auth/oidc-unknown', '#/show?device=wall-1')).toBe('/console/#/show?device=wall-1&refused=auth%2Foidc-unknown')
  })
  it('is known by what the browser kept', () => {
    const attempt = { state: 's', nonce: 'n', verifier: 'v', back: '#/' }
    expect([readAttempt(writeAttempt(attempt)), readAttempt('nonsense'), readAttempt(undefined)]).toEqual([attempt, null, null])
  })
})
