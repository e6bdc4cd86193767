import { sql, type RawBuilder } from 'kysely'
import { LEAST_COUNTED } from '../../protocol/api-engagement.ts'
import { rowsOf, textCell, intCell } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

/** An hour of a zone in which something was done. `hourMs`: its beginning, milliseconds since the Unix epoch. */
export type ZoneHour = { zone: string; hourMs: number; sessions: number }

const total = (hours: readonly ZoneHour[]) => hours.reduce((sum, { sessions }) => sum + sessions, 0)

/** Stretches of at least ten sessions, in order; what is left over at the end belongs to the last one. Null where all together are too few. */
function stretches(parts: readonly (readonly ZoneHour[])[]): ZoneHour[][] | null {
  const blocks: ZoneHour[][] = []
  let open: ZoneHour[] = []
  for (const part of parts) {
    open = [...open, ...part]
    if (total(open) < LEAST_COUNTED) continue
    blocks.push(open)
    open = []
  }
  const last = blocks.at(-1)
  if (!last) return null
  last.push(...open)
  return blocks
}

/**
 * The fixed blocks of one zone's hours, whatever is asked for: hours of one day where that day has ten sessions, else
 * days of one month; a month with fewer has none. Each block holds at least ten sessions. `dayOf`: the site's day of an instant, `2026-11-23`.
 */
export function blocksOf(hours: readonly ZoneHour[], dayOf: (ms: number) => string): ZoneHour[][] {
  const days = Object.entries(Object.groupBy([...hours].sort((x, y) => x.hourMs - y.hourMs), ({ hourMs }) => dayOf(hourMs))).map(([day, some = []]) => ({ day, hours: some }))
  const byMonth = Object.values(Object.groupBy(days, ({ day }) => day.slice(0, 7)))
  return byMonth.flatMap((month = []) => {
    const quiet = month.filter((day) => total(day.hours) < LEAST_COUNTED)
    return [...month.flatMap((day) => stretches(day.hours.map((hour) => [hour])) ?? []), ...(stretches(quiet.map((day) => day.hours)) ?? [])]
  })
}

/** The hours in a window that no figure may rest on: those of blocks that do not lie in it as a whole, or of none. Pure. */
export function hoursLeftOut(hours: readonly ZoneHour[], { fromMs, untilMs, dayOf }: { fromMs: number; untilMs: number; dayOf: (ms: number) => string }): ZoneHour[] {
  const inside = ({ hourMs }: ZoneHour) => hourMs >= fromMs && hourMs < untilMs
  const counted = new Set(Object.values(Object.groupBy(hours, ({ zone }) => zone)).flatMap((some = []) => blocksOf(some, dayOf)).filter((block) => block.every(inside)).flat())
  return hours.filter((hour) => inside(hour) && !counted.has(hour))
}

/** Of `[from, until)`: as a condition on a table of hourly sums the rows that figures may rest on, and the hours that they may not. */
export async function countable({ db, dialect }: Store, from: Temporal.Instant, until: Temporal.Instant, timeZone: string): Promise<{ where: RawBuilder<unknown>; left: ZoneHour[] }> {
  const [a, b] = [from.epochMilliseconds, until.epochMilliseconds]
  const month = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).with({ day: 1 }).startOfDay()
  const [first, last] = [month(from).epochMilliseconds, month(until).add({ months: 1 }).epochMilliseconds]
  const { rows } = await sql<ZoneHour>`select zone, hour_ms as "hourMs", cast(sum(sessions) as bigint) as sessions from engagement_hour where hour_ms >= ${first} and hour_ms < ${last} group by zone, hour_ms`.execute(db)
  const days = new Map<number, string>()
  const dayOf = (ms: number) => {
    const known = days.get(ms) ?? Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate().toString()
    days.set(ms, known)
    return known
  }
  const left = hoursLeftOut(rows, { fromMs: a, untilMs: b, dayOf })
  const where = sql`hour_ms >= ${a} and hour_ms < ${b} and (zone, hour_ms) not in (select ${textCell(0)}, ${intCell(1)} from ${rowsOf(dialect, left.map(({ zone, hourMs }) => [zone, hourMs]))})`
  return { where, left }
}
