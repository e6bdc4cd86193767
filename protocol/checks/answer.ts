import { Answer, telephonesIn } from '../answer.ts'
import type { Finding } from '../api-review.ts'
import { readLength } from '../reading.ts'
import { worstFirst } from './item.ts'
import { writtenOut } from './phone.ts'
import { shapes } from './playlist.ts'
import { checkWords, finding, invisible, marked, markup, type WordFacts } from './words.ts'

/** Characters that fit their places on the page: it is read standing, with something to do afterwards. */
export const MOST_ANSWER = {
  question: { 'zh-CN': 18, en: 50 },
  sentence: { 'zh-CN': 40, en: 110 },
  /** All sentences together. */
  whole: { 'zh-CN': 72, en: 190 },
  action: { 'zh-CN': 16, en: 36 },
} as const
/** Ways to ask in each of the two scripts, below which few will find it. */
const LEAST_ASKED = 2

const languages = ['zh-CN', 'en'] as const
/** Length as it is read: a number is about as long as its id. */
const long = (text: string, language: 'zh-CN' | 'en'): number => readLength(text.replace(/\{tel:([^}]*)\}/g, '$1'), language)
const isChinese = (words: string): boolean => /\p{Script=Han}/u.test(words)

/** Everything that speaks against giving this answer. `phones`: numbers that count today, by id. `body` need not be whole. */
export function checkAnswer(body: Record<string, unknown>, { glyphs, phones }: Pick<WordFacts, 'glyphs' | 'phones'>): Finding[] {
  const { asked = [], ...shown } = body
  const named = Array.isArray(body['phones']) ? body['phones'].filter((id) => typeof id === 'string') : []
  const words = checkWords(shown, { glyphs, phones, named, quoted: (path) => path.startsWith('question') })
  const parsed = Answer.safeParse({ ...Object(marked(shown, ' ')), asked })
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  const answer = parsed.data
  return worstFirst([...words, ...lengths(answer), ...numbers(answer, phones), ...ways(answer.asked)])
}

function lengths({ question, answer, action }: Answer): Finding[] {
  return languages.flatMap((language) => {
    const parts = [
      { path: 'question', length: long(question[language], language), most: MOST_ANSWER.question[language] },
      ...answer.map((sentence, i) => ({ path: `answer.${i}`, length: long(sentence[language], language), most: MOST_ANSWER.sentence[language] })),
      { path: 'answer', length: answer.reduce((sum, sentence) => sum + long(sentence[language], language), 0), most: MOST_ANSWER.whole[language] },
      { path: 'action', length: long(action[language], language), most: MOST_ANSWER.action[language] },
    ]
    return parts.filter(({ length, most }) => length > most)
      .map(({ path, length, most }) => finding('check/answer-long', 'block', path === 'answer' ? path : `${path}.${language}`, `It has ${length} characters in ${language}; ${most} are read standing.`, { length, most, language }))
  })
}

/** Numbers stand in the registry alone, so that one that has run out is nowhere. */
function numbers({ question, asked, answer, action, phones }: Answer, good: ReadonlySet<string>): Finding[] {
  const texts = [{ path: 'question', text: question }, ...answer.map((text, i) => ({ path: `answer.${i}`, text })), { path: 'action', text: action }]
  const said = [...texts.flatMap(({ path, text }) => languages.map((language) => ({ path: `${path}.${language}`, words: text[language] }))), ...asked.map((words, i) => ({ path: `asked.${i}`, words }))]
  const found = said.flatMap(({ path, words }) => {
    const number = writtenOut(words)
    return number === null ? [] : [finding('check/phone-written', 'block', path, `"${number}" is written out: name it as {tel:ID}, so that it goes when it runs out.`, { number })]
  })
  const used = new Set([...texts.flatMap(({ text }) => telephonesIn(text)), ...asked.flatMap((words) => telephonesIn({ 'zh-CN': words, en: words }))])
  for (const id of phones) {
    if (!used.has(id)) found.push(finding('check/phone-unused', 'warn', 'phones', `The number {tel:${id}} is named, but stands in no sentence.`, { phone: id }))
    if (!good.has(id)) found.push(finding('check/phone-expired', 'block', 'phones', `The number "${id}" is unknown or has run out: have it checked anew.`, { phone: id }))
  }
  for (const [i, words] of asked.entries()) {
    for (const id of telephonesIn({ 'zh-CN': words, en: '' })) if (!phones.includes(id)) found.push(finding('check/phone-not-named', 'block', `asked.${i}`, `The number {tel:${id}} is not among the answer's numbers.`, { phone: id }))
  }
  const sentences = answer.filter((text) => telephonesIn(text).length === 0)
  if (sentences.length === 0 && telephonesIn(question).length + telephonesIn(action).length === 0) found.push(finding('check/answer-all-numbers', 'warn', 'answer', 'Every sentence names a number: when one runs out, nothing may be left to say.'))
  return found
}

function ways(asked: readonly string[]): Finding[] {
  const found = asked.flatMap((words, i) => (invisible.test(words) || markup.test(words) ? [finding('check/markup', 'block', `asked.${i}`, 'It holds markup, or a character that nobody can see.')] : []))
  const chinese = asked.filter(isChinese).length
  for (const [language, count] of [['zh-CN', chinese], ['en', asked.length - chinese]] as const) {
    if (count < LEAST_ASKED) found.push(finding('check/asked-few', 'warn', 'asked', `People ask in their own words: write at least ${LEAST_ASKED} more ways to ask it in ${language}.`, { count, least: LEAST_ASKED, language }))
  }
  return found
}
