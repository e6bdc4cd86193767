import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Case, Class, Phone, Quiz } from '../../protocol/content.ts'
import { moves } from '../../protocol/words.ts'
import { alertLanguages, alertText, untilWords } from '../../faces/alerts.ts'
import type { Alert } from '../../protocol/alert.ts'
import { drawn, glyphs } from '../../faces/glyphs.ts'
import { legibility } from '../../protocol/legible.ts'
import { roomFor } from '../../faces/plan.ts'
import { casePart, classPart, drawing, quizPart, swap } from '../../faces/timeline.ts'
import { clauses, phrases, spell, spokenLanguage, tokens } from '../../faces/words.ts'

const phone: Phone = { id: '110', number: '110', name: { 'zh-CN': '报警', en: 'Police' }, verifiedBy: 'x', verifiedOn: '2026-11-01', expires: '2027-10-31' }

describe('words', () => {
  test.each([
    ['前两单已返利 126 元。', '126\u00a0元'], ['做完返 3000元吗', '3000元'], ['拨打 +86-10-12308 求助', '+86-10-12308'], ['先交 1.5 万元解冻', '1.5\u00a0万'], ['左前方 60 米', '60\u00a0米'], ['放款前先交保证金，就是骗', '保证金'], ['请告诉机场工作人员', '工作人员'],
  ])('%s keeps %s on one line', (text, whole) => {
    expect(tokens(text, 'zh-CN').some((t) => t.includes(whole))).toBe(true)
  })

  const chinese = fc.stringMatching(/^[航班变动先问司骗子不点链接，。！？、“”0-9 元]{1,30}$/)
  test('tokens and clauses lose nothing but spaces, and none starts with a closing mark', () => {
    fc.assert(fc.property(chinese, (text) => {
      const bare = (s: string): string => s.replace(/\s/g, '')
      expect(bare(tokens(text, 'zh-CN').join(''))).toBe(bare(text))
      expect(clauses(text).join('')).toBe(text)
      for (const token of tokens(text, 'zh-CN').slice(1)) expect(token).not.toMatch(/^[，。！？、”]/)
    }))
  })

  test('a clause never leaves one or two characters by themselves', () => {
    expect(clauses('停：先别转账，问民警。')).toEqual(['停：先别转账，', '问民警。'])
    expect(clauses('先核实，对')).toEqual(['先核实，对'])
  })

  test('phone marks become numbers; an unknown one disappears; break marks do not show', () => {
    expect(spell({ 'zh-CN': '拨打 {tel:110}', en: 'Call {tel:999}' }, 'zh-CN', [phone])).toBe('拨打 110')
    expect(spell({ 'zh-CN': '拨打 {tel:110}', en: 'Call {tel:999}' }, 'en', [phone])).toBe('Call ')
    expect(phrases('航班变动，|先问航司')).toEqual(['航班变动，', '先问航司'])
  })

  test('lang tells the truth where a language is missing', () => {
    const text = { 'zh-CN': '问', en: 'Ask', ko: '물어보세요' }
    expect(['ko', 'ko-KR', 'ja', 'en-GB'].map((l) => spokenLanguage(text, l))).toEqual(['ko', 'ko', 'zh-CN', 'en'])
  })
})

const text = { 'zh-CN': '问', en: 'Ask' }
const common = { id: 'x', scam: 'general', move: 'ask', seconds: 20, headline: text, zoneKinds: [], moments: [], audiences: [], phones: [], action: text } as const
const story: Case = { ...structuredClone(common), zoneKinds: [], moments: [], audiences: [], phones: [], kind: 'case', beats: [text, text, text], turn: text }
const quiz: Quiz = { ...story, kind: 'quiz', channel: 'sms', sender: text, message: text, question: text, genuine: false, options: [text, text], answer: 0, why: text, say: text }
const lesson: Class = { ...story, kind: 'class', scenes: [{ text, seconds: 5 }, { text, seconds: 7 }] }

describe('timeline', () => {
  test.each([[0, 0], [4999, 0], [5000, 1], [10_000, 2], [15_000, 3], [20_000, 3], [99_000, 3]])('a case of 20 s at %i ms is in part %i', (at, index) => {
    expect(casePart(story, at).index).toBe(index)
  })
  test.each([[11_999, false], [12_000, true], [20_000, true]])('a quiz of 20 s at %i ms has answered: %s', (at, last) => {
    expect(quizPart(quiz, at).last).toBe(last)
  })
  test.each([[0, 0], [4999, 0], [5000, 1], [60_000, 1]])('a class at %i ms is in scene %i', (at, index) => {
    expect(classPart(lesson, at).index).toBe(index)
  })
  test('words give way in turn and are never both there', () => {
    const part = { index: 1, last: false }
    expect([0, 100, 200, 500, 2000].map((sinceMs) => swap({ ...part, sinceMs }, false))).toEqual([
      { before: true, opacity: 1 }, { before: true, opacity: 0.5 }, { before: false, opacity: 0 }, { before: false, opacity: 1 }, { before: false, opacity: 1 },
    ])
    expect(swap({ ...part, sinceMs: 100 }, true)).toEqual({ before: false, opacity: 1 })
  })
})

describe('lettering', () => {
  test('has the number of strokes of GF 0023-2020', () => {
    expect(Object.fromEntries(moves.map((m) => [m, glyphs[m].length]))).toEqual({ ask: 6, hang_up: 9, stop: 11, refuse: 7, verify: 10, report: 7, answer: 11 })
  })
  test('strokes are drawn one after another, all of them by the end', () => {
    fc.assert(fc.property(fc.constantFrom(...moves), fc.double({ min: 0, max: 1, noNaN: true }), (move, progress) => {
      const parts = drawn(glyphs[move], progress)
      const unfinished = parts.findIndex((p) => p < 1 - 1e-9)
      if (unfinished >= 0) expect(parts.slice(unfinished + 1).every((p) => p < 1e-9)).toBe(true)
    }))
    for (const move of moves) expect(drawn(glyphs[move], 1).every((p) => p > 1 - 1e-9)).toBe(true)
    expect([drawing(0), drawing(800), drawing(5000)]).toEqual([0, 1, 1])
  })
})

const alert: Alert = {
  id: 'a1', version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity: 'orange', presentation: 'takeover', scam: 'flight_refund', move: 'ask',
  sent: '2026-11-23T04:00:00Z', effective: '2026-11-23T04:00:00Z', expires: '2026-11-23T08:05:00Z', roles: [], scope: 'zone',
  info: [{ language: 'zh-CN', headline: '航班变动', description: '' }, { language: 'en-GB', headline: 'Flights change', description: '', event: 'ZZ5137' }],
}

describe('alerts', () => {
  test('speak only the languages they are written in', () => {
    expect(alertLanguages(alert, ['zh-CN', 'ko', 'en'])).toEqual(['zh-CN', 'en'])
    expect(alertLanguages(alert, ['ko'])).toEqual(['zh-CN'])
    expect(alertText(alert, 'event')).toMatchObject({ en: 'ZZ5137', 'zh-CN': 'ZZ5137' })
    expect(alertText(alert, 'description')).toBeNull()
  })
  test('until: the hour by the site\'s clock, with the day where it is another', () => {
    const now = Temporal.Instant.from('2026-11-23T04:00:00Z')
    expect(untilWords(alert, now, 'Asia/Shanghai')).toEqual({ 'zh-CN': '有效至 16:05', en: 'Until 16:05' })
    expect(untilWords({ ...alert, expires: '2026-11-23T17:00:00Z' }, now, 'Asia/Shanghai')).toEqual({ 'zh-CN': '有效至 11 月 24 日 01:00', en: 'Until 24 Nov, 01:00' })
  })
})

test('legibility: a 4.8 m LED wall carries to 10 m, a 55-inch panel does not', () => {
  const wall = legibility({ widthPx: 1920, heightPx: 1080, pitchMm: 2.5, viewingMetres: 10 })
  expect([wall.body.mm, wall.body.neededMm, wall.readable]).toEqual([100, 90, true])
  const panel = legibility({ widthPx: 1920, heightPx: 1080, pitchMm: 0.63, viewingMetres: 10 })
  expect(panel.readable).toBe(false)
  expect(panel.bodyMetres).toBeCloseTo(2.8, 5)
})

test('a name\'s room in an L-shaped hall is its larger arm', () => {
  expect(roomFor([[0, 0], [100, 0], [100, 20], [20, 20], [20, 60], [0, 60]])).toEqual({ x: 0, y: -20, width: 100, height: 20 })
})
