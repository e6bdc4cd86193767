import { createHash } from 'node:crypto'
import type { ProviderName } from './provider.ts'

/** What a clip was made from: another provider, voice, language or words, or another reading of them, is another clip. 16 hex digits. */
export function clipKey(provider: ProviderName, { voice, language, says }: { voice: string; language: string; says: string }): string {
  return createHash('sha256').update([provider, voice, language, says].join('\n')).digest('hex').slice(0, 16)
}
