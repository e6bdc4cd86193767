import type { Text } from '../../protocol/basics.ts'
import { codeWords } from '../../protocol/code-words.ts'
import type { Desired } from '../../protocol/device.ts'
import { mintCode, SESSIONS_A_DAY } from '../../protocol/word-code.ts'

/** The number of the day's last code: a day and a number, nothing of anybody. */
const COUNTER = 'anxing.word-codes'

const byChance = (): number => (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % SESSIONS_A_DAY

/**
 * The next number of the day. The first is drawn: a browser that has forgotten what it kept hardly ever begins with codes that are
 * redeemed already. Where it keeps nothing at all, each is drawn.
 */
function nextNumber(day: string, counter: Pick<Storage, 'getItem' | 'setItem'>): number {
  try {
    const [kept, given] = (counter.getItem(COUNTER) ?? '').split(' ')
    const number = kept === day && Number.isInteger(Number(given)) ? (Number(given) + 1) % SESSIONS_A_DAY : byChance()
    counter.setItem(COUNTER, `${day} ${number}`)
    return number
  } catch {
    return byChance()
  }
}

/** Four words for a session that has just been finished, in both languages. */
export async function nextCode({ kiosk, key }: Pick<NonNullable<Desired['wordCode']>, 'kiosk' | 'key'>, day: string, counter: Pick<Storage, 'getItem' | 'setItem'>): Promise<Text> {
  const words = (await mintCode(key, day, kiosk, nextNumber(day, counter))).map((index) => codeWords[index])
  return { 'zh-CN': words.map((word) => word?.zh ?? '').join(' '), en: words.map((word) => word?.en ?? '').join(' ') }
}
