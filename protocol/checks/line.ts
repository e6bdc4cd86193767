import type { Finding } from '../api-review.ts'
import { RobotLine } from '../content.ts'
import { aloudSeconds, readLength } from '../reading.ts'
import { worstFirst } from './item.ts'
import { plain, shapes } from './playlist.ts'
import { checkWords, finding, marked, type Glyphs } from './words.ts'

/** A caption holds a sentence or two, and stands for 12 s: characters in any language, seconds read aloud. */
export const MOST_SAID = { characters: 120, seconds: 12 } as const

/** Everything that speaks against a robot saying this. `body` need not be whole. */
export function checkLine(body: Record<string, unknown>, glyphs: Glyphs): Finding[] {
  const words = checkWords(body, { glyphs, ...plain })
  const parsed = RobotLine.safeParse(marked(body, ' '))
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  const found = [...words]
  for (const language of ['zh-CN', 'en'] as const) {
    const text = parsed.data.text[language]
    const needed = Math.ceil(aloudSeconds([text], language))
    const length = readLength(text, language)
    if (needed > MOST_SAID.seconds || length > MOST_SAID.characters) found.push(finding('check/line-long', 'block', `text.${language}`, `Said aloud it takes ${needed} s (${length} characters); a robot has ${MOST_SAID.seconds} s and ${MOST_SAID.characters} characters.`, { needed, length, seconds: MOST_SAID.seconds, most: MOST_SAID.characters }))
  }
  return worstFirst(found)
}
