import { createHash, randomBytes } from 'node:crypto'
import { refused } from '../../protocol/errors.ts'

/** Crockford's letters: none looks like another. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'

/** Sixteen letters in fours, 80 random bits: `k3f9-0zrt-8mwq-52ha`. */
export function newOneTime(): string {
  const text = [...randomBytes(16)].map((byte) => letters[byte % 32]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

export const oneTimeOver = () => refused('auth/one-time-over', 'This one-time password is too old. Ask the administrator for another.')

/** As it was made, however it was copied: capitals, spaces, and the letters that were left out for their likeness. */
export const asWritten = (typed: string): string =>
  typed.toLowerCase().replace(/[^0-9a-z]/g, '').replaceAll('o', '0').replace(/[il]/g, '1').replace(/(.{4})(?=.)/g, '$1-')

/** For keeping. 80 random bits need no slow hash; the user is hashed along, so that equal codes are not seen to be equal. */
export const hashOneTime = (user: string, code: string): string => createHash('sha256').update(`${user} ${asWritten(code)}`).digest('hex')
