import { encode } from 'uqr'
import { wallCode } from '../../protocol/wall-code.ts'

/** The QR code's rows for the minute at `atMs`: an address of the console with the wall's code in it. */
export async function codeRows(key: string, wall: string, atMs: number, origin: string): Promise<boolean[][]> {
  return encode(`${origin}/console/#/learn/${await wallCode(key, wall, atMs)}`, { ecc: 'M', border: 0 }).data
}
