import { describe, expect, test } from 'vitest'
import { dialectName, dialectsFor } from '../../console/content/dialects.ts'
import { voiceIn } from '../../controller/devices/voice.ts'
import { recordingsFor } from '../../kiosk/device/recordings.ts'
import { Language, type VolumeHours } from '../../protocol/basics.ts'
import type { Recording } from '../../protocol/content.ts'
import { volumeAt } from '../../protocol/hours.ts'
import type { Zone } from '../../protocol/venue.ts'

const at = (wall: string) => Temporal.ZonedDateTime.from(`2026-11-25T${wall}+08:00[Asia/Shanghai]`).toInstant()
const zone = (id: string, parent: string | null, kind: Zone['kind'] = null, dialect?: string): Zone => ({ id, parent, kind, name: { 'zh-CN': id, en: id }, ordinal: 0, outline: [], ...(dialect ? { dialect } : {}) })
const zones = [zone('terminal', null), zone('airside', 'terminal', null, 'zh-x-jinan'), zone('gates', 'airside', 'gate'), zone('seats', 'airside', 'airside_seats', 'cjy'), zone('hall', 'terminal', 'landside_hall')]

describe('how loud, by hour', () => {
  const night: VolumeHours = { from: '22:00', until: '07:00', volume: 0.2 }
  const noon: VolumeHours = { from: '12:30', until: '14:00', volume: 0.3 }
  test.each([
    ['before', '21:59:59', [night], 0.6], ['from the first second', '22:00:00', [night], 0.2], ['at midnight', '00:00:00', [night], 0.2], ['to the last', '06:59:59', [night], 0.2], ['not beyond', '07:00:00', [night], 0.6],
    ['of two the softer, in either order', '13:00:00', [{ ...noon, volume: 0.5 }, noon], 0.3], ['of two the softer', '13:00:00', [noon, { ...noon, volume: 0.5 }], 0.3],
    ['a whole day', '15:00:00', [{ from: '00:00', until: '00:00', volume: 0 }], 0], ['no hours', '13:00:00', [], 0.6],
  ])('%s', (_, wall, volumes, loud) => expect(volumeAt(0.6, volumes, 'Asia/Shanghai', at(wall))).toBe(loud))
  test('never louder than the device itself is set', () => expect(volumeAt(0, [{ ...noon, volume: 1 }], 'Asia/Shanghai', at('13:00:00'))).toBe(0))
  test('by the site\'s clock, wherever the device thinks it is', () => expect(volumeAt(0.6, [night], 'Europe/Berlin', at('22:30:00'))).toBe(0.6))
})

describe('what a place asks for', () => {
  const volumes = [{ zones: ['terminal'], from: '20:00', until: '08:00', volume: 0.4 }, { zones: ['seats'], from: '12:00', until: '14:00', volume: 0.3 }]
  const told = (id: string | null) => voiceIn({ zones, volumes }, id)
  test('the hours of a zone and of all around it, and the nearest dialect', () => {
    expect(told('gates')).toEqual({ volumes: [{ from: '20:00', until: '08:00', volume: 0.4 }], dialect: 'zh-x-jinan' })
    expect(told('seats')).toMatchObject({ volumes: [{ volume: 0.4 }, { volume: 0.3 }], dialect: 'cjy' })
    expect(told('hall')).toEqual({ volumes: [{ from: '20:00', until: '08:00', volume: 0.4 }] })
  })
  test('between zones those of the whole terminal, and no dialect', () => expect(told(null)).toEqual({ volumes: [{ from: '20:00', until: '08:00', volume: 0.4 }] }))
  test('nothing where a site says nothing', () => expect(voiceIn({ zones: [zone('t', null), zone('hall', 't', 'landside_hall')] }, 'hall')).toEqual({}))
})

describe('dialects', () => {
  const sound: Recording[] = ['zh-x-jinan', 'zh-CN', 'cjy', 'en'].map((language, i) => ({ language, media: { sha256: String(i).repeat(64), type: 'audio/ogg', bytes: 1 } }))
  const played = (languages: string[], dialect?: string, held = sound) => recordingsFor({ sound: held }, languages, dialect).map(({ language }) => language)
  test('take the place of Mandarin, and of nothing else', () => {
    expect(played(['zh-CN', 'en'], 'zh-x-jinan')).toEqual(['zh-x-jinan', 'en'])
    expect(played(['en', 'zh-CN'], 'cjy')).toEqual(['en', 'cjy'])
    expect(played(['en'], 'cjy')).toEqual(['en'])
  })
  test('without a recording in it Mandarin stays; without a dialect nobody hears one', () => {
    expect(played(['zh-CN', 'en'], 'yue')).toEqual(['zh-CN', 'en'])
    expect(played(['zh-CN'], undefined, sound.slice(0, 1))).toEqual([])
    expect(played(['zh-CN'], 'cjy', sound.slice(0, 1))).toEqual([])
  })
  test('are offered to whoever records: those of the site\'s zones, and those that are there already', () => {
    expect(dialectsFor(zones, ['zh-CN', 'yue', 'cjy'], ['zh-CN', 'en'])).toEqual(['zh-x-jinan', 'cjy', 'yue'])
    expect(['zh-x-jinan', 'cjy', 'zh-x-foo'].map((tag) => `${dialectName(tag, 'zh-CN')}/${dialectName(tag, 'en')}`)).toEqual(['济南话/Jinan dialect', '晋语/Jin', '方言 foo/dialect foo'])
  })
  test('have tags: their own code, or private use', () => expect(['cjy', 'zh-x-jinan', 'wuu-CN', 'x-jinan', 'zh-'].map((tag) => Language.safeParse(tag).success)).toEqual([true, true, true, false, false]))
})
