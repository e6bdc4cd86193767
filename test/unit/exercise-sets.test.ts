import { describe, expect, it } from 'vitest'
import { exercisesOf } from '../../controller/kit/make.ts'
import { casesOf, holdsRound, offerOf, pickQuiz, QUESTIONS } from '../../kiosk/device/rooms/pick.ts'
import type { Offer } from '../../kiosk/device/rooms/room.ts'
import { readLibrary } from '../../playlists/read.ts'
import { isGood, type Item, type Phone } from '../../protocol/content.ts'
import { Kit } from '../../protocol/kit.ts'
import { balanced, fewGenuine } from '../../protocol/share.ts'
import { scams, zoneKinds } from '../../protocol/words.ts'

/** What one passenger can meet, drawn from the shipped library: with all numbers, without each that is named, and without any. */
const library = readLibrary()
const { items, playlists, phones } = library
const today = '2026-11-23'
const yesterday = '2026-11-22'
const expired = (gone: (phone: Phone) => boolean): Phone[] => phones.map((phone) => (gone(phone) ? { ...phone, expires: yesterday } : phone))
const registries: [string, Phone[]][] = [
  ['all numbers', phones], ...[...new Set(items.flatMap((item) => item.phones))].map((id): [string, Phone[]] => [`without ${id}`, expired((phone) => phone.id === id)]), ['without any number', expired(() => true)],
]
const byId = new Map(items.map((item) => [item.id, item]))
const kitWith = (numbers: readonly Phone[]) => Kit.parse({ phones: numbers, exercises: exercisesOf(items), simulations: library.simulations, board: library.board })
/** A zone's items by what may play there: each list alone, and all that is written for its kind. */
const zones: [string, Item[]][] = [
  ...playlists.map((list): [string, Item[]] => [list.id, list.items.flatMap((id) => byId.get(id) ?? [])]),
  ...zoneKinds.map((kind): [string, Item[]] => [`all for ${kind}`, items.filter((item) => item.zoneKinds.length === 0 || item.zoneKinds.includes(kind))]),
]
const zoneOf = (list: readonly Item[], numbers: readonly Phone[]): Offer => list.map((item) => ({ item, phones: numbers }))
const interests = [undefined, ...scams]
const genuineIn = (round: ReturnType<typeof pickQuiz>) => round.filter(({ item }) => item.genuine).length

describe.each(registries)('a round, %s', (_, numbers) => {
  const kit = kitWith(numbers)
  const good = new Set(numbers.filter((phone) => isGood(phone, today)).map(({ id }) => id))

  it('has three questions, a genuine contact among them and no number that has run out, round after round, in every zone, for every interest', () => {
    for (const [name, list] of zones) {
      const offer = offerOf(zoneOf(list, numbers), kit, today)
      for (const from of [0, 5]) {
        const seen = new Set<string>()
        for (let round = 0; round < 12; round++) {
          const interest = interests[(from + round) % interests.length]
          const runs = pickQuiz(offer, seen, from * 1000 + round, interest)
          if (runs.length !== QUESTIONS || genuineIn(runs) === 0) expect.fail(`${name}, ${interest}, round ${round}: ${runs.map(({ item }) => item.id).join()}`)
          for (const { item, phones: shown } of runs) {
            if (item.phones.some((id) => !good.has(id)) || shown.length !== item.phones.length) expect.fail(`${name}: ${item.id} names a number that has run out`)
            seen.add(item.id)
          }
        }
      }
    }
  })

  it('has a genuine contact, or is none, where there is only the zone and no kit', () => {
    for (const [name, list] of zones) {
      const offer = offerOf(zoneOf(list, numbers), null, today)
      const seen = new Set<string>()
      for (let round = 0; round < 6; round++) {
        const runs = pickQuiz(offer, seen, round)
        expect(runs.length > 0, name).toBe(holdsRound(offer))
        if (runs.length > 0) expect(genuineIn(runs), name).toBeGreaterThan(0)
        for (const { item } of runs) seen.add(item.id)
      }
    }
  })

  it('is like a story: neither names a number that has run out', () => {
    for (const [, list] of zones) for (const { item, phones: shown } of casesOf(offerOf(zoneOf(list, numbers), kit, today))) {
      expect(item.phones.every((id) => good.has(id)), item.id).toBe(true)
      expect(shown.map(({ id }) => id), item.id).toEqual(item.phones)
    }
  })
})

describe('an offer', () => {
  const [item] = items.filter((one) => one.kind === 'quiz' && one.phones.includes('96110'))
  const [known] = phones.filter(({ id }) => id === '96110')
  if (!item || !known) throw new Error('nothing names 96110')
  const offered = (zone: readonly Phone[], kit: Phone[] | null, day = today) => offerOf([{ item, phones: zone }], kit && Kit.parse({ phones: kit }), day)
  it('leaves out what names a number that is not there, that has run out, or of which the later check says so', () => {
    expect(offered([], null)).toEqual([])
    expect(offered([known], null)).toEqual([{ item, phones: [known] }])
    expect(offered([known], null, known.expires)).toHaveLength(1)
    expect(offered([known], null, '2027-11-01')).toEqual([])
    expect(offered([known], [{ ...known, expires: yesterday }])).toEqual([])
  })
  it('takes the number from the later check, whether zone or kit has it', () => {
    const later = { ...known, number: '12345', verifiedOn: '2027-10-01', expires: '2028-09-30' }
    expect(offered([known], [later], '2027-11-01')).toEqual([{ item, phones: [later] }])
    expect(offered([later], [known], '2027-11-01')).toEqual([{ item, phones: [later] }])
    expect(offered([{ ...later, expires: '2027-10-02' }], [known], '2027-10-20')).toEqual([])
  })
})

describe('a share', () => {
  it('is too small under a fifth; nothing has none', () => {
    expect([[0, 0], [0, 1], [1, 5], [1, 6], [2, 10]].map(([genuine = 0, all = 0]) => fewGenuine(genuine, all))).toEqual([false, true, false, true, false])
  })
  it('is kept by leaving out the last scams, and everything where nothing is genuine', () => {
    for (let code = 0; code < 1 << 7; code++) {
      const list = Array.from({ length: 7 }, (_, i) => ((code >> i) & 1) === 1)
      const kept = balanced(list, (one) => one)
      expect(fewGenuine(kept.filter(Boolean).length, kept.length)).toBe(false)
      expect(kept.filter(Boolean).length).toBe(list.filter(Boolean).length)
      if (!fewGenuine(list.filter(Boolean).length, list.length)) expect(kept).toEqual(list)
    }
  })
})
