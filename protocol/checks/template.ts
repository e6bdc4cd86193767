import { AlertTemplate, type AlertInfo, type AlertSlot } from '../alert.ts'
import { gapsIn, longestOf, slotFault } from '../alert-slots.ts'
import type { Finding } from '../api-review.ts'
import { readLength } from '../reading.ts'
import { checkLegible, worstFirst, type Panel } from './item.ts'
import { plain, shapes } from './playlist.ts'
import { checkText, checkWords, finding, marked, type Glyphs } from './words.ts'

const MOST_ALERT = { headline: 14, description: 48, instruction: 16 } as const
const fields = ['headline', 'description', 'instruction', 'event', 'areaDesc'] as const
/** Where an empty slot may take the whole field with it. */
const mayGo = new Set<string>(['event', 'areaDesc'])

/** A text with every gap as wide as it may become. */
const widest = (text: string, slots: readonly AlertSlot[]): string =>
  slots.reduce((filled, { id, most }) => filled.replaceAll(`{${id}}`, '字'.repeat(most.chinese)), text)

/** What is wrong with an alert's words: a language that is missing, what no screen can draw, what nobody takes in while passing. */
function checkInfo(info: readonly AlertInfo[], glyphs: Glyphs, slots: readonly AlertSlot[]): Finding[] {
  const found: Finding[] = []
  for (const language of ['zh-CN', 'en']) if (!info.some((one) => one.language === language)) found.push(finding('check/missing-language', 'block', 'info', `The words in ${language} are missing.`, { language }))
  for (const [i, one] of info.entries()) {
    for (const field of fields) {
      if (one[field] !== undefined && (one[field] !== '' || field === 'headline')) found.push(...checkText({ path: `info.${i}.${field}`, language: one.language, text: one[field] }, { glyphs, ...plain }))
    }
    if (one.language !== 'zh-CN') continue
    for (const field of ['headline', 'description', 'instruction'] as const) {
      const length = readLength(widest(one[field] ?? '', slots), 'zh-CN')
      const most = MOST_ALERT[field]
      if (length > most) found.push(finding('check/headline-long', field === 'headline' ? 'block' : 'warn', `info.${i}.${field}`, `The text has ${length} characters; a passer-by takes in ${most}.`, { length, most }))
    }
  }
  return found
}

/** Gaps that nothing fills, slots that fill no gap or not in every language, examples that do not fit. */
function checkSlots({ slots = [], info }: AlertTemplate): Finding[] {
  const found: Finding[] = []
  const known = new Map(slots.map((slot) => [slot.id, slot]))
  for (const [i, one] of info.entries()) {
    for (const field of fields) {
      for (const id of gapsIn(one[field] ?? '')) {
        const slot = known.get(id)
        if (!slot) found.push(finding('check/slot-unknown', 'block', `info.${i}.${field}`, `{${id}} is not among the slots.`, { slot: id }))
        else if (slot.optional === true && !mayGo.has(field)) found.push(finding('check/slot-optional', 'block', `info.${i}.${field}`, `{${id}} may stay empty, so it may stand only in what the alert is about and where.`, { slot: id }))
      }
    }
  }
  for (const [i, slot] of slots.entries()) {
    const used = info.filter((one) => fields.some((field) => gapsIn(one[field] ?? '').includes(slot.id))).length
    if (slots.findIndex(({ id }) => id === slot.id) !== i) found.push(finding('check/slot-twice', 'block', `slots.${i}.id`, `The slot "${slot.id}" is there twice.`, { slot: slot.id }))
    if (used < info.length) found.push(finding('check/slot-unused', used === 0 ? 'warn' : 'block', `slots.${i}.id`, `{${slot.id}} does not stand in the words of every language.`, { slot: slot.id }))
    const fault = slotFault({ ...slot, optional: false }, slot.example)
    if (fault) found.push(finding('check/slot-example', 'block', `slots.${i}.example`, `The example of "${slot.id}" does not fit its own rule (${fault}).`, { slot: slot.id, fault }))
  }
  return found
}

/** Everything that speaks against offering an alert template. `body` need not be whole. */
export function checkTemplate(body: Record<string, unknown>, glyphs: Glyphs): Finding[] {
  const words = checkWords(body, { glyphs, ...plain })
  const parsed = AlertTemplate.safeParse(marked(body, ' '))
  if (!parsed.success) return worstFirst([...words, ...shapes(parsed.error.issues, words)])
  const template = parsed.data
  const found = [...words, ...checkInfo(template.info, glyphs, template.slots ?? []), ...checkSlots(template)]
  if (template.severity === 'yellow' && template.presentation === 'takeover') found.push(finding('check/yellow-takeover', 'block', 'presentation', 'A yellow alert is a banner.'))
  if (longestOf(template) < template.expiresInSeconds) found.push(finding('check/longest', 'block', 'longestSeconds', 'The longest time is shorter than the usual one.'))
  return worstFirst(found)
}

/** What speaks against an alert on these screens, the worst first: its words, and whether they can be read there. `panels`: of the screens it is for. */
export const checkAlert = (info: readonly AlertInfo[], { glyphs, panels }: { glyphs: Glyphs; panels: readonly Panel[] }): Finding[] =>
  worstFirst([...checkInfo(info, glyphs, []), ...checkLegible(panels, []).map((one) => ({ ...one, level: 'warn' as const, path: 'target' }))])
