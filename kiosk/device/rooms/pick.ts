import { goodPhones, latestPhones, type Item, type Phone, type Quiz } from '../../../protocol/content.ts'
import type { Kit } from '../../../protocol/kit.ts'
import type { Scam } from '../../../protocol/words.ts'
import type { CaseRun, Offer } from './room.ts'

/** A question as one passenger meets it: its options in a shuffled order, by their index in the item. */
export type QuizRun = { item: Quiz; phones: readonly Phone[]; order: readonly number[] }

export const QUESTIONS = 3

/** Numbers in [0, 1) from a seed: the same seed gives the same exercise. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key).map(({ value }) => value)
}

/**
 * Three questions from what the zone has: first a genuine contact (guards against suspecting everything), an unseen one where there is
 * one; then as many kinds of scam and ways of contact as possible, none that this session has seen unless nothing else is left.
 * `interest`: the first scam is of that kind, where there is one. Without a genuine contact there is no round: none.
 */
export function pickQuiz(offer: Offer, seen: ReadonlySet<string>, seed: number, interest?: Scam): QuizRun[] {
  const random = randomFrom(seed)
  const all = shuffled(quizzes(offer), random)
  const fresh = all.filter((q) => !seen.has(q.item.id))
  const pool = fresh.length >= QUESTIONS ? fresh : [...fresh, ...all.filter((q) => seen.has(q.item.id))]
  const genuine = [...fresh, ...all].find((q) => q.item.genuine)
  if (!genuine) return []
  const picked = [genuine]
  const worth = (q: { item: Quiz; far?: true }): number => (q.item.genuine ? 0 : 8)
    + (q.item.scam === interest && picked.every((p) => p.item.genuine || p.item.scam !== interest) ? 4 : 0)
    + (picked.every((p) => p.item.scam !== q.item.scam) ? 2 : 0)
    + (picked.every((p) => p.item.channel !== q.item.channel) ? 1 : 0) + (q.far ? 0 : 0.5)
  while (picked.length < QUESTIONS) {
    const left = pool.filter((q) => !picked.includes(q)).map((q) => ({ q, worth: worth(q) }))
    const [first, ...others] = left
    if (!first) break
    picked.push(others.reduce((best, one) => (one.worth > best.worth ? one : best), first).q)
  }
  return shuffled(picked, random).map((q) => runOf(q, random))
}

/** Whether there can be a round at all: without a genuine contact there is none. */
export const holdsRound = (offer: Offer): boolean => offer.some(({ item }) => item.kind === 'quiz' && item.genuine)

/** A question with its options in an order of their own. */
export const runOf = ({ item, phones }: Pick<QuizRun, 'item' | 'phones'>, random: () => number): QuizRun => ({ item, phones, order: shuffled(item.options.map((_, i) => i), random) })

/** The numbers that count today, by id: the kit's and those of the zone's items. */
export const phonesOf = (zone: Offer, kit: Kit | null, today: string): Map<string, Phone> =>
  new Map(goodPhones(latestPhones([kit?.phones ?? [], ...new Set(zone.map(({ phones }) => phones))]), today).map((phone) => [phone.id, phone]))

/** What the zone has, then what the kit has beyond it, each with the numbers that it names; nothing of which a number has run out. `today`: the site's day. */
export function offerOf(zone: Offer, kit: Kit | null, today: string): Offer {
  const good = phonesOf(zone, kit, today)
  const counts = (item: Item, far?: true): Offer => {
    const phones = item.phones.flatMap((id) => good.get(id) ?? [])
    return phones.length < item.phones.length ? [] : [{ item, phones, ...(far ? { far } : {}) }]
  }
  const ids = new Set(zone.map(({ item }) => item.id))
  return [...zone.flatMap(({ item }) => counts(item)), ...(kit?.exercises ?? []).flatMap((item) => (ids.has(item.id) ? [] : counts(item, true)))]
}

function quizzes(offer: Offer): { item: Quiz; phones: readonly Phone[]; far?: true }[] {
  const byId = new Map<string, { item: Quiz; phones: readonly Phone[]; far?: true }>()
  for (const { item, phones, far } of offer) if (item.kind === 'quiz' && !byId.has(item.id)) byId.set(item.id, { item, phones, ...(far ? { far } : {}) })
  return [...byId.values()]
}

/** Case stories, each once, the zone's first. */
export function casesOf(offer: Offer): CaseRun[] {
  const byId = new Map<string, CaseRun>()
  for (const { item, phones, far } of offer) if (item.kind === 'case' && !byId.has(item.id)) byId.set(item.id, { item, phones, ...(far ? { far } : {}) })
  return [...byId.values()]
}

/**
 * What fits under the thumb of a list that may be longer, in its order: others in each session (`seed`), so that all of it is met in
 * time. One place is for what is not of this zone, where there is any.
 */
export function someOf<T extends object>(list: readonly T[], most: number, seed: number): T[] {
  if (list.length <= most) return [...list]
  const drawn = shuffled(list, randomFrom(seed))
  const isFar = (one: T): boolean => 'far' in one
  const far = drawn.filter(isFar)
  const near = drawn.filter((one) => !isFar(one)).slice(0, far.length > 0 ? most - 1 : most)
  const chosen = new Set([...near, ...far].slice(0, most))
  return list.filter((one) => chosen.has(one))
}
