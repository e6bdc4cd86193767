/** Texts as terms for searching: Chinese by dictionary and by pairs of characters, Latin by words, pinyin by syllables. Pure. */

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' })
const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text)

/** One spelling for all: full-width letters as plain ones, small, typographic marks and accents gone. */
export const plainText = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[’'`]/gu, '').normalize('NFKD').replace(/\p{Mn}/gu, '').normalize('NFC')

/** What is in nearly every question and tells nothing of what it is about. */
const little = new Set((
  '的 了 吗 呢 吧 啊 呀 么 嘛 我 我的 你 您 他 她 它 我们 他们 是 有 在 要 会 能 可以 怎么 怎么办 怎么样 怎样 什么 如何 哪 哪个 几 不 没 没有 和 跟 给 把 被 让 叫 说 这 那 这个 那个 这里 那里 一个 一下 个 人 有人 请问 请 想 需要 应该 就 都 也 还 再 又 很 去 来 到 做 用 对 为什么 是不是 能不能 要不要 不要 可不可以 会不会 得 着 过 上 下 里 先 时候 问题 知道 对方 别人 现在 ' +
  'a an the is are was were be been am do does did done i me my mine you your to of for in on at by it its this that these those what which how why can could may might should would will shall with and or from have has had there here if they them their he him his she her we us our not no any some just please tell know want wants need get got let so but about up out now time'
).split(' '))
export const saysLittle = (term: string): boolean => little.has(term) || (isHan(term) && [...term].every((char) => little.has(char)))

/** What tells which of several things is asked, but not what it is about. */
const some = new Set('哪里 哪儿 谁 多少 多久 几天 什么时候 who whom where when long'.split(' '))
export const saysSome = (term: string): boolean => some.has(term)

/** Neighbouring characters in pairs: they stand for words that no dictionary has. */
const pairs = (run: readonly string[]): string[] => run.slice(1).map((char, i) => `${run[i] ?? ''}${char}`)

const isWord = /[\p{Script=Han}\p{Script=Latin}\p{N}]/u
/** The words of a text in order. A number and what follows it in Chinese are two. */
const dictionary = (text: string): string[] => [...words.segment(text.replace(/(?<=[\p{Script=Latin}\p{N}])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[\p{Script=Latin}\p{N}])/gu, ' '))].map(({ segment }) => segment)

/** All that a text can be found by: words, and every pair of Chinese characters. */
export function indexTerms(text: string): string[] {
  const plain = plainText(text)
  return [...dictionary(plain).filter((word) => isWord.test(word)), ...(plain.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => pairs([...run]))]
}

/**
 * What a question is searched by: words that `isKnown`; other Chinese words as their pairs of characters, for the dictionary joins
 * what a passenger wrote otherwise than an author did. A character by itself goes with its neighbours.
 */
export function queryTerms(text: string, isKnown: (term: string) => boolean): string[] {
  const found: string[] = []
  const all = dictionary(plainText(text))
  for (const [i, word] of all.entries()) {
    const chars = [...word]
    if (!isHan(word)) { if (isWord.test(word)) found.push(word) }
    else if (saysLittle(word) || saysSome(word)) found.push(word)
    else if (chars.length > 1) found.push(...(isKnown(word) ? [word] : pairs(chars)))
    else {
      const [before = '', after = ''] = [[...all[i - 1] ?? ''].at(-1), [...all[i + 1] ?? ''][0]]
      const isLone = (other: string | undefined): boolean => other !== undefined && isHan(other) && [...other].length === 1 && !saysLittle(other) && !saysSome(other)
      const pairsHere = [...(isHan(before) && (isKnown(before + word) || isLone(all[i - 1])) ? [before + word] : []), ...(isHan(after) && (isKnown(word + after) || isLone(all[i + 1])) ? [word + after] : [])]
      found.push(...(pairsHere.length > 0 ? pairsHere : [word]))
    }
  }
  return [...new Set(found)]
}

/** Sounds that many do not keep apart, as one: zh and z, ang and an, and so on. */
export const foldSyllable = (syllable: string): string => syllable.replace(/^([zcs])h/, '$1').replace(/(?<=[aei])ng$/, 'n').replaceAll('ü', 'v')

/** Neighbouring syllables, joined: `tuipiao`, `piaosou`. */
export const syllablePairs = (syllables: readonly string[]): string[] => (syllables.length === 1 ? [...syllables] : pairs(syllables))

/**
 * Letters as syllables of pinyin: `tuipiao` is `tui piao`; the last may be unfinished. Null where they are none. `isSyllable`: those that
 * occur in the answers. The longest syllables win, as a reader takes them.
 */
export function syllablesIn(letters: string, isSyllable: (part: string) => boolean, begins: (part: string) => boolean): string[] | null {
  const LONGEST = 6
  const known = new Map<number, string[] | null>()
  const from = (at: number): string[] | null => {
    if (at === letters.length) return []
    const held = known.get(at)
    if (held !== undefined) return held
    let best: string[] | null = null
    for (let length = Math.min(LONGEST, letters.length - at); length > 0 && best === null; length -= 1) {
      const part = letters.slice(at, at + length)
      const isLast = at + length === letters.length
      if (!isSyllable(part) && !(isLast && at > 0 && begins(part))) continue
      const rest = from(at + length)
      if (rest) best = [part, ...rest]
    }
    known.set(at, best)
    return best
  }
  return letters === '' ? null : from(0)
}
