import type { Text } from '../../protocol/basics.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type Phrase = keyof typeof zh
/** A value in one language only stands in all. */
export type Values = Record<string, string | number | Text>

function fill(text: string, values: Values, language: 'zh-CN' | 'en'): string {
  return text.replace(/\{([\w:]+)\}/g, (all, name: string) => {
    const value = values[name] ?? all
    return typeof value === 'object' ? value[language] : String(value)
  })
}

/** A text with its placeholders filled. */
export const filled = (text: Text, values: Values): Text => ({ 'zh-CN': fill(text['zh-CN'], values, 'zh-CN'), en: fill(text.en, values, 'en') })

/** A phrase in every language, its placeholders filled: `say('progress', { n: 2, of: 3 })`. */
export function say(phrase: Phrase, values: Values = {}): Text {
  return filled({ 'zh-CN': zh[phrase], en: en[phrase] }, values)
}

/** A room's own phrases, Chinese and English side by side: `const say = phrases({ title: ['小课堂', 'A short class'] })`. */
export function phrases<Name extends string>(table: Record<Name, readonly [zh: string, en: string]>): (name: Name, values?: Values) => Text {
  return (name, values = {}) => filled({ 'zh-CN': table[name][0], en: table[name][1] }, values)
}
