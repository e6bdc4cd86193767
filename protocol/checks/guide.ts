import { telephonesIn } from '../answer.ts'
import type { Finding } from '../api-review.ts'
import { Guide } from '../content.ts'
import { readLength } from '../reading.ts'
import { worstFirst } from './item.ts'
import { writtenOut } from './phone.ts'
import { shapes } from './playlist.ts'
import { checkWords, finding, marked, textsOf, type WordFacts } from './words.ts'

/** What fits a page of the guide: on a check-in point, and on A5. */
export const MOST_GUIDE = { parts: 12, points: 6, title: { 'zh-CN': 12, en: 32 }, point: { 'zh-CN': 44, en: 140 } } as const
const languages = ['zh-CN', 'en'] as const

/** `before`: the guide that screens and print have now. */
export type GuideFacts = Pick<WordFacts, 'glyphs' | 'phones'> & { before: Guide | null }

/** Everything that speaks against giving out this guide. `body` need not be whole. */
export function checkGuide(body: Record<string, unknown>, { glyphs, phones, before }: GuideFacts): Finding[] {
  const named = textsOf(body).flatMap(({ text }) => telephonesIn({ 'zh-CN': text, en: text }))
  const words = checkWords(body, { glyphs, phones, named, quoted: () => false })
  const parsed = Guide.safeParse(marked(body, ' '))
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  const { version, sections } = parsed.data
  const found = [...words]
  if (!/^[\w.-]{1,12}$/.test(version)) found.push(finding('check/guide-version', 'block', 'version', 'A version is written in letters, digits, points and hyphens, at most 12: it stands in a file\'s name.'))
  else if (before && before.version === version && JSON.stringify(before.sections) !== JSON.stringify(parsed.data.sections)) found.push(finding('check/guide-same-version', 'block', 'version', `Version ${version} is out already with other words: print and screens would not agree. Give it another.`, { version }))
  if (sections.length > MOST_GUIDE.parts) found.push(finding('check/guide-long', 'block', 'sections', `It has ${sections.length} parts; ${MOST_GUIDE.parts} fit.`, { length: sections.length, most: MOST_GUIDE.parts }))
  for (const [i, { title, points }] of sections.entries()) {
    if (points.length === 0 || points.length > MOST_GUIDE.points) found.push(finding('check/guide-points', 'block', `sections.${i}.points`, `A part has 1 to ${MOST_GUIDE.points} points, not ${points.length}.`, { length: points.length, most: MOST_GUIDE.points }))
    for (const { path, text, most } of [{ path: `sections.${i}.title`, text: title, most: MOST_GUIDE.title }, ...points.map((point, n) => ({ path: `sections.${i}.points.${n}`, text: point, most: MOST_GUIDE.point }))]) {
      for (const language of languages) {
        const length = readLength(text[language].replace(/\{tel:([^}]*)\}/g, '$1'), language)
        if (length > most[language]) found.push(finding('check/guide-words', 'block', `${path}.${language}`, `It has ${length} characters in ${language}; ${most[language]} fit.`, { length, most: most[language], language }))
        const number = writtenOut(text[language])
        if (number !== null) found.push(finding('check/phone-written', 'block', `${path}.${language}`, `"${number}" is written out: name it as {tel:ID}, so that it goes when it runs out.`, { number }))
      }
    }
  }
  return worstFirst(found)
}
