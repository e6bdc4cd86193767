import { sql } from 'kysely'
import type { EngagementReport } from '../../protocol/api.ts'
import { LEAST_COUNTED } from '../../protocol/api-engagement.ts'
import type { Store } from '../store/store.ts'
import { countable } from './blocks.ts'
import { partOf } from './measure.ts'

export type ZoneSums = { zone: string; sessions: number; finished: number; answers: number; correct: number; plays: number; playSeconds: number }

/** A cell as it may be shown. */
export function suppress({ zone, sessions, finished, answers, correct, plays, playSeconds }: ZoneSums): EngagementReport['cells'][number] {
  const small = sessions < LEAST_COUNTED
  return { zone, sessions: small ? null : sessions, finished: small ? null : partOf(finished), answers: small || answers < LEAST_COUNTED ? null : answers, correct: small || answers < LEAST_COUNTED ? null : partOf(correct), plays, playSeconds }
}

/** Hourly sums by zone of the hours that begin from `from` and before `until`; what is gone or was refused, by when that was noticed. Read from summaries, never from events. */
export async function readReport(store: Store, from: Temporal.Instant, until: Temporal.Instant, timeZone: string): Promise<EngagementReport> {
  const { db } = store
  const [a, b] = [from.epochMilliseconds, until.epochMilliseconds]
  const { where, left } = await countable(store, from, until, timeZone)
  const engagement = await sql<{ zone: string; sessions: number; finished: number; answers: number; correct: number }>`
    select zone, cast(sum(sessions) as bigint) as sessions, cast(sum(finished) as bigint) as finished, cast(sum(answers) as bigint) as answers, cast(sum(correct) as bigint) as correct
    from engagement_hour where ${where} group by zone`.execute(db)
  const plays = await sql<{ zone: string; plays: number; seconds: number }>`
    select zone, cast(sum(plays) as bigint) as plays, sum(seconds) as seconds from play_hour where hour_ms >= ${a} and hour_ms < ${b} group by zone`.execute(db)
  const sums = new Map<string, ZoneSums>()
  const of = (zone: string): ZoneSums => {
    const found = sums.get(zone) ?? { zone, sessions: 0, finished: 0, answers: 0, correct: 0, plays: 0, playSeconds: 0 }
    sums.set(zone, found)
    return found
  }
  for (const { zone } of left) of(zone)
  for (const { zone, ...counts } of engagement.rows) Object.assign(of(zone), counts)
  for (const { zone, plays: count, seconds } of plays.rows) Object.assign(of(zone), { plays: count, playSeconds: seconds })
  const intake = await sql<{ gaps: number | null; quarantined: number | null }>`
    select cast(sum(gaps) as bigint) as gaps, cast(sum(quarantined) as bigint) as quarantined from intake_hour where hour_ms >= ${a} and hour_ms < ${b}`.execute(db)
  return {
    from: from.toString(), until: until.toString(),
    cells: [...sums.values()].sort((x, y) => (x.zone < y.zone ? -1 : 1)).map(suppress),
    gaps: intake.rows[0]?.gaps ?? 0, quarantined: intake.rows[0]?.quarantined ?? 0,
  }
}
