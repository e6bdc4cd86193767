import { isNeutral, slotFault, textFault, tidySlot } from '../../protocol/alert-slots.ts'
import type { SlotFault, SlotValues } from '../../protocol/alert-slots.ts'
import type { AlertSlot } from '../../protocol/alert.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { InfoLanguage, SlotText } from './compose.ts'

/** A run of a template's words: as it stands, or what fills (or will fill) a slot. */
export type Piece = { text: string; slot: string | null; filled: boolean }

/** A template's text in pieces, so that what may be changed can be told from what may not. */
export function piecesOf(text: string, slots: readonly AlertSlot[], values: SlotValues, language: InfoLanguage): Piece[] {
  const known = new Map(slots.map((slot) => [slot.id, slot]))
  return text.replaceAll('|', '').split(/(\{[a-z][a-z0-9_]*\})/).filter((part) => part !== '').map((part): Piece => {
    const slot = part.startsWith('{') ? known.get(part.slice(1, -1)) : undefined
    if (!slot) return { text: part, slot: null, filled: true }
    const value = values[slot.id]?.[language] ?? ''
    return { text: value === '' ? slot.label[language] : value, slot: slot.id, filled: value !== '' }
  })
}

/** What a field now holds, with the other language where it says the same or where a place of that name is known. */
export function typed(slot: AlertSlot, before: SlotText, language: InfoLanguage, text: string, zones: readonly Pick<Zone, 'name'>[]): SlotText {
  if (isNeutral(slot.kind)) return { 'zh-CN': text, en: text }
  const after = { ...before, [language]: text }
  const other = language === 'en' ? 'zh-CN' : 'en'
  const nameBefore = zones.find(({ name }) => name[language] === before[language].trim())?.name[other]
  const name = zones.find(({ name: of }) => of[language] === text.trim())?.name[other]
  // Somebody's own translation stays; one that came with a name goes with it.
  return name !== undefined && (before[other] === '' || before[other] === nameBefore) ? { ...after, [other]: name } : after
}

/** A field that is left: written as its kind is written. */
export const tidied = (slot: AlertSlot, text: SlotText): SlotText => ({ 'zh-CN': tidySlot(slot.kind, text['zh-CN']), en: tidySlot(slot.kind, text.en) })

/** What is wrong with what is written in one language; null where it fits. A language that is not there yet is missing unless all are. */
export function faultIn(slot: AlertSlot, text: SlotText, language: InfoLanguage): SlotFault | null {
  const whole = tidied(slot, text)
  const own = whole[language]
  // Each language answers for itself: the other's fault is told at its own field.
  return own === '' ? slotFault(slot, whole) && 'missing' : textFault(slot, own, language)
}
