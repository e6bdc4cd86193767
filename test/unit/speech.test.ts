import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { gainFor } from '../../controller/speech/encode.ts'
import { espeak } from '../../controller/speech/espeak.ts'
import { clipKey } from '../../controller/speech/key.ts'
import { CLIP_ENDING, clipsIn, readManifest, sha256Of, SHIPPED as folder } from '../../controller/speech/manifest.ts'
import { decimal, numeral, oneByOne } from '../../controller/speech/numerals.ts'
import { toPinyin } from '../../controller/speech/pinyin.ts'
import { choose, type Provider, type ProviderName } from '../../controller/speech/provider.ts'
import { argumentsFor, createSherpa } from '../../controller/speech/sherpa.ts'
import { shippedLines } from '../../controller/speech/shipped.ts'
import { spokenEnglish } from '../../controller/speech/spoken.ts'
import { readLibrary } from '../../playlists/read.ts'
import { accepted } from '../../protocol/errors.ts'
import { pointsOn } from '../../protocol/guide.ts'
import { ENVELOPE_RATE, envelopeOf, lineKey, lineOf, linesIn, openingAt, syllableOpening, type Line } from '../../protocol/speech.ts'
import { destinationsOf, isRoute } from '../../protocol/way/destinations.ts'
import { createWays, standOf, waysFrom } from '../../protocol/way/route.ts'
import { stepsOf } from '../../protocol/way/steps.ts'
import { readSite } from '../../site/read.ts'
import { readWayMap } from '../../site/way.ts'

const zh = (text: string) => ({ text, language: 'zh-CN' })

describe('the shipped clips', () => {
  const manifest = readManifest(folder)
  const lines = shippedLines()

  test('every line has one, in both languages, and none is left over: npm run speech', async () => {
    const wanted = await Promise.all(lines.map(lineKey))
    expect(new Set(lines.map(({ language }) => language))).toEqual(new Set(['zh-CN', 'en']))
    expect(Object.keys(manifest).sort()).toEqual([...wanted].sort())
    expect(clipsIn(folder)).toEqual([...wanted].sort())
    for (const line of lines) expect(manifest[await lineKey(line)]).toMatchObject(line)
  })

  test('each is the file it says it is, was made from what it says, and all together are small', () => {
    let bytes = 0
    for (const [key, clip] of Object.entries(manifest)) {
      const file = readFileSync(join(folder, key + CLIP_ENDING))
      expect({ sha256: sha256Of(file), bytes: file.length }, clip.text).toEqual({ sha256: clip.sha256, bytes: clip.bytes })
      const today = espeak.voice(clip)
      if (clip.by === 'espeak' && today) expect(clip.made, `${clip.text} is read otherwise today`).toBe(clipKey('espeak', { ...today, language: clip.language }))
      expect(Math.abs(clip.envelope.length - clip.seconds * ENVELOPE_RATE), clip.text).toBeLessThan(2)
      bytes += file.length
    }
    expect(bytes).toBeLessThan(10_000_000)
  })

  test('a scene of a lesson stands until it has been said', async () => {
    for (const item of readLibrary().items) {
      for (const { text, seconds } of item.kind === 'class' && item.pairs ? item.scenes : []) {
        for (const line of linesIn(text, ['zh-CN', 'en'], readLibrary().phones)) expect(manifest[await lineKey(line)]?.seconds, line.text).toBeLessThan(seconds)
      }
    }
  })

  test('every step of every way can be said from beginning to end, with the steps or without them', async () => {
    const map = readWayMap(fileURLToPath(new URL('../../site/', import.meta.url)), readSite().site)
    if (!map) throw new Error('no building')
    const graph = createWays(map)
    const said = new Map<string, Line>()
    for (const { device } of map.stands) for (const stepFree of [false, true]) {
      const stand = standOf(map, device)
      if (!stand) throw new Error(device)
      for (const { found } of destinationsOf(map, waysFrom(graph, stand, { stepFree })).flatMap(({ all }) => all)) {
        const phrases = isRoute(found) ? stepsOf(graph, found, stand.looks).flatMap((step) => step.phrases) : []
        for (const line of phrases.flatMap((phrase) => linesIn(phrase, ['zh-CN', 'en']))) said.set(`${line.language} ${line.text}`, line)
      }
    }
    expect(said.size).toBeGreaterThan(300)
    const mute: string[] = []
    for (const line of said.values()) if (manifest[await lineKey(line)] === undefined) mute.push(line.text)
    expect(mute).toEqual([])
  })

  test('so can every answer and every part of the guide, with the numbers that count', async () => {
    const { answers, guide, phones } = readLibrary()
    const texts = [...answers.flatMap(({ action, answer }) => [action, ...answer]), ...guide.sections.flatMap((section) => [section.title, ...pointsOn(section, phones)])]
    for (const line of texts.flatMap((text) => linesIn(text, ['zh-CN', 'en'], phones))) expect(manifest[await lineKey(line)]?.text, line.text).toBe(line.text)
  })

  test('a robot\'s line takes at most 12 s aloud', async () => {
    for (const { text } of readLibrary().robotLines) {
      for (const line of linesIn(text, ['zh-CN', 'en'])) expect(manifest[await lineKey(line)]?.seconds, line.text).toBeLessThan(12)
    }
  })
})

describe('lines', () => {
  const phones = [{ id: '110', number: '110', name: { 'zh-CN': '报警', en: 'Police' }, verifiedBy: 'x', verifiedOn: '2026-01-01', expires: '2027-01-01' }]
  test('are what is read on the screen: numbers filled in, without break marks', () => {
    expect(lineOf({ 'zh-CN': '要垫付，|就停手', en: 'Stop |now' }, 'zh-CN')).toEqual(zh('要垫付，就停手'))
    expect(lineOf({ 'zh-CN': '拨打 {tel:110}', en: 'Call {tel:110}' }, 'en-GB', phones)).toEqual({ text: 'Call 110', language: 'en' })
  })
  test('come once a language, also where a device asks for two that are one', () => {
    expect(linesIn({ 'zh-CN': '停', en: 'Stop' }, ['zh-CN', 'ko', 'en', 'en-GB']).map(({ language }) => language)).toEqual(['zh-CN', 'en'])
  })
  test('have another key in another language or with another word, and the same one everywhere', async () => {
    expect(await lineKey(zh('先问航司'))).toBe('7797a5bbdc4d4ecd')
    expect(new Set([await lineKey(zh('停')), await lineKey({ text: '停', language: 'ko' }), await lineKey(zh('停。'))])).toHaveLength(3)
  })
})

describe('providers', () => {
  const made = (name: ProviderName, voice: (language: string) => string | null): Provider => ({ name, voice: ({ text, language }) => ((said) => said === null ? null : { voice: said, says: text })(voice(language)), check: async () => accepted(null), render: async (_, path) => accepted(path) })
  const person = made('recording', (language) => (language === 'zh-CN' ? 'a' : null))
  test('the first that has a voice says the line: a person before a machine', () => {
    expect(choose([person, espeak], zh('停'))).toMatchObject({ provider: { name: 'recording' }, voice: 'a' })
    expect(choose([person, espeak], { text: 'Stop', language: 'en' })).toMatchObject({ provider: { name: 'espeak' } })
    expect(choose([person, espeak], { text: '정지', language: 'ko' })).toBeNull()
  })
  test('espeak-ng says no dialect with its Mandarin voice', () => {
    expect(['zh-CN', 'zh', 'en', 'en-GB', 'zh-x-jinan', 'zh-HK', 'yue', 'cjy'].map((language) => espeak.voice({ text: '停', language }) !== null)).toEqual([true, true, true, true, false, false, false, false])
  })
  test('another provider, voice, language or reading is another clip', () => {
    const one = { voice: 'a', language: 'zh-CN', says: 'ting2' }
    const keys = [clipKey('espeak', one), clipKey('sherpa', one), ...[{ voice: 'b' }, { language: 'en' }, { says: 'wen4' }].map((other) => clipKey('espeak', { ...one, ...other }))]
    expect(new Set(keys)).toHaveLength(5)
    expect(clipKey('espeak', { ...one })).toBe(keys[0])
  })
  test('sherpa-onnx is refused with the folder and what it lacks', async () => {
    expect(argumentsFor('/v', ['model.onnx', 'tokens.txt', 'lexicon.txt', 'number.fst', 'date.fst'])).toMatchObject({ ok: true, value: ['--vits-model=/v/model.onnx', '--vits-tokens=/v/tokens.txt', '--vits-lexicon=/v/lexicon.txt', '--tts-rule-fsts=/v/date.fst,/v/number.fst'] })
    expect(argumentsFor('/v', ['en_US.onnx', 'tokens.txt', 'espeak-ng-data'])).toMatchObject({ ok: true, value: ['--vits-model=/v/en_US.onnx', '--vits-tokens=/v/tokens.txt', '--vits-data-dir=/v/espeak-ng-data'] })
    expect(argumentsFor('/v', ['README'])).toMatchObject({ ok: false, error: { code: 'speech/no-model', path: '/v', message: expect.stringContaining('tokens.txt') } })
    expect(await createSherpa({ 'zh-CN': '/nowhere/voice' }).check()).toMatchObject({ ok: false, error: { code: 'speech/no-model', message: expect.stringContaining('/nowhere/voice') } })
  })
  test('every clip comes out at one loudness, unless its peaks would be cut', () => {
    expect(gainFor({ lufs: -30, peakDb: -12 })).toBe(7)
    expect(gainFor({ lufs: -18, peakDb: -1 })).toBe(-5)
    expect(gainFor({ lufs: -30, peakDb: -3 })).toBe(1.5)
  })
})

describe('Mandarin', () => {
  /** Which syllables stand together is the segmenter's affair. */
  const syllables = (pinyin: string) => pinyin.replaceAll(' ', '')
  test.each([
    ['行李补偿，先问航司', 'xing2li5 bu3chang2, xian1 wen4 hang2 si1'],
    ['银行行长还没还款', 'yin2hang2 hang2zhang3 hai2mei2 huan2kuan3'],
    ['只查两只箱子', 'zhi3cha2 liang3 zhi1 xiang1zi3'],
    ['垫得越多，越提不出来', 'dian4 de5 yue4duo1, yue4ti2 bu5 chu1lai2'],
    ['一律不交，一分不给', 'yi2lv4 bu4 jiao1, yi4 fen1 bu4 gei3'],
    ['不拍不外传', 'bu4 pai1 bu2 wai4 chuan2'],
    ['“停一停”', 'ting2 yi5ting2'],
    ['打开 App 查', 'da3kai1 A P P cha2'],
    ['拨打 110！', 'bo1 da3 yao1 yao1 ling2!'],
    ['自己打 +86-10-12308', 'zi4ji3 da3 jia1 ba1 liu4, yao1 ling2, yao1 er4san1 ling2 ba1'],
    ['理赔 300 元', 'li3pei2 san1bai3 yuan2'],
  ])('%s', (text, said) => expect(syllables(toPinyin(text))).toBe(syllables(said)))

  test.each([['0', '零'], ['10', '十'], ['12', '十二'], ['106', '一百零六'], ['1050', '一千零五十'], ['10005', '一万零五'], ['100000', '十万'], ['620000', '六十二万'], ['20010000', '二千零一万']])('%s is %s', (figures, said) => expect(numeral(figures)).toBe(said))
  test('numbers to dial and decimals', () => {
    expect(oneByOne('96110')).toBe('九六幺幺零')
    expect(decimal('4', '85')).toBe('四点八五')
  })
})

test('English: money with its unit behind it, numbers to dial one figure at a time, moves as words', () => {
  expect(spokenEnglish('A ¥300 payout that cost ¥29,000')).toBe('A 300 yuan payout that cost 29000 yuan')
  expect(spokenEnglish('In doubt? Call 110')).toBe('In doubt? Call 1 1 0')
  expect(spokenEnglish('HANG UP: they’re no police. No ID.')).toBe('hang up: they\'re no police. No ID.')
  expect(spokenEnglish('Call +86-10-12308')).toBe('Call plus 8 6, 1 0, 1 2 3 0 8')
})

describe('the mouth', () => {
  test('an envelope follows loudness, the loudest being 9', () => {
    const rate = 8_000
    const tone = Float32Array.from({ length: rate }, (_, i) => Math.sin(i * 0.7) * (i < rate / 2 ? 0.5 : 0.05))
    const envelope = envelopeOf(tone, rate)
    expect(envelope).toHaveLength(ENVELOPE_RATE)
    expect(envelope).toMatch(/^9{10}3{10}$/)
    expect(envelopeOf(new Float32Array(rate / 2), rate)).toBe('0'.repeat(10))
  })
  test('it opens as the clip says, in between between two values, and closes after the end', () => {
    expect(openingAt('090', 75)).toBeCloseTo(1)
    expect(openingAt('090', 50)).toBeCloseTo(0.5)
    expect(openingAt('999', -100)).toBe(1)
    expect(openingAt('999', 10_000)).toBe(0)
  })
  test('without a clip once a syllable, 4.25 a second', () => {
    const open = Array.from({ length: 4_000 }, (_, ms) => syllableOpening(ms))
    expect(open.filter((at, i) => at > (open[i - 1] ?? 1) && at >= (open[i + 1] ?? 1))).toHaveLength(17)
    expect(Math.min(...open)).toBeCloseTo(0)
    expect(Math.max(...open)).toBeLessThanOrEqual(1)
  })
})
