import { describe, expect, it } from 'vitest'
import { examplesOf, fillTemplate, isWithinTemplate, longestOf, slotFault, slotFaults, tidySlot, type SlotFault, type SlotValues } from '../../protocol/alert-slots.ts'
import type { AlertSlot, AlertTemplate, SlotKind } from '../../protocol/alert.ts'
import { checkTemplate } from '../../protocol/checks/template.ts'
import { readGlyphs } from '../../controller/review/checks.ts'
import { readLibrary } from '../../playlists/read.ts'

const both = (text: string) => ({ 'zh-CN': text, en: text })
const slot = (kind: SlotKind, over: Partial<AlertSlot> = {}): AlertSlot => ({ id: kind, kind, label: both('标签'), example: both('C5'), most: { chinese: 8, latin: 20 }, ...over })

describe('a slot', () => {
  it.each<[SlotKind, string, SlotFault | null]>([
    ['flight', 'ZZ5137', null], ['flight', 'zz5137', 'form'], ['flight', '航班一', 'form'], ['flight', 'ZZ51370', 'form'],
    ['gate', 'C5', null], ['gate', '12A', null], ['gate', 'C5 now', 'form'],
    ['time', '14:20', null], ['time', '24:00', 'form'], ['time', '2pm', 'form'],
    ['number', '3', null], ['number', '1000', 'form'],
    ['place', 'C5 登机口', null], ['place', '“值机”大厅', null], ['place', '拨打 95539', 'form'], ['place', '扫码！', 'form'], ['place', 'a.top/x', 'form'], ['place', '登机口。请扫', 'form'], ['place', '一二三四五六七八九', 'long'],
    ['place', '', 'missing'],
  ])('%s: %s is %s', (kind, text, fault) => {
    expect(slotFault(slot(kind), both(text))).toBe(fault)
  })
  it('may stay empty where it is optional, is the same in every language where it is a code, and is there in both', () => {
    expect(slotFault(slot('flight', { optional: true }), undefined)).toBeNull()
    expect(slotFault(slot('flight', { optional: true }), both(''))).toBeNull()
    expect(slotFault(slot('flight'), { 'zh-CN': 'ZZ1', en: 'ZZ2' })).toBe('differs')
    expect(slotFault(slot('place'), { 'zh-CN': '大厅', en: '' })).toBe('missing')
  })
  it('is written as codes are written', () => {
    expect([tidySlot('flight', ' zz 5137 '), tidySlot('gate', 'ｃ５'), tidySlot('place', '  C5   登机口 '), tidySlot('time', ' 14:20')]).toEqual(['ZZ5137', 'C5', 'C5 登机口', '14:20'])
  })
})

const template: AlertTemplate = {
  id: 't', severity: 'orange', presentation: 'takeover', scam: 'sticker_code', move: 'stop', zoneKinds: ['gate'], roles: [], expiresInSeconds: 600, trigger: both('trigger'),
  slots: [slot('place'), slot('flight', { optional: true })],
  info: [
    { language: 'zh-CN', headline: '发现假二维码', description: '{place}的贴码不是机场张贴。', event: '{flight} 航班' },
    { language: 'en', headline: 'Fake QR stickers', description: 'Stickers at {place} are not ours.', event: 'Flight {flight}' },
  ],
}
const values: SlotValues = { place: { 'zh-CN': '候机区', en: 'the gates' } }

describe('filling', () => {
  it('puts each language into its words, and leaves out what names an empty slot', () => {
    expect(fillTemplate(template, values)).toEqual([
      { language: 'zh-CN', headline: '发现假二维码', description: '候机区的贴码不是机场张贴。' },
      { language: 'en', headline: 'Fake QR stickers', description: 'Stickers at the gates are not ours.' },
    ])
    expect(fillTemplate(template, { ...values, flight: both('ZZ1') })[0]?.event).toBe('ZZ1 航班')
    expect(fillTemplate(template, {})[0]?.description).toBe('{place}的贴码不是机场张贴。')
    expect(slotFaults(template, {})).toEqual({ place: 'missing' })
  })
  it('never fills what is not a slot, nor a slot\'s own braces again', () => {
    expect(fillTemplate({ ...template, slots: [] }, values)[0]?.description).toBe('{place}的贴码不是机场张贴。')
    expect(fillTemplate(template, { place: both('{flight}') })[0]?.description).toBe('{flight}的贴码不是机场张贴。')
    expect(slotFaults(template, { place: both('{flight}') })).toEqual({ place: 'form' })
  })
})

describe('words are the template\'s own', () => {
  const asked = { severity: template.severity, presentation: template.presentation, info: fillTemplate(template, values), expiresInSeconds: 600, slots: values }
  it.each<[string, object, boolean]>([
    ['filled in and nothing else', {}, true],
    ['in another order, with empty fields', { info: [...asked.info].reverse().map((one) => ({ ...one, instruction: '' })) }, true],
    ['as long as it allows', { expiresInSeconds: longestOf(template) }, true],
    ['longer', { expiresInSeconds: longestOf(template) + 1 }, false],
    ['a word more', { info: asked.info.map((one) => ({ ...one, description: `${one.description}!` })) }, false],
    ['an action more', { info: asked.info.map((one) => ({ ...one, instruction: '拨打' })) }, false],
    ['a language less', { info: asked.info.slice(0, 1) }, false],
    ['without its slots', { slots: {} }, false],
    ['a slot that breaks its rule, in the words too', { slots: { place: both('拨 95539') }, info: fillTemplate(template, { place: both('拨 95539') }) }, false],
    ['more severe', { severity: 'red' }, false],
    ['as a banner', { presentation: 'banner' }, false],
    ['another move', { move: 'call' }, false],
    ['an emergency', { level: 'emergency' }, false],
  ])('%s', (_what, over, is) => {
    expect(isWithinTemplate(template, { ...asked, ...over })).toBe(is)
  })
})

describe('a template is held back for', () => {
  const glyphs = readGlyphs()
  const found = (over: object) => checkTemplate({ ...template, ...over }, glyphs).map(({ code, level, path }) => `${level} ${code} ${path}`)
  const [zh, en] = template.info
  it.each<[string, object, string]>([
    ['a gap that nothing fills', { slots: [] }, 'block check/slot-unknown info.0.description'],
    ['a slot that may stay empty in the middle of a sentence', { slots: [slot('place', { optional: true }), slot('flight', { optional: true })] }, 'block check/slot-optional info.0.description'],
    ['a slot in one language alone', { info: [zh, { ...en, event: 'A flight' }] }, 'block check/slot-unused slots.1.id'],
    ['an example that breaks its rule', { slots: [slot('place', { example: both('拨 95539') }), slot('flight', { optional: true, example: both('ZZ1') })] }, 'block check/slot-example slots.0.example'],
    ['a headline that becomes too long once filled', { info: [{ ...zh, headline: '{place}发现了假二维码' }, { ...en, headline: '{place}: stickers' }] }, 'block check/headline-long info.0.headline'],
    ['a longest time under the usual one', { longestSeconds: 60 }, 'block check/longest longestSeconds'],
  ])('%s', (_what, over, said) => {
    expect(found(over)).toContain(said)
  })
  it('what is shipped fills in without fault', () => {
    for (const one of readLibrary().alertTemplates) expect([one.id, slotFaults(one, examplesOf(one)), isWithinTemplate(one, { ...one, level: 'alert', info: fillTemplate(one, examplesOf(one)), slots: examplesOf(one) })]).toEqual([one.id, {}, true])
  })
})
