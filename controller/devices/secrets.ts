import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** 256 random bits. Such a secret cannot be guessed, so a plain hash keeps it safe. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Constant time in what is compared; a device that was never paired has nothing to compare with. */
export function isSecret(secret: string, hash: string | null): boolean {
  const given = Buffer.from(hashSecret(secret), 'hex')
  return timingSafeEqual(given, Buffer.from(hash ?? '0'.repeat(64), 'hex')) && hash !== null
}

/** No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: what is read off a screen is typed without doubt. */
const letters = 'ACDEFGHJKMNPQRTWXY3467'
export const newCode = (): string => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')
export const newToken = (): string => randomBytes(24).toString('base64url')
