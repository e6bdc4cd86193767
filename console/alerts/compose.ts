import { fillTemplate, gapsIn, isSameInfo, slotFaults } from '../../protocol/alert-slots.ts'
import type { SlotValues } from '../../protocol/alert-slots.ts'
import type { Alert, AlertInfo, AlertTemplate } from '../../protocol/alert.ts'
import type { AlertRequest, AlertView } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { Move, Presentation, Scam, Severity } from '../../protocol/words.ts'
import { pickedFrom, targetOf } from './target.ts'
import type { Picked } from './target.ts'

export const infoLanguages = ['zh-CN', 'en'] as const
export type InfoLanguage = (typeof infoLanguages)[number]
/** What somebody has written into a slot, whole or not. */
export type SlotText = Record<InfoLanguage, string>
export type Words = { headline: string; description: string; instruction: string; event: string; areaDesc: string }

/** An alert being written. `minutes` is how long it is shown; null while the field is empty. */
export type Draft = {
  /** The template it is made from; null for a blank one. */
  template: AlertTemplate | null
  /** Somebody's own words, with or without a template behind them; otherwise the template's, its slots filled. */
  own: boolean
  slots: Record<string, SlotText>
  scam: Scam
  move: Move
  severity: Severity
  presentation: Presentation
  minutes: number | null
  words: Record<InfoLanguage, Words>
  picked: Picked
}
export type Need = 'zh' | 'en' | 'slots' | 'gap' | 'where' | 'time'

const noWords: Words = { headline: '', description: '', instruction: '', event: '', areaDesc: '' }

export function blankDraft(): Draft {
  return {
    template: null, own: true, slots: {}, scam: 'general', move: 'stop', severity: 'orange', presentation: 'takeover', minutes: 30,
    words: { 'zh-CN': { ...noWords }, en: { ...noWords } }, picked: { leaves: [], roles: [], devices: [] },
  }
}

function wordsFrom(infos: readonly AlertInfo[], language: InfoLanguage): Words {
  const info = infos.find((i) => i.language === language) ?? infos.find((i) => i.language.split('-')[0] === language.split('-')[0])
  return info ? { headline: info.headline, description: info.description, instruction: info.instruction ?? '', event: info.event ?? '', areaDesc: info.areaDesc ?? '' } : { ...noWords }
}
const bothWords = (infos: readonly AlertInfo[]): Draft['words'] => ({ 'zh-CN': wordsFrom(infos, 'zh-CN'), en: wordsFrom(infos, 'en') })

/** The slots of which something is written, as the API takes them. */
export const slotValues = ({ slots }: Pick<Draft, 'slots'>): SlotValues =>
  Object.fromEntries(Object.entries(slots).map(([id, text]) => [id, { 'zh-CN': text['zh-CN'].trim(), en: text.en.trim() }] as const).filter(([, text]) => text['zh-CN'] !== '' || text.en !== ''))

const emptySlots = (template: AlertTemplate, values: SlotValues = {}): Draft['slots'] =>
  Object.fromEntries((template.slots ?? []).map(({ id }) => [id, { 'zh-CN': values[id]?.['zh-CN'] ?? '', en: values[id]?.en ?? '' }]))

/** A template filled in: its words, its look, and every zone of the kinds it is for. */
export function fromTemplate(template: AlertTemplate, zones: readonly Zone[]): Draft {
  const leaves = zones.filter((z) => z.kind !== null && template.zoneKinds.includes(z.kind)).map((z) => z.id)
  return {
    template, own: false, slots: emptySlots(template), scam: template.scam, move: template.move, severity: template.severity, presentation: template.presentation,
    minutes: Math.round(template.expiresInSeconds / 60), words: bothWords(template.info), picked: { leaves, roles: template.roles, devices: [] },
  }
}

/** Its words, severity, look and move as the template has them: what was changed by hand is gone. */
export function backToTemplate(draft: Draft): Draft {
  const { template } = draft
  return template ? { ...draft, own: false, severity: template.severity, presentation: template.presentation, scam: template.scam, move: template.move } : draft
}
/** The words to be written on by hand, from what the slots have made of them. */
export const toOwnWords = (draft: Draft): Draft => ({ ...draft, own: true, words: bothWords(infosOf(draft)) })

/** An alert to be changed or raised again; `now` decides how many minutes are left. `template`: the one it was made from, if it is still there. */
export function fromAlert(view: AlertView, zones: readonly Zone[], now: number, template: AlertTemplate | null): Draft {
  const left = Math.ceil((Date.parse(view.alert.expires) - now) / 60_000)
  const { scam, move, severity, presentation, info } = view.alert
  const isSlots = template !== null && view.words === 'slots' && isSameInfo(info, fillTemplate(template, view.slots))
  return { template, own: !isSlots, slots: template ? emptySlots(template, isSlots ? view.slots : {}) : {}, scam, move, severity, presentation, minutes: left > 0 ? left : 30, words: bothWords(info), picked: pickedFrom(zones, view.target) }
}

/** Another severity: yellow is always a banner, orange and red take over unless somebody says otherwise. */
export function graded(draft: Draft, severity: Severity): Draft {
  const presentation = severity === 'yellow' ? 'banner' : draft.severity === 'yellow' ? 'takeover' : draft.presentation
  return { ...draft, severity, presentation }
}

export function needs(draft: Draft, zones: readonly Zone[]): Need[] {
  const list: Need[] = []
  if (draft.own) {
    if (draft.words['zh-CN'].headline.trim() === '') list.push('zh')
    if (draft.words.en.headline.trim() === '') list.push('en')
    if (infoLanguages.some((language) => Object.values(draft.words[language]).some((text) => gapsIn(text).length > 0))) list.push('gap')
  } else if (draft.template && Object.keys(slotFaults(draft.template, slotValues(draft))).length > 0) list.push('slots')
  if (!targetOf(zones, draft.picked)) list.push('where')
  if (draft.minutes === null || draft.minutes < 1 || draft.minutes > 1440) list.push('time')
  return list
}

function infoOf(language: InfoLanguage, words: Words): AlertInfo {
  const rest = Object.fromEntries((['instruction', 'event', 'areaDesc'] as const).map((key) => [key, words[key].trim()]).filter(([, text]) => text !== ''))
  return { language, headline: words.headline.trim(), description: words.description.trim(), ...rest }
}

/** The words as they stand: somebody's own, or the template's with what is filled in so far. */
export const infosOf = (draft: Draft): AlertInfo[] =>
  !draft.own && draft.template ? fillTemplate(draft.template, slotValues(draft)) : infoLanguages.map((language) => infoOf(language, draft.words[language]))

/** The request; null while something is needed (see `needs`), unless it need not be ready. */
export function toRequest(draft: Draft, zones: readonly Zone[], unready = false): AlertRequest | null {
  const target = targetOf(zones, draft.picked)
  if (!target || draft.minutes === null || (!unready && needs(draft, zones).length > 0)) return null
  return {
    severity: draft.severity, presentation: draft.presentation, scam: draft.scam, move: draft.move, target,
    expiresInSeconds: draft.minutes * 60, info: infosOf(draft),
    ...(draft.template && { template: draft.template.id, ...(!draft.own && { slots: slotValues(draft) }) }),
  }
}

/** A request that reaches the same screens, for the dry run while words are still missing. */
export function toDryRun(draft: Draft, zones: readonly Zone[]): AlertRequest | null {
  const dashed = (words: Words): Words => ({ ...words, headline: words.headline.trim() || '—' })
  const words = { 'zh-CN': dashed(draft.words['zh-CN']), en: dashed(draft.words.en) }
  const whole = { ...draft, minutes: draft.minutes ?? 30, words }
  const missing = needs(whole, zones)
  if (missing.some((need) => need === 'where' || need === 'time')) return null
  // What is not filled in yet stands there as its example, so that who has to release it can be told already.
  const examples = Object.fromEntries((draft.template?.slots ?? []).filter(({ id }) => slotFaults({ slots: draft.template?.slots }, slotValues(draft))[id]).map(({ id, example }) => [id, { 'zh-CN': example['zh-CN'], en: example.en }]))
  return toRequest({ ...whole, slots: { ...whole.slots, ...examples } }, zones, true)
}

/** The alert as screens would get it, for previews. */
export function toAlert(draft: Draft, now: number): Alert {
  const sent = new Date(now).toISOString()
  // A gap that is not filled yet is seen as one.
  const seen = (text: string) => text.replaceAll(/\{[a-z][a-z0-9_]*\}/g, '＿＿')
  const infos = infosOf(draft).map((one) => ({ ...one, headline: seen(one.headline) || '…', description: seen(one.description) }))
  return {
    id: 'draft', version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity: draft.severity, presentation: draft.presentation, scam: draft.scam, move: draft.move,
    sent, effective: sent, expires: new Date(now + (draft.minutes ?? 30) * 60_000).toISOString(), roles: [...draft.picked.roles], scope: 'zone', info: infos,
  }
}
