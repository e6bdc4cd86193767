import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Guide } from '../../protocol/content.ts'
import { canonicalJson } from '../content/bundle.ts'

/** Where print files come with the product. Those that a site makes of its own guide are in its data folder, under `print`. */
export const SHIPPED_PRINT = fileURLToPath(new URL('../../playlists/print/', import.meta.url))

/** A guide's words, however its file is laid out: what a print file is held to. */
export const guideHash = (guide: Guide): string => createHash('sha256').update(canonicalJson(guide)).digest('hex')
export const printName = ({ id, version }: Pick<Guide, 'id' | 'version'>): string => `${id}-${version}.pdf`

/** The key under which a print file names the words that it was made of. */
export const PRINTED_FROM = 'GuideSha256'

/**
 * The print file of exactly this guide; null where there is none, or one of other words under the same version. `folders`: where to
 * look, the first that has it.
 */
export function findPrint(guide: Guide, folders: readonly string[]): Uint8Array | null {
  for (const folder of folders) {
    try {
      const file = readFileSync(join(folder, printName(guide)))
      if (file.includes(`/${PRINTED_FROM} (${guideHash(guide)})`)) return file
    } catch {
      // None here: on to the next folder.
    }
  }
  return null
}
