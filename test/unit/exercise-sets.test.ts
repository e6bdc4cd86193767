import { describe, expect, it } from 'vitest'
import { exercisesOf } from '../../controller/kit/make.ts'
import { lessonsOf as kitLessons } from '../../controller/kit/lessons.ts'
import { createKitNumbers } from '../../kiosk/device/kit-numbers.ts'
import { boardOf } from '../../kiosk/device/rooms/board.ts'
import { lessonsOf } from '../../kiosk/device/rooms/lesson.ts'
import { casesOf, holdsRound, offerOf, pickQuiz, QUESTIONS } from '../../kiosk/device/rooms/pick.ts'
import type { Offer } from '../../kiosk/device/rooms/room.ts'
import { playable, simulation } from '../../kiosk/device/rooms/simulation.ts'
import { readLibrary } from '../../playlists/read.ts'
import { checkPairs } from '../../protocol/checks/pair.ts'
import { isGood, type Class, type Item, type Phone, type Quiz } from '../../protocol/content.ts'
import { Kit } from '../../protocol/kit.ts'
import { balanced, fewGenuine } from '../../protocol/share.ts'
import { leavesOf } from '../../protocol/venue.ts'
import { readSite } from '../../site/read.ts'
import { NEUTRAL_ZONE, scams, zoneKinds } from '../../protocol/words.ts'

/** The list of simulations that a session opens. */
const listed = (kit: Kit, seed = 1) => {
  const turn = simulation.open({ page: 'simulation' }, { offer: [], kit, today, seed, rounds: 0, seen: [], nowMs: 0, say: (action) => ({ session: 's', action }) })
  return turn?.page.name === 'simulation' ? turn.page.list.map((one) => one.simulation) : []
}

/** What one passenger can meet, drawn from the shipped library: with all numbers, without each that is named, and without any. */
const library = readLibrary()
const { site, schedule } = readSite()
const { items, playlists, phones } = library
const today = '2026-11-23'
const yesterday = '2026-11-22'
const expired = (gone: (phone: Phone) => boolean): Phone[] => phones.map((phone) => (gone(phone) ? { ...phone, expires: yesterday } : phone))
const registries: [string, Phone[]][] = [
  ['all numbers', phones], ...[...new Set(items.flatMap((item) => item.phones))].map((id): [string, Phone[]] => [`without ${id}`, expired((phone) => phone.id === id)]), ['without any number', expired(() => true)],
]
const byId = new Map(items.map((item) => [item.id, item]))
const kitWith = (numbers: readonly Phone[]) => Kit.parse({ phones: numbers, exercises: exercisesOf(items), lessons: kitLessons(items), simulations: library.simulations, board: library.board })
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

describe.each(registries)('what else one may draw, %s', (_, numbers) => {
  const kit = kitWith(numbers)
  it('around each lesson: of its pairs at least a fifth are about genuine contacts', () => {
    for (const { item, pairs } of lessonsOf(kit, today)) expect(fewGenuine(pairs.filter((pair) => pair.every((one) => one.item.genuine)).length, pairs.length), item.id).toBe(false)
  })
  it('of simulations: at least a fifth', () => {
    const list = listed(kit)
    expect(list.length).toBe(playable(kit, today).length)
    expect(fewGenuine(list.filter((one) => one.genuine).length, list.length)).toBe(false)
  })
  it('of the board\'s contacts: at least a fifth, or there is no board', () => {
    const prompts = boardOf(kit, today)?.board.prompts ?? []
    expect(fewGenuine(prompts.filter((one) => one.genuine).length, prompts.length)).toBe(false)
  })
})

describe('a site whose own genuine contacts are few', () => {
  const genuine = library.simulations.filter((one) => one.genuine)
  const scamsOnly = library.simulations.filter((one) => !one.genuine)
  it('plays as few simulations as leave a fifth genuine, others each time; with none, none', () => {
    const kit = Kit.parse({ phones, simulations: [...scamsOnly, ...genuine.slice(0, 1)] })
    const lists = Array.from({ length: 30 }, (_, seed) => listed(kit, seed))
    for (const list of lists) expect([list.length, list.filter((one) => one.genuine).length]).toEqual([5, 1])
    expect(new Set(lists.flatMap((list) => list.map(({ id }) => id))).size).toBe(kit.simulations.length)
    expect(listed(Kit.parse({ phones, simulations: scamsOnly }))).toEqual([])
  })
  it('asks nothing around a lesson without a pair about a genuine one, and still teaches it', () => {
    const all = kitLessons(items)
    const kit = Kit.parse({ phones, lessons: all.map(({ item, pairs }) => ({ item, pairs: pairs.filter(([one]) => !one.genuine) })) })
    expect(lessonsOf(kit, today).map(({ item, pairs }) => [item.id, pairs.length])).toEqual(all.map(({ item }) => [item.id, 0]))
  })
  it('is told so for a lesson', () => {
    const [lesson] = items.filter((item) => item.kind === 'class' && item.pairs !== undefined) as Class[]
    const find = (id: string) => { const item = byId.get(id); return item ? { item, live: true } : null }
    if (!lesson?.pairs) throw new Error('no lesson')
    expect(checkPairs(lesson, find)).toEqual([])
    expect(checkPairs({ ...lesson, pairs: lesson.pairs.slice(0, 1) }, find)).toMatchObject([{ code: 'check/few-genuine', level: 'warn', path: 'pairs', facts: { genuine: 0, quizzes: 1 } }])
  })
})

/** What walls go through: questions whose answer comes by itself. Rules as the planner's: by the entry's moments, then by the kind of zone. */
describe('a list that walls play', () => {
  const kindOf = new Map(site.zones.map((zone) => [zone.id, zone.kind]))
  const fitting = (all: readonly Item[], fit: (item: Item) => boolean) => { const found = all.filter(fit); return found.length > 0 ? found : all }
  const played = schedule.flatMap(({ playlist, moments, zones: targets }) => leavesOf(site.zones, targets.filter((zone) => zone !== NEUTRAL_ZONE)).map((zone) => {
    const all = playlists.find(({ id }) => id === playlist)?.items.flatMap((id) => byId.get(id) ?? []) ?? []
    const byMoment = fitting(all, (item) => moments.length === 0 || item.moments.length === 0 || item.moments.some((one) => moments.includes(one)))
    const kind = kindOf.get(zone)
    return { name: `${playlist} at ${zone}`, shown: fitting(byMoment, (item) => item.zoneKinds.length === 0 || (kind != null && item.zoneKinds.includes(kind))) }
  }))
  const lists = [...playlists.map(({ id, items: ids }) => ({ name: id, shown: ids.flatMap((one) => byId.get(one) ?? []) })), ...played]
  it.each([null, ...phones.map(({ id }) => id)])('has at least a fifth of its questions about genuine contacts, whole and in each zone, without the number %s', (gone) => {
    expect(played.length).toBeGreaterThan(100)
    for (const { name, shown } of lists) {
      const asked = shown.filter((item): item is Quiz => item.kind === 'quiz' && (gone === null || !item.phones.includes(gone)))
      if (fewGenuine(asked.filter((item) => item.genuine).length, asked.length)) expect.fail(`${name}: ${asked.map(({ id }) => id).join()}`)
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

describe('what else is shown from the kit', () => {
  const [known] = phones.filter(({ id }) => id === '96110')
  if (!known) throw new Error('there is no 96110')
  const kit = Kit.parse({ phones: [known] })
  it('has each number as it was last checked, and is the same while nothing has changed', () => {
    const withNumbers = createKitNumbers()
    const zone = (list: Phone[]) => [{ phones: list }, { phones: list }]
    const [same, ended] = [[known], [{ ...known, verifiedOn: today, expires: yesterday }]]
    const first = withNumbers(kit, zone(same))
    expect(first?.phones).toEqual([known])
    expect(withNumbers(kit, zone(same))).toBe(first)
    expect(withNumbers(kit, zone(ended))?.phones).toEqual(ended)
    expect(withNumbers(kit, [])?.phones).toEqual([known])
    expect(withNumbers(null, zone(same))).toBe(null)
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
