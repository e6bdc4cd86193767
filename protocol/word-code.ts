/**
 * The four words that a passenger takes from a check-in point to the anti-fraud desk. They say that a session was finished
 * there today, and nothing else: which check-in point, the how-manieth session, and a proof by a key that the check-in
 * point shares with the controller alone. Minted without a network.
 */
import { CompactSign } from 'jose'
import { codeWords } from './code-words.ts'

/** Bits: 9 of the check-in point's number, 11 of the session's, 12 of the proof. */
export const KIOSK_NUMBERS = 512
export const SESSIONS_A_DAY = 2_048
const PROOFS = 4_096

export type WordCode = { kiosk: number; session: number; proof: number }

/** The proof for a session: the first 12 bits of HMAC-SHA-256 over day, check-in point and session. `key` is base64url, `day` the site's `YYYY-MM-DD`. */
export async function proofOf(key: string, day: string, kiosk: number, session: number): Promise<number> {
  const bytes = new TextEncoder().encode(key)
  const signed = await new CompactSign(new TextEncoder().encode(`${day} ${kiosk} ${session}`)).setProtectedHeader({ alg: 'HS256' }).sign(bytes)
  const mac = signed.split('.')[2] ?? ''
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return (alphabet.indexOf(mac[0] ?? '') << 6) + alphabet.indexOf(mac[1] ?? '')
}

/** A code as four numbers from 0 to 255; parts are mixed so that codes of one check-in point do not begin alike. */
export function toWords({ kiosk, session, proof }: WordCode): [number, number, number, number] {
  return [session & 255, proof >> 4, kiosk & 255, ((session >> 8) << 5) | ((kiosk >> 8) << 4) | (proof & 15)]
}

export function fromWords([a, b, c, d]: readonly [number, number, number, number]): WordCode {
  return { session: a | ((d >> 5) << 8), kiosk: c | (((d >> 4) & 1) << 8), proof: (b << 4) | (d & 15) }
}

/** Mints the code of session number `session` (wraps after 2,048) as indexes of `codeWords`. */
export async function mintCode(key: string, day: string, kiosk: number, session: number): Promise<[number, number, number, number]> {
  const number = session % SESSIONS_A_DAY
  return toWords({ kiosk: kiosk % KIOSK_NUMBERS, session: number, proof: (await proofOf(key, day, kiosk, number)) % PROOFS })
}

const index = new Map(codeWords.flatMap(({ zh, en }, i) => [[zh, i], [en, i]] as const))

/** Four words as they were said or typed, in either language, in order; null where one of them is none of ours or their number is another. */
export function readWords(text: string): [number, number, number, number] | null {
  const spaced = text.normalize('NFKC').toLowerCase().replaceAll(/[\s,，、.。·-]+/g, ' ').trim()
  const parts = /^[\u4e00-\u9fff ]+$/.test(spaced) ? (spaced.replaceAll(' ', '').match(/../g) ?? []) : spaced.split(' ')
  const [a, b, c, d] = parts.map((word) => index.get(word))
  if (parts.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined) return null
  return [a, b, c, d]
}
