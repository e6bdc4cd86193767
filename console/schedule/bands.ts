import type { AppliedPreset, Talk } from '../../protocol/api-schedule.ts'
import { addDays } from './spot.ts'
import { instantOf } from './wall.ts'

/** What lies over a zone for a while: a talk, the silence beside one, an applied preset. Milliseconds; `until` null is open. */
export type Band = { key: string; kind: 'talk' | 'silent' | 'preset'; id: string; zone: string; name: string; from: number; until: number | null }
type Standing = { talks: readonly Talk[]; applied: readonly AppliedPreset[] }
type Given = { timeZone: string; leavesOf: (zones: readonly string[]) => readonly string[]; text: (name: AppliedPreset['name']) => string }

export function bandsOf({ talks, applied }: Standing, { timeZone, leavesOf, text }: Given): Band[] {
  const ofTalk = (talk: Talk): Band[] => [...new Set([talk.zone, ...talk.silent])].map((zone) => ({
    key: `talk ${talk.id} ${zone}`, kind: zone === talk.zone ? 'talk' : 'silent', id: talk.id, zone, name: talk.name, from: Date.parse(talk.from), until: Date.parse(talk.until),
  }))
  const ofPreset = (preset: AppliedPreset): Band[] => leavesOf(preset.zones).map((zone) => ({
    key: `preset ${preset.id} ${zone}`, kind: 'preset', id: preset.id, zone, name: text(preset.name),
    from: instantOf(0, preset.fromDay, timeZone), until: preset.untilDay === null ? null : instantOf(0, addDays(preset.untilDay, 1), timeZone),
  }))
  return [...talks.flatMap(ofTalk), ...applied.flatMap(ofPreset)]
}
