import type { Alert } from './alert.ts'
import type { Reason, ShowDevice } from './show-facts.ts'
import { severities } from './words.ts'

/** Takeovers of equal rank share the screen in turns of this length. */
const ROTATION_MS = 10_000
/** After this long without a touch a session no longer holds an alert back. */
const SESSION_IDLE_MS = 20_000
const MOST_BANNERS = 2

export type RankedAlerts = {
  takeover: { alert: Alert; startedAt: Temporal.Instant; until: Temporal.Instant } | null
  banners: Alert[]
  reasons: Reason[]
}

type AlertTimes = { sent: number; effective: number; expires: number }
const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds
const times = new WeakMap<Alert, AlertTimes>()

/** An alert's instants in milliseconds since the epoch. Read once: a screen looks at the same alert many times. */
export function alertTimes(alert: Alert): AlertTimes {
  const held = times.get(alert)
  if (held) return held
  const read = { sent: ms(alert.sent), effective: ms(alert.effective), expires: ms(alert.expires) }
  times.set(alert, read)
  return read
}

/** Level, then severity, then a device target over a zone target: what makes two takeovers equal. */
function rank(alert: Alert): number {
  return (alert.level === 'emergency' ? 100 : 0) + severities.indexOf(alert.severity) * 10 + (alert.scope === 'device' ? 1 : 0)
}

/** Highest first; among equals the newest, then the id. A total order, so that every screen agrees. */
export function byRank(a: Alert, b: Alert): number {
  return rank(b) - rank(a) || alertTimes(b).sent - alertTimes(a).sent || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The newest version of each alert, by rank; of the same version the one aimed at the device. */
function newest(alerts: readonly Alert[]): Alert[] {
  const byId = new Map<string, Alert>()
  for (const alert of alerts) {
    const held = byId.get(alert.id)
    if (!held || alert.version > held.version || (alert.version === held.version && alert.scope === 'device')) byId.set(alert.id, alert)
  }
  return [...byId.values()].sort(byRank)
}

function whyNot(alert: Alert, device: ShowDevice, nowMs: number): Reason | null {
  const id = alert.id
  if (alert.status !== 'actual') return { code: 'alert/not-actual', id, detail: alert.status }
  if (alert.roles.length > 0 && !alert.roles.includes(device.role)) return { code: 'alert/other-role', id, detail: device.role }
  if (alertTimes(alert).effective > nowMs) return { code: 'alert/not-yet', id, detail: alert.effective }
  if (alertTimes(alert).expires <= nowMs) return { code: 'alert/expired', id, detail: alert.expires }
  return null
}

/** Equals take turns, the newest first, counted from the newest's release: all screens turn together. */
function rotate(equals: readonly Alert[], nowMs: number): { alert: Alert; fromMs: number; untilMs: number } | null {
  const first = equals[0]
  if (!first) return null
  if (equals.length === 1) return { alert: first, fromMs: alertTimes(first).effective, untilMs: alertTimes(first).expires }
  const start = alertTimes(first).sent
  const turn = Math.max(0, Math.floor((nowMs - start) / ROTATION_MS))
  const alert = equals[turn % equals.length] ?? first
  const fromMs = start + turn * ROTATION_MS
  return { alert, fromMs, untilMs: Math.min(fromMs + ROTATION_MS, alertTimes(alert).expires) }
}

/** Sorts the alerts that reach a device into the one that takes over, the banners, and why the others wait. */
export function rankAlerts(alerts: readonly Alert[], device: ShowDevice, now: Temporal.Instant): RankedAlerts {
  const nowMs = now.epochMilliseconds
  const reasons: Reason[] = []
  const live: Alert[] = []
  for (const alert of newest(alerts)) {
    const reason = whyNot(alert, device, nowMs)
    if (reason) reasons.push(reason)
    else live.push(alert)
  }

  const sessionHolds = device.session !== null && nowMs - device.session.lastTouch.epochMilliseconds < SESSION_IDLE_MS
  const takesOver = (a: Alert) => a.presentation === 'takeover' && (a.level === 'emergency' || !sessionHolds)
  const takeovers = live.filter(takesOver)
  const top = takeovers[0]
  const equals = top ? takeovers.filter((a) => rank(a) === rank(top)) : []
  const turn = rotate(equals, nowMs)

  const banners: Alert[] = []
  for (const alert of live) {
    if (takesOver(alert)) {
      if (alert !== turn?.alert) reasons.push({ code: equals.includes(alert) ? 'main/rotating' : 'alert/outranked', id: alert.id })
      continue
    }
    if (alert.presentation === 'takeover') reasons.push({ code: 'alert/held-by-session', id: alert.id })
    if (banners.length < MOST_BANNERS) {
      banners.push(alert)
      reasons.push({ code: 'alert/banner', id: alert.id })
    } else reasons.push({ code: 'alert/banner-full', id: alert.id })
  }
  const instant = (t: number) => Temporal.Instant.fromEpochMilliseconds(t)
  return { takeover: turn && { alert: turn.alert, startedAt: instant(turn.fromMs), until: instant(turn.untilMs) }, banners, reasons }
}
