import type { Item, Quiz } from './content.ts'

/** The day's question: the same on every staff wall and for every colleague, another one each day until all have been. `day`: `YYYY-MM-DD`. */
export function questionOfDay(items: readonly Item[], day: string): Quiz | null {
  const quizzes = items.filter((item): item is Quiz => item.kind === 'quiz').toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const number = Temporal.PlainDate.from('2026-01-01').until(Temporal.PlainDate.from(day)).days
  return quizzes[((number % quizzes.length) + quizzes.length) % quizzes.length] ?? null
}
