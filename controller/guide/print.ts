import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Guide, Phone } from '../../protocol/content.ts'
import { numbersOn } from '../../protocol/guide.ts'
import { canonicalJson } from '../content/bundle.ts'

/** Where print files come with the product. Those that a site makes of its own guide are in its data folder, under `print`. */
export const SHIPPED_PRINT = fileURLToPath(new URL('../../playlists/print/', import.meta.url))

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

/** A guide's words, however its file is laid out: what a print file is held to. */
export const guideHash = (guide: Guide): string => sha256(guide)
export const printName = ({ id, version }: Pick<Guide, 'id' | 'version'>): string => `${id}-${version}.pdf`

/** What a print file was made of, as it stands in its document information: words, and numbers, for paper goes on saying one that a screen has long left out. `good`: the numbers that count on the day. */
export const printMarks = (guide: Guide, good: readonly Phone[]): Record<'GuideSha256' | 'NumbersSha256', string> =>
  ({ GuideSha256: guideHash(guide), NumbersSha256: sha256(Object.fromEntries(numbersOn(guide, good).map(({ id, number }) => [id, number]))) })

/**
 * The print file of exactly this guide and the numbers that count today; null where there is none, or one of other words or numbers
 * under the same version. `folders`: where to look, the first that has it.
 */
export function findPrint(guide: Guide, good: readonly Phone[], folders: readonly string[]): Uint8Array | null {
  const marks = Object.entries(printMarks(guide, good)).map(([key, value]) => `/${key} (${value})`)
  for (const folder of folders) {
    try {
      const file = readFileSync(join(folder, printName(guide)))
      if (marks.every((mark) => file.includes(mark))) return file
    } catch {
      // None here: on to the next folder.
    }
  }
  return null
}
