import type { DeviceEvent } from '../../protocol/event.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'

const HOUR_MS = 3_600_000
/** The beginning of the hour that holds `ms`; both since the Unix epoch. */
export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS

export type Counted = { atMs: number; odd: boolean; receivedMs: number; event: DeviceEvent }
export type EngagementHour = { zone: string; hourMs: number; sessions: number; finished: number; answers: number; correct: number }
export type PlayHour = { zone: string; item: string; hourMs: number; plays: number; seconds: number }

/** What newly stored events add to the hourly summaries. An event whose time is odd counts in the hour it arrived in. */
export function summarise(events: readonly Counted[]): { engagement: EngagementHour[]; plays: PlayHour[] } {
  const engagement = new Map<string, EngagementHour>()
  const plays = new Map<string, PlayHour>()
  for (const { event, atMs, odd, receivedMs } of events) {
    const zone = event.zone ?? NEUTRAL_ZONE
    const hourMs = hourOf(odd ? receivedMs : atMs)
    if (event.kind === 'play') {
      const key = `${zone} ${event.item} ${hourMs}`
      const hour = plays.get(key) ?? { zone, item: event.item, hourMs, plays: 0, seconds: 0 }
      hour.plays += event.count
      hour.seconds += event.seconds
      plays.set(key, hour)
    } else if (event.kind === 'engagement') {
      const key = `${zone} ${hourMs}`
      const hour = engagement.get(key) ?? { zone, hourMs, sessions: 0, finished: 0, answers: 0, correct: 0 }
      if (event.action === 'session_start') hour.sessions += 1
      if (event.action === 'finish') hour.finished += 1
      if (event.action === 'answer') hour.answers += 1
      if (event.action === 'answer' && event.correct === true) hour.correct += 1
      engagement.set(key, hour)
    }
  }
  return { engagement: [...engagement.values()], plays: [...plays.values()] }
}
