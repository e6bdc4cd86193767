import { callReasons, SETS_OUT_MS, type CallState } from '../../protocol/api-calls.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { EngagementEvent } from '../../protocol/event.ts'

export type Call = {
  id: string
  device: string
  zone: string | null
  reason: (typeof callReasons)[number]
  language: string
  state: CallState
  late: boolean
  /** The screen has called too often of late: it is shown, and does not ring. */
  silent: boolean
  /** The call of the same screen that it came to while somebody was wanted there already; null where it stands for itself. */
  joined: string | null
  askedMs: number
  acceptedMs: number | null
  acceptedBy: string | null
  endedMs: number | null
}

/** A screen that had no connection for so long brings a call to which nobody need run any more. */
const LATE_MS = 10 * 60_000
/** A screen rings so often within ten minutes; what comes beyond that is shown and logged. Whoever plays with a button, or a device in wrong hands, deafens nobody. */
export const RINGS = 3
export const RINGS_MS = 10 * 60_000

/** What an event says about a call: a new one, one that is taken back, or nothing. `value` is the reason and the language, or `withdrawn`. */
export function readCall(event: Pick<EngagementEvent, 'action' | 'item' | 'value'>): { id: string; asks: null } | { id: string; asks: Pick<Call, 'reason' | 'language'> } | null {
  if (event.action !== 'call' || event.item === undefined) return null
  if (event.value === 'withdrawn') return { id: event.item, asks: null }
  const [reason, language = 'zh-CN'] = (event.value ?? '').split(' ')
  return { id: event.item, asks: { reason: callReasons.find((one) => one === reason) ?? 'help', language } }
}

/** The graver first: what a call is shown as that several presses have made. */
const graver = (a: Call['reason'], b: Call['reason']): Call['reason'] => callReasons.find((one) => one === a || one === b) ?? a

/**
 * A call as it begins, and what becomes of the call that it joins. `atMs` is the screen's time; a clock that is ahead of ours asks now.
 * `others`: the screen's other calls that are open or of the last ten minutes.
 */
export function newCall(id: string, device: string, zone: string | null, asks: Pick<Call, 'reason' | 'language'>, atMs: number, others: readonly Call[], nowMs: number): { call: Call; first: Call | null } {
  const call: Call = { id, device, zone, ...asks, state: 'waiting', late: nowMs - atMs > LATE_MS, silent: false, joined: null, askedMs: Math.min(atMs, nowMs), acceptedMs: null, acceptedBy: null, endedMs: null }
  const first = others.find((other) => other.joined === null && takes(other, call, nowMs))
  if (first) return { call: { ...call, joined: first.id }, first: { ...first, reason: graver(first.reason, asks.reason), language: asks.language } }
  const rung = others.filter((other) => other.joined === null && !other.late && !other.silent && other.askedMs > nowMs - RINGS_MS)
  return { call: { ...call, silent: !call.late && rung.length >= RINGS }, first: null }
}

/** Whether somebody is on the way for this call already: not where it came too late to run to, nor where whoever set out must have been there. */
const takes = (first: Call, call: Call, nowMs: number): boolean =>
  (first.state === 'waiting' && (!first.late || call.late)) || (first.state === 'accepted' && first.acceptedMs !== null && nowMs - first.acceptedMs < SETS_OUT_MS)

/** `next` joined a call that is taken back now: it takes its place, as far as it had come. */
export const inPlaceOf = ({ state, late, silent, acceptedMs, acceptedBy }: Call, next: Call): Call => ({ ...next, state, late, silent, acceptedMs, acceptedBy, joined: null })

/** Somebody goes there. */
export function accept(call: Call, by: string, nowMs: number): Outcome<Call> {
  if (call.state === 'accepted') return refused('call/accepted', `${call.acceptedBy ?? 'Somebody'} is on the way already.`)
  if (call.state !== 'waiting') return refused('call/over', call.state === 'done' ? 'Somebody was there already.' : 'The passenger took the call back.')
  return accepted({ ...call, state: 'accepted', acceptedMs: nowMs, acceptedBy: by })
}

/** Somebody was there, or nobody need go any more. */
export function finish(call: Call, nowMs: number): Outcome<Call> {
  if (call.state === 'done' || call.state === 'withdrawn') return refused('call/over', 'This call is over already.')
  return accepted({ ...call, state: 'done', endedMs: nowMs })
}

/** The passenger took it back; what is over stays as it is. */
export const withdraw = (call: Call, nowMs: number): Call => (call.state === 'done' || call.state === 'withdrawn' ? call : { ...call, state: 'withdrawn', endedMs: nowMs })

export const isOpen = ({ state }: Pick<Call, 'state'>): boolean => state === 'waiting' || state === 'accepted'
