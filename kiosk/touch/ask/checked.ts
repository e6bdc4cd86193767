import type { Text } from '../../../protocol/basics.ts'
import type { Phone } from '../../../protocol/content.ts'
import { say } from './words.ts'

/** Who checked a number may be written in two languages, `甲 / A`. */
function nameIn(verifiedBy: string): Text {
  const [zh = '', en = zh] = verifiedBy.split(' / ')
  return { 'zh-CN': zh, en }
}

/** Who checked the number, and when. */
export function checkedBy({ verifiedBy, verifiedOn }: Phone): Text {
  const who = nameIn(verifiedBy)
  return { 'zh-CN': say('checked', { who: who['zh-CN'], on: verifiedOn })['zh-CN'], en: say('checked', { who: who.en, on: verifiedOn }).en }
}
