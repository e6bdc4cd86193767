import * as z from 'zod/mini'
import { Count, Id, Instant, Language, Text } from './basics.ts'
import { moves, presentations, roles, scams, severities, zoneKinds } from './words.ts'

/** One language of an alert; names follow CAP 1.2's `info`. */
export const AlertInfo = z.object({
  language: Language,
  /** Short, at most 14 Chinese characters; `|` may mark a break. */
  headline: z.string().check(z.minLength(1), z.maxLength(120)),
  description: z.string().check(z.maxLength(600)),
  /** The one action. */
  instruction: z.optional(z.string().check(z.maxLength(200))),
  /** What it is about, e.g. 「ZZ5137 上海虹桥 · 航班取消」. */
  event: z.optional(z.string().check(z.maxLength(120))),
  /** Where, in words. */
  areaDesc: z.optional(z.string().check(z.maxLength(120))),
})
export type AlertInfo = z.infer<typeof AlertInfo>

/** CAP 1.2 `status`; whatever is not `actual` is never shown as live. */
export const alertStatuses = ['actual', 'exercise', 'system', 'test', 'draft'] as const

export const Alert = z.object({
  id: Id,
  /** Grows with each update. */
  version: Count,
  status: z.enum(alertStatuses),
  msgType: z.enum(['alert', 'update']),
  level: z.enum(['alert', 'emergency']),
  severity: z.enum(severities),
  presentation: z.enum(presentations),
  scam: z.enum(scams),
  move: z.enum(moves),
  /** When this version was released. */
  sent: Instant,
  /** Shown from here … */
  effective: Instant,
  /** … until here, whatever becomes of the broker. */
  expires: Instant,
  /** Roles it is for; empty = all. */
  roles: z.array(z.enum(roles)),
  /** Whether it was aimed at a device by name or at a zone. */
  scope: z.enum(['device', 'zone']),
  /**
   * The span over which screens spread their answers, milliseconds, by how many are asked (as in IGMP's Max Resp Time, RFC
   * 3376 4.1.1). It bears on when they say what they have shown, never on when they show it. Absent = at once.
   */
  answerWithinMs: z.optional(Count.check(z.maximum(60_000))),
  info: z.array(AlertInfo).check(z.minLength(1)),
})
export type Alert = z.infer<typeof Alert>

/** The complete list of alerts in force for a zone or a device; empty is an answer, too. */
export const AlertSet = z.object({ alerts: z.array(Alert).check(z.maxLength(50)) })
export type AlertSet = z.infer<typeof AlertSet>

/** What fits into a slot: see alert-slots.ts for the rule of each. */
export const slotKinds = ['flight', 'gate', 'time', 'number', 'place'] as const
export type SlotKind = (typeof slotKinds)[number]
/** A gap in a template's words, `{id}` in each language: all that somebody in a hurry has to say. */
export const AlertSlot = z.object({
  id: z.string().check(z.regex(/^[a-z][a-z0-9_]{0,15}$/)),
  kind: z.enum(slotKinds),
  /** What is asked for, on the form. */
  label: Text,
  /** Stands in the gap until it is filled; fits the slot's own rules. */
  example: Text,
  /** Most characters, Chinese and others. */
  most: z.object({ chinese: Count.check(z.minimum(1), z.maximum(24)), latin: Count.check(z.minimum(1), z.maximum(48)) }),
  /** May stay empty. Then every field that names it is left out, so only `event` and `areaDesc` may. */
  optional: z.optional(z.boolean()),
})
export type AlertSlot = z.infer<typeof AlertSlot>

/** An alert written and reviewed beforehand: whoever releases it only fills in where, what about and until when. */
export const AlertTemplate = z.object({
  id: Id,
  severity: z.enum(severities),
  presentation: z.enum(presentations),
  scam: z.enum(scams),
  move: z.enum(moves),
  /** Kinds of zone it is meant for. */
  zoneKinds: z.array(z.enum(zoneKinds)).check(z.minLength(1)),
  /** Roles it is for; empty = all. */
  roles: z.array(z.enum(roles)),
  expiresInSeconds: Count.check(z.minimum(60), z.maximum(86_400)),
  /** The longest that one person may make of it, from its first release, seconds. Left out: twice `expiresInSeconds`. */
  longestSeconds: z.optional(Count.check(z.minimum(60), z.maximum(86_400))),
  slots: z.optional(z.array(AlertSlot).check(z.maxLength(6))),
  /** What should make staff think of it. */
  trigger: Text,
  info: z.array(AlertInfo).check(z.minLength(2)),
})
export type AlertTemplate = z.infer<typeof AlertTemplate>

/** The words of an alert in `language`, else in its base language, else Chinese, else whatever is there. */
export function pickInfo(alert: Pick<Alert, 'info'>, language: string): AlertInfo {
  const base = language.split('-')[0] ?? language
  const found = alert.info.find((i) => i.language === language)
    ?? alert.info.find((i) => i.language.split('-')[0] === base)
    ?? alert.info.find((i) => i.language.startsWith('zh'))
    ?? alert.info[0]
  if (!found) throw new RangeError('an alert has at least one info')
  return found
}
