import type { Text } from '../protocol/basics.ts'
import type { Phone } from '../protocol/content.ts'
import { spell } from '../protocol/spell.ts'

export { spell, spokenLanguage } from '../protocol/spell.ts'

const closing = /^[，。、；：！？）】》」』”’…—·%％℃,.;:!?)\]]+$/u
const opening = /[（【《「『“‘([¥$+]$/u
const units = /^(元|万元|万|亿元|亿|米|公里|分钟|小时|秒|天|日|月|年|号|岁|人|次|条|个|名|起|笔|单|题|位|步|件|台|层|楼|km|m|min|s|h)/u

/** A line does not begin with one of these: it belongs to what it follows. */
const particle = /^[的了吗呢吧]$/u

/** Words of this field that the platform's dictionary takes apart. */
const ours = [
  '保证金', '解冻费', '手续费', '工作人员', '验证码', '登机牌', '登机口', '身份证', '退改签', '屏幕共享', '共享屏幕', '咨询台', '临时乘机证明', '候机区', '二维码', '反诈中心', '安全账户', '聊天记录', '工作签证', '小程序',
  '航班', '航司', '反诈', '诈骗', '客服', '来电', '拨打', '回拨', '链接', '短链', '候机', '值机', '值机区', '改签', '刷单', '垫付', '返利', '理赔', '征信', '出租车', '网约车', '视频里', '填错', '扣费', '点赞', '群里', '校园贷', '微信', '扫码', '贴码', '领礼', '追款', '申办', '提取厅', '购物卡', '官方', '外派', '商务部', '注销', '班组', '班组长', '工号', '单号', '连单', '资质', '专线', '劝阻', '机票', '流水', '熟人', '停住', '说不', '靠谱', '按规定', '转出', '福利群', '急用钱', '卡号', '假客服', '晚高峰', '早高峰', '示范区', '行李厅', '分钟',
]

/** The pieces of one of our words become that word again. */
function joinOurs(parts: readonly string[]): string[] {
  const out: string[] = []
  for (let i = 0; i < parts.length;) {
    let length = 1
    for (let n = 2; n <= 4 && i + n <= parts.length; n += 1) if (ours.includes(parts.slice(i, i + n).join(''))) length = n
    out.push(parts.slice(i, i + length).join(''))
    i += length
  }
  return out
}

/** To make one takes far longer than to use it. */
const segmenters = new Map<string, Intl.Segmenter>()
function segmenterOf(language: string): Intl.Segmenter {
  let one = segmenters.get(language)
  if (!one) segmenters.set(language, one = new Intl.Segmenter(language, { granularity: 'word' }))
  return one
}

/** Words that a line must not tear apart, by the platform's dictionary and our own; widows are tied to what comes before. */
export function tokens(text: string, language: string): string[] {
  const out: string[] = []
  for (const segment of joinOurs([...segmenterOf(language).segment(text)].map((s) => s.segment))) {
    const last = out.at(-1)
    if (last === undefined) out.push(segment)
    else if (/^\s+$/u.test(segment)) out.push(segment)
    else if (closing.test(segment) || opening.test(last)) out[out.length - 1] = last + segment
    else if (/[\d-]$/u.test(last) && /^[-\d.,]/u.test(segment)) out[out.length - 1] = last + segment
    else if (/[百千万亿]$/u.test(last) && /^[一二三四五六七八九]/u.test(segment)) out[out.length - 1] = last + segment
    else if (particle.test(segment) && /\p{Script=Han}$/u.test(last)) out[out.length - 1] = last + segment
    else if (/\d$/u.test(last) && units.test(segment)) out[out.length - 1] = last + segment
    else if (/^\s+$/u.test(last) && /\d$/u.test(out.at(-2) ?? '') && units.test(segment)) out.splice(-2, 2, `${out.at(-2)}\u00a0${segment}`)
    else out.push(segment)
  }
  return tieLast(tieHyphens(out), language)
}

/** `+86-10-12308` and `one-time` arrive in pieces; a telephone number must stay on one line. */
function tieHyphens(parts: string[]): string[] {
  const out: string[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (last !== undefined && (/[-–+#/]$/u.test(last) && /^[\dA-Za-z]/u.test(part) || /[\dA-Za-z]$/u.test(last) && /^[-–/][\dA-Za-z]*$/u.test(part))) out[out.length - 1] = last + part
    else out.push(part)
  }
  return out
}

/** No line of Chinese may hold one character alone: the last word has at least two besides its punctuation. */
function tieLast(parts: string[], language: string): string[] {
  if (!language.startsWith('zh')) return parts
  const last = parts.at(-1)
  const before = parts.at(-2)
  if (last !== undefined && before !== undefined && !/^\s+$/u.test(before) && last.replace(/[\p{P}\s]/gu, '').length < 2) return [...parts.slice(0, -2), before + last]
  return parts
}

/** Chinese by sense: what stands between its stops moves to the next line as a whole where it fits there; what is shorter than three characters goes with its neighbour. */
export function clauses(text: string): string[] {
  const parts = text.match(/[^，。；：？！、]+[，。；：？！、]*[”’」』）]*|[，。；：？！、]+/gu) ?? []
  const out: string[] = []
  let before = ''
  for (const part of parts) {
    const joined = before + part
    if (joined.replace(/[\p{P}\s]/gu, '').length < 3) before = joined
    else { out.push(joined); before = '' }
  }
  if (before !== '') out.push((out.pop() ?? '') + before)
  return out
}

/** A headline's phrases: what lies between its `|` marks, each of which stays on one line. */
export function phrases(text: string): string[] {
  return text.split('|').map((p) => p.trim()).filter((p) => p !== '')
}

/** Width of a run in em, a little generous, for weights from 400 to 900 in Noto Sans SC. */
export function ems(text: string): number {
  let sum = 0
  for (const c of text) {
    if (c === '|') continue
    else if (/[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’…—]/u.test(c)) sum += 1
    else if (/[\s.,:;'’!|il()[\]]/u.test(c)) sum += 0.3
    else if (/[mwMW@%—]/u.test(c)) sum += 0.9
    else if (/[A-Z]/u.test(c)) sum += 0.66
    else sum += 0.585
  }
  return Math.max(sum, 0.5)
}

/** The longest of what stands in one list, in em: by it all of them have one size. */
export const longest = (texts: readonly Text[], language: string, phones: readonly Phone[] = []): number => Math.max(1, ...texts.map((text) => ems(spell(text, language, phones))))

/** How much there is to read in the wordier of the two shown languages, in em. */
export function amount(texts: readonly Text[], languages: readonly string[], phones: readonly Phone[] = []): number {
  return Math.max(0, ...languages.slice(0, 2).map((l) => texts.reduce((sum, text) => sum + ems(spell(text, l, phones)), 0)))
}

/** The figures CSS sizes a text by: all of it, its longest phrase, and how many phrases; in em. */
export function measure(text: string, language: string, byPhrase: boolean): string {
  const latin = !/^(zh|ja)/.test(language)
  const curly = (s: string): number => ems(latin ? s.replace(/[“”‘’…—]/gu, "'") : s)
  const parts = byPhrase ? phrases(text) : tokens(text.replaceAll('|', ''), language)
  // letters of a heavy headline run wider than ours do; a word is never torn
  const longest = Math.max(...parts.map(curly), 1) * (latin ? 1.1 : 1)
  // clauses that move as a whole leave the ends of lines empty, the more so the more there are
  const filled = latin || byPhrase ? 0.8 : clauses(text).length > 2 ? 0.66 : 0.74
  return `--filled:${filled};--ems:${curly(text).toFixed(2)};--longest:${longest.toFixed(2)};--phrases:${byPhrase ? parts.length : 1}`
}
