import { sql, type RawBuilder } from 'kysely'
import type { Report, ReportKey } from '../../protocol/api-engagement.ts'
import { answerStages, type AnswerStage } from '../../protocol/event.ts'
import type { Store } from '../store/store.ts'
import { countable } from './blocks.ts'
import { tableOf, type Sums } from './measure.ts'

export type ReportAsk = {
  from: Temporal.Instant
  until: Temporal.Instant
  by: ReportKey
  timeZone: string
  /** The campaign that an item belongs to; null for none. */
  campaignOf(item: string): string | null
}

/** The hour of the day at the site. */
const hourOfDay = (ms: number, timeZone: string): string => String(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).hour).padStart(2, '0')
const isStage = (stage: string): stage is AnswerStage => answerStages.some((known) => known === stage)

/** What passengers did from `from` until before `until`, line by line, as it may be shown: only whole blocks of at least ten sessions count (docs/decisions/). Read from hourly sums, never from events. */
export async function readTable(store: Store, { from, until, by, timeZone, campaignOf }: ReportAsk): Promise<Report> {
  const { db } = store
  const { where, left } = await countable(store, from, until, timeZone)
  const sums = new Map<string, Sums>()
  const of = (key: string): Sums => {
    const found = sums.get(key) ?? { key, sessions: 0, finished: 0, answers: [] }
    sums.set(key, found)
    return found
  }
  const visits = await sql<{ zone: string; hour_ms: number; sessions: number; finished: number }>`
    select zone, hour_ms, cast(sum(sessions) as bigint) as sessions, cast(sum(finished) as bigint) as finished from engagement_hour where ${where} group by zone, hour_ms`.execute(db)
  // What may not be counted still has its line, which says that it is too little.
  for (const { zone, hourMs } of left) if (by === 'zone' || by === 'hour') of(by === 'zone' ? zone : hourOfDay(hourMs, timeZone))
  let [started, finished] = [0, 0]
  for (const visit of visits.rows) {
    started += visit.sessions
    finished += visit.finished
    if (by !== 'zone' && by !== 'hour') continue
    const line = of(by === 'zone' ? visit.zone : hourOfDay(visit.hour_ms, timeZone))
    line.sessions += visit.sessions
    line.finished += visit.finished
  }
  const keyed = { zone: sql`zone`, hour: sql`hour_ms`, campaign: sql`item`, question: sql`item` }[by]
  const answers = await sql<{ key: string | number; stage: string; genuine: number; answers: number; correct: number }>`
    select ${keyed} as key, stage, genuine, cast(sum(answers) as bigint) as answers, cast(sum(correct) as bigint) as correct
    from answer_hour where ${where} group by ${keyed}, stage, genuine`.execute(db)
  for (const { key, stage, genuine, answers: count, correct } of answers.rows) {
    if (!isStage(stage)) continue
    const name = by === 'hour' ? hourOfDay(Number(key), timeZone) : by === 'campaign' ? campaignOf(String(key)) ?? 'other' : String(key)
    of(name).answers.push({ stage, genuine: genuine === 1, answers: count, correct })
  }
  const lines = [...sums.values()].sort((x, y) => (x.key < y.key ? -1 : 1))
  return { from: from.toString(), until: until.toString(), by, ...tableOf(lines, { sessions: started, finished, steps: await readSteps(db, where) }) }
}

async function readSteps(db: Store['db'], where: RawBuilder<unknown>): Promise<Map<string, number>> {
  const { rows } = await sql<{ step: string; count: number }>`select step, cast(sum(count) as bigint) as count from step_hour where ${where} group by step`.execute(db)
  return new Map(rows.map(({ step, count }) => [step, count]))
}
