import { sql } from 'kysely'
import type { EngagementReport } from '../../protocol/api.ts'
import type { Store } from '../store/store.ts'
import { readTable } from './tables.ts'

/** Hourly sums by zone of the hours that begin from `from` and before `until`; what is gone or was refused, by when that was noticed. Read from summaries, never from events. */
export async function readReport(store: Store, from: Temporal.Instant, until: Temporal.Instant, timeZone: string): Promise<EngagementReport> {
  const { db } = store
  const [a, b] = [from.epochMilliseconds, until.epochMilliseconds]
  const { rows } = await readTable(store, { from, until, by: 'zone', timeZone, campaignOf: () => null })
  const plays = await sql<{ zone: string; plays: number; seconds: number }>`
    select zone, cast(sum(plays) as bigint) as plays, sum(seconds) as seconds from play_hour where hour_ms >= ${a} and hour_ms < ${b} group by zone`.execute(db)
  const cells = new Map<string, EngagementReport['cells'][number]>(rows.map(({ key, sessions, finished, answers }) => [key, { zone: key, sessions, finished, answers, plays: 0, playSeconds: 0 }]))
  for (const { zone, plays: count, seconds } of plays.rows) {
    cells.set(zone, { ...cells.get(zone) ?? { zone, sessions: null, finished: null, answers: null }, plays: count, playSeconds: seconds })
  }
  const intake = await sql<{ gaps: number | null; quarantined: number | null }>`
    select cast(sum(gaps) as bigint) as gaps, cast(sum(quarantined) as bigint) as quarantined from intake_hour where hour_ms >= ${a} and hour_ms < ${b}`.execute(db)
  return {
    from: from.toString(), until: until.toString(),
    cells: [...cells.values()].sort((x, y) => (x.zone < y.zone ? -1 : 1)),
    gaps: intake.rows[0]?.gaps ?? 0, quarantined: intake.rows[0]?.quarantined ?? 0,
  }
}
