import { callReasons, type CallState } from '../../protocol/api-calls.ts'
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
  askedMs: number
  acceptedMs: number | null
  acceptedBy: string | null
  endedMs: number | null
}

/** A screen that had no connection for so long brings a call to which nobody need run any more. */
const LATE_MS = 10 * 60_000

/** What an event says about a call: a new one, one that is taken back, or nothing. `value` is the reason and the language, or `withdrawn`. */
export function readCall(event: Pick<EngagementEvent, 'action' | 'item' | 'value'>): { id: string; asks: null } | { id: string; asks: Pick<Call, 'reason' | 'language'> } | null {
  if (event.action !== 'call' || event.item === undefined) return null
  if (event.value === 'withdrawn') return { id: event.item, asks: null }
  const [reason, language = 'zh-CN'] = (event.value ?? '').split(' ')
  return { id: event.item, asks: { reason: callReasons.find((one) => one === reason) ?? 'help', language } }
}

/** A call as it begins. `atMs` is the screen's time; a clock that is ahead of ours asks now. */
export const newCall = (id: string, device: string, zone: string | null, asks: Pick<Call, 'reason' | 'language'>, atMs: number, nowMs: number): Call =>
  ({ id, device, zone, ...asks, state: 'waiting', late: nowMs - atMs > LATE_MS, askedMs: Math.min(atMs, nowMs), acceptedMs: null, acceptedBy: null, endedMs: null })

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
