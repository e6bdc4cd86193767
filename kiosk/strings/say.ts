import type { Text } from '../../protocol/basics.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type Phrase = keyof typeof zh

/** A phrase in every language, its placeholders filled: `say('progress', { n: 2, of: 3 })`. */
export function say(phrase: Phrase, values: Record<string, string | number> = {}): Text {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))
  return { 'zh-CN': fill(zh[phrase]), en: fill(en[phrase]) }
}
