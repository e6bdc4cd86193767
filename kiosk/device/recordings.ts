import type { Item, MediaRef } from '../../protocol/content.ts'

const base = (language: string): string => language.split('-')[0] ?? ''

/** An item's recordings in the order in which a device speaks: its own languages, each once; none in a language it does not show. */
export function recordingsFor(item: Pick<Item, 'sound'>, languages: readonly string[]): MediaRef[] {
  const found = languages.flatMap((language) => item.sound?.find((one) => one.language === language) ?? item.sound?.find((one) => base(one.language) === base(language)) ?? [])
  return [...new Set(found)].map(({ media }) => media)
}
