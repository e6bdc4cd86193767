import { describe, expect, it } from 'vitest'
import { isForeign } from '../../controller/http/guard.ts'
import { problemOf, statusOf } from '../../controller/http/problems.ts'
import { isThisMachine, namesThisMachine } from '../../controller/http/routes/pairing.ts'
import { mayDo, rightsOf } from '../../protocol/rights.ts'
import { createSignInLimit } from '../../controller/staff/limit.ts'
import { hashPassword, verifyPassword } from '../../controller/staff/password.ts'
import { AnxingError } from '../../protocol/errors.ts'

describe('passwords', () => {
  it('are kept as Argon2id with a salt of their own', async () => {
    const [a, b] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(a).not.toBe(b)
    expect(await Promise.all([verifyPassword('correct horse', a), verifyPassword('correct horsf', a), verifyPassword('correct horse', null), verifyPassword('', 'nonsense')])).toEqual([true, false, false, false])
  })
  it('compare as typed on any keyboard', async () => {
    expect(await verifyPassword('Cafe\u0301 密码', await hashPassword('Caf\u00e9 密码'))).toBe(true)
  })
})

describe('sign-in limit', () => {
  const limits = { perUser: 3, perAddress: 5, withinMs: 1_000, sources: 100 }
  it('slows the one who guesses, not the user from elsewhere', () => {
    const limit = createSignInLimit(limits)
    for (let i = 0; i < 3; i += 1) limit.failed('10.0.0.1', 'admin', i)
    expect([limit.waitMs('10.0.0.1', 'admin', 10), limit.waitMs('10.0.0.2', 'admin', 10), limit.waitMs('10.0.0.1', 'bo', 10)]).toEqual([990, 0, 0])
    expect(limit.waitMs('10.0.0.1', 'admin', 1_000)).toBe(0)
  })
  it('stops one address from trying many users, and forgets a user who got in', () => {
    const limit = createSignInLimit(limits)
    for (const user of ['a', 'b', 'c', 'd', 'e']) limit.failed('10.0.0.1', user, 0)
    expect(limit.waitMs('10.0.0.1', 'f', 1)).toBe(999)
    const other = createSignInLimit(limits)
    for (let i = 0; i < 3; i += 1) other.failed('10.0.0.1', 'admin', 0)
    other.passed('10.0.0.1', 'admin')
    expect(other.waitMs('10.0.0.1', 'admin', 1)).toBe(0)
  })
  it('counts failures alone: a whole shift may sign in from one address', () => {
    const limit = createSignInLimit(limits)
    for (let i = 0; i < 20; i += 1) {
      limit.failed('10.0.0.1', `duty-${i}`, i)
      limit.passed('10.0.0.1', `duty-${i}`)
    }
    expect(limit.waitMs('10.0.0.1', 'admin', 30)).toBe(0)
    // Who guesses elsewhere is not forgiven by signing in as himself.
    for (const user of ['a', 'b', 'c', 'd', 'e', 'me']) limit.failed('10.0.0.2', user, 30)
    limit.passed('10.0.0.2', 'me')
    expect(limit.waitMs('10.0.0.2', 'f', 31)).toBe(999)
  })
  it('holds a bounded number of sources', () => {
    const limit = createSignInLimit(limits)
    for (let i = 0; i < 3; i += 1) limit.failed('old', 'admin', 0)
    for (let i = 0; i < 200; i += 1) limit.failed(`10.0.0.${i}`, 'x', 1)
    expect(limit.waitMs('old', 'admin', 2)).toBe(0)
  })
})

describe('the guard', () => {
  it.each([
    [{ host: 'anxing:8080' }, false],
    [{ host: 'anxing:8080', origin: 'http://anxing:8080' }, false],
    [{ host: 'anxing:8080', origin: 'https://anxing:8080', 'sec-fetch-site': 'same-origin' }, false],
    [{ host: 'anxing:8080', origin: 'http://anxing:9090' }, true],
    [{ host: 'anxing:8080', origin: 'http://evil' }, true],
    [{ host: 'anxing:8080', origin: 'null' }, true],
    [{ host: 'anxing:8080', 'sec-fetch-site': 'cross-site' }, true],
    [{ host: 'anxing:8080', origin: 'http://anxing:8080', 'sec-fetch-site': 'same-site' }, true],
    [{ host: 'anxing:8080', 'sec-fetch-site': 'none' }, false],
  ])('%j comes from elsewhere: %s', (headers, foreign) => {
    expect(isForeign(headers)).toBe(foreign)
  })
  it.each([['127.0.0.1', true], ['127.9.9.9', true], ['::1', true], ['::ffff:127.0.0.1', true], ['10.0.0.1', false], ['::ffff:10.0.0.1', false], ['1127.0.0.1', false], ['::12', false], [undefined, false]])('%s is this machine: %s', (address, is) => {
    expect(isThisMachine(address)).toBe(is)
  })
  it.each([
    ['localhost:8080', true], ['LOCALHOST', true], ['127.0.0.1:8080', true], ['127.1.2.3', true], ['[::1]:8080', true], ['kiosk.localhost:80', true],
    ['evil.example:8080', false], ['127.0.0.1.evil.example', false], ['localhost.evil.example', false], ['127.evil.example', false], ['10.0.0.1:8080', false], ['', false], ['a b', false], [undefined, false],
  ])('the name %s is one of this machine alone: %s', (host, is) => {
    expect(namesThisMachine(host)).toBe(is)
  })
})

describe('problems', () => {
  it.each([['auth/required', 401], ['auth/origin', 403], ['auth/slow-down', 429], ['alert/not-found', 404], ['schedule/exists', 409], ['alert/version-conflict', 409], ['alert/markup', 422], ['content/unknown-item', 422], ['store/key', 503]])('%s is %d', (code, status) => {
    expect(statusOf(code)).toBe(status)
  })
  it('say the path by itself, and nothing of what went wrong inside', () => {
    expect(problemOf(new AnxingError('alert/markup', 'No markup.', 'info.0'))).toEqual({ status: 422, ours: false, problem: { code: 'alert/markup', message: 'No markup.', path: 'info.0' } })
    const inside = problemOf(new Error('password=hush at /srv/x.ts'))
    expect([inside.status, inside.ours, JSON.stringify(inside.problem).includes('hush')]).toEqual([500, true, false])
  })
})

describe('rights', () => {
  it.each([['raise', ['viewer'], false], ['raise', ['duty'], true], ['publish', ['author', 'reviewer1'], false], ['manage', ['admin'], true], ['read', [], false], ['read', ['nobody-knows'], false]] as const)('%s by %j: %s', (right, roles, may) => {
    expect(mayDo(right, roles)).toBe(may)
    expect(rightsOf(roles).includes(right)).toBe(may)
  })
})
