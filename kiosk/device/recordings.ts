import type { Item, Recording } from '../../protocol/content.ts'

const base = (language: string): string => language.split('-')[0] ?? ''
/** Zones with another dialect do not hear one marked by private use, though its tag begins with zh. */
const isNear = (found: string, wanted: string): boolean => base(found) === base(wanted) && !found.includes('-x-')

/** The recording for a language that a device shows: where Mandarin is shown and the place has a dialect, in that if there is one. */
function recordingFor({ sound = [] }: Pick<Item, 'sound'>, language: string, dialect?: string): Recording | undefined {
  const local = dialect !== undefined && base(language) === 'zh' ? sound.find((one) => one.language === dialect) : undefined
  return local ?? sound.find((one) => one.language === language) ?? sound.find((one) => isNear(one.language, language))
}

/** An item's recordings in the order in which a device speaks: its own languages, each once; none in a language it does not show. */
export function recordingsFor(item: Pick<Item, 'sound'>, languages: readonly string[], dialect?: string): Recording[] {
  return [...new Set(languages.flatMap((language) => recordingFor(item, language, dialect) ?? []))]
}
