import { aloudSeconds, readLength } from '../../protocol/reading.ts'

/** How much a passer-by takes in: figures of docs/domain on legibility and reading. */
export const MOST = { 'zh-CN': { headline: 14, description: 48, instruction: 16 }, en: { headline: 36, description: 110, instruction: 40 } } as const
export type LengthField = keyof (typeof MOST)['en']

export { readLength }

/** Seconds for reading it once aloud, doubled, because people in a hall look up late; whole seconds. */
export const readSeconds = (texts: readonly string[], language: keyof typeof MOST): number => Math.ceil(aloudSeconds(texts, language) * 2)
