import * as z from 'zod/mini'
import { DeviceEvent, type EventBatch } from '../../protocol/event.ts'

/** Times further ahead or behind than this are flagged, never refused: a device may have been off for 72 hours. */
export const ODD = { aheadMs: 10 * 60_000, behindMs: 73 * 3_600_000 }
/** No screen plays more than this in a bucket of five minutes. */
const MOST_PLAYS = 300
const MOST_PLAY_SECONDS = 600
const MOST_REASON = 200

export type GoodEvent = { seq: number; atMs: number; odd: boolean; event: DeviceEvent }
export type BadEvent = { seq: number; reason: string; path: string; body: string }
export type Judged = { good: GoodEvent[]; bad: BadEvent[] }

const short = (text: string) => text.replaceAll('\0', '').slice(0, MOST_REASON)

/** What the schema cannot say: times that exist, and amounts that can be. */
function implausible(event: DeviceEvent): { path: string; reason: string } | null {
  if (Number.isNaN(Date.parse(event.at))) return { path: 'at', reason: 'there is no such time' }
  if (event.kind !== 'play') return null
  if (Number.isNaN(Date.parse(event.bucket))) return { path: 'bucket', reason: 'there is no such time' }
  if (event.count > MOST_PLAYS) return { path: 'count', reason: `more than ${MOST_PLAYS} plays in five minutes` }
  return event.seconds > MOST_PLAY_SECONDS ? { path: 'seconds', reason: `more than ${MOST_PLAY_SECONDS} s in five minutes` } : null
}

/**
 * Events of a batch, each by itself: those that may be stored, and those that go to quarantine with the reason. Both
 * count as settled. A number that is there twice counts once, the first time; `isSettled` numbers are left out.
 */
export function judge(events: EventBatch['events'], isSettled: (seq: number) => boolean, nowMs: number): Judged {
  const seen = new Set<number>()
  const judged: Judged = { good: [], bad: [] }
  for (const raw of events) {
    const { seq } = raw
    if (seen.has(seq) || isSettled(seq)) continue
    seen.add(seq)
    const parsed = z.safeParse(DeviceEvent, raw)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      judged.bad.push({ seq, reason: short(issue?.message ?? 'does not fit'), path: short((issue?.path ?? []).map(String).join('.')), body: JSON.stringify(raw) })
      continue
    }
    const event = parsed.data
    const fault = implausible(event)
    if (fault) {
      judged.bad.push({ seq, ...fault, body: JSON.stringify(raw) })
      continue
    }
    const atMs = Date.parse(event.at)
    judged.good.push({ seq, atMs, odd: atMs > nowMs + ODD.aheadMs || atMs < nowMs - ODD.behindMs, event })
  }
  return judged
}
