import { readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import * as z from 'zod/mini'
import { actionWords } from '../../console/audit/actions.ts'
import { headWords, noSearch, queryOf, readHead } from '../../console/audit/api.ts'
import { subjectOf } from '../../console/audit/subject.ts'
import { changedFields } from '../../controller/audit/changed.ts'
import { fold } from '../../controller/audit/acts.ts'
import { detailOf } from '../../controller/audit/redact.ts'
import { auditAreas } from '../../protocol/api-audit.ts'

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-audited': z.boolean() }))) }).parse(JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')))
const traced = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).filter(([, { 'x-audited': yes }]) => yes).map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`))

test('every route that leaves a trace is said in words, in both languages, and belongs to a part of the log', () => {
  expect(traced.length).toBeGreaterThan(40)
  expect(traced.filter((action) => !actionWords(action, 'zh-CN').known)).toEqual([])
  expect(traced.filter((action) => !/\p{Script=Han}/u.test(actionWords(action, 'zh-CN').text) || /\p{Script=Han}/u.test(actionWords(action, 'en').text))).toEqual([])
  expect(traced.filter((action) => !Object.values(auditAreas).flat().some((path) => action.includes(` ${path}`)))).toEqual([])
})

const row = (seq: number, outcome: string, detail: object = {}) => ({ seq, at_ms: seq, user: 'lin', action: 'PUT /api/desk', subject: '/api/desk', outcome, detail: JSON.stringify(detail), prev: '', hash: '' })

it('folds what was asked and how it ended into one, whatever came between, and leaves open what nothing followed', () => {
  const rows = [row(1, 'asked'), row(2, 'asked'), row(3, 'done', { asked: 2 }), row(4, 'refused', { asked: 1 }), row(5, 'asked'), row(6, 'refused', { asked: null })]
  expect(fold(rows).map(({ seq, outcome, asked, ended }) => [seq, outcome, asked?.seq, ended?.seq])).toEqual([[6, 'refused', undefined, 6], [5, 'open', 5, undefined], [4, 'refused', 1, 4], [3, 'done', 2, 3]])
})

it.each([
  ['a field', { a: 1, b: 2 }, { a: 1, b: 3 }, undefined, { b: [2, 3] }],
  ['inside', { name: { en: 'A', zh: '甲' } }, { name: { en: 'B', zh: '甲' } }, undefined, { 'name.en': ['A', 'B'] }],
  ['a list as one', { zones: ['a'] }, { zones: ['a', 'b'] }, undefined, { zones: [['a'], ['a', 'b']] }],
  ['what came and what went', { gone: 1 }, { come: 2 }, undefined, { gone: [1, null], come: [null, 2] }],
  ['only what was written', { volume: 1, seen: 5 }, { volume: 2, seen: 6 }, ['volume'], { volume: [1, 2] }],
])('tells before and after: %s', (_what, before, after, only, changed) => {
  expect(changedFields(before, after, only)).toEqual(changed)
})

it('blots out secrets, wherever they are, and cuts what is too long', () => {
  const said = detailOf({ body: { password: 'hush', totp: { code: '123456' }, clientSecret: 'hush', list: [{ recoveryCodes: ['hush'] }], uri: 'otpauth://totp/x?secret=hush', note: 'x'.repeat(5_000) } })
  expect(said).not.toMatch(/hush|123456/)
  expect(said).toContain('(5000 characters)')
})

it.each([
  ['/api/devices/wall-taxi/command', {}, {}, { kind: 'devices', id: 'wall-taxi', version: null }],
  ['/api/revisions/playlist/gate/3/decide', {}, {}, { kind: 'playlist', id: 'gate', version: '3' }],
  ['/api/revisions/publish', { revisions: [{ kind: 'item', id: 'a', version: 1 }, { kind: 'playlist', id: 'b', version: 2 }] }, {}, { kind: 'item', id: 'a, b', version: null }],
  ['/api/alerts', {}, { made: { id: 'a-1', state: 'live' } }, { kind: 'alerts', id: 'a-1', version: null }],
  ['/api/staff', { user: 'lin' }, {}, { kind: 'staff', id: 'lin', version: null }],
  ['/api/desk', { open: true }, {}, null],
])('knows what %s was about', (subject, body, ended, about) => {
  const entry = (detail: object) => ({ seq: 1, at: '2026-11-23T00:00:00Z', user: 'lin', action: '', subject, outcome: 'asked' as const, detail: JSON.stringify(detail), prev: '', hash: '' })
  expect(subjectOf({ subject, asked: entry({ body }), ended: entry(ended) })).toEqual(about)
})

it('asks for whole days at the site, and reads a head as people write it', () => {
  expect(Object.fromEntries(new URLSearchParams(queryOf({ ...noSearch, from: '2026-11-23', to: '2026-11-23', text: ' a ' }, 'Asia/Shanghai', 7)))).toEqual({ text: 'a', from: '2026-11-22T16:00:00Z', to: '2026-11-23T16:00:00Z', before: '7', limit: '100' })
  const hash = 'ab12cd34ef567890'.repeat(4)
  expect([headWords(1234, hash), readHead(headWords(1234, hash)), readHead('1234：AB12 CD34'), readHead('ab12')]).toEqual(['1234:ab12 cd34 ef56 7890', '1234:ab12cd34ef567890', '1234:ab12cd34', null])
})
