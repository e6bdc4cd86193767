/**
 * What a staff wall shows for a colleague's phone: which wall, which minute, and a proof by a key that the wall shares with the
 * controller alone. Made without a network; a photograph of it is worth nothing minutes later.
 */
import { CompactSign } from 'jose'

/** A code stands for so long. */
export const WALL_CODE_MS = 60_000
/** It is taken for so many minutes before and after its own: clocks differ, and one types. */
const TAKEN_AROUND = 3
const PROOF_LENGTH = 16

/** The first 96 bits of HMAC-SHA-256 over wall and minute, base64url. */
async function proofOf(key: string, wall: string, minute: number): Promise<string> {
  const signed = await new CompactSign(new TextEncoder().encode(`${wall} ${minute}`)).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key))
  return (signed.split('.')[2] ?? '').slice(0, PROOF_LENGTH)
}

/** `wall.minute.proof`, fit for an address. */
export async function wallCode(key: string, wall: string, nowMs: number): Promise<string> {
  const minute = Math.floor(nowMs / WALL_CODE_MS)
  return `${wall}.${minute.toString(36)}.${await proofOf(key, wall, minute)}`
}

export type WallCodeSays = { ok: true; wall: string } | { ok: false; why: 'unreadable' | 'old' | 'forged' }

/** Whether a code is one of ours and of this moment. `keyOf`: a wall's key, null where there is no such wall. */
export async function checkWallCode(code: string, keyOf: (wall: string) => string | null, nowMs: number): Promise<WallCodeSays> {
  const [wall = '', minute = '', proof = '', ...rest] = code.split('.')
  const number = parseInt(minute, 36)
  if (rest.length > 0 || !/^[0-9a-z]{1,9}$/.test(minute) || proof.length !== PROOF_LENGTH) return { ok: false, why: 'unreadable' }
  const key = keyOf(wall)
  if (key === null || (await proofOf(key, wall, number)) !== proof) return { ok: false, why: 'forged' }
  return Math.abs(Math.floor(nowMs / WALL_CODE_MS) - number) > TAKEN_AROUND ? { ok: false, why: 'old' } : { ok: true, wall }
}
