import { glyphs } from '../../faces/glyphs.ts'
import { moveName, say } from '../../faces/labels.ts'
import { clauses, ems, spell, tokens } from '../../faces/words.ts'
import { telephonesIn } from '../../protocol/answer.ts'
import { pickText, type Text } from '../../protocol/basics.ts'
import type { Guide, Phone } from '../../protocol/content.ts'
import { isBlank, numbersOn, pointsOn } from '../../protocol/guide.ts'
import { moveCharacter, moves, type Move } from '../../protocol/words.ts'
import { sheetsOf, type Block, type Part, type Sheet } from './sheets.ts'

const LANGUAGES = ['zh-CN', 'en'] as const
type Language = (typeof LANGUAGES)[number]

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.codePointAt(0)};`)
const both = (zh: string, en: string): Text => ({ 'zh-CN': zh, en })

/** Words that may be broken only between words; the numbers that they name stand out. */
function run(words: string, language: Language, numbers: readonly string[] = []): string {
  const spaced = language === 'en'
  const mark = (html: string): string => numbers.reduce((out, number) => out.replace(new RegExp(`(?<![\\d-])${RegExp.escape(escaped(number))}(?![\\d-])`, 'g'), (found) => `<b>${found}</b>`), html)
  const broken = (part: string): string => tokens(part, language).map(escaped).join(spaced ? '' : '<wbr>')
  const html = spaced ? mark(broken(words)) : clauses(words).map((clause) => `<span class="clause">${mark(broken(clause))}</span>`).join('')
  const hung = /^[“‘「『（《【]/u.test(words) ? ' hung' : ''
  return `<span class="run${hung}" lang="${language}">${html}</span>`
}

const numbersIn = (text: Text, phones: readonly Phone[]): string[] => telephonesIn(text).flatMap((id) => phones.find((phone) => phone.id === id)?.number ?? [])
const pair = (text: Text, phones: readonly Phone[] = []): string => LANGUAGES.map((language) => run(spell(text, language, phones), language, numbersIn(text, phones))).join('')

const glyph = (move: Move): string =>
  `<svg class="glyph" viewBox="0 0 1000 1000" role="img" aria-label="${moveCharacter[move]}" lang="zh-CN"><path d="${glyphs[move].map(({ outline }) => outline).join('')}" fill="currentColor"/></svg>`

/** A line to be filled in by hand: what it is for, then a rule. */
const blank = (text: Text): string => `<li class="blank">${pair(both(pickText(text, 'zh-CN').replace(/＿+/gu, ''), pickText(text, 'en').replace(/＿+/gu, '')))}</li>`

/** A number with what it is for, the number first and large. */
function entry(text: Text, number: string): string {
  const without = (language: Language): string => pickText(text, language).replace(/\s*\{tel:[^}]*\}\s*/g, (_, at: number, whole: string) => (language === 'en' && at > 0 && at + _.length < whole.length ? ' ' : ''))
  return `<li class="entry"><b class="number">${escaped(number)}</b><span class="for">${pair(both(without('zh-CN'), without('en')))}</span></li>`
}

/** The points of a part as they may be printed today, in their order: none with a number that does not count; lines to fill in stay, for there is a pen. */
function points(part: Part, phones: readonly Phone[], asList: boolean): string {
  const may = new Set(pointsOn(part, phones))
  return part.points.filter((point) => may.has(point) || isBlank(point)).map((point) => {
    if (isBlank(point)) return blank(point)
    const numbers = [...new Set(numbersIn(point, phones))]
    return asList && numbers.length === 1 && numbers[0] !== undefined ? entry(point, numbers[0]) : `<li>${pair(point, phones)}</li>`
  }).join('')
}

const partHtml = (part: Part, move: Move, phones: readonly Phone[]): string =>
  `<section class="part"><h2>${pair(part.title)}</h2><ul${move === 'answer' ? ' class="numbers"' : ''}>${points(part, phones, move === 'answer')}</ul></section>`

const blockHtml = ({ move, parts }: Block, phones: readonly Phone[]): string => `<div class="block${parts.length > 1 ? ' full' : ''}" data-move="${move}">
<div class="tile">${glyph(move)}<p class="name" lang="en">${moveName[move].en}</p></div>
<div class="words"><div class="fit">${parts.map((part) => partHtml(part, move, phones)).join('')}</div></div>
</div>`

const version = (guide: Guide): Text => both(`第 ${guide.version} 版`, `Version ${guide.version}`)
const foot = (guide: Guide, page: number): string =>
  `<footer><span>${run(pickText(guide.title, 'zh-CN'), 'zh-CN')}${run(pickText(version(guide), 'zh-CN'), 'zh-CN')}</span><span>${run(pickText(guide.title, 'en'), 'en')}${run(pickText(version(guide), 'en'), 'en')}</span><b>${page}</b></footer>`

/** Until when all numbers of the guide count: the day the first check of one runs out. */
function until(guide: Guide, phones: readonly Phone[]): Text | null {
  const day = numbersOn(guide, phones).map(({ expires }) => expires).sort()[0]
  if (day === undefined) return null
  const { year, month, day: date } = Temporal.PlainDate.from(day)
  return both(`号码核验有效至 ${year} 年 ${month} 月 ${date} 日`, `Numbers are verified until ${Temporal.PlainDate.from(day).toLocaleString('en-GB', { dateStyle: 'long' })}`)
}

function sheetHtml(sheet: Sheet, page: number, guide: Guide, phones: readonly Phone[]): string {
  switch (sheet.kind) {
    case 'cover': return `<article class="sheet cover"><div class="moves">${sheet.moves.map((move) => `<div data-move="${move}">${glyph(move)}</div>`).join('')}</div>
<div class="title"><h1 style="--ems:${ems(pickText(guide.title, 'zh-CN'))};--ems2:${ems(pickText(guide.title, 'en'))}">${pair(guide.title)}</h1><p class="theme">${pair(say.themeLine)}</p><p class="version">${pair(version(guide))}</p></div></article>`
    case 'parts': return `<article class="sheet parts n${sheet.blocks.length}">${sheet.blocks.map((block) => blockHtml(block, phones)).join('')}${foot(guide, page)}</article>`
    case 'notes': return `<article class="sheet notes"><h2>${pair(both('记一记', 'Notes'))}</h2><div class="rules">${'<i></i>'.repeat(14)}</div>${foot(guide, page)}</article>`
    case 'back': {
      const checked = until(guide, phones)
      return `<article class="sheet back n${sheet.blocks.length}">${sheet.blocks.map((block) => blockHtml(block, phones)).join('')}${checked ? `<p class="checked">${pair(checked)}</p>` : ''}${foot(guide, page)}</article>`
    }
  }
}

/**
 * The guide as pages of 154 by 216 mm: A5 with 3 mm of bleed on every side. `phones`: numbers that count today; `styles`: addresses of
 * style sheets, first the fonts and the tokens.
 */
export const guideHtml = (guide: Guide, phones: readonly Phone[], styles: readonly string[]): string => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<title>${escaped(`${pickText(guide.title, 'zh-CN')} ${pickText(guide.title, 'en')} · ${guide.version}`)}</title>
${styles.map((href) => `<link rel="stylesheet" href="${href}">`).join('')}</head><body>
${sheetsOf(guide, moves).map((sheet, i) => sheetHtml(sheet, i + 1, guide, phones)).join('\n')}
</body></html>`
