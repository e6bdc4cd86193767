import type { Credentials } from '../../protocol/api-pairing.ts'
import { newCode, newToken } from './secrets.ts'

const PAIRING_MS = 10 * 60_000
const MOST_OPEN = 2_000

type Open = { code: string; token: string; expiresMs: number; credentials: Credentials | null }

/**
 * Screens that wait to be paired. They live in memory: after a restart a screen asks for a new code.
 * Credentials stay until they expire, for the answer that carried them may be lost on its way.
 */
export function createPairings(chance: { code: () => string; token: () => string } = { code: newCode, token: newToken }) {
  const byToken = new Map<string, Open>()
  const byCode = new Map<string, Open>()

  function forget(open: Open): void {
    byToken.delete(open.token)
    byCode.delete(open.code)
  }
  function sweep(nowMs: number): void {
    for (const open of byToken.values()) {
      if (open.expiresMs > nowMs && byToken.size <= MOST_OPEN) break
      forget(open)
    }
  }

  return {
    start(nowMs: number): Readonly<Open> {
      sweep(nowMs)
      let code = chance.code()
      while (byCode.has(code)) code = chance.code()
      const open: Open = { code, token: chance.token(), expiresMs: nowMs + PAIRING_MS, credentials: null }
      byToken.set(open.token, open)
      byCode.set(code, open)
      return open
    },
    /** The waiting screen that shows this code, or null. A code is good once. */
    claim(code: string, nowMs: number): { give(credentials: Credentials): void } | null {
      sweep(nowMs)
      const open = byCode.get(code.trim().toUpperCase())
      if (!open) return null
      byCode.delete(open.code)
      return { give: (credentials) => { open.credentials = credentials } }
    },
    poll(token: string, nowMs: number): Readonly<Open> | null {
      sweep(nowMs)
      return byToken.get(token) ?? null
    },
  }
}
