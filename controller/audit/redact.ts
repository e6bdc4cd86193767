const secretKey = /pass(word|phrase|code)|secret|token|otp|recovery|^code$|private|credential/i
/** What an authenticator app is given carries its secret in the address itself. */
const secretText = /^otpauth:/i
const MOST_TEXT = 4_000
const MOST_DETAIL = 32_000

/** Whether there is something, and how much of it, may be known; what it says may not. */
function blot(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blot)
  return value === null || typeof value === 'boolean' ? value : '…'
}

/** What a request said, fit to be kept for ever: secrets are blotted out, long texts cut. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') {
    if (secretText.test(value)) return '…'
    return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}… (${value.length} characters)` : value
  }
  if (Array.isArray(value)) return value.map(redact)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, secretKey.test(key) ? blot(one) : redact(one)]))
}

/** As JSON, with a stated end where it would be too long. */
export function detailOf(value: unknown): string {
  const text = JSON.stringify(redact(value) ?? null)
  return text.length > MOST_DETAIL ? JSON.stringify({ cut: text.slice(0, MOST_DETAIL), characters: text.length }) : text
}
