import { customPinyin, pinyin } from 'pinyin-pro'
import { spokenChinese } from './spoken.ts'

/** Words that the dictionary reads otherwise than announcers do. */
customPinyin({ 外传: 'wài chuán', 举着: 'jǔ zhe', 告诉: 'gào su', 清楚: 'qīng chu', 说不清: 'shuō bu qīng', 提不出: 'tí bu chū', 还款: 'huán kuǎn', 还钱: 'huán qián', 还贷: 'huán dài', 幺: 'yāo' })

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const after = /[一二三四五六七八九十百千万两几每这那多]$/
/** Words in which 得 is a syllable of its own right; everywhere else it hangs on a verb. */
const gained = /[获取难所心赢博夺应觉懂值]得|得[到知奖分意罪逞体当失手]/

/** Where the reading depends on what stands beside: 只 counts or means only, 得 gains or links. */
function inContext(text: string, at: number, read: string): string {
  const char = text[at]
  if (char === '只') return after.test(text.slice(0, at)) ? 'zhi1' : 'zhi3'
  if (char === '得' && read === 'de2') return gained.test(text.slice(Math.max(0, at - 1), at + 2)) ? read : 'de5'
  return read.replace(/0$/, '5')
}

const pauses: Record<string, string> = { '，': ',', '、': ',', '；': ',', '：': ',', '。': '.', '！': '!', '？': '?' }

/**
 * Chinese as pinyin with tone numbers for espeak-ng's voice `cmn-latn-pinyin`: syllables of a word together (the voice joins and bends
 * their tones), neutral tone 5, ü as v; 一 and 不 already with the tone they take here, of third tones the voice takes care itself.
 */
export function toPinyin(chinese: string): string {
  const text = spokenChinese(chinese)
  const read = pinyin(text, { type: 'all', toneType: 'num', toneSandhi: true, v: true }).map(({ origin, pinyin: syllable, isZh }, at) => (isZh ? inContext(text, at, syllable) : (pauses[origin] ?? origin)))
  let said = ''
  for (const { segment, index } of words.segment(text)) {
    const part = read.slice(index, index + segment.length).join('')
    said += /^[,.!? ]/.test(part) ? part.trim() : ` ${part}`
    if (/[,.!?]$/.test(part)) said += ' '
  }
  return said.replace(/\s+/g, ' ').trim()
}
