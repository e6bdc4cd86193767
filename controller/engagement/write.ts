import { sql, type Transaction } from 'kysely'
import { intCell, realCell, rowsOf, textCell } from '../store/rows.ts'
import type { Dialect } from '../store/tables.ts'
import type { Tables } from '../store/schema.ts'
import type { BadEvent, GoodEvent } from './accept.ts'
import type { Stream } from './settle.ts'
import { hourOf, summarise, type AnswerHour, type StepHour } from './summarise.ts'

type Source = { device: string; stream: string }
export type GoodRow = Source & GoodEvent
export type BadRow = Source & BadEvent
export type ShownRow = { alert: string; version: number; device: string; atMs: number; ms: number }
/** What one transaction stores. */
export type Work = { good: GoodRow[]; bad: BadRow[]; streams: (Source & { state: Stream })[]; /** Numbers found to be gone. */ gaps: number; receivedMs: number }
export type Written = { fresh: GoodRow[]; shown: ShownRow[]; quarantined: number }

export type WriteDeps = { dialect: Dialect; releasedMs(alert: string, version: number): number | null }

const keyOf = ({ device, stream, seq }: Source & { seq: number }) => `${device} ${stream} ${seq}`

/** Stores events that are not there yet, and gives those. */
async function insertEvents(trx: Transaction<Tables>, dialect: Dialect, good: readonly GoodRow[], receivedMs: number): Promise<GoodRow[]> {
  if (good.length === 0) return []
  const rows = good.map(({ device, stream, seq, atMs, odd, event }) => [device, stream, seq, event.kind, atMs, event.offsetMs, event.zone, odd ? 1 : 0, JSON.stringify(event)])
  const { rows: added } = await sql<Source & { seq: number }>`
    insert into event (device, stream, seq, kind, at_ms, offset_ms, received_ms, zone, odd_time, body)
    select ${textCell(0)}, ${textCell(1)}, ${intCell(2)}, ${textCell(3)}, ${intCell(4)}, ${realCell(5)}, cast(${receivedMs} as bigint), ${textCell(6)}, ${intCell(7)}, ${textCell(8)}
    from ${rowsOf(dialect, rows)} where true
    on conflict do nothing returning device, stream, seq`.execute(trx)
  if (added.length === good.length) return [...good]
  const isNew = new Set(added.map(keyOf))
  return good.filter((row) => isNew.has(keyOf(row)))
}

/** Puts events into quarantine that are not there yet, and says how many. */
async function insertQuarantine(trx: Transaction<Tables>, dialect: Dialect, bad: readonly BadRow[], receivedMs: number): Promise<number> {
  if (bad.length === 0) return 0
  const rows = bad.map(({ device, stream, seq, reason, path, body }) => [device, stream, seq, reason, path, body])
  const { rows: added } = await sql`insert into quarantine (device, stream, seq, reason, path, body, received_ms)
    select ${textCell(0)}, ${textCell(1)}, ${intCell(2)}, ${textCell(3)}, ${textCell(4)}, ${textCell(5)}, cast(${receivedMs} as bigint)
    from ${rowsOf(dialect, rows)} where true on conflict do nothing returning seq`.execute(trx)
  return added.length
}

async function growIntake(trx: Transaction<Tables>, gaps: number, quarantined: number, receivedMs: number): Promise<void> {
  if (gaps + quarantined === 0) return
  await trx.insertInto('intake_hour').values({ hour_ms: hourOf(receivedMs), gaps, quarantined })
    .onConflict((c) => c.column('hour_ms').doUpdateSet((eb) => ({ gaps: eb('intake_hour.gaps', '+', gaps), quarantined: eb('intake_hour.quarantined', '+', quarantined) }))).execute()
}

async function growSummaries(trx: Transaction<Tables>, dialect: Dialect, fresh: readonly GoodRow[], receivedMs: number): Promise<void> {
  const { engagement, plays, answers, steps } = summarise(fresh.map(({ event, atMs, odd }) => ({ event, atMs, odd, receivedMs })))
  if (engagement.length > 0) {
    const rows = engagement.map((h) => [h.zone, h.hourMs, h.sessions, h.finished, h.answers, h.correct])
    await sql`insert into engagement_hour (zone, hour_ms, sessions, finished, answers, correct)
      select ${textCell(0)}, ${intCell(1)}, ${intCell(2)}, ${intCell(3)}, ${intCell(4)}, ${intCell(5)} from ${rowsOf(dialect, rows)} where true
      on conflict (zone, hour_ms) do update set sessions = engagement_hour.sessions + excluded.sessions, finished = engagement_hour.finished + excluded.finished,
        answers = engagement_hour.answers + excluded.answers, correct = engagement_hour.correct + excluded.correct`.execute(trx)
  }
  await growAnswers(trx, dialect, answers)
  await growSteps(trx, dialect, steps)
  if (plays.length > 0) {
    const rows = plays.map((h) => [h.zone, h.item, h.hourMs, h.plays, h.seconds])
    await sql`insert into play_hour (zone, item, hour_ms, plays, seconds)
      select ${textCell(0)}, ${textCell(1)}, ${intCell(2)}, ${intCell(3)}, ${realCell(4)} from ${rowsOf(dialect, rows)} where true
      on conflict (zone, item, hour_ms) do update set plays = play_hour.plays + excluded.plays, seconds = play_hour.seconds + excluded.seconds`.execute(trx)
  }
}

async function growAnswers(trx: Transaction<Tables>, dialect: Dialect, answers: readonly AnswerHour[]): Promise<void> {
  if (answers.length === 0) return
  const rows = answers.map((h) => [h.zone, h.item, h.stage, h.genuine, h.hourMs, h.answers, h.correct])
  await sql`insert into answer_hour (zone, item, stage, genuine, hour_ms, answers, correct)
    select ${textCell(0)}, ${textCell(1)}, ${textCell(2)}, ${intCell(3)}, ${intCell(4)}, ${intCell(5)}, ${intCell(6)} from ${rowsOf(dialect, rows)} where true
    on conflict (hour_ms, zone, item, stage, genuine) do update set answers = answer_hour.answers + excluded.answers, correct = answer_hour.correct + excluded.correct`.execute(trx)
}

async function growSteps(trx: Transaction<Tables>, dialect: Dialect, steps: readonly StepHour[]): Promise<void> {
  if (steps.length === 0) return
  const rows = steps.map((h) => [h.zone, h.step, h.hourMs, h.count])
  await sql`insert into step_hour (zone, step, hour_ms, count)
    select ${textCell(0)}, ${textCell(1)}, ${intCell(2)}, ${intCell(3)} from ${rowsOf(dialect, rows)} where true
    on conflict (hour_ms, zone, step) do update set count = step_hour.count + excluded.count`.execute(trx)
}

async function insertShown(trx: Transaction<Tables>, { dialect, releasedMs }: WriteDeps, fresh: readonly GoodRow[], receivedMs: number): Promise<ShownRow[]> {
  const shown = fresh.flatMap(({ device, atMs, event }) => {
    if (event.kind !== 'shown') return []
    const released = releasedMs(event.alert, event.version)
    // The device's clock may be a little behind ours: nothing is shown before it was released.
    return released === null ? [] : [{ alert: event.alert, version: event.version, device, atMs, ms: Math.max(0, atMs - released) }]
  })
  if (shown.length === 0) return []
  const rows = shown.map((s) => [s.alert, s.version, s.device, s.atMs, s.ms])
  await sql`insert into alert_shown (alert, version, device, shown_ms, received_ms, ms)
    select ${textCell(0)}, ${intCell(1)}, ${textCell(2)}, ${intCell(3)}, cast(${receivedMs} as bigint), ${intCell(4)} from ${rowsOf(dialect, rows)} where true
    on conflict do nothing`.execute(trx)
  return shown
}

async function writeStreams(trx: Transaction<Tables>, dialect: Dialect, streams: Work['streams']): Promise<void> {
  const rows = streams.map(({ device, stream, state: s }) => [device, stream, s.upTo, s.base, s.gap, s.shed, s.firstMs, s.lastMs])
  await sql`insert into stream (device, stream, up_to, base, gap, shed, first_ms, last_ms)
    select ${textCell(0)}, ${textCell(1)}, ${intCell(2)}, ${intCell(3)}, ${intCell(4)}, ${intCell(5)}, ${intCell(6)}, ${intCell(7)} from ${rowsOf(dialect, rows)} where true
    on conflict (device, stream) do update set up_to = excluded.up_to, base = excluded.base, gap = excluded.gap, shed = excluded.shed, last_ms = excluded.last_ms`.execute(trx)
}

async function growCounters(trx: Transaction<Tables>, dialect: Dialect, fresh: readonly GoodRow[]): Promise<void> {
  const counts = new Map<string, number>()
  for (const { device } of fresh) counts.set(device, (counts.get(device) ?? 0) + 1)
  if (counts.size === 0) return
  await sql`update device set events_received = device.events_received + d.n
    from (select ${textCell(0)} as id, ${intCell(1)} as n from ${rowsOf(dialect, [...counts].sort())}) as d where device.id = d.id`.execute(trx)
}

/** Everything a group of batches changes, in one transaction: whatever grows, grows by newly stored events alone. */
export async function write(trx: Transaction<Tables>, deps: WriteDeps, work: Work): Promise<Written> {
  const { dialect } = deps
  const fresh = await insertEvents(trx, dialect, work.good, work.receivedMs)
  const quarantined = await insertQuarantine(trx, dialect, work.bad, work.receivedMs)
  await growSummaries(trx, dialect, fresh, work.receivedMs)
  const shown = await insertShown(trx, deps, fresh, work.receivedMs)
  await writeStreams(trx, dialect, work.streams)
  await growCounters(trx, dialect, fresh)
  await growIntake(trx, work.gaps, quarantined, work.receivedMs)
  return { fresh, shown, quarantined }
}
