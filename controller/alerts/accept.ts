import type { AlertRequest, AlertTarget } from '../../protocol/api.ts'
import type { Alert, AlertInfo, AlertTemplate } from '../../protocol/alert.ts'
import { isWithinTemplate, type SlotValues } from '../../protocol/alert-slots.ts'
import type { AlertWords } from '../../protocol/api-alerts.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'

export type AcceptFacts = {
  zones: readonly Zone[]
  isDevice(id: string): boolean
  template(id: string): AlertTemplate | null
  /** Whether people here have passed a template: only then are its words slot-only. */
  isReviewed(id: string): boolean
  by: { user: string; roles: readonly string[] }
  now: Temporal.Instant
}

/** Shown at least this long and at most a day, seconds. */
export const EXPIRY = { least: 30, most: 86_400 }

// C0, C1, bidirectional overrides and isolates, zero-width and other invisible ones: nobody can see what they do.
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u
const markup = /<\s*[a-z!/?]|&#?\w+;|\]\(|javascript:/iu

function badText(info: AlertInfo, path: string): Outcome<never> | null {
  for (const [field, value] of Object.entries(info)) {
    if (typeof value !== 'string') continue
    const at = `${path}.${field}`
    if (invisible.test(value) || (field !== 'description' && value.includes('\n'))) return refused('alert/control-character', 'The text holds a character that nobody can see. Take it out.', at)
    if (!value.isWellFormed()) return refused('alert/control-character', 'The text holds half a character. Take it out.', at)
    if (markup.test(value)) return refused('alert/markup', 'The text holds markup. Screens show plain words; take it out.', at)
  }
  return info.headline.replaceAll('|', '').trim() === '' ? refused('alert/no-headline', 'The headline is empty.', `${path}.headline`) : null
}

function acceptTarget(target: AlertTarget, { zones, isDevice }: AcceptFacts): Outcome<AlertTarget> {
  const { zones: named = [], devices = [], roles = [] } = target
  if (named.length + devices.length + roles.length === 0) return refused('alert/empty-target', 'The alert is for nobody. Name zones, devices or roles.', 'target')
  const known = new Set([NEUTRAL_ZONE, ...zones.map((z) => z.id)])
  const zone = named.findIndex((id) => !known.has(id))
  if (zone >= 0) return refused('alert/unknown-zone', `There is no zone "${named[zone]}".`, `target.zones.${zone}`)
  const device = devices.findIndex((id) => !isDevice(id))
  if (device >= 0) return refused('alert/unknown-device', `There is no device "${devices[device]}".`, `target.devices.${device}`)
  return accepted({
    ...(named.length > 0 ? { zones: [...new Set(named)] } : {}),
    ...(roles.length > 0 ? { roles: [...new Set(roles)] } : {}),
    ...(devices.length > 0 ? { devices: [...new Set(devices)] } : {}),
  })
}

function acceptInfo(info: readonly AlertInfo[]): Outcome<AlertInfo[]> {
  const languages = info.map((i) => i.language)
  const twice = languages.findIndex((language, i) => languages.indexOf(language) !== i)
  if (twice >= 0) return refused('alert/language-twice', `The language ${languages[twice]} is there twice.`, `info.${twice}.language`)
  if (!languages.includes('zh-CN')) return refused('alert/no-chinese', 'The alert needs words in zh-CN.', 'info')
  for (const [i, one] of info.entries()) {
    const bad = badText(one, `info.${i}`)
    if (bad) return bad
  }
  return accepted([...info])
}

/** `words`: whether they are those of the template, its `slots` filled, or somebody's own. */
export type AcceptedAlert = { alert: Alert; target: AlertTarget; template: string | null; words: AlertWords; slots: SlotValues }

/**
 * A request to an alert that may be released, or a refusal that names the path. `before`: the version it takes the place of.
 * `sent` and `effective` are `now`; a release that comes later moves them (`releaseAt`).
 */
export function acceptAlert(request: AlertRequest, facts: AcceptFacts, id: string, before: Alert | null): Outcome<AcceptedAlert> {
  const { severity, presentation, level = 'alert', expiresInSeconds } = request
  if (severity === 'yellow' && presentation === 'takeover') return refused('alert/yellow-takeover', 'A yellow alert is a banner. Choose banner, or orange.', 'presentation')
  if (level === 'emergency' && !facts.by.roles.includes('admin')) return refused('alert/emergency-not-allowed', 'Only the administrator may raise an emergency.', 'level')
  if (level === 'emergency' && severity === 'yellow') return refused('alert/yellow-emergency', 'An emergency is orange or red.', 'severity')
  if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < EXPIRY.least || expiresInSeconds > EXPIRY.most) {
    return refused('alert/expiry', `An alert lasts from ${EXPIRY.least} s to ${EXPIRY.most} s.`, 'expiresInSeconds')
  }
  const template = request.template === undefined ? null : facts.template(request.template)
  if (request.template !== undefined && !template) return refused('alert/unknown-template', `There is no template "${request.template}".`, 'template')
  const target = acceptTarget(request.target, facts)
  if (!target.ok) return target
  const info = acceptInfo(request.info)
  if (!info.ok) return info
  const alert: Alert = {
    id,
    version: (before?.version ?? 0) + 1,
    status: 'actual',
    msgType: before ? 'update' : 'alert',
    level, severity, presentation,
    scam: request.scam ?? template?.scam ?? before?.scam ?? 'general',
    move: request.move ?? template?.move ?? before?.move ?? 'verify',
    sent: facts.now.toString(),
    effective: facts.now.toString(),
    expires: facts.now.add({ seconds: expiresInSeconds }).toString(),
    roles: target.value.roles ?? [],
    scope: 'zone',
    info: info.value,
  }
  const isSlotOnly = template !== null && facts.isReviewed(template.id) && isWithinTemplate(template, request)
  return accepted({ alert, target: target.value, template: request.template ?? null, words: isSlotOnly ? 'slots' : 'own', slots: isSlotOnly ? request.slots ?? {} : {} })
}

/** The same alert as released now: it lasts as long as was asked for, from now. */
export function releaseAt(alert: Alert, now: Temporal.Instant): Alert {
  const lasts = Temporal.Instant.from(alert.effective).until(alert.expires)
  return { ...alert, sent: now.toString(), effective: now.toString(), expires: now.add(lasts).toString() }
}
