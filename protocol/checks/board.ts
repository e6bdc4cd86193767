import type { Finding } from '../api-review.ts'
import { Board } from '../board.ts'
import { readLength } from '../reading.ts'
import { fewGenuine } from '../share.ts'
import { worstFirst } from './item.ts'
import { shapes } from './playlist.ts'
import type { SimulationFacts } from './simulation.ts'
import { checkWords, finding, marked } from './words.ts'

/** As many turns as a game has at most: so nobody meets the same contact twice in one. */
export const LEAST_PROMPTS = 16
/** The track is a ring of seven by seven. */
const SQUARES = 24
/** Characters that fit a contact's card. */
export const MOST_PROMPT = { message: { 'zh-CN': 20, en: 52 }, why: { 'zh-CN': 16, en: 40 }, sender: { 'zh-CN': 16, en: 28 } } as const

function checkTrack({ squares }: Board): Finding[] {
  const found: Finding[] = []
  const last = squares.length - 1
  for (const [i, square] of squares.entries()) {
    const path = `squares.${i}`
    if ((square.kind === 'start') !== (i === 0) || (square.kind === 'finish') !== (i === last)) found.push(finding('check/board-ends', 'block', path, 'The track begins at its one start and ends at its one finish.'))
    if (square.kind === 'flight' && (square.to <= i || square.to >= last || squares[square.to]?.kind !== 'rest')) found.push(finding('check/board-flight', 'block', path, 'A flight ends further on, on a square where one rests.', { to: square.to }))
  }
  if (squares.length !== SQUARES) found.push(finding('check/board-size', 'block', 'squares', `The track has ${squares.length} squares; its ring takes ${SQUARES}.`, { squares: squares.length, needed: SQUARES }))
  if (!squares.some(({ kind }) => kind === 'contact')) found.push(finding('check/board-no-contact', 'block', 'squares', 'Nobody gets in touch on this track.'))
  return found
}

function checkDeck({ prompts }: Board): Finding[] {
  const found = prompts.flatMap((prompt, i) => [
    ...(prompts.findIndex(({ id }) => id === prompt.id) === i ? [] : [finding('check/board-twice', 'block', `prompts.${i}.id`, `Two contacts are called "${prompt.id}".`, { id: prompt.id })]),
    ...(['message', 'why', 'sender'] as const).flatMap((field) => (['zh-CN', 'en'] as const).flatMap((language) => {
      const length = readLength(prompt[field][language].replace(/\{tel:([^}]*)\}/g, '$1'), language)
      const most = MOST_PROMPT[field][language]
      return length <= most ? [] : [finding('check/board-words-long', 'block', `prompts.${i}.${field}.${language}`, `There are ${length} characters; ${most} have room.`, { length, most })]
    })),
  ])
  if (prompts.length < LEAST_PROMPTS) found.push(finding('check/board-few', 'block', 'prompts', `There are ${prompts.length} contacts; a game may need ${LEAST_PROMPTS}.`, { prompts: prompts.length, least: LEAST_PROMPTS }))
  const genuine = prompts.filter((one) => one.genuine).length
  if (fewGenuine(genuine, prompts.length)) found.push(finding('check/few-genuine', 'block', 'prompts', `${genuine} of ${prompts.length} contacts are genuine; with under a fifth people learn to suspect everything.`, { genuine, quizzes: prompts.length }))
  return found
}

const quoted = (path: string): boolean => /^prompts\.\d+\.(sender|message)\b/.test(path)

/** Everything that speaks against playing on this board, the worst first. `body` need not be whole. */
export function checkBoard(body: Record<string, unknown>, { glyphs, phones }: SimulationFacts): Finding[] {
  const named = Array.isArray(body['phones']) ? body['phones'].filter((id) => typeof id === 'string') : []
  const words = checkWords(body, { glyphs, phones, named, quoted })
  for (const id of named) if (!phones.has(id)) words.push(finding('check/phone-expired', 'block', 'phones', `The number "${id}" is unknown or has run out: have it checked anew.`, { phone: id }))
  const parsed = Board.safeParse(marked(body, ' '))
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  return worstFirst([...words, ...checkTrack(parsed.data), ...checkDeck(parsed.data)])
}
