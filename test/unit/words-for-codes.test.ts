import { readFileSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findingWords } from '../../console/content/finding-words.ts'
import { explain, strings, type UiLanguage } from '../../console/strings/index.ts'
import { statusOf } from '../../controller/http/problems.ts'

const root = new URL('../../', import.meta.url).pathname
// What `show` gives as reasons has the form of a code, too, and its own words in the show room.
const source = ['controller', 'protocol'].flatMap((folder) => readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('show')).map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8'))).join('\n')
const codesAt = (before: string, after = '') => [...source.matchAll(new RegExp(`${before}'([a-z]+/[a-z0-9-]+)'${after}`, 'g'))].map(([, code = '']) => code)
/** What nobody at the console is told: the wire, signatures, links, why the controller did not start; nor media types and what a plan says. */
const inside = new Set(['wire', 'sign', 'link', 'store', 'config', 'application', 'audio', 'image', 'video', 'text', 'main', 'slot', 'plan'])
/** Codes that come with an English sentence of the controller's own. */
const spoken = new Set(codesAt('\\b(?:refused|AnxingError)\\(\\s*', ',\\s*(?:`.|[\'"][^\'"])'))
/** Refused, thrown, given a status, or chosen between. */
const refusals = [...new Set(['\\b(?:refused|AnxingError)\\(\\s*', 'code: ', '[?:] '].flatMap((before) => codesAt(before)).concat(codesAt('', ': [45]\\d\\d\\b')))]
  .filter((code) => !inside.has(code.split('/')[0] ?? '')).sort()
const findings = [...new Set(codesAt('\\bfinding\\(\\s*'))].sort()
const isChinese = (text: string) => /\p{Script=Han}/u.test(text)

it('every refusal has words that say what is wrong and the remedy: in Chinese the console\'s own, in English those or the controller\'s', () => {
  expect([refusals.length > 130, findings.length > 40]).toEqual([true, true])
  const lacking = (language: UiLanguage) => refusals.filter((code) => {
    const t = strings[language]
    // What does not fit its schema is told field by field, below words for all of it.
    if (t.problems[code === 'http/invalid' ? 'http/400' : code] === undefined) return language === 'zh-CN' || !spoken.has(code)
    const { what, remedy } = explain(t, { code, message: '', status: statusOf(code) })
    return what === '' || remedy === '' || isChinese(what + remedy) !== (language === 'zh-CN')
  })
  expect({ 'zh-CN': lacking('zh-CN'), en: lacking('en') }).toEqual({ 'zh-CN': [], en: [] })
})

it('every finding has words in both languages', () => {
  const words = (code: string, language: UiLanguage) => findingWords({ code, level: 'block', path: '', message: 'As the controller says it.', facts: {} }, language)
  expect(findings.filter((code) => !isChinese(words(code, 'zh-CN')))).toEqual([])
  expect(findings.filter((code) => words(code, 'en') === '' || isChinese(words(code, 'en')))).toEqual([])
})
