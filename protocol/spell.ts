import { pickText, type Text } from './basics.ts'
import type { Phone } from './content.ts'

/** The text in `language` with every `{tel:ID}` replaced by the registry's number; an unknown ID loses its mark, never shows it. */
export function spell(text: Text, language: string, phones: readonly Phone[] = []): string {
  return pickText(text, language).replace(/\{tel:([^}]+)\}/g, (_, id: string) => phones.find((p) => p.id === id)?.number ?? '')
}

/** The same in every language that it comes in. */
export const spelled = (text: Text, phones: readonly Phone[]): Text => ({ ...text, ...Object.fromEntries(Object.keys(text).map((language) => [language, spell(text, language, phones)])) })

/** The language a text really comes in: asking for Korean where there is none gives Chinese, and `lang` must say so. */
export function spokenLanguage(text: Text, language: string): string {
  if (text[language] !== undefined) return language
  const base = language.split('-')[0] ?? ''
  return text[base] !== undefined ? base : 'zh-CN'
}
