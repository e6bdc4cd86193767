import type { Item, Quiz } from '../../protocol/content.ts'
import type { Lesson } from '../../protocol/kit.ts'
import { scams } from '../../protocol/words.ts'

/** Classes and films with questions around them, from the items that may be shown; a question that may not be leaves its pair out. */
export function lessonsOf(items: readonly Item[]): Lesson[] {
  const quizzes = new Map(items.flatMap((item): [string, Quiz][] => (item.kind === 'quiz' ? [[item.id, item]] : [])))
  return items
    .flatMap((item): Lesson[] => ((item.kind === 'class' || item.kind === 'video') && item.pairs?.length ? [{
      item,
      pairs: item.pairs.flatMap(([a, b]): [Quiz, Quiz][] => {
        const [one, other] = [quizzes.get(a), quizzes.get(b)]
        return one && other ? [[one, other]] : []
      }),
    }] : []))
    .sort((a, b) => scams.indexOf(a.item.scam) - scams.indexOf(b.item.scam) || (a.item.id < b.item.id ? -1 : 1))
}
