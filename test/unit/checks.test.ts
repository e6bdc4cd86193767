import { describe, expect, it } from 'vitest'
import { readGlyphs } from '../../controller/review/checks.ts'
import { readLibrary } from '../../playlists/read.ts'
import { blocks, checkItem, checkLegible, type ItemFacts } from '../../protocol/checks/item.ts'
import { checkLine } from '../../protocol/checks/line.ts'
import { checkPhone, longestUntil } from '../../protocol/checks/phone.ts'
import { checkPlaylist } from '../../protocol/checks/playlist.ts'
import { checkTemplate } from '../../protocol/checks/template.ts'
import type { Item } from '../../protocol/content.ts'
import { readSite } from '../../site/read.ts'

const library = readLibrary()
const { site } = readSite(new URL('../../site/', import.meta.url).pathname)
const glyphs = readGlyphs()
const kinds = new Map(site.zones.map((zone) => [zone.id, zone.kind]))
const panels = site.devices.map(({ id, panel, zone }) => ({ id, panel, kind: kinds.get(zone ?? '') ?? null }))
const facts: ItemFacts = { glyphs, panels, media: () => null, item: (id) => { const item = library.items.find((one) => one.id === id); return item ? { item, live: true } : null }, phones: new Set(library.phones.map(({ id }) => id)) }
const some = (kind: Item['kind']): Item => {
  const found = library.items.find((item) => item.kind === kind)
  if (!found) throw new Error(`no ${kind} is shipped`)
  return found
}
const poster = some('poster')
const found = (over: object, base: Item = poster) => checkItem({ ...base, ...over }, facts).map(({ code, level, path }) => `${level} ${code} ${path}`)
const text = (zh: string, en = 'Words') => ({ 'zh-CN': zh, en })

describe('what is shipped', () => {
  it('passes every check that blocks', () => {
    const bad = library.items.flatMap((item) => checkItem({ ...item }, facts).filter(({ level }) => level === 'block').map(({ code, path }) => `${item.id} ${code} ${path}`))
    expect(bad).toEqual([])
    const lists = library.playlists.flatMap((playlist) => checkPlaylist({ ...playlist }, { glyphs, isCampaign: () => true, item: (id) => ({ item: library.items.find((one) => one.id === id) ?? poster, live: true }) }))
    expect(lists.filter(({ level }) => level === 'block')).toEqual([])
    expect(library.alertTemplates.flatMap((template) => checkTemplate({ ...template }, glyphs).filter(({ level }) => level === 'block').map(({ code, path }) => `${template.id} ${code} ${path}`))).toEqual([])
  })
})

describe('an item is held back for', () => {
  it.each([
    ['a language that is missing', { headline: text('先问航司', '') }, 'block check/missing-language headline.en'],
    ['a headline nobody can take in', { headline: text('一二三四五六七八九十一二三四五') }, 'block check/headline-long headline.zh-CN'],
    ['a character the typeface does not have', { line: text('先问𠮷航', 'Ask') }, 'block check/missing-glyph line.zh-CN'],
    ['something nobody can see', { line: text('先问\u202e航司', 'Ask') }, 'block check/invisible line.zh-CN'],
    ['markup', { line: text('先问', '<b>Ask</b>') }, 'block check/markup line.en'],
    ['a link', { line: text('打开 www.refund.top', 'Ask') }, 'block check/link line.zh-CN'],
    ['a number that nobody checked', { phones: ['999'] }, 'block check/phone-expired phones'],
    ['a number it does not name', { phones: [], line: text('拨 {tel:110}', 'Call') }, 'block check/phone-not-named line.zh-CN'],
    ['a field that is missing', { move: undefined }, 'block check/shape move'],
    ['words that take longer than it is shown', { seconds: 4, line: text('这一行字长得没有人能在四秒钟之内读得完它，更不用说记住它', 'Words') }, 'block check/too-short seconds'],
  ])('%s', (_what, over, said) => {
    expect(found(over)).toContain(said)
  })
  it('an answer that is none of the options', () => {
    expect(found({ answer: 9 }, some('quiz'))).toContain('block check/no-answer answer')
  })
  it('a class, or a film with questions around it, of more than a minute; a class of another length than its scenes', () => {
    const lesson = some('class')
    const scenes = (...seconds: number[]) => ({ scenes: seconds.map((one) => ({ text: text('先问航司'), seconds: one })), seconds: seconds.reduce((a, b) => a + b, 0) })
    const said = (over: object) => found(over, lesson).filter((one) => one.includes('check/class'))
    expect(said({})).toEqual([])
    expect(said(scenes(20, 20, 20))).toEqual([])
    expect(said(scenes(20, 20, 20, 3))).toEqual(['block check/class-long scenes'])
    expect(said({ ...scenes(20, 20, 20), seconds: 30 })).toEqual(['block check/class-seconds seconds'])
    expect(said({ ...scenes(20, 20, 20, 20, 20, 20, 20), seconds: 120 })).toEqual(['block check/class-seconds seconds', 'block check/class-long scenes'])
    const film = { kind: 'video', media: { sha256: 'a'.repeat(64), type: 'video/webm', bytes: 1 }, captions: [], scenes: undefined }
    expect(said({ ...film, pairs: [['l1a', 'l1b'], ['l1c', 'l1d']], seconds: 61 })).toEqual(['block check/class-long seconds'])
    expect(said({ ...film, pairs: [['l1a', 'l1b'], ['l1c', 'l1d']], seconds: 60 })).toEqual([])
    expect(said({ ...film, pairs: undefined, seconds: 120 })).toEqual([])
  })
  it('not for a link in a scammer\'s own message, nor for a warning against codes', () => {
    expect(found({ message: text('退款请点 www.refund.top', 'Refund at www.refund.top') }, some('quiz')).filter((one) => one.includes('check/link'))).toEqual([])
    expect(found({ line: text('别扫陌生二维码', 'Never scan a code from strangers') }).filter((one) => one.includes('check/scan'))).toEqual([])
    expect(found({ line: text('扫码领奖', 'Scan this code for a prize') })).toContain('warn check/scan line.zh-CN')
  })
})

describe('a telephone number', () => {
  const today = '2027-02-01'
  const phone = { id: 'bank', number: '95588', name: text('银行客服', 'Bank'), verifiedBy: '值班员', verifiedOn: '2027-01-20', expires: '2028-01-20' }
  const said = (over: object) => checkPhone({ ...phone, ...over }, { glyphs, today }).map(({ code, level, path }) => `${level} ${code} ${path}`)
  it.each([
    ['as it should be', {}, []],
    ['from abroad', { number: '+86-10-12308' }, []],
    ['without the English of its name', { name: text('银行客服', '') }, ['block check/missing-language name.en']],
    ['with half a note', { note: text('', 'Fees') }, ['block check/missing-language note.zh-CN']],
    ['without a number', { number: '' }, ['block check/phone-number number']],
    ['too short', { number: '11' }, ['block check/phone-number number']],
    ['too long', { number: '+8613800138000138' }, ['block check/phone-number number']],
    ['with words in it', { number: '95588 转 1' }, ['block check/phone-number number']],
    ['with a premium sign in the middle', { number: '955+88' }, ['block check/phone-number number']],
    ['that nobody checked', { verifiedBy: ' ' }, ['block check/phone-nobody verifiedBy']],
    ['without a day', { verifiedOn: '' }, ['block check/shape verifiedOn']],
    ['on a day that never comes', { verifiedOn: '2026-02-30', expires: '2027-02-01' }, ['block check/phone-day verifiedOn', 'warn check/phone-long expires']],
    ['checked tomorrow', { verifiedOn: '2027-02-02' }, ['block check/phone-early verifiedOn']],
    ['that ran out before it was checked', { expires: '2027-01-19' }, ['block check/phone-order expires']],
    ['that has run out', { expires: '2027-01-31' }, ['block check/phone-past expires']],
    ['until today', { expires: today }, []],
    ['for longer than a year', { expires: '2028-01-21' }, ['warn check/phone-long expires']],
  ])('%s', (_what, over, findings) => { expect(said(over)).toEqual(findings) })
  it('counts for a year from its check, also from the day that a year later is none', () => {
    expect([longestUntil('2027-01-20'), longestUntil('2028-02-29'), longestUntil('')]).toEqual(['2028-01-20', '2029-02-28', ''])
  })
  it('is shipped as it should be', () => {
    expect(library.phones.flatMap((one) => checkPhone({ ...one }, { glyphs, today: one.verifiedOn }))).toEqual([])
  })
})

describe('what a robot says', () => {
  const line = { id: 'l', zoneKinds: [], moments: [], audiences: ['everyone'], text: text('先问航司', 'Ask the airline first') }
  const said = (over: object) => checkLine({ ...line, ...over }, glyphs).map(({ code, level, path }) => `${level} ${code} ${path}`)
  it.each([
    ['as it should be', {}, []],
    ['in Chinese alone', { text: text('先问航司', '') }, ['block check/missing-language text.en']],
    ['longer than twelve seconds in Chinese', { text: text('说'.repeat(52)) }, ['block check/line-long text.zh-CN']],
    ['as long as it may be', { text: text('说'.repeat(51)) }, []],
    ['more than its caption holds in English', { text: text('先问航司', 'Ask the airline '.repeat(8)) }, ['block check/line-long text.en']],
    ['a character that no screen has', { text: text('先问𠮷航') }, ['block check/missing-glyph text.zh-CN']],
    ['a number by its key, which a caption cannot give', { text: text('请拨 {tel:110}') }, ['block check/phone-not-named text.zh-CN']],
    ['for whom, left out', { audiences: undefined }, ['block check/shape audiences']],
  ])('%s', (_what, over, findings) => { expect(said(over)).toEqual(findings) })
  it('is shipped as it should be', () => {
    expect(library.robotLines.flatMap((one) => checkLine({ ...one }, glyphs))).toEqual([])
  })
})

describe('legibility', () => {
  const panel = (over: object) => ({ id: 'wall', kind: 'gate' as const, panel: { widthPx: 1920, heightPx: 1080, pitchMm: 1.25, viewingMetres: 5, ...over } })
  it.each([
    ['near enough', panel({}), []],
    ['too far away', panel({ viewingMetres: 12 }), ['check/too-small']],
    ['a coarse LED wall', panel({ widthPx: 384, heightPx: 192, pitchMm: 10 }), ['check/too-coarse']],
  ])('%s', (_what, one, codes) => {
    expect(checkLegible([one], ['gate']).map(({ code }) => code)).toEqual(codes)
  })
  it('looks at screens of its kinds of zone alone, and names the worst', () => {
    const far = { ...panel({ viewingMetres: 12 }), id: 'far' }
    const farther = { ...panel({ viewingMetres: 30 }), id: 'farther' }
    expect(checkLegible([far, farther], ['taxi'])).toEqual([])
    expect(checkLegible([far, farther], [])[0]?.facts).toMatchObject({ device: 'farther', screens: 2, metres: 30 })
  })
})

describe('a playlist is held back for', () => {
  const list = { id: 'l', campaign: null, name: text('列表', 'List'), items: ['a'] }
  const check = (over: object, item = { item: poster, live: true }) => checkPlaylist({ ...list, ...over }, { glyphs, isCampaign: () => false, item: (id) => (id === 'gone' ? null : item) }).map(({ code, level, path }) => `${level} ${code} ${path}`)
  it.each([
    ['an item that is not there', { items: ['a', 'gone'] }, 'block check/unknown-item items.1'],
    ['one that is in it twice', { items: ['a', 'a'] }, 'block check/item-twice items.1'],
    ['no items', { items: [] }, 'block check/shape items'],
    ['an unknown campaign', { campaign: 'c' }, 'block check/unknown-campaign campaign'],
  ])('%s', (_what, over, said) => {
    expect(check(over)).toContain(said)
  })
  it('more than an hour; and it warns of too few genuine questions', () => {
    expect(check({ items: Array.from({ length: 40 }, (_, n) => `i${n}`) }, { item: { ...poster, seconds: 120 }, live: true })).toContain('block check/too-long items')
    const scam = library.items.find((item) => item.kind === 'quiz' && !item.genuine) ?? poster
    for (const ids of [['a'], ['a', 'b', 'c', 'd', 'e']]) expect(check({ items: ids }, { item: scam, live: true })).toContain('warn check/few-genuine items')
    expect(check({ items: ['a'] }, { item: { ...scam, genuine: true } as Item, live: true })).toEqual([])
  })
  it('is fine otherwise', () => expect(blocks(checkPlaylist(list, { glyphs, isCampaign: () => true, item: () => ({ item: poster, live: true }) }))).toBe(false))
})
