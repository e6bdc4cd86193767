/** How much a passer-by takes in: figures of docs/domain on legibility and reading. */
export const MOST = { 'zh-CN': { headline: 14, description: 48, instruction: 16 }, en: { headline: 36, description: 110, instruction: 40 } } as const
export type LengthField = keyof (typeof MOST)['en']
const ZH_PER_SECOND = 4.25
const EN_WORDS_PER_SECOND = 3

/** Length as a reader meets it: break marks do not count, nor do spaces in Chinese. */
export function readLength(text: string, language: keyof typeof MOST): number {
  const bare = text.replaceAll('|', '')
  return [...(language === 'zh-CN' ? bare.replace(/\s/g, '') : bare.trim())].length
}

/** Seconds for reading it once aloud, doubled, because people in a hall look up late; whole seconds. */
export function readSeconds(texts: readonly string[], language: keyof typeof MOST): number {
  const all = texts.join(' ')
  const once = language === 'zh-CN' ? readLength(all, language) / ZH_PER_SECOND : all.split(/\s+/).filter(Boolean).length / EN_WORDS_PER_SECOND
  return Math.ceil(once * 2)
}
