import { goodPhones, type Item, type Phone, type Quiz } from './content.ts'

/**
 * The day's question: the same on every staff wall and for every colleague, another one each day until all have been; those for
 * staff alone first, then the rest. None with a number that has run out or that nobody knows. `day`: the site's `YYYY-MM-DD`.
 */
export function questionOfDay(forStaff: readonly Item[], rest: readonly Item[], phones: readonly Phone[], day: string): Quiz | null {
  const good = new Set(goodPhones(phones, day).map(({ id }) => id))
  const inOrder = (items: readonly Item[]): Quiz[] =>
    items.filter((item): item is Quiz => item.kind === 'quiz' && item.phones.every((id) => good.has(id))).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const quizzes = [...inOrder(forStaff), ...inOrder(rest)]
  const number = Temporal.PlainDate.from('2026-01-01').until(Temporal.PlainDate.from(day)).days
  return quizzes[((number % quizzes.length) + quizzes.length) % quizzes.length] ?? null
}
