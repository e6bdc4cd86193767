import { codeWords } from '../../protocol/code-words.ts'
import type { CodeWord } from '../../protocol/code-words.ts'

const latin = /[a-z]+$/i
const hanzi = /[\u4e00-\u9fff]+$/

/** What is being written: the last piece of English, or the one character of a Chinese word that is not whole yet. */
export function unfinished(text: string): string {
  const english = latin.exec(text)?.[0]
  if (english !== undefined) return english.toLowerCase()
  const chinese = hanzi.exec(text)?.[0] ?? ''
  return chinese.length % 2 === 1 ? chinese.slice(-1) : ''
}

/** Words that may be meant, at most `most`; none where nothing is begun or the word is whole. */
export function candidates(text: string, most = 8): CodeWord[] {
  const begun = unfinished(text)
  if (begun === '') return []
  const found = codeWords.filter(({ zh, en }) => zh.startsWith(begun) || (en.startsWith(begun) && en !== begun))
  return found.slice(0, most)
}

/** The text with the unfinished word made whole, ready for the next. */
export function complete(text: string, word: CodeWord): string {
  const begun = unfinished(text)
  const english = latin.test(text)
  return `${text.slice(0, text.length - begun.length)}${english ? word.en : word.zh} `
}
