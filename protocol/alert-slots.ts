/** Templates with gaps: filling them, and telling whether words are a template's own. Console and controller share it. */
import type { AlertInfo, AlertSlot, AlertTemplate, SlotKind } from './alert.ts'
import type { AlertRequest } from './api.ts'
import { pickText, type Text } from './basics.ts'

/** What stands in the gaps, by slot, in each language. */
export type SlotValues = Readonly<Record<string, Text>>
/** `missing`: nothing there. `long`: more characters than the slot takes. `form`: not what the slot is for. `differs`: the same in every language, and is not. */
export type SlotFault = 'missing' | 'long' | 'form' | 'differs'

const GAP = /\{([a-z][a-z0-9_]*)\}/g
const fields = ['headline', 'description', 'instruction', 'event', 'areaDesc'] as const

// A place is a name, not a sentence: letters, marks within a name, and no row of digits that could be dialled.
const place = /^(?!.*\d{5})[\p{Script=Han}\p{Script=Latin}\d ·、,\-–—/()（）“”"'’&#号]+$/u
const forms: Record<SlotKind, RegExp> = {
  flight: /^[A-Z0-9]{2}\d{1,4}[A-Z]?$/,
  gate: /^[A-Z]?\d{1,3}[A-Z]?$/,
  time: /^([01]\d|2[0-3]):[0-5]\d$/,
  number: /^\d{1,3}$/,
  place,
}
/** Whether it is written the same in every language, so that one field asks for all of them. */
export const isNeutral = (kind: SlotKind): boolean => kind !== 'place'

/** As it is written: no blanks around it, one between words, codes in capitals. */
export function tidySlot(kind: SlotKind, value: string): string {
  const bare = value.normalize('NFKC').trim().replace(/\s+/g, ' ')
  return kind === 'flight' || kind === 'gate' ? bare.replaceAll(' ', '').toUpperCase() : kind === 'place' ? value.trim().replace(/\s+/g, ' ') : bare
}

/** The slots that a text names, in its order. */
export const gapsIn = (text: string): string[] => [...text.matchAll(GAP)].map(([, id = '']) => id)

/** What is wrong with a value in one language, where it says something. */
export function textFault({ kind, most }: Pick<AlertSlot, 'kind' | 'most'>, text: string, language: string): 'long' | 'form' | null {
  if ([...text].length > (language.startsWith('zh') ? most.chinese : most.latin)) return 'long'
  return forms[kind].test(text) ? null : 'form'
}

/** What is wrong with a value; null where it fits. An optional slot may be empty. */
export function slotFault({ kind, most, optional = false }: Pick<AlertSlot, 'kind' | 'most' | 'optional'>, value: Text | undefined): SlotFault | null {
  const said = value ? Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []
  if (said.every(([, text]) => text === '')) return optional ? null : 'missing'
  // What is there is looked at first: whoever writes one language hears of its faults before the other is there.
  for (const [language, text] of said) {
    const fault = text === '' ? null : textFault({ kind, most }, text, language)
    if (fault) return fault
  }
  if (said.some(([, text]) => text === '') || said.length < 2) return 'missing'
  return isNeutral(kind) && new Set(said.map(([, text]) => text)).size > 1 ? 'differs' : null
}

/** The faults of all slots, by slot; empty where the template may be filled with these values. */
export function slotFaults({ slots = [] }: Pick<AlertTemplate, 'slots'>, values: SlotValues): Record<string, SlotFault> {
  return Object.fromEntries(slots.flatMap((slot) => {
    const fault = slotFault(slot, values[slot.id])
    return fault ? [[slot.id, fault]] : []
  }))
}

/** The values that stand there until somebody fills them in. */
export const examplesOf = ({ slots = [] }: Pick<AlertTemplate, 'slots'>): SlotValues => Object.fromEntries(slots.map(({ id, example }) => [id, example]))

/** The template's words with its gaps filled. A field that names an empty slot is left out; in a headline or description the gap stays as it is. */
export function fillTemplate({ info, slots = [] }: Pick<AlertTemplate, 'info' | 'slots'>, values: SlotValues): AlertInfo[] {
  const known = new Set(slots.map(({ id }) => id))
  return info.map((one) => {
    const valueOf = (id: string): string => {
      const value = values[id]
      return known.has(id) && value ? pickText(value, one.language) : ''
    }
    const filled = (text: string) => text.replaceAll(GAP, (gap, id: string) => valueOf(id) || gap)
    const isEmpty = (text: string) => gapsIn(text).some((id) => valueOf(id) === '')
    const rest = Object.fromEntries((['instruction', 'event', 'areaDesc'] as const).flatMap((field) => {
      const text = one[field]
      return text === undefined || isEmpty(text) ? [] : [[field, filled(text)]]
    }))
    return { language: one.language, headline: filled(one.headline), description: filled(one.description), ...rest }
  })
}

/** Whether two sets of words say the same in the same languages; an empty field is one that is not there. */
export function isSameInfo(a: readonly AlertInfo[], b: readonly AlertInfo[]): boolean {
  const said = (info: readonly AlertInfo[]) => info.map((one) => [one.language, ...fields.map((field) => one[field] ?? '')].join('\n')).sort()
  return JSON.stringify(said(a)) === JSON.stringify(said(b))
}

/** The longest that one person may make of an alert by this template, from its first release, seconds. */
export const longestOf = ({ longestSeconds, expiresInSeconds }: Pick<AlertTemplate, 'longestSeconds' | 'expiresInSeconds'>): number => longestSeconds ?? Math.min(86_400, expiresInSeconds * 2)

type Asked = Pick<AlertRequest, 'severity' | 'presentation' | 'info' | 'scam' | 'move' | 'level' | 'expiresInSeconds'> & { slots?: SlotValues | undefined }
/**
 * Whether an alert says nothing but what its reviewers have passed: the template's words with fitting slots, its severity, look
 * and move, and no longer than it allows. Where and when are free; whatever else is changed makes it somebody's own words.
 */
export function isWithinTemplate(template: AlertTemplate, asked: Asked): boolean {
  const { severity, presentation, info, scam = template.scam, move = template.move, level = 'alert', expiresInSeconds, slots = {} } = asked
  return level === 'alert' && severity === template.severity && presentation === template.presentation && scam === template.scam && move === template.move
    && expiresInSeconds <= longestOf(template) && Object.keys(slotFaults(template, slots)).length === 0 && isSameInfo(info, fillTemplate(template, slots))
}
