import { describe, expect, test } from 'vitest'
import { announcement, isDue, mayBeHeard, type By } from '../../kiosk/device/announce.ts'
import type { Item } from '../../protocol/content.ts'
import type { Audio } from '../../protocol/show-audio.ts'
import { SPEAKER_GRID_MS } from '../../protocol/show-audio.ts'
import { lineKey, type Clip, type SpeechTable } from '../../protocol/speech.ts'

const audio = (why: Audio['why']): Audio => ({ state: why === 'audio/speaker' ? 'speak' : 'silent', why, speaker: null })
const heard = (may: Record<By, boolean>) => Object.entries(may).filter(([, is]) => is).map(([by]) => by).join(' ')

describe('who may be heard', () => {
  test.each<[string, Audio['why'], { inSession?: boolean; alerted?: boolean; volume?: number }, string]>([
    ['in its turn: the programme and an operator', 'audio/speaker', {}, 'programme operator host'],
    ['out of turn: an operator, and 小安 to whoever touches it', 'audio/other-speaker', {}, 'operator host'],
    ['where the zone has no speaker: an operator', 'audio/none', {}, 'operator host'],
    ['with somebody at the screen: who asked for it, and whoever greets them', 'audio/speaker', { inSession: true }, 'passenger host'],
    ['at night: whoever asks for it', 'audio/quiet-hours', { inSession: true }, 'passenger'],
    ['at night, nobody there', 'audio/quiet-hours', {}, ''],
    ['during a talk', 'audio/talk', {}, ''],
    ['during a public address, somebody there', 'audio/public-address', { inSession: true }, ''],
    ['under an alert', 'audio/speaker', { alerted: true, inSession: true }, ''],
    ['turned down', 'audio/speaker', { volume: 0, inSession: true }, ''],
  ])('%s', (_, why, facts, who) => expect(heard(mayBeHeard(audio(why), { inSession: false, alerted: false, volume: 0.5, ...facts }))).toBe(who))
  test('nobody before anything is known', () => expect(heard(mayBeHeard(undefined, { inSession: true, alerted: false, volume: 1 }))).toBe(''))
})

test('one line in ten minutes, and only from its beginning', () => {
  const stretch = 3_000_000
  const nowMs = stretch * SPEAKER_GRID_MS + 1
  expect(isDue({ elapsedMs: 0, nowMs, last: null })).toBe(true)
  expect(isDue({ elapsedMs: 2_001, nowMs, last: null })).toBe(false)
  expect(isDue({ elapsedMs: 0, nowMs, last: stretch })).toBe(false)
  expect(isDue({ elapsedMs: 0, nowMs, last: stretch - 1 })).toBe(true)
})

describe('what is announced', () => {
  const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
  const item = (seconds: number, more: object = {}): Item => ({ id: 'p', kind: 'poster', scam: 'flight_refund', move: 'ask', seconds, headline: text('航班有变，|先问航司', 'Flight changed?'), line: text('因', 'Why'), action: text('拨打 {tel:110}', 'Call {tel:110}'), zoneKinds: [], moments: [], audiences: [], phones: ['110'], ...more })
  const phones = [{ id: '110', number: '110', name: text('报警', 'Police'), verifiedBy: 'x', verifiedOn: '2026-01-01', expires: '2027-01-01' }]
  const clip: Clip = { media: { sha256: '0'.repeat(64), type: 'audio/ogg', bytes: 1 }, seconds: 2, envelope: '' }
  const lines = [{ language: 'zh-CN', text: '航班有变，先问航司' }, { language: 'en', text: 'Flight changed?' }, { language: 'zh-CN', text: '拨打 110' }, { language: 'en', text: 'Call 110' }]
  const table = async (some = lines): Promise<SpeechTable> => Object.fromEntries(await Promise.all(some.map(async (line) => [await lineKey(line), clip])))
  const said = async (of: Item, held?: typeof lines, languages = ['zh-CN', 'en'], dialect?: string) => (await announcement(of, { languages, dialect, phones, table: held ? await table(held) : null })).map(({ text: words }) => words)

  test('the headline, then the action, each in both languages, with the words that stand there', async () => {
    const all = await announcement(item(10), { languages: ['zh-CN', 'en'], dialect: undefined, phones, table: await table() })
    expect(all.map((one) => one.text)).toEqual(['航班有变，先问航司', 'Flight changed?', '拨打 110', 'Call 110'])
    expect(all[2]?.caption).toEqual(text('拨打 {tel:110}', 'Call {tel:110}'))
  })
  test.each([[8, ['航班有变，先问航司', '拨打 110', 'Call 110']], [6, ['航班有变，先问航司', '拨打 110']], [4, ['拨打 110']], [2, []]])('in %i seconds what fits', async (seconds, words) => expect(await said(item(seconds), lines)).toEqual(words))
  test('in the device\'s languages, its first one first', async () => expect(await said(item(10), lines, ['en'])).toEqual(['Flight changed?', 'Call 110']))
  test('what has a clip; without any, or before the table has come, nothing', async () => {
    expect(await said(item(10), lines.slice(1, 2))).toEqual(['Flight changed?'])
    expect(await said(item(10), [])).toEqual([])
    expect(await said(item(10))).toEqual([])
  })
  test('a recording by a person in place of all clips, in the dialect of the place', async () => {
    const sound = ['zh-CN', 'zh-x-jinan'].map((language, i) => ({ language, media: { sha256: String(i).repeat(64), type: 'audio/ogg', bytes: 1 } }))
    const recorded = await announcement(item(10, { sound }), { languages: ['zh-CN', 'en'], dialect: 'zh-x-jinan', phones, table: await table() })
    expect(recorded.map(({ recording, language }) => [language, recording?.sha256[0]])).toEqual([['zh-CN', '1']])
  })
  test('a film speaks for itself', async () => expect(await said({ ...item(10), kind: 'video', media: clip.media, captions: [] } as Item, lines)).toEqual([]))
})
