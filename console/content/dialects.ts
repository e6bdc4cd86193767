import type { Zone } from '../../protocol/venue.ts'

const known: Record<string, { 'zh-CN': string; en: string }> = {
  'zh-x-jinan': { 'zh-CN': '济南话', en: 'Jinan dialect' }, cjy: { 'zh-CN': '晋语', en: 'Jin' }, yue: { 'zh-CN': '粤语', en: 'Cantonese' }, wuu: { 'zh-CN': '吴语', en: 'Wu' },
  nan: { 'zh-CN': '闽南语', en: 'Min Nan' }, cdo: { 'zh-CN': '闽东语', en: 'Min Dong' }, hak: { 'zh-CN': '客家话', en: 'Hakka' }, gan: { 'zh-CN': '赣语', en: 'Gan' }, hsn: { 'zh-CN': '湘语', en: 'Xiang' },
}

/** A dialect's name in the reader's language; one that is not known here by the last part of its tag. */
export function dialectName(tag: string, language: 'zh-CN' | 'en'): string {
  return known[tag]?.[language] ?? (language === 'zh-CN' ? `方言 ${tag.split('-').at(-1) ?? tag}` : `dialect ${tag.split('-').at(-1) ?? tag}`)
}

/** Dialects to offer for recordings: those that zones name, and those that there are recordings in already. */
export function dialectsFor(zones: readonly Pick<Zone, 'dialect'>[], recorded: readonly string[], languages: readonly string[]): string[] {
  return [...new Set([...zones.flatMap(({ dialect }) => dialect ?? []), ...recorded.filter((tag) => !languages.includes(tag))])]
}
