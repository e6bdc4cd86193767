import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { spokenLength, strings } from '../../playlists/check.ts'
import { readLibrary } from '../../playlists/read.ts'
import { isParallel } from '../../protocol/checks/pair.ts'
import type { Class, Item, Quiz } from '../../protocol/content.ts'
import { aloudSeconds } from '../../protocol/reading.ts'
import { drawnScenes, moments, zoneKinds } from '../../protocol/words.ts'

const library = readLibrary()
const { items, playlists, phones } = library
const byId = new Map(items.map((item) => [item.id, item]))
const fiveScams = ['flight_refund', 'fake_service', 'paid_task', 'advance_loan', 'overseas_job'] as const
const quizzes = items.filter((item) => item.kind === 'quiz')
/** Read aloud at 4.25 characters a second; a Latin word or a number counts as one. */
const secondsAloud = (...texts: string[]) => {
  const spoken = texts.join(' ').replace(/\{tel:([a-z0-9]+)\}/g, '$1')
  return (spoken.match(/[\u4e00-\u9fff]|[A-Za-z0-9.¥]+/g) ?? []).length / 4.25
}

describe('the library', () => {
  it('has a campaign for each of the five scams, and its playlist', () => {
    for (const scam of fiveScams) {
      const campaign = library.campaigns.find((c) => c.scam === scam)
      expect(playlists.some((list) => list.campaign === campaign?.id), scam).toBe(true)
      expect(items.filter((item) => item.scam === scam && item.kind === 'class').length, scam).toBeGreaterThanOrEqual(1)
      expect(quizzes.filter((item) => item.scam === scam).length, scam).toBeGreaterThanOrEqual(2)
    }
  })

  it.each(zoneKinds)('has six items of four kinds for %s, a ticker and a class among them', (kind) => {
    const written = items.filter((item) => item.zoneKinds.includes(kind))
    const kinds = new Set(written.map((item) => item.kind))
    expect(written.length).toBeGreaterThanOrEqual(6)
    expect(kinds.size).toBeGreaterThanOrEqual(4)
    expect(kinds).toContain('ticker')
    expect(kinds).toContain('class')
  })

  it('asks about genuine contacts in 20 to 30 of 100 quizzes of its lists, over every channel', () => {
    const listed = new Set(playlists.flatMap((list) => list.items))
    const exercises = quizzes.filter((item) => listed.has(item.id))
    const share = exercises.filter((item) => item.genuine).length / exercises.length
    expect(share).toBeGreaterThanOrEqual(0.2)
    expect(share).toBeLessThanOrEqual(0.3)
    expect(new Set(quizzes.map((item) => item.channel)).size).toBe(6)
  })

  it('has eight alert templates, yellow as a banner and the rest as a takeover', () => {
    expect(library.alertTemplates.map((t) => t.id)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8'])
    for (const t of library.alertTemplates) expect(t.presentation).toBe(t.severity === 'yellow' ? 'banner' : 'takeover')
  })

  it('keeps a robot line under twelve seconds in either language', () => {
    for (const line of library.robotLines) {
      expect(secondsAloud(line.text['zh-CN']), line.id).toBeLessThanOrEqual(12)
      expect(line.text.en.split(/\s+/).length / 2.5, line.id).toBeLessThanOrEqual(12)
    }
  })
})

describe('every item', () => {
  it('has a headline of at most 14 characters in lines of two and more, broken when longer than six', () => {
    for (const { id, headline } of items) {
      const zh = headline['zh-CN']
      expect(spokenLength(zh), id).toBeLessThanOrEqual(14)
      for (const line of zh.split('|')) expect(spokenLength(line), id).toBeGreaterThanOrEqual(2)
      if (spokenLength(zh) > 6) expect(zh, id).toContain('|')
    }
  })

  it('names numbers only through the registry, in either language', () => {
    const known = phones.flatMap((phone) => [phone.id, phone.number])
    for (const item of items) {
      for (const { text, path } of strings({ ...item, phones: [], source: '' })) {
        const rest = text.replace(/\{tel:[a-z0-9_-]+\}/g, '')
        for (const digits of rest.match(/\d[\d-]*/g) ?? []) expect(known, `${item.id} ${path}`).not.toContain(digits)
        expect(rest, `${item.id} ${path}`).not.toMatch(/\d{6,}/)
      }
      for (const id of item.phones) expect(phones.some((phone) => phone.id === id), item.id).toBe(true)
    }
  })

  it('says the same in English: no Chinese but the app’s name or a move’s character', () => {
    for (const item of items) {
      for (const { text, path } of strings(item)) {
        if (!path.endsWith('.en')) continue
        expect(text.replaceAll('国家反诈中心', '').match(/[\u4e00-\u9fff]{2,}/), `${item.id} ${path}`).toBeNull()
        expect(text.trim(), `${item.id} ${path}`).not.toBe('')
      }
    }
  })

  it('ends in one short action', () => {
    for (const { id, action } of items) {
      expect(spokenLength(action['zh-CN'].replace(/\{tel:([a-z0-9]+)\}/g, '$1')), id).toBeLessThanOrEqual(14)
      expect(action.en.split(/\s+/).length, id).toBeLessThanOrEqual(6)
    }
  })

  it('stays long enough to be read', () => {
    for (const item of items) expect(item.seconds, item.id).toBeGreaterThanOrEqual(neededSeconds(item))
  })

  it('is in a playlist, or else asked around a class and nowhere else', () => {
    const listed = new Set(playlists.flatMap((list) => list.items))
    const asked = items.flatMap((item) => (item.kind === 'class' || item.kind === 'video' ? item.pairs ?? [] : [])).flat()
    expect(items.filter((item) => !listed.has(item.id)).map((item) => item.id).sort()).toEqual([...asked].sort())
    expect(asked.filter((id) => listed.has(id))).toEqual([])
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('cites its source where it tells a true story', () => {
    const cases = items.filter((item) => item.kind === 'case')
    expect(cases).toHaveLength(6)
    for (const item of cases) {
      expect(item.source, item.id).toBeTruthy()
      for (const beat of [...item.beats, item.turn]) expect(beat.en.length, item.id).toBeGreaterThan(10)
    }
  })
})

describe('the small classroom', () => {
  const lessons = items.filter((item) => item.kind === 'class' && item.pairs !== undefined) as Class[]
  const zh = (texts: { 'zh-CN': string }[]) => texts.map((text) => text['zh-CN'])

  it('has one class for each of the five scams, of at most 60 s, with a caption that can be read twice in its time', () => {
    expect(lessons.map(({ scam }) => scam).sort()).toEqual([...fiveScams].sort())
    for (const { id, scenes, seconds } of lessons) {
      expect(seconds, id).toBeLessThanOrEqual(60)
      for (const { text, seconds: stands } of scenes) {
        expect(stands, `${id} ${text['zh-CN']}`).toBeGreaterThanOrEqual(2 * secondsAloud(text['zh-CN']))
        expect(stands, `${id} ${text.en}`).toBeGreaterThanOrEqual(1.2 * aloudSeconds([text.en], 'en'))
      }
    }
  })

  it('draws every scene but the last, which is the rule and one move; every drawing is used, and at least two show the way out', () => {
    for (const { id, scenes, action } of lessons) {
      expect(scenes.map(({ scene }) => scene === undefined), id).toEqual(scenes.map((_, i) => i === scenes.length - 1))
      expect(spokenLength(scenes.at(-1)?.text['zh-CN'] ?? ''), id).toBeLessThanOrEqual(14)
      expect(scenes.filter(({ scene }) => scene !== undefined && drawnScenes.indexOf(scene) >= drawnScenes.indexOf('hang_up')).length, id).toBeGreaterThanOrEqual(1)
      expect(zh([action])[0]?.length, id).toBeGreaterThan(3)
    }
    expect(new Set(lessons.flatMap(({ scenes }) => scenes.flatMap(({ scene }) => scene ?? [])))).toEqual(new Set(drawnScenes))
  })

  it('asks in two pairs around each: one about the scam, one about a contact that is genuine, so that suspicion of everything shows', () => {
    for (const { id, scam, move, pairs = [] } of lessons) {
      const asked = pairs.map(([a, b]) => [byId.get(a), byId.get(b)] as [Quiz, Quiz])
      expect(asked.map(([a]) => a.genuine), id).toEqual([false, true])
      for (const [a, b] of asked) {
        expect(isParallel(a, b), id).toBe(true)
        expect(a.message['zh-CN'] === b.message['zh-CN'] || a.why['zh-CN'] === b.why['zh-CN'], id).toBe(false)
        // The right answer stands elsewhere in each, and neither message is much the longer one.
        expect(a.answer === b.answer, id).toBe(false)
        expect(Math.abs(spokenLength(a.message['zh-CN']) - spokenLength(b.message['zh-CN'])), `${a.id} ${b.id}`).toBeLessThanOrEqual(6)
        for (const one of [a, b]) {
          expect(one.scam, one.id).toBe(scam)
          if (!one.genuine) expect(one.move, one.id).toBe(move)
        }
      }
    }
  })
})

describe('every playlist', () => {
  it('has four to twelve items, none twice, and is a sample', () => {
    for (const list of playlists) {
      expect(list.items.length, list.id).toBeGreaterThanOrEqual(4)
      expect(list.items.length, list.id).toBeLessThanOrEqual(12)
      expect(new Set(list.items).size, list.id).toBe(list.items.length)
      expect(list.state).toBe('sample')
    }
  })

  it.each(['neutral', 'night-calm'])('of no zone (%s) fits every kind of zone and every moment', (id) => {
    for (const item of itemsOf(id)) {
      expect(item.zoneKinds, item.id).toEqual([])
      expect(item.moments, item.id).toEqual([])
    }
  })

  it.each([
    ['landside-welcome', 'landside_hall'], ['checkin-day', 'checkin'], ['id-desk', 'id_desk'], ['security-queue', 'security_queue'],
    ['airside-seats', 'airside_seats'], ['gate-wait', 'gate'], ['intl-departure', 'intl_gate'], ['intl-departure', 'intl_checkin'], ['baggage-claim', 'baggage'],
    ['arrivals-hall', 'arrivals'], ['taxi-queue', 'taxi'], ['atm-shop', 'atm_shop'], ['staff-corridor', 'staff_corridor'],
  ] as const)('for a zone (%s) holds only items written for it', (id, kind) => {
    for (const item of itemsOf(id)) expect(item.zoneKinds.length === 0 || item.zoneKinds.includes(kind), item.id).toBe(true)
  })

  it.each([
    ['gate-wait', 'gate_wait'], ['delay-event', 'delay_event'], ['intl-departure', 'intl_departure'], ['baggage-claim', 'baggage'],
    ['arrivals-hall', 'arrivals'], ['taxi-queue', 'taxi_queue'], ['staff-corridor', 'shift_change'],
  ] as const)('for a moment (%s) holds only items for it', (id, moment) => {
    expect(moments).toContain(moment)
    for (const item of itemsOf(id)) expect(item.moments.length === 0 || item.moments.includes(moment), item.id).toBe(true)
  })
})

describe('readLibrary', () => {
  let folder = ''
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A copy of the library in which one file's text is changed. */
  function broken(file: string, change: (text: string) => string): string {
    folder = mkdtempSync(join(tmpdir(), 'anxing-library-'))
    cpSync(fileURLToPath(new URL('../../playlists', import.meta.url)), folder, { recursive: true })
    const path = join(folder, file)
    const before = readFileSync(path, 'utf8')
    const after = change(before)
    expect(after).not.toBe(before)
    writeFileSync(path, after)
    return folder
  }

  it.each([
    ['a file that is not JSON', 'phones.json', (s: string) => s.slice(2), 'content/not-json', 'phones.json'],
    ['an unknown scam', 'items/paid-task.json', (s: string) => s.replace('"paid_task"', '"lottery"'), 'content/schema', 'items/paid-task.json: p3-1.scam'],
    ['a missing English text', 'items/paid-task.json', (s: string) => s.replace(/"en": "Small[^"]*"/, '"en": ""'), 'content/schema', 'items/paid-task.json: p3-1.headline.en'],
    ['a playlist item that is not there', 'playlists.json', (s: string) => s.replace('"p1-1"', '"p9-9"'), 'content/item', 'playlists/campaign-flight-refund'],
    ['a campaign that is not there', 'playlists.json', (s: string) => s.replace('"campaign": "p1"', '"campaign": "p7"'), 'content/campaign', 'playlists/campaign-flight-refund'],
    ['a phone that nobody checked', 'phones.json', (s: string) => s.replace('"id": "96110"', '"id": "96111"'), 'content/phone', 'items/'],
    ['an answer out of range', 'items/quiz-flight-refund.json', (s: string) => s.replace('"answer": 2', '"answer": 3'), 'content/answer', 'items/q01.answer'],
    ['a headline that is too long', 'items/general.json', (s: string) => s.replace('拿不准，|先问民警', '拿不准的时候，|先问一问身边的民警'), 'content/headline', 'items/g-ask.headline'],
    ['a character alone on a line', 'items/general.json', (s: string) => s.replace('拿不准，|先问民警', '拿不准，先问民|警'), 'content/headline', 'items/g-ask.headline'],
    ['a class of another length than its scenes', 'items/general.json', (s: string) => s.replace(/("id": "g-five"[\s\S]*?"seconds": )\d+/, '$159'), 'content/seconds', 'items/g-five.seconds'],
    ['a question around a class that is not there', 'items/paid-task.json', (s: string) => s.replace('"l3b"', '"l9b"'), 'content/pair', 'items/p3-5.pairs.0.1'],
    ['two questions around a class that are not alike', 'items/lesson-paid-task.json', (s: string) => s.replace('"channel": "chat"', '"channel": "sms"'), 'content/pair', 'items/p3-5.pairs.0'],
    ['a list with a question and no genuine contact', 'playlists.json', (s: string) => s.replace('"p3-1", "p3-4", "q05"', '"p3-1", "p3-4"').replace('"p3-6", "q04"', '"p3-6"'), 'content/genuine', 'playlists/campaign-paid-task'],
    ['two items with one id', 'items/general.json', (s: string) => s.replace('"id": "g-desk"', '"id": "g-ask"'), 'content/twice', 'items'],
  ])('refuses %s', (_, file, change, code, path) => {
    expect(() => readLibrary(broken(file, change))).toThrow(expect.objectContaining({ code, path: expect.stringContaining(path) }))
  })

  it('refuses a folder that is not there', () => {
    expect(() => readLibrary('/nowhere/at/all')).toThrow(expect.objectContaining({ code: 'content/unreadable' }))
  })
})

function itemsOf(id: string): Item[] {
  const list = playlists.find((l) => l.id === id)
  if (!list) throw new Error(`no playlist ${id}`)
  return list.items.map((i) => byId.get(i) as Item)
}

/** Posters, tickers and scenes are read twice over; a case and a quiz once, since they unfold step by step. */
function neededSeconds(item: Item): number {
  const zh = (t: { 'zh-CN': string }) => t['zh-CN']
  switch (item.kind) {
    case 'poster': return Math.max(8, 2 * secondsAloud(zh(item.headline), zh(item.line)))
    case 'ticker': return Math.max(10, 2 * secondsAloud(...item.lines.map(zh)))
    case 'case': return Math.max(15, secondsAloud(...item.beats.map(zh), zh(item.turn)))
    case 'quiz': return Math.max(14, secondsAloud(zh(item.message), zh(item.question), ...item.options.map(zh)))
    case 'class': return item.scenes.reduce((sum, s) => sum + 2 * secondsAloud(zh(s.text)), 0)
    case 'video': return 4
  }
}
