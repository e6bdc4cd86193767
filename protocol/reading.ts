/** How fast people read what hangs in a hall. */

/** Mandarin read aloud, characters a second (255 a minute), and English words a second. */
export const ZH_PER_SECOND = 4.25
const EN_WORDS_PER_SECOND = 3

/** Length as a reader meets it: break marks do not count, nor do spaces in Chinese. */
export function readLength(text: string, language: 'zh-CN' | 'en'): number {
  const bare = text.replaceAll('|', '')
  return [...(language === 'zh-CN' ? bare.replace(/\s/g, '') : bare.trim())].length
}

/** Seconds for reading it once aloud. */
export function aloudSeconds(texts: readonly string[], language: 'zh-CN' | 'en'): number {
  const all = texts.join(' ')
  return language === 'zh-CN' ? readLength(all, language) / ZH_PER_SECOND : all.split(/\s+/).filter(Boolean).length / EN_WORDS_PER_SECOND
}
