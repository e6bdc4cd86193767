import type { Finding } from '../api-review.ts'

type Level = Finding['level']
export const finding = (code: string, level: Level, path: string, message: string, facts: Finding['facts'] = {}): Finding => ({ code, level, path, message, facts })

/** A text in a body and where it is. */
export type Said = { path: string; language: string; text: string }

const isText = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && ('zh-CN' in value || 'en' in value)

/** The body with a mark where a text is missing in Chinese or English, so that the rest of what is half written can be judged and drawn. */
export function marked(value: unknown, mark: string): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => marked(one, mark))
  if (typeof value !== 'object' || value === null) return value
  if (isText(value)) return { ...value, ...Object.fromEntries(['zh-CN', 'en'].map((language) => [language, value[language]?.trim() ? value[language] : mark])) }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one, mark)]))
}

/** Every text of a body, language by language, whole or not; texts for eyes only, not ids. */
export function textsOf(value: unknown, path = ''): Said[] {
  if (isText(value)) return ['zh-CN', 'en', ...Object.keys(value).filter((key) => key !== 'zh-CN' && key !== 'en')].map((language) => ({ path: `${path}.${language}`, language, text: typeof value[language] === 'string' ? value[language] : '' }))
  if (Array.isArray(value)) return value.flatMap((one, i) => textsOf(one, `${path}.${i}`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => textsOf(one, path === '' ? key : `${path}.${key}`))
}

// C0, C1, bidirectional overrides and isolates, zero-width and other invisible ones: nobody can see what they do.
export const invisible = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u
export const markup = /<\s*[a-z!/?]|&#?\w+;|\]\(|javascript:/iu
const link = /https?:\/\/|www\.|\b[a-z0-9-]+\.(com|cn|net|org|top|xyz|vip|cc|app|io)\b/iu
const scan = /扫(一扫|码|描二维码)|二维码|\bQR\b|scan (the|this|a) code/iu
const telephone = /\{tel:([^}]*)\}/g

/** Ranges of code points, both ends included. */
export type Glyphs = readonly (readonly [number, number])[]
const drawn = (glyphs: Glyphs, point: number): boolean => glyphs.some(([from, until]) => from <= point && point <= until)

export type WordFacts = { glyphs: Glyphs; /** Telephone numbers that count today. */ phones: ReadonlySet<string>; /** Those the body names. */ named: readonly string[]; /** Quoted words of a scammer may hold what we never say ourselves. */ quoted(path: string): boolean }

/** What is wrong with one text by itself: a language that is missing, what cannot be drawn or seen, links, codes to scan, unknown numbers. */
export function checkText({ path, language, text }: Said, { glyphs, phones, named, quoted }: WordFacts): Finding[] {
  if (text.trim() === '') return [finding('check/missing-language', 'block', path, `The words in ${language} are missing.`, { language })]
  const found: Finding[] = []
  if (invisible.test(text)) found.push(finding('check/invisible', 'block', path, 'The text holds a character that nobody can see.'))
  if (markup.test(text)) found.push(finding('check/markup', 'block', path, 'The text holds markup; screens show plain words.'))
  const missing = [...new Set([...text])].filter((char) => char !== '\n' && !drawn(glyphs, char.codePointAt(0) ?? 0))
  if (missing.length > 0) found.push(finding('check/missing-glyph', 'block', path, `The screens' typeface has no ${missing.join(' ')}.`, { glyphs: missing.join(' ') }))
  if (!quoted(path) && link.test(text)) found.push(finding('check/link', 'block', path, 'Passengers are never asked to open a link.'))
  if (!quoted(path) && scan.test(text) && !/[不别勿莫]|don.t|never|do not|not /iu.test(text)) found.push(finding('check/scan', 'warn', path, 'Passengers are never asked to scan a code. Is this a warning against it?'))
  for (const [, id = ''] of text.matchAll(telephone)) {
    if (!named.includes(id)) found.push(finding('check/phone-not-named', 'block', path, `The number {tel:${id}} is not among the item's numbers.`, { phone: id }))
    else if (!phones.has(id)) found.push(finding('check/phone-expired', 'block', path, `The number "${id}" is unknown or has run out: have it checked anew.`, { phone: id }))
  }
  return found
}

/** The same for every text of a body. */
export const checkWords = (body: unknown, facts: WordFacts): Finding[] => textsOf(body).flatMap((said) => checkText(said, facts))
