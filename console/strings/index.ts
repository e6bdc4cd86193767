import { en } from './en.ts'
import { zh } from './zh.ts'
import type { Strings } from './en.ts'

export type { Strings }
export const languages = ['zh-CN', 'en'] as const
export type UiLanguage = (typeof languages)[number]
export const strings: Record<UiLanguage, Strings> = { 'zh-CN': zh, en }

/** The console's language for a browser that prefers `wanted`, best first: Chinese where any Chinese comes before English. */
export function defaultLanguage(wanted: readonly string[]): UiLanguage {
  const first = wanted.find((tag) => /^(zh|en)\b/i.test(tag))
  return first === undefined || /^zh/i.test(first) ? 'zh-CN' : 'en'
}

/**
 * What went wrong and the remedy: our own words for a known code; in English else the controller's own sentence, which names
 * the remedy; in Chinese else the words for the code's area, with that sentence as the detail.
 */
export function explain(t: Strings, error: { code: string; message: string; status?: number }): { what: string; remedy: string; detail: string } {
  const exact = t.problems[error.code]
  if (exact) return { ...exact, detail: '' }
  if (t.tag === 'en' && error.message) return { what: error.message, remedy: '', detail: '' }
  const near = t.problems[`http/${error.status ?? 0}`] ?? t.problems[error.code.split('/')[0] ?? ''] ?? t.problems['http']
  return { what: near?.what ?? error.code, remedy: near?.remedy ?? '', detail: error.message }
}
