import type { Alert, AlertInfo, AlertTemplate } from '../../protocol/alert.ts'
import type { AlertRequest, AlertView } from '../../protocol/api.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { Move, Presentation, Scam, Severity } from '../../protocol/words.ts'
import { pickedFrom, targetOf } from './target.ts'
import type { Picked } from './target.ts'

export const infoLanguages = ['zh-CN', 'en'] as const
export type InfoLanguage = (typeof infoLanguages)[number]
export type Words = { headline: string; description: string; instruction: string; event: string; areaDesc: string }

/** An alert being written. `minutes` is how long it is shown; null while the field is empty. */
export type Draft = {
  template: string | null
  scam: Scam
  move: Move
  severity: Severity
  presentation: Presentation
  minutes: number | null
  words: Record<InfoLanguage, Words>
  picked: Picked
}
export type Need = 'zh' | 'en' | 'where' | 'time'

const noWords: Words = { headline: '', description: '', instruction: '', event: '', areaDesc: '' }

export function blankDraft(): Draft {
  return {
    template: null, scam: 'general', move: 'stop', severity: 'orange', presentation: 'takeover', minutes: 30,
    words: { 'zh-CN': { ...noWords }, en: { ...noWords } }, picked: { leaves: [], roles: [], devices: [] },
  }
}

function wordsFrom(infos: readonly AlertInfo[], language: InfoLanguage): Words {
  const info = infos.find((i) => i.language === language) ?? infos.find((i) => i.language.split('-')[0] === language.split('-')[0])
  return info ? { headline: info.headline, description: info.description, instruction: info.instruction ?? '', event: info.event ?? '', areaDesc: info.areaDesc ?? '' } : { ...noWords }
}
const bothWords = (infos: readonly AlertInfo[]): Draft['words'] => ({ 'zh-CN': wordsFrom(infos, 'zh-CN'), en: wordsFrom(infos, 'en') })

/** A template filled in: its words, its look, and every zone of the kinds it is for. */
export function fromTemplate(template: AlertTemplate, zones: readonly Zone[]): Draft {
  const leaves = zones.filter((z) => z.kind !== null && template.zoneKinds.includes(z.kind)).map((z) => z.id)
  return {
    template: template.id, scam: template.scam, move: template.move, severity: template.severity, presentation: template.presentation,
    minutes: Math.round(template.expiresInSeconds / 60), words: bothWords(template.info), picked: { leaves, roles: template.roles, devices: [] },
  }
}

/** An alert to be changed or raised again; `now` decides how many minutes are left. */
export function fromAlert(view: AlertView, zones: readonly Zone[], now: number): Draft {
  const left = Math.ceil((Date.parse(view.alert.expires) - now) / 60_000)
  const { scam, move, severity, presentation, info } = view.alert
  return { template: view.template, scam, move, severity, presentation, minutes: left > 0 ? left : 30, words: bothWords(info), picked: pickedFrom(zones, view.target) }
}

/** Another severity: yellow is always a banner, orange and red take over unless somebody says otherwise. */
export function graded(draft: Draft, severity: Severity): Draft {
  const presentation = severity === 'yellow' ? 'banner' : draft.severity === 'yellow' ? 'takeover' : draft.presentation
  return { ...draft, severity, presentation }
}

export function needs(draft: Draft, zones: readonly Zone[]): Need[] {
  const list: Need[] = []
  if (draft.words['zh-CN'].headline.trim() === '') list.push('zh')
  if (draft.words.en.headline.trim() === '') list.push('en')
  if (!targetOf(zones, draft.picked)) list.push('where')
  if (draft.minutes === null || draft.minutes < 1 || draft.minutes > 1440) list.push('time')
  return list
}

function infoOf(language: InfoLanguage, words: Words): AlertInfo {
  const rest = Object.fromEntries((['instruction', 'event', 'areaDesc'] as const).map((key) => [key, words[key].trim()]).filter(([, text]) => text !== ''))
  return { language, headline: words.headline.trim(), description: words.description.trim(), ...rest }
}

/** The request; null while something is needed (see `needs`). */
export function toRequest(draft: Draft, zones: readonly Zone[]): AlertRequest | null {
  const target = targetOf(zones, draft.picked)
  if (!target || draft.minutes === null || needs(draft, zones).length > 0) return null
  return {
    severity: draft.severity, presentation: draft.presentation, scam: draft.scam, move: draft.move, target,
    expiresInSeconds: draft.minutes * 60, info: infoLanguages.map((language) => infoOf(language, draft.words[language])),
    ...(draft.template !== null && { template: draft.template }),
  }
}

/** A request that reaches the same screens whatever the words are: for the dry run while they are still being written. */
export function toDryRun(draft: Draft, zones: readonly Zone[]): AlertRequest | null {
  const said = { ...draft.words, 'zh-CN': { ...draft.words['zh-CN'], headline: draft.words['zh-CN'].headline.trim() || '—' }, en: { ...draft.words.en, headline: draft.words.en.headline.trim() || '—' } }
  return toRequest({ ...draft, minutes: draft.minutes ?? 30, words: said }, zones)
}

/** The alert as screens would get it, for previews. */
export function toAlert(draft: Draft, now: number): Alert {
  const sent = new Date(now).toISOString()
  const infos = infoLanguages.map((language) => infoOf(language, draft.words[language])).map((i) => ({ ...i, headline: i.headline || '…' }))
  return {
    id: 'draft', version: 1, status: 'actual', msgType: 'alert', level: 'alert', severity: draft.severity, presentation: draft.presentation, scam: draft.scam, move: draft.move,
    sent, effective: sent, expires: new Date(now + (draft.minutes ?? 30) * 60_000).toISOString(), roles: [...draft.picked.roles], scope: 'zone', info: infos,
  }
}
