import type { Text } from '../../protocol/basics.ts'
import { codeWords } from '../../protocol/code-words.ts'
import type { Desired } from '../../protocol/device.ts'
export { stampOf } from '../../protocol/word-code.ts'
import { mintCode, SESSIONS_A_DAY } from '../../protocol/word-code.ts'

/** How many codes this check-in point has given today: a day and a number, nothing of anybody. */
const COUNTER = 'anxing.word-codes'

/** The next number of the day. Where the browser keeps nothing, one by chance: seldom the same twice. */
function nextNumber(day: string, counter: Pick<Storage, 'getItem' | 'setItem'>): number {
  try {
    const [kept, given] = (counter.getItem(COUNTER) ?? '').split(' ')
    const number = kept === day ? Number(given) + 1 : 0
    counter.setItem(COUNTER, `${day} ${number}`)
    return number
  } catch {
    return (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % SESSIONS_A_DAY
  }
}

/** Four words for a session that has just been finished, in both languages. */
export async function nextCode({ kiosk, key }: NonNullable<Desired['wordCode']>, day: string, counter: Pick<Storage, 'getItem' | 'setItem'>): Promise<Text> {
  const words = (await mintCode(key, day, kiosk, nextNumber(day, counter))).map((index) => codeWords[index])
  return { 'zh-CN': words.map((word) => word?.zh ?? '').join(' '), en: words.map((word) => word?.en ?? '').join(' ') }
}
