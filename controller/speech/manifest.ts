import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { Language, Sha256 } from '../../protocol/basics.ts'
import { AnxingError } from '../../protocol/errors.ts'
import { Envelope, LineKey } from '../../protocol/speech.ts'
import { providerNames } from './provider.ts'

/** One shipped clip: `<line key>.opus`. `made`: what it was made from (see key.ts). */
const ManifestClip = z.object({ language: Language, text: z.string(), by: z.enum(providerNames), voice: z.string(), made: z.string(), sha256: Sha256, bytes: z.number(), seconds: z.number(), envelope: Envelope })
export type ManifestClip = z.infer<typeof ManifestClip>
export const Manifest = z.record(LineKey, ManifestClip)
export type Manifest = z.infer<typeof Manifest>

/** Where the clips of the shipped content are. */
export const SHIPPED = fileURLToPath(new URL('../../playlists/speech/', import.meta.url))
export const MANIFEST = 'manifest.json'
export const CLIP_ENDING = '.opus'

/** The manifest in `folder`. @throws AnxingError `speech/manifest` where it cannot be read. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST)
  try {
    return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new AnxingError('speech/manifest', `The list of clips cannot be read: ${error instanceof Error ? error.message : String(error)}. Render them anew: npm run speech`, path)
  }
}

/** One clip a line and in the order of their keys, so that a change of one line is a change of one line. */
export function writtenManifest(manifest: Manifest): string {
  const rows = Object.keys(manifest).sort().map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(manifest[key])}`)
  return rows.length === 0 ? '{}\n' : `{\n${rows.join(',\n')}\n}\n`
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The keys for which there is a file. */
export const clipsIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith(CLIP_ENDING)).map((name) => name.slice(0, -CLIP_ENDING.length)).sort()
