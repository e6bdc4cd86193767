import { describe, expect, it } from 'vitest'
import { addCue, mergeHalf, readVtt } from '../../console/media/vtt.ts'
import { createFlashCounter, FLASH_SHARE } from '../../controller/media/flashes.ts'
import { checkClaims, checkName, cleanLabel, decideContainer } from '../../controller/media/kinds.ts'
import { planFilm, type Probe } from '../../controller/media/probe.ts'
import { rangeOf } from '../../controller/media/range.ts'
import { captionAt } from '../../faces/timeline.ts'
import { recordingsFor } from '../../kiosk/device/recordings.ts'
import type { MediaRecord } from '../../protocol/api-media.ts'
import { checkCues, checkMedia, pictureWindow } from '../../protocol/checks/media.ts'
import type { Item } from '../../protocol/content.ts'

type Colour = readonly [number, number, number]
const [black, white, red, grey]: Colour[] = [[0, 0, 0], [255, 255, 255], [255, 0, 0], [118, 118, 118]] as Colour[]
/** Three seconds at 60 frames; `at` colours a cell by its share of the width and the time. */
function count(at: (x: number, seconds: number) => Colour | undefined) {
  const counter = createFlashCounter({ width: 40, height: 10 })
  const frame = new Uint8Array(40 * 10 * 3)
  for (let i = 0; i < 180; i++) {
    for (let cell = 0; cell < 400; cell++) frame.set(at((cell % 40) / 40, i / 60) ?? [0, 0, 0], cell * 3)
    counter.frame(frame)
  }
  return counter.result().flashes
}
const square = (hertz: number, seconds: number) => (seconds * hertz) % 1 >= 0.5

describe('flashes by WCAG 2.3.1', () => {
  it.each([
    ['black and white, 2 a second', (_x: number, s: number) => (square(2, s) ? white : black), 2, 0],
    ['black and white, 3 a second', (_x: number, s: number) => (square(3, s) ? white : black), 3, 0],
    ['black and white, 5 a second', (_x: number, s: number) => (square(5, s) ? white : black), 5, 0],
    ['every frame', (_x: number, s: number) => (Math.round(s * 60) % 2 ? white : black), 30, 0],
    ['a fifth of the picture', (x: number, s: number) => (x < 0.2 && square(5, s) ? white : black), 5, 0],
    ['less than a tenth of it', (x: number, s: number) => (x < FLASH_SHARE - 0.03 && square(5, s) ? white : black), 0, 0],
    ['both bright: the darker above 0.8', (_x: number, s: number) => (square(5, s) ? white : [240, 240, 240] as Colour), 0, 0],
    ['less than a tenth of the brightest', (_x: number, s: number) => (square(5, s) ? [60, 60, 60] as Colour : black), 0, 0],
    ['one slow fade', (_x: number, s: number) => { const v = Math.round(s * 80); return [v, v, v] as Colour }, 1, 0],
    ['saturated red and black', (_x: number, s: number) => (square(5, s) ? red : black), 5, 5],
    ['red to a grey as light: no general flash, yet a red one', (_x: number, s: number) => (square(5, s) ? red : [127, 127, 127] as Colour), 0, 5],
    ['a pan over stripes half as wide as the picture', (x: number, s: number) => (Math.floor((x + s / 2) * 2) % 2 ? white : grey), 1, 0],
    ['calm', () => grey, 0, 0],
  ])('%s', (_what, at, general, redOnes) => {
    expect(count(at)).toMatchObject({ general, red: redOnes })
  })
  it('says when the worst second ends', () => {
    expect(count((_x, s) => (s > 1.5 && s < 2.2 && square(6, s) ? white : black)).atSeconds).toBeCloseTo(2.2, 0)
  })
})

describe('what may come in', () => {
  it.each([
    ['image/png', 'png'], ['video/webm', 'webm'], ['audio/ogg; codecs=opus', 'ogg'], ['audio/x-m4a', 'mp4'],
    ['image/heic', 'media/picture-format'], ['video/quicktime', 'media/film-format'], ['video/matroska', 'media/film-format'], ['audio/flac', 'media/sound-format'],
    ['application/x-elf', 'media/executable'], ['application/zip', 'media/archive'], ['application/pdf', 'media/document'], ['image/apng', 'media/moving-picture'], [null, 'media/unknown-type'],
  ])('%s: %s', (mime, wanted) => {
    const outcome = decideContainer(mime, '')
    expect(outcome.ok ? outcome.value.name : outcome.error.code).toBe(wanted)
  })
  it.each([
    ['../../etc/passwd', 'passwd'], ['C:\\fakepath\\海报.png', '海报.png'], ['a\u202egnp.exe', 'agnp.exe'], ['...', 'image'], [undefined, 'image'], ['x\u0000\n y', 'x y'], ['长'.repeat(300), '长'.repeat(120)],
  ])('%j is called %j', (name, wanted) => {
    expect(cleanLabel(name, 'image')).toBe(wanted)
  })
  it.each([
    ['海报 1.2', '', true], ['a.JPG', 'image/jpeg', true], ['a.jpeg', 'image/pjpeg; q=1', true], ['a.jfif', 'application/octet-stream', true], [undefined, undefined, true], ['a.exe', '', false], ['a.png', '', false], ['a.jpg', 'image/png', false], ['a.jpg', 'application/x-msdownload', false],
  ])('a JPEG that is called %j and sent as %j: %s', (name, type, wanted) => {
    expect(checkClaims({ kind: 'image', name: 'jpeg' }, { name, type }).ok).toBe(wanted)
  })
  it.each([['海报 v1..2.png', true], ['.hidden.png', true], ['../a.png', false], ['a/b.png', false], ['a\\b.png', false], ['..', false], ['a\u0000.png', false], ['%2e%2e%2fa.png', false]])('the name %j may come in: %s', (name, wanted) => {
    expect(checkName(name).ok).toBe(wanted)
  })
  const probe = (codec: string, over: object = {}, seconds = '10'): Probe => ({ streams: [{ index: 0, codec_type: 'video', codec_name: codec, pix_fmt: 'yuv420p', width: 1920, height: 1080, avg_frame_rate: '25/1', ...over }], format: { duration: seconds } })
  const mp4 = { kind: 'film', name: 'mp4', demuxer: 'mov' } as const
  it.each([
    ['H.264', probe('h264'), 'ok'], ['HEVC', probe('hevc'), 'media/hevc'], ['10 bits', probe('h264', { pix_fmt: 'yuv420p10le' }), 'media/codec'], ['MPEG-4 part 2', probe('mpeg4'), 'media/codec'],
    ['three minutes', probe('h264', {}, '180'), 'media/too-long'], ['8K', probe('av1', { width: 7680, height: 4320 }), 'media/too-many-pixels'], ['120 a second', probe('h264', { avg_frame_rate: '120/1' }), 'media/too-fast'],
    ['a cover alone', probe('mjpeg', { disposition: { attached_pic: 1 } }), 'media/nothing-inside'],
  ])('%s: %s', (_what, said, wanted) => {
    const outcome = planFilm(said, mp4)
    expect(outcome.ok ? 'ok' : outcome.error.code).toBe(wanted)
  })
  it('a phone held upright', () => {
    const outcome = planFilm(probe('h264', { side_data_list: [{ rotation: -90 }] }), mp4)
    expect(outcome.ok && [outcome.value.width, outcome.value.height]).toEqual([1080, 1920])
  })
  it.each([['bytes=0-9', { from: 0, until: 9 }], ['bytes=90-', { from: 90, until: 99 }], ['bytes=-10', { from: 90, until: 99 }], ['bytes=50-900', { from: 50, until: 99 }], ['bytes=100-', 'none'], ['bytes=9-3', null], ['bytes=0-1,4-5', null], [undefined, null]])('range %s of 100', (header, wanted) => {
    expect(rangeOf(header, 100)).toEqual(wanted)
  })
})

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en })
const base = { id: 'x', scam: 'general', move: 'ask', seconds: 20, headline: text('问', 'Ask'), zoneKinds: [], moments: [], audiences: [], phones: [], action: text('问', 'Ask') } satisfies Partial<Item>
const sha = (n: number) => String(n).repeat(64)
const record = (n: number, over: Partial<MediaRecord>): MediaRecord => ({ sha256: sha(n), type: 'image/jpeg', bytes: 5, kind: 'image', width: 1920, height: 1080, seconds: 0, label: 'x', by: 'x', at: '2026-11-25T00:00:00Z', measured: { light: null, flashes: null, sound: null, codecs: [] }, findings: [], ...over })
const wall = { id: 'wall', panel: { widthPx: 1920, heightPx: 1080 } }

describe('an item\'s files', () => {
  const records = [record(1, {}), record(2, { width: 300, height: 200 }), record(3, { kind: 'video', type: 'video/webm', seconds: 20, width: 1280, height: 720 }), record(4, { kind: 'audio', type: 'audio/mpeg', seconds: 12, width: 0, height: 0 }),
    record(5, { kind: 'video', type: 'video/webm', seconds: 20, findings: [{ code: 'check/flashing', level: 'block', path: '', message: 'It flashes.', facts: {} }] })]
  const found = (item: Item) => checkMedia(item, [wall], (sha256) => records.find((one) => one.sha256 === sha256) ?? null).map(({ code, level, path }) => `${level} ${code} ${path}`)
  const ref = (n: number, type = records[n - 1]?.type ?? 'image/png') => ({ sha256: sha(n), type, bytes: 5 })
  const poster = (n: number, type?: string): Item => ({ ...base, kind: 'poster', line: text('问', 'Ask'), picture: { media: ref(n, type), alt: text('图', 'Picture') } })
  const film = (n: number, cues = [{ from: 0, until: 5, text: text('先问航司', 'Ask the airline') }]): Item => ({ ...base, kind: 'video', media: ref(n), captions: [], cues })
  const spoken = (...languages: string[]): Item => ({ ...base, kind: 'ticker', lines: [text('问', 'Ask')], sound: languages.map((language) => ({ language, media: ref(4) })) })
  it.each([
    ['a picture that fits', poster(1), []],
    ['one with few pixels', poster(2), ['block check/few-pixels picture.media']],
    ['one that is not there', poster(9), ['block check/no-file picture.media']],
    ['a film for a picture', poster(3), ['block check/other-file picture.media']],
    ['one under another type', poster(1, 'image/png'), ['block check/other-file picture.media']],
    ['a film with captions', film(3), []],
    ['one without', film(3, []), ['block check/no-captions cues']],
    ['one that flashes', film(5), ['block check/flashing media']],
    ['a recording in one language', spoken('zh-CN'), ['warn check/sound-one-language sound']],
    ['two that last longer than the item', spoken('zh-CN', 'en'), ['block check/sound-long sound']],
    ['a dialect, heard in place of Mandarin', spoken('zh-CN', 'zh-x-jinan'), ['warn check/sound-one-language sound']],
    ['a dialect and English, longer than the item', spoken('zh-CN', 'zh-x-jinan', 'en'), ['block check/sound-long sound']],
  ])('%s', (_what, item, wanted) => {
    expect(found(item)).toEqual(wanted)
  })
  it('captions stand in order, within the film, and long enough to be read', () => {
    const cue = (from: number, until: number, zh = '先问', en = 'Ask') => ({ from, until, text: text(zh, en) })
    const said = checkCues([cue(0, 0.5), cue(1, 3), cue(2, 4), cue(5, 6.2, '打开航司应用自己查航班再打官方电话', 'Open the app'), cue(19, 24)], 20)
    expect(said.map(({ code, path, level }) => `${level} ${code} ${path}`)).toEqual(['block check/cue-short cues.0', 'block check/cue-order cues.2', 'block check/cue-fast cues.3.text.zh-CN', 'block check/cue-late cues.4'])
  })
  it('the window of a picture is known for every shape', () => {
    expect([[1920, 1080], [1080, 1920], [3840, 1080]].map(([widthPx = 0, heightPx = 0]) => Object.values(pictureWindow({ widthPx, heightPx })).map(Math.round))).toEqual([[806, 529], [1080, 582], [1180, 776]])
  })
  it('the caption that stands, and none between two', () => {
    const item = { ...film(3, [{ from: 1, until: 3, text: text('一', 'One') }, { from: 4, until: 6, text: text('二', 'Two') }]) } as Extract<Item, { kind: 'video' }>
    expect([500, 1000, 2999, 3500, 4000].map((ms) => captionAt(item, ms)?.en ?? null)).toEqual([null, 'One', 'One', null, 'Two'])
    const { cues: _none, ...even } = { ...item, captions: [text('一', 'One'), text('二', 'Two')] }
    expect([0, 9_999, 10_000, 25_000].map((ms) => captionAt(even, ms)?.en)).toEqual(['One', 'One', 'Two', 'Two'])
  })
  it('a device speaks its own languages in their order', () => {
    expect(recordingsFor(spoken('en', 'zh-CN'), ['zh-CN', 'en-GB', 'ko'])).toHaveLength(2)
    expect(recordingsFor({ sound: [{ language: 'en', media: ref(1) }] }, ['zh-CN'])).toEqual([])
    expect(recordingsFor({}, ['zh-CN'])).toEqual([])
  })
})

describe('captions from a file', () => {
  const vtt = '\ufeffWEBVTT\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:03.500 align:start\n<v Li>先别点，\n再问 &amp; 查</v>\n\n00:00:04.000 --> 00:00:06.250\n挂断\n'
  it('WebVTT and SubRip: times and plain words', () => {
    expect(readVtt(vtt)).toEqual([{ from: 1, until: 3.5, text: '先别点， 再问 & 查' }, { from: 4, until: 6.25, text: '挂断' }])
    expect(readVtt('1\r\n00:00:01,000 --> 00:00:02,500\r\nHang up\r\n')).toEqual([{ from: 1, until: 2.5, text: 'Hang up' }])
    expect(readVtt('no captions here')).toEqual([])
  })
  it('the second language finds its captions by their time', () => {
    const chinese = mergeHalf([], readVtt(vtt), 'zh-CN')
    expect(mergeHalf(chinese, [{ from: 4.3, until: 6, text: 'Hang up' }, { from: 9, until: 11, text: 'Call back' }], 'en').map(({ from, text: said }) => [from, said['zh-CN'], said.en])).toEqual([[1, '先别点， 再问 & 查', ''], [4, '挂断', 'Hang up'], [9, '', 'Call back']])
  })
  it('a new one ends what stood there and makes room for the next', () => {
    const cues = [{ from: 0, until: 8, text: text('一', 'One') }, { from: 6, until: 9, text: text('三', 'Three') }]
    expect(addCue(cues, 4.04, 12)).toMatchObject({ index: 1, cues: [{ from: 0, until: 4 }, { from: 4, until: 6 }, { from: 6, until: 9 }] })
  })
})
