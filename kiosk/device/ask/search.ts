import MiniSearch from 'minisearch'
import type { KitAnswer } from '../../../protocol/answer.ts'
import type { Phone } from '../../../protocol/content.ts'
import { foldSyllable, indexTerms, plainText, queryTerms, saysLittle, saysSome, syllablePairs, syllablesIn } from './segment.ts'

/** How much of what was asked an answer must hold, from 0 to 1: below it nobody would call it an answer. */
const LEAST = 0.46
/** Initials say less, so more of them must fit. */
const LEAST_INITIALS = 0.75
/** A word that stands in the answer alone: it may be about it, or only mention it. */
const IN_ANSWER = 0.6
const MOST_FOUND = 8

type Fields = 'question' | 'asked' | 'answer' | 'sound' | 'sounds' | 'initials'
type Weighed = { terms: string[]; fields: Fields[]; least: number; weight(term: string): number; prefix(term: string, at: number, terms: string[]): boolean; fuzzy(term: string): number | false }
export type AnswerSearch = (typed: string) => KitAnswer[]

/** Every three initials in a row, and the whole where it is shorter: `yzm`. */
const initialTerms = (initials: string): string[] => (initials.length <= 3 ? [initials] : Array.from({ length: initials.length - 2 }, (_, i) => initials.slice(i, i + 3)))
const initialsOf = (sound: string): string => sound.split(' ').map((syllable) => syllable[0] ?? '').join('')

/** Finds answers by what a passenger writes: Chinese, pinyin, its initials or English. Best first; empty where none fits. */
export function createSearch(answers: readonly KitAnswer[], phones: readonly Phone[]): AnswerSearch {
  const spelled = (text: string): string => text.replace(/\{tel:([^}]*)\}/g, (_, id: string) => phones.find((phone) => phone.id === id)?.number ?? '')
  const byId = new Map(answers.map((answer) => [answer.id, answer]))
  const syllables = new Set(answers.flatMap(({ sounds }) => sounds.flatMap((sound) => sound.split(' '))))
  const starts = new Set([...syllables].flatMap((syllable) => Array.from({ length: syllable.length }, (_, i) => syllable.slice(0, i + 1))))
  const index = new MiniSearch<KitAnswer>({
    fields: ['question', 'asked', 'answer', 'sound', 'sounds', 'initials'] satisfies Fields[],
    extractField(answer, field) {
      switch (field) {
        case 'question': return spelled(`${answer.question['zh-CN']}\n${answer.question.en}`)
        case 'asked': return spelled(answer.asked.join('\n'))
        case 'answer': return [...answer.answer, answer.action].map((text) => spelled(`${text['zh-CN']}\n${text.en}`)).join('\n')
        case 'sound': return answer.sounds[0] ?? ''
        case 'sounds': case 'initials': return answer.sounds.join('\n')
        default: return answer.id
      }
    },
    tokenize: (text, field) => {
      if (field === 'sound' || field === 'sounds') return text.split('\n').flatMap((sound) => { const all = sound.split(' ').map(foldSyllable); return [...all, ...syllablePairs(all)] })
      if (field === 'initials') return text.split('\n').flatMap((sound) => { const all = initialsOf(sound); return [...initialTerms(all), ...syllablePairs([...all])] })
      return indexTerms(text)
    },
    processTerm: (term) => term,
  })
  index.addAll(answers)
  const holders = holdersOf(answers, (answer) => indexTerms(spelled([answer.question, ...answer.answer, answer.action].map((text) => `${text['zh-CN']}\n${text.en}`).join('\n') + `\n${answer.asked.join('\n')}`)))
  /** What a term tells, by how few answers have it. A question of nothing but small words is looked for as a whole. */
  const known = [...holders.keys()]
  const having = (term: string): number => holders.get(term) ?? (term.length > 3 ? known.filter((other) => other.startsWith(term)).reduce((sum, other) => sum + (holders.get(other) ?? 0), 0) : 0)
  const rarity = (term: string): number => Math.log(1 + answers.length / (1 + having(term)))

  /** As words, in any script. */
  function asWords(typed: string): Weighed {
    const terms = queryTerms(typed, (term) => holders.has(term))
    const isSmall = terms.every(saysLittle)
    return {
      terms, fields: ['question', 'asked', 'answer'], least: isSmall ? 1 : LEAST,
      weight: (term) => (isSmall ? 1 : saysLittle(term) ? 0.05 : saysSome(term) ? 0.3 : [...term].length === 1 && holders.has(term) ? 0.6 * rarity(term) : rarity(term)),
      prefix: (term, at, all) => at === all.length - 1 || [...term].length === 1 || (/^[a-z]/.test(term) && term.length > 3),
      fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? Math.min(0.2, 1.4 / term.length) : false),
    }
  }
  /** As pinyin without tones, with spaces or without. */
  function asSounds(letters: string): Weighed | null {
    const parts = syllablesIn(letters, (part) => syllables.has(part), (part) => starts.has(part))
    if (!parts) return /^[a-z]{6,12}$/.test(letters) ? { ...sounding([letters]), fuzzy: () => 0.25, least: 1 } : null
    return sounding(syllablePairs(parts.map(foldSyllable)))
  }
  const sounding = (terms: string[]): Weighed => ({ terms, fields: ['sound', 'sounds'], least: LEAST, weight: () => 1, prefix: (_, at, all) => at === all.length - 1, fuzzy: () => false })
  const asInitials = (letters: string): Weighed => ({ terms: initialTerms(letters), fields: ['initials'], least: LEAST_INITIALS, weight: () => 1, prefix: () => false, fuzzy: () => false })

  function found({ terms, fields, least, weight, prefix, fuzzy }: Weighed): Map<string, number> {
    if (terms.length === 0) return new Map()
    const all = terms.reduce((sum, term) => sum + weight(term), 0)
    const results = index.search(terms.join(' '), {
      fields, tokenize: () => terms, processTerm: (term) => term, prefix, fuzzy, combineWith: 'OR',
      boost: { question: 3, asked: 3, sound: 2 }, boostTerm: weight, bm25: { k: 1.2, b: 0, d: 0.5 }, weights: { prefix: 0.6, fuzzy: 0.4 },
    })
    const most = results[0]?.score ?? 1
    return new Map(results.flatMap(({ id, score, queryTerms: held, match }) => {
      const share = held.reduce((sum, term) => sum + weight(term) * (match[term]?.every((field) => field === 'answer') ? IN_ANSWER : 1), 0) / all
      return share >= least ? [[String(id), share * (0.5 + (0.5 * score) / most)] as const] : []
    }))
  }

  return (typed) => {
    const text = plainText(typed).trim()
    if (text === '') return []
    const letters = /^[a-z\s]+$/.test(text) ? text.replace(/\s/g, '') : ''
    const readings = [asWords(text), ...(letters.length > 1 ? [asSounds(letters), ...(letters.length < 9 && !text.includes(' ') ? [asInitials(letters)] : [])] : [])]
    const best = new Map<string, number>()
    for (const reading of readings) if (reading) for (const [id, worth] of found(reading)) best.set(id, Math.max(worth, best.get(id) ?? 0))
    return [...best].sort((a, b) => b[1] - a[1]).slice(0, MOST_FOUND).flatMap(([id]) => byId.get(id) ?? [])
  }
}

/** In how many answers each term stands. */
function holdersOf(answers: readonly KitAnswer[], termsOf: (answer: KitAnswer) => string[]): Map<string, number> {
  const count = new Map<string, number>()
  for (const answer of answers) for (const term of new Set(termsOf(answer))) count.set(term, (count.get(term) ?? 0) + 1)
  return count
}
