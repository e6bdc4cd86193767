import type { Phone, Quiz } from '../../../protocol/content.ts'
import { isGood, type Kit } from '../../../protocol/kit.ts'
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
 * Three questions from what the zone has: at least one genuine contact where there is any (guards against suspecting
 * everything), as many kinds of scam and ways of contact as possible, none that this session has seen unless nothing else is left. `interest`: the
 * first scam is of that kind, where there is one.
 */
export function pickQuiz(offer: Offer, seen: ReadonlySet<string>, seed: number, interest?: Scam): QuizRun[] {
  const random = randomFrom(seed)
  const all = shuffled(quizzes(offer), random)
  const fresh = all.filter((q) => !seen.has(q.item.id))
  const pool = fresh.length >= QUESTIONS ? fresh : [...fresh, ...all.filter((q) => seen.has(q.item.id))]
  const picked = pool.filter((q) => q.item.genuine).slice(0, 1)
  const worth = (q: { item: Quiz; far?: true }): number => (q.item.genuine ? 0 : 8)
    + (q.item.scam === interest && picked.every((p) => p.item.genuine || p.item.scam !== interest) ? 4 : 0)
    + (picked.every((p) => p.item.scam !== q.item.scam) ? 2 : 0)
    + (picked.every((p) => p.item.channel !== q.item.channel) ? 1 : 0) + (q.far ? 0 : 0.5)
  while (picked.length < Math.min(QUESTIONS, pool.length)) {
    const [best] = pool.filter((q) => !picked.includes(q)).sort((x, y) => worth(y) - worth(x))
    if (!best) break
    picked.push(best)
  }
  return shuffled(picked, random).map((q) => runOf(q, random))
}

/** A question with its options in an order of their own. */
export const runOf = ({ item, phones }: Pick<QuizRun, 'item' | 'phones'>, random: () => number): QuizRun => ({ item, phones, order: shuffled(item.options.map((_, i) => i), random) })

/** What the zone has, then what the kit has beyond it; nothing whose number has run out. `today`: the site's day. */
export function offerOf(zone: Offer, kit: Kit | null, today: string): Offer {
  if (!kit) return zone
  const ids = new Set(zone.map(({ item }) => item.id))
  const phones = new Map(kit.phones.filter((phone) => isGood(phone, today)).map((phone) => [phone.id, phone]))
  return [...zone, ...kit.exercises.flatMap((item): Offer => {
    const named = item.phones.flatMap((id) => phones.get(id) ?? [])
    return ids.has(item.id) || named.length < item.phones.length ? [] : [{ item, phones: named, far: true }]
  })]
}

function quizzes(offer: Offer): { item: Quiz; phones: readonly Phone[]; far?: true }[] {
  const byId = new Map<string, { item: Quiz; phones: readonly Phone[]; far?: true }>()
  for (const { item, phones, far } of offer) if (item.kind === 'quiz' && !byId.has(item.id)) byId.set(item.id, { item, phones, ...(far ? { far } : {}) })
  return [...byId.values()]
}

/** The zone's case stories, each once. */
export function casesOf(offer: Offer): CaseRun[] {
  const byId = new Map<string, CaseRun>()
  for (const { item, phones } of offer) if (item.kind === 'case' && !byId.has(item.id)) byId.set(item.id, { item, phones })
  return [...byId.values()]
}
