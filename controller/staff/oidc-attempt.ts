import * as z from 'zod/mini'

/** What a browser keeps of a sign-in that it began at the provider; only that browser can end it. */
const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), back: z.string() })
export type Attempt = z.infer<typeof Attempt>

/** As a cookie's value. It holds nothing that its own browser may not know, so it is neither signed nor secret to it. */
export const writeAttempt = (attempt: Attempt): string => Buffer.from(JSON.stringify(attempt)).toString('base64url')

export function readAttempt(cookie: string | undefined): Attempt | null {
  try {
    const parsed = z.safeParse(Attempt, JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Where in the console somebody wanted to go: an address of the console's own, nothing else. */
export const backTo = (wanted: string | undefined): string => (wanted !== undefined && /^#\/[\w\-/?=&%.]{0,200}$/.test(wanted) ? wanted : '#/')

/** The console's address for a refusal: a code, never words, for anybody may write an address. */
export function refusalAt(code: string, back: string): string {
  const [path = '#/', search = ''] = back.split('?')
  const query = new URLSearchParams(search)
  query.set('refused', code)
  return `/console/${path}?${query.toString()}`
}
