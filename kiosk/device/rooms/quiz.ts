import type { AnswerStage } from '../../../protocol/event.ts'
import type { Scam } from '../../../protocol/words.ts'
import { pickQuiz, type QuizRun } from './pick.ts'
import type { Room } from './room.ts'

/** `chosen` is the option's index in the item; null until answered. `first`: nothing was explained in this session before. */
export type QuizPage = { name: 'quiz'; runs: readonly QuizRun[]; at: number; chosen: number | null; right: number; first: boolean }
/** `scam`: an interest; questions about it come first. */
export type QuizOpen = { page: 'quiz'; scam?: Scam }
export type QuizInput = { do: 'answer'; choice: number } | { do: 'next' }

/** Where an answer stands: the session's first comes before anything was explained, a round's last after all of it. */
function stageOf({ first, at, runs }: QuizPage): AnswerStage {
  if (first && at === 0) return 'before'
  return at === runs.length - 1 ? 'after' : 'between'
}

/** Three contacts in a minute: real or a scam? */
export const quiz: Room<QuizPage, QuizOpen, QuizInput> = {
  open({ scam }, { offer, seed, rounds, seen, say }) {
    const runs = pickQuiz(offer, new Set(seen), seed + rounds, scam)
    if (runs.length === 0) return null
    return { page: { name: 'quiz', runs, at: 0, chosen: null, right: 0, first: rounds === 0 }, events: [say('page', { value: 'quiz' })], seen: runs.map((r) => r.item.id), round: true }
  },
  act(page, input, { say }) {
    const run = page.runs[page.at]
    if (!run) return null
    if (input.do === 'answer') {
      if (page.chosen !== null || !run.order.includes(input.choice)) return null
      const correct = input.choice === run.item.answer
      return {
        page: { ...page, chosen: input.choice, right: page.right + (correct ? 1 : 0) },
        events: [say('answer', { item: run.item.id, choice: input.choice, correct, genuine: run.item.genuine, value: stageOf(page) })],
      }
    }
    if (page.chosen === null) return null
    if (page.at + 1 < page.runs.length) return { page: { ...page, at: page.at + 1, chosen: null }, events: [] }
    const { move, action } = run.item
    return { page: { name: 'finish', after: 'quiz', right: page.right, of: page.runs.length, end: { move, action, phones: run.phones } }, events: [say('finish', { value: 'quiz' })] }
  },
  back: () => null,
}
