import { answerOn, type KitAnswer } from '../../../protocol/answer.ts'
import { wordsAsked } from '../../../protocol/ask-words.ts'
import type { Here, Room, Say, Takeaway, Turn } from './room.ts'

/** `typed`: what stands in the field; it goes with the session. `not`: answers that were not what was meant. */
type Asking = { name: 'ask'; typed: string; not: readonly string[] }
/** `list`: what may be asked, or what was found. `vain`: nothing fits; `told` so already, for these words. */
export type AskPage = Asking & ({ at: 'list'; told: string | null } | { at: 'answer'; answer: KitAnswer; told: string | null } | { at: 'vain'; told: string })
export type AskOpen = { page: 'ask' }
export type AskInput = { do: 'type'; text: string } | { do: 'pick'; answer: string } | { do: 'vain' } | { do: 'meant'; it: boolean }

export const MOST_TYPED = 40

const takeawayOf = ({ move, action, phones }: KitAnswer, { kit }: Here): Takeaway =>
  ({ move, action, phones: (kit?.phones ?? []).filter(({ id }) => phones.includes(id)) })

/** Nothing fits: said once for the same words, in our own words alone. */
function inVain(page: AskPage, say: Say): Turn<AskPage> {
  const { typed } = page
  return { page: { name: 'ask', typed, not: page.not, at: 'vain', told: typed }, events: page.told === typed ? [] : [say('ask', { value: wordsAsked(typed) })] }
}

/** Ask 小安. What is typed never leaves the session: only which answer was given, or which of our own words were asked for in vain. */
export const ask: Room<AskPage, AskOpen, AskInput> = {
  open: (_, { kit, today, say }) => (!kit?.answers.some((answer) => answerOn(answer, kit.phones, today)) ? null : { page: { name: 'ask', typed: '', not: [], at: 'list', told: null }, events: [say('page', { value: 'ask' })] }),
  act(page, input, here) {
    const { kit, today, say } = here
    if (input.do === 'type') return { page: { name: 'ask', typed: input.text.slice(0, MOST_TYPED), not: [], at: 'list', told: page.told }, events: [] }
    if (input.do === 'vain') return page.at === 'vain' || (page.typed.trim() === '' && page.not.length === 0) ? null : inVain(page, say)
    if (input.do === 'pick') {
      const found = kit?.answers.find(({ id }) => id === input.answer)
      const answer = found && answerOn(found, kit?.phones ?? [], today)
      return answer ? { page: { ...page, at: 'answer', answer }, events: [say('ask', { item: answer.id, value: 'met' })], taken: takeawayOf(answer, here) } : null
    }
    if (page.at !== 'answer') return null
    const { answer, typed, not, told } = page
    if (input.it) return { page: { name: 'finish', after: 'ask', right: 0, of: 0, end: takeawayOf(answer, here) }, events: [say('ask', { item: answer.id, value: 'yes' })] }
    return { page: { name: 'ask', typed, not: [...not, answer.id], at: 'list', told }, events: [say('ask', { item: answer.id, value: 'no' })] }
  },
  back: ({ name, typed, not, at, told }) => (at === 'list' ? null : { name, typed, not, at: 'list', told }),
}
