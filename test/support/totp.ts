import { TOTP } from 'otpauth'

/** What an authenticator shows for a secret `steps` half minutes after `at` (milliseconds): each step's code is another one. */
export const codeOf = (secret: string, at: number, steps = 0): string => new TOTP({ secret, digits: 6, period: 30 }).generate({ timestamp: at + steps * 30_000 })
