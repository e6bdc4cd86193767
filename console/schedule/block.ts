import type { Played } from '../../protocol/api-schedule.ts'
import type { Library } from '../../protocol/api.ts'
import { scheduleLevels } from '../../protocol/words.ts'
import type { Level, Move, ScheduleLevel } from '../../protocol/words.ts'
import type { Entry } from './entry.ts'

/** The move of the campaign that an entry carries; null for what fights no one scam. */
export function movesOf(library: Library | undefined, playlists: Library['playlists']): (entry: Pick<Entry, 'playlist'>) => Move | null {
  const campaigns = new Map((library?.campaigns ?? []).map((c) => [c.id, c.scam === 'general' ? null : c.move]))
  const moves = new Map(playlists.map((p) => [p.id, p.campaign === null ? null : campaigns.get(p.campaign) ?? null]))
  return (entry) => moves.get(entry.playlist) ?? null
}

/** One bar for default, two for scheduled, three for event: the level without its colour. */
export const barsOf = (level: ScheduleLevel): number => scheduleLevels.indexOf(level) + 1

/** Below this share of the time an entry counts as hidden: what is left is the end of the item that was on. */
export const SEEN = 0.005

/** A stretch of a zone's resolved plan; milliseconds. */
export type Resolved = { from: number; until: number; level: Level; entries: readonly Played[] }

/**
 * How much of the time between two instants an entry really has, by the resolved plan of its zone: 0 where something higher
 * hides it throughout. Null where the plan does not reach.
 */
export function shareWithin(plan: readonly { from: number; until: number; entries: readonly Pick<Played, 'entry' | 'share'>[] }[], entry: string, from: number, until: number): number | null {
  let [known, own] = [0, 0]
  for (const stretch of plan) {
    const lasts = Math.min(until, stretch.until) - Math.max(from, stretch.from)
    if (lasts <= 0) continue
    known += lasts
    own += lasts * (stretch.entries.find((e) => e.entry === entry)?.share ?? 0)
  }
  return known > 0 ? own / known : null
}
