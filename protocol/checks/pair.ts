import type { Finding } from '../api-review.ts'
import type { Class, Item, Quiz, Video } from '../content.ts'
import { fewGenuine } from '../share.ts'
import { finding } from './words.ts'

/** What an id stands for and whether it may be shown; null where there is none. */
export type FindItem = (id: string) => { item: Item; live: boolean } | null

/** Two questions of which neither is the easier one by its form: the same trick by the same way, both genuine or neither, as many options. */
export const isParallel = (a: Quiz, b: Quiz): boolean =>
  a.id !== b.id && a.scam === b.scam && a.channel === b.channel && a.genuine === b.genuine && a.options.length === b.options.length

/** Everything that speaks against the questions around a class or a film. */
export function checkPairs({ scam, pairs = [] }: Class | Video, find: FindItem): Finding[] {
  const found: Finding[] = []
  /** Each pair that is there: whether it is about genuine contacts. */
  const asked: boolean[] = []
  for (const [i, ids] of pairs.entries()) {
    const quizzes = ids.flatMap((id, j) => {
      const held = find(id)
      if (held?.item.kind !== 'quiz') {
        found.push(finding('check/unknown-question', 'block', `pairs.${i}.${j}`, `There is no question "${id}".`, { item: id }))
        return []
      }
      if (!held.live) found.push(finding('check/item-not-live', 'warn', `pairs.${i}.${j}`, `"${id}" is not published: it would be left out.`, { item: id }))
      if (held.item.scam !== scam) found.push(finding('check/other-scam', 'block', `pairs.${i}.${j}`, `"${id}" is about another kind of scam: its answers say nothing of this lesson.`, { item: id }))
      return [held.item]
    })
    if (quizzes.length === ids.length) asked.push(quizzes.every(({ genuine }) => genuine))
    const [a, b] = quizzes
    if (a && b && !isParallel(a, b)) found.push(finding('check/not-parallel', 'block', `pairs.${i}`, `"${a.id}" and "${b.id}" are not alike: the same way of contact, both genuine or neither, as many options.`, { item: a.id, other: b.id }))
  }
  const genuine = asked.filter(Boolean).length
  if (fewGenuine(genuine, asked.length)) found.push(finding('check/few-genuine', 'warn', 'pairs', `${genuine} of ${asked.length} pairs are about genuine contacts; with under a fifth people learn to suspect everything: check-in points ask no more scams than that allows.`, { genuine, quizzes: asked.length }))
  return found
}
