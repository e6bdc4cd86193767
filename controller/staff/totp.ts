import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30

/** 160 random bits, base32 (RFC 4226 4 asks for 128 at least). */
export const newSecret = (): string => new Secret({ size: 20 }).base32

const generator = (secret: string, label = '') => new TOTP({ issuer: 'Anxing', label, secret, digits: 6, period: PERIOD_SECONDS })

/** What an authenticator reads from the QR code. */
export const uriOf = (secret: string, { user, site }: { user: string; site: string }): string => generator(secret, `${user}@${site}`).toString()

/**
 * The time step whose code this is, one step of drift either way, or null. A step up to `lastStep` was used: its code is not
 * taken again (RFC 6238 5.2).
 */
export function stepOf(secret: string, code: string, now: number, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = generator(secret).validate({ token: code, timestamp: now, window: 1 })
  if (delta === null) return null
  const step = Math.floor(now / (PERIOD_SECONDS * 1000)) + delta
  return lastStep !== null && step <= lastStep ? null : step
}

/** Six digits, however they were spaced. */
export const asDigits = (typed: string): string => typed.normalize('NFKC').replace(/\s/g, '')
