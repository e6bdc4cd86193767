import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { alertFrom, at, itemFrom, lineFrom, naming, phonesWith, skeletons, titleIn, withAt, wordsOf } from '../../console/content/body.ts'
import { differences, runsOf, wordRuns } from '../../console/content/diff.ts'
import { fieldFor, nameOf, textFields } from '../../console/content/fields.ts'
import { findingWords } from '../../console/content/finding-words.ts'
import { createKeep } from '../../console/content/keep.ts'
import { grown, growthAt, shrunk } from '../../console/content/lists.ts'
import { moments } from '../../console/content/moments.ts'
import { moved, roundOf } from '../../console/content/order.ts'
import { coverage, expiringPhones, freeThingId, isShown, matches, noFilter, thingsOf } from '../../console/content/things.ts'
import { queueOf, whyNot } from '../../console/review/queue.ts'
import { readLibrary } from '../../playlists/read.ts'
import type { RevisionSummary } from '../../protocol/api-review.ts'
import type { ReviewStep } from '../../protocol/api-review.ts'
import { checkItem } from '../../protocol/checks/item.ts'
import type { Right } from '../../protocol/rights.ts'

const { items, playlists, campaigns, phones, alertTemplates, robotLines, answers, guide, simulations, board } = readLibrary()
const library = { campaigns: [...campaigns], items: [...items], playlists: [...playlists], phones: [...phones], templates: [...alertTemplates], robotLines: [...robotLines], answers: [...answers], guides: [guide], simulations: [...simulations], boards: [board], itemStates: Object.fromEntries(items.map(({ id }) => [id, 'sample' as const])) }
const step = (stage: number, by: string, decision: ReviewStep['decision'] = 'pass'): ReviewStep => ({ stage, by, at: '2026-11-25T00:00:00Z', decision, note: '' })
const summary = (over: Partial<RevisionSummary>): RevisionSummary => ({
  kind: 'item', id: 'x', version: 1, state: 'submitted', class: 'lesson', stages: 2, author: 'ann', contributors: ['ann'], createdAt: '2026-11-25T00:00:00Z', changedAt: '2026-11-25T00:00:00Z', submittedAt: '2026-11-25T00:00:00Z',
  steps: [], publishedBy: null, publishedAt: null, title: { 'zh-CN': '题', en: 'Title' }, item: 'poster', scam: 'paid_task', missing: [], comments: 0, ...over,
})

describe('bodies', () => {
  test('what is put at a path is there, and nothing else changes', () => {
    const body = skeletons['case']?.('c') ?? { id: '' }
    const next = withAt(body, 'beats.1.en', 'They asked for a code')
    expect(at(next, 'beats.1')).toEqual({ 'zh-CN': '', en: 'They asked for a code' })
    expect(withAt(next, 'beats.1.en', '')).toEqual(body)
    expect(withAt(withAt(body, 'source', 'x'), 'source', undefined)).toEqual(body)
    expect(withAt(body, 'id', 'other')['id']).toBe('c')
  })
  test.each(['poster', 'case', 'quiz', 'class', 'ticker'])('a blank %s can be drawn before a word is written, and each of its parts has a moment', (kind) => {
    const body = skeletons[kind]?.('x') ?? { id: '' }
    const item = itemFrom(body)
    expect(item?.kind).toBe(kind)
    const parts = new Set(textFields('item', body).map(({ part }) => part))
    expect(item && moments(item)).toHaveLength(Math.max(...parts) + 1)
  })
  test('a template makes the alert that would go out; a playlist keeps neither state nor count', () => {
    const [template] = alertTemplates
    expect(alertFrom(template ?? {}, Date.UTC(2026, 10, 25))).toMatchObject({ severity: template?.severity, expires: new Date(Date.UTC(2026, 10, 25) + (template?.expiresInSeconds ?? 0) * 1000).toISOString() })
    expect(Object.keys(wordsOf('playlist', playlists[0] ?? {}, 'copy')).sort()).toEqual(['campaign', 'id', 'items', 'name'])
    expect(titleIn({ id: 'x', headline: { 'zh-CN': '先问|航司', en: ' ' } }, 'item', 'en')).toBe('先问航司')
  })
  test('a number is called by its name and digits, in either language; what a robot says stands for its name', () => {
    const phone = { id: 'bank', number: '95588', name: { 'zh-CN': '银行客服', en: '' } }
    expect([titleIn(phone, 'phone', 'en'), titleIn({ ...phone, number: '' }, 'phone', 'zh-CN'), titleIn(skeletons['phone']?.('p-1') ?? { id: '' }, 'phone', 'en')]).toEqual(['银行客服 95588', '银行客服', 'p-1'])
    expect(titleIn({ id: 'r1', text: { 'zh-CN': '先挂断', en: 'Hang up' } }, 'line', 'en')).toBe('Hang up')
    expect([lineFrom(skeletons['line']?.('l') ?? {}), lineFrom({ id: 'l' })]).toEqual([{ 'zh-CN': '…', en: '…' }, null])
  })
  test('of the items that name a number those come first whose words write it out; a draft of it stands in its place', () => {
    const named = naming(items, '12308')
    expect(named.map(({ id }) => id).sort()).toEqual(items.filter(({ phones: all }) => all.includes('12308')).map(({ id }) => id).sort())
    expect(JSON.stringify(named[0])).toContain('{tel:12308}')
    expect(phonesWith(phones, { id: '12308', number: '12308' }).filter(({ id }) => id === '12308').map(({ number }) => number)).toEqual(['12308'])
  })
  test('what is missing in one language does not hide what is wrong in the other', () => {
    const poster = items.find(({ kind }) => kind === 'poster')
    const found = checkItem({ ...poster, headline: { 'zh-CN': '这条标题实在是太长了谁也来不及读完它', en: '' } }, { glyphs: [[0, 0x10ffff]], phones: new Set(phones.map(({ id }) => id)), panels: [], media: () => null, item: () => null })
    expect(found.map(({ code, path }) => [code, path])).toEqual([['check/missing-language', 'headline.en'], ['check/headline-long', 'headline.zh-CN']])
    expect(found.map((one) => findingWords(one, 'zh-CN'))).toEqual(['缺少英文。', '有 18 个字，路人只来得及读 14 个。请缩短。'])
  })
})

describe('differences', () => {
  it('of any two texts: what stays and what goes is the old one, what stays and what comes is the new one', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'c', ' ')), fc.array(fc.constantFrom('a', 'b', 'c', ' ')), (before, after) => {
      const runs = runsOf(before, after)
      expect(runs.filter(({ is }) => is !== 'new').map(({ text }) => text).join('')).toBe(before.join(''))
      expect(runs.filter(({ is }) => is !== 'gone').map(({ text }) => text).join('')).toBe(after.join(''))
    }))
  })
  test('Chinese is told apart by words', () => {
    expect(wordRuns('先问航司客服', '先问机场客服', 'zh-CN')).toEqual([{ is: 'same', text: '先问' }, { is: 'gone', text: '航司' }, { is: 'new', text: '机场' }, { is: 'same', text: '客服' }])
  })
  test('words first, then lists in their order, then facts; the same thing differs in nothing', () => {
    const quiz = items.find(({ kind }) => kind === 'quiz')
    const before = wordsOf('item', quiz ?? {})
    expect(differences('item', before, before)).toEqual([])
    const after = withAt(withAt(withAt(before, 'why.en', 'Because.'), 'zoneKinds', ['gate']), 'seconds', 99)
    expect(differences('item', before, after).map(({ is, path }) => [is, path])).toEqual([['words', 'why'], ['fact', 'seconds'], ['list', 'zoneKinds']])
    const [bank] = phones
    const other = { ...wordsOf('phone', bank ?? {}), number: '010-110', expires: '2028-01-01', note: undefined }
    expect(differences('phone', wordsOf('phone', bank ?? {}), other).map(({ is, path }) => [is, path])).toEqual([['words', 'note'], ['fact', 'number'], ['fact', 'expires']])
    const [list] = playlists
    const swapped = { ...wordsOf('playlist', list ?? {}), items: moved(list?.items ?? [], 0, 1) }
    expect(differences('playlist', wordsOf('playlist', list ?? {}), swapped)).toMatchObject([{ is: 'list', path: 'items' }])
  })
})

describe('fields', () => {
  test.each([['headline.en', 'headline.en'], ['beats', 'beats.0.zh-CN'], ['items.7', 'items'], ['info', 'info.0.headline'], ['zoneKinds', 'zoneKinds'], ['seconds', null]])('a finding at %s leads to %s', (path, field) => {
    expect(fieldFor(path, ['headline.zh-CN', 'headline.en', 'beats.0.zh-CN', 'beats.0.en', 'items', 'info.0.headline', 'zoneKinds'])).toBe(field)
  })
  test('names say which of several, and in which language', () => {
    expect(nameOf('beats.1.en')).toEqual({ name: 'beats', nth: 2, language: 'en' })
    expect(nameOf('info.0.headline')).toEqual({ name: 'headline', nth: null, language: 'zh-CN' })
    expect(nameOf('items.3')).toEqual({ name: 'items', nth: 4, language: null })
  })
  test('lists grow to their most and shrink to their least; the right answer stays the right one', () => {
    const quiz = skeletons['quiz']?.('q') ?? { id: '' }
    expect(growthAt(quiz, 'options.1')).toMatchObject({ mayGrow: true, mayShrink: false })
    const three = { ...withAt(quiz, 'options', [1, 2, 3]), answer: 2 }
    expect(shrunk(three, 'options', 0)).toEqual({ options: [2, 3], answer: 1 })
    expect(shrunk(three, 'options', 2)).toEqual({ options: [1, 2], answer: 1 })
    expect(growthAt(quiz, 'headline')).toBeNull()
    // Lists in lists: a part of the guide has points of its own; parts are added apart from them.
    const written = withAt(skeletons['guide']?.('g') ?? { id: '' }, 'sections.0.points', [1, 2])
    expect(growthAt(written, 'sections.0.points.1')).toEqual({ path: 'sections.0.points', nth: 1, mayGrow: true, mayShrink: true })
    expect(shrunk(written, 'sections.0.points', 0)).toEqual({ 'sections.0.points': [2] })
    expect(growthAt(written, 'sections.0.title')).toMatchObject({ path: 'sections', mayGrow: false, mayShrink: false })
    expect(grown(written, 'sections')).toHaveLength(2)
    expect(growthAt(skeletons['answer']?.('a') ?? { id: '' }, 'answer.1')).toMatchObject({ path: 'answer', mayGrow: true, mayShrink: true })
  })
})

describe('the library', () => {
  const open = [summary({ kind: 'playlist', id: 'fresh', state: 'draft', item: null, missing: ['en'] }), summary({ id: items[0]?.id ?? '', state: 'draft', author: 'bo', contributors: ['bo'] })]
  const things = thingsOf({ library, open, published: [summary({ kind: 'template', id: alertTemplates[0]?.id ?? '', state: 'published', item: null })] })
  const who = { user: 'bo', expiring: new Set<string>() }
  const ids = (filter: Partial<typeof noFilter>) => things.filter((thing) => matches(thing, { ...noFilter, ...filter }, who)).map(({ id }) => id)
  test('each thing once, what is being written first', () => {
    expect(things).toHaveLength(items.length + playlists.length + alertTemplates.length + phones.length + robotLines.length + answers.length + simulations.length + 1 + 1 + 1)
    expect(things.slice(0, 2).map(({ id, state }) => [id, state])).toEqual([['fresh', null], [items[0]?.id, 'sample']])
  })
  test('by kind, state, author and missing language', () => {
    expect(ids({ kind: 'case' })).toEqual(items.filter(({ kind }) => kind === 'case').map(({ id }) => id))
    expect(ids({ mine: true })).toEqual([items[0]?.id])
    expect(ids({ missing: true })).toEqual(['fresh'])
    expect(ids({ state: 'live' })).toEqual([alertTemplates[0]?.id])
  })
  test('numbers that run out within thirty days are named; items and answers go with them', () => {
    const day = (text: string) => Temporal.PlainDate.from(text)
    expect(expiringPhones(phones, day('2026-11-25')).size).toBe(0)
    const gone = expiringPhones(phones, day('2027-10-15'))
    expect(gone.has('110')).toBe(true)
    expect(things.filter((thing) => matches(thing, { ...noFilter, expiring: true }, { ...who, expiring: gone })).length).toBe([...items, ...answers, ...simulations, board].filter((item) => item.phones.some((id) => gone.has(id))).length + gone.size)
    expect(things.filter((thing) => thing.phone && isShown(thing, () => false, '2027-10-31')).length).toBe(phones.length)
    expect(things.filter((thing) => thing.phone && isShown(thing, () => true, '2027-11-01')).length).toBe(0)
  })
  test('a campaign says what it has none of', () => {
    const rows = coverage(things, campaigns, (state) => state === 'sample' || state === 'live')
    expect(rows).toHaveLength(5)
    expect(rows.find(({ campaign }) => campaign.scam === 'advance_loan')).toMatchObject({ gaps: ['template'], counts: { case: 1 } })
    expect(coverage(things, campaigns, (state) => state === 'live')[2]?.gaps).toContain('poster')
  })
  test('ids come from Latin letters and are never taken', () => {
    expect(freeThingId('  Refund call?! ', 'poster-1', new Set(['refund-call']))).toBe('refund-call-2')
    expect(freeThingId('退改签', 'poster-2026-11-25', new Set())).toBe('poster-2026-11-25')
  })
  test('a round: seconds, and how many questions are genuine', () => {
    const quiz = (genuine: boolean) => ({ ...items.find(({ kind }) => kind === 'quiz'), genuine, seconds: 10 }) as (typeof items)[number]
    expect(roundOf([quiz(false), quiz(false), quiz(false), quiz(false), quiz(false), quiz(false)])).toEqual({ seconds: 60, quizzes: 6, genuine: 0, few: true })
    expect(roundOf([quiz(true), quiz(false), quiz(false), quiz(false), quiz(false)]).few).toBe(false)
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  })
})

describe('the queue', () => {
  const me = (user: string, ...rights: Right[]) => ({ user, rights, alone: false })
  const all = [summary({ id: 'first' }), summary({ id: 'second', steps: [step(1, 'rui')] }), summary({ id: 'done', state: 'passed', steps: [step(1, 'rui'), step(2, 'sam')] }), summary({ id: 'back', state: 'refused', steps: [step(1, 'rui', 'refuse')] }), summary({ id: 'mine', state: 'draft' })]
  const names = (user: string, ...rights: Right[]) => Object.fromEntries(Object.entries(queueOf(all, me(user, ...rights))).filter(([, list]) => list.length > 0).map(([name, list]) => [name, list.map(({ id }) => id)]))
  test('each sees what waits for them, and their own apart', () => {
    expect(names('rui', 'review1', 'review2')).toEqual({ mine: ['first'], others: ['done', 'second'] })
    expect(names('sam', 'review2')).toEqual({ mine: ['second'], others: ['done', 'first'] })
    expect(names('pia', 'publish')).toEqual({ publish: ['done'], others: ['first', 'second'] })
    expect(names('ann', 'author', 'review1', 'publish')).toEqual({ refused: ['back'], sent: ['done', 'first', 'second'] })
  })
  test('why somebody does not decide', () => {
    const why = (id: string, user: string, ...rights: Right[]) => whyNot(all.find((one) => one.id === id) ?? summary({}), me(user, ...rights))
    expect([why('first', 'ann', 'review1'), why('second', 'rui', 'review2'), why('first', 'sam', 'review2'), why('done', 'ann', 'publish'), why('first', 'rui', 'review1')])
      .toEqual(['content/own-work', 'content/same-reviewer', 'auth/forbidden', 'content/own-work', null])
  })
})

test('unsaved words stay in this browser, each person\'s and version\'s apart; what cannot be read is nothing', () => {
  const store = new Map<string, string>()
  const storage = { getItem: (key: string) => store.get(key) ?? null, setItem: (key: string, value: string) => { store.set(key, value) }, removeItem: (key: string) => { store.delete(key) } }
  const keep = createKeep(storage, 'ann', { kind: 'item', id: 'x', version: 2 })
  keep.write({ body: { id: 'x', headline: 1 }, base: '2026-11-25T00:00:00Z' })
  expect(keep.read()).toEqual({ body: { id: 'x', headline: 1 }, base: '2026-11-25T00:00:00Z' })
  expect(createKeep(storage, 'bo', { kind: 'item', id: 'x', version: 2 }).read()).toBeNull()
  keep.clear()
  expect(keep.read()).toBeNull()
  storage.setItem('anxing.draft.ann.item.x.2', '{')
  expect(keep.read()).toBeNull()
})
