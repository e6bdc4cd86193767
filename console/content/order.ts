import type { Item } from '../../protocol/content.ts'
import { fewGenuine } from '../../protocol/share.ts'

/** The list with the one at `from` put in place `to`; the same list where there is nowhere to go. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length || from === to) return [...list]
  const rest = list.filter((_, i) => i !== from)
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}

/** One round of a playlist: its seconds, its questions and how many of them are genuine; `few`: too few to keep people trusting what is real. */
export function roundOf(items: readonly Item[]): { seconds: number; quizzes: number; genuine: number; few: boolean } {
  const quizzes = items.filter((item) => item.kind === 'quiz')
  const genuine = quizzes.filter((quiz) => quiz.genuine).length
  return { seconds: items.reduce((sum, item) => sum + item.seconds, 0), quizzes: quizzes.length, genuine, few: fewGenuine(genuine, quizzes.length) }
}
export const minutesText = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
