import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stampsOf } from '../../controller/desk/stamps.ts'
import { nextCode } from '../../kiosk/touch/word-code.ts'
import { codeWords } from '../../protocol/code-words.ts'
import { fromWords, KIOSK_NUMBERS, mintCode, proofOf, readWords, SESSIONS_A_DAY, toWords } from '../../protocol/word-code.ts'
import { moves } from '../../protocol/words.ts'
import { readSite } from '../../site/read.ts'

const key = 'k'.repeat(43)
const day = '2026-11-23'

describe('the words', () => {
  it('are 256, each once in either language, two characters or one English word', () => {
    expect([codeWords.length, new Set(codeWords.map(({ zh }) => zh)).size, new Set(codeWords.map(({ en }) => en)).size]).toEqual([256, 256, 256])
    expect(codeWords.filter(({ zh, en }) => !/^[\u4e00-\u9fff]{2}$/.test(zh) || !/^[a-z]+$/.test(en))).toEqual([])
  })
})

describe('a word code', () => {
  it('holds check-in point, session and proof, whatever they are', () => {
    fc.assert(fc.property(fc.nat(KIOSK_NUMBERS - 1), fc.nat(SESSIONS_A_DAY - 1), fc.nat(4_095), (kiosk, session, proof) => {
      const words = toWords({ kiosk, session, proof })
      expect(words.every((word) => word >= 0 && word < 256)).toBe(true)
      expect(fromWords(words)).toEqual({ kiosk, session, proof })
    }))
  })
  it('is another for every session of a day, and proves nothing on another day or with another key', async () => {
    const codes = await Promise.all(Array.from({ length: 500 }, (_, session) => mintCode(key, day, 7, session)))
    expect(new Set(codes.map(String)).size).toBe(500)
    const code = fromWords(codes[41] ?? [0, 0, 0, 0])
    expect(await proofOf(key, day, 7, 41)).toBe(code.proof)
    const others = await Promise.all([proofOf(key, '2026-11-24', 7, 41), proofOf('j'.repeat(43), day, 7, 41), proofOf(key, day, 8, 41), proofOf(key, day, 7, 42)])
    expect(others.every((proof) => proof === code.proof)).toBe(false)
  })
  it('is guessed about once in 4,096 tries', async () => {
    const real = await proofOf(key, day, 7, 41)
    const proofs = await Promise.all(Array.from({ length: 4_000 }, (_, session) => proofOf(key, day, 7, session)))
    expect(proofs.filter((proof) => proof === real).length).toBeLessThan(10)
  })
  it.each(['山峰 太阳 老虎 小狗', '山峰太阳老虎小狗', '山峰，太阳、老虎。小狗', 'peak sun tiger puppy', ' Peak  SUN, tiger-puppy '])('is read from %j', (text) => {
    expect(readWords(text)).toEqual([0, 16, 32, 48])
  })
  it.each(['', '山峰 太阳 老虎', '山峰 太阳 老虎 小狗 花猫', '山峰 太阳 老虎 恐龙', 'peak sun tiger dinosaur', '一二三四五六七'])('is not read from %j', (text) => {
    expect(readWords(text)).toBeNull()
  })
})

describe('a check-in point', () => {
  const sessionOf = (code: Record<string, string>) => fromWords(readWords(code['en'] ?? '') ?? [0, 0, 0, 0]).session
  const storage = () => {
    const kept = new Map<string, string>()
    return { kept, getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) }
  }
  const desired = { kiosk: 7, key }
  it('counts its codes by the day, and goes on where it was after a restart', async () => {
    const counter = storage()
    const first = await nextCode(desired, day, counter)
    const second = await nextCode(desired, day, counter)
    expect(sessionOf(second)).toBe((sessionOf(first) + 1) % SESSIONS_A_DAY)
    expect(readWords(first['zh-CN'] ?? '')).toEqual(readWords(first['en'] ?? ''))
    const next = await nextCode(desired, '2026-11-24', counter)
    expect([...counter.kept.values()]).toEqual([`2026-11-24 ${sessionOf(next)}`])
  })
  it('goes round at the end of its numbers, and takes what it cannot read for nothing', async () => {
    const counter = storage()
    counter.setItem('anxing.word-codes', `${day} ${SESSIONS_A_DAY - 1}`)
    expect(sessionOf(await nextCode(desired, day, counter))).toBe(0)
    counter.setItem('anxing.word-codes', `${day} x`)
    expect(Number.isInteger(sessionOf(await nextCode(desired, day, counter)))).toBe(true)
  })
  it('begins a day anywhere: whoever comes after its browser has forgotten all is hardly ever told that their code is used up', async () => {
    const begun = await Promise.all(Array.from({ length: 60 }, async () => sessionOf(await nextCode(desired, day, storage()))))
    expect(new Set(begun).size).toBeGreaterThan(50)
    const barred = { getItem: () => null, setItem: () => { throw new Error('full') } }
    expect(sessionOf(await nextCode(desired, day, barred))).toBeLessThan(SESSIONS_A_DAY)
  })
})

describe('stamps', () => {
  const { site } = readSite()
  const points = site.devices.filter(({ role }) => role === 'kiosk' || role === 'robot')
  const stamps = stampsOf(points)
  it('are given to each point, none much oftener than another, and no two points of the demo within 60 metres have the same', () => {
    expect([...stamps.keys()]).toEqual(points.map(({ id }) => id))
    const many = moves.map((move) => [...stamps.values()].filter((one) => one === move).length)
    expect(Math.max(...many) - Math.min(...many)).toBeLessThanOrEqual(2)
    for (const [i, a] of points.entries()) for (const b of points.slice(i + 1)) {
      if (Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]) < 60) expect(stamps.get(a.id) === stamps.get(b.id), `${a.id} ${b.id}`).toBe(false)
    }
  })
  it('differ while there are as many characters as points', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 })), { maxLength: moves.length }), (places) => {
      expect(new Set(stampsOf(places.map((position, i) => ({ id: `k${i}`, position }))).values()).size).toBe(places.length)
    }))
  })
})
