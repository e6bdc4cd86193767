/**
 * Every refusal has a code (`area/what`), a sentence for a person, and where it applies the path that failed.
 * Codes are stable: they are counted in metrics and shown in the console.
 */
export class AnxingError extends Error {
  readonly code: ErrorCode
  readonly path: string
  /** The message without the path: for those who get the path by itself. */
  readonly sentence: string
  constructor(code: ErrorCode, message: string, path = '') {
    super(path ? `${message} (at ${path})` : message)
    this.name = 'AnxingError'
    this.code = code
    this.path = path
    this.sentence = message
  }
}

export const wireCodes = [
  'wire/unknown-topic', 'wire/too-large', 'wire/not-utf8', 'wire/not-json', 'wire/schema', 'wire/wrong-writer', 'wire/wrong-site',
] as const
export const signCodes = [
  'sign/not-signed', 'sign/unknown-key', 'sign/bad-signature', 'sign/wrong-topic', 'sign/past-accept-until',
  'sign/from-the-future', 'sign/older-than-held', 'sign/claims',
] as const
export type WireCode = (typeof wireCodes)[number]
export type SignCode = (typeof signCodes)[number]
export type ErrorCode = WireCode | SignCode | `${'config' | 'store' | 'http' | 'event' | 'alert' | 'schedule' | 'content' | 'device' | 'site' | 'auth' | 'link' | 'desk' | 'media' | 'people' | 'speech' | 'call' | 'learn'}/${string}`

/** A value or a refusal: what edges return instead of throwing. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; error: AnxingError }
export const accepted = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const refused = (code: ErrorCode, message: string, path = ''): Outcome<never> => ({ ok: false, error: new AnxingError(code, message, path) })
