/** What passengers did, as figures that name nobody. */
import * as z from 'zod/mini'
import { Count, Day, Id, Instant } from './basics.ts'

/** Cells with fewer sessions or answers than this are never shown: nobody shall be found again in a count. */
export const LEAST_COUNTED = 10

export const reportKeys = ['zone', 'hour', 'campaign', 'question'] as const
export type ReportKey = (typeof reportKeys)[number]

/**
 * How well scams and genuine contacts are told apart. `caught`: share of scams that were called scams; `rejected`: share of
 * genuine contacts that were called scams; `discernment` = caught - rejected, from -1 to 1. Null where those who did so, or those who did not, are one to nine, or could be worked out to be.
 */
export const Discernment = z.object({ scams: z.nullable(Count), caught: z.nullable(z.number()), genuine: z.nullable(Count), rejected: z.nullable(z.number()), discernment: z.nullable(z.number()) })
export type Discernment = z.infer<typeof Discernment>

/** One line. `key`: a zone, an hour of the day at the site (`00` to `23`), a campaign (or `other`), or an item. Null: fewer than ten, or another cell would give it away. */
export const ReportRow = z.object({
  key: z.string(),
  /** Sessions are known by zone and by hour only. */
  sessions: z.nullable(Count),
  finished: z.nullable(Count),
  answers: z.nullable(Count),
  all: Discernment,
  /** At the session's first question, before anything was explained. */
  before: Discernment,
  /** At a round's last question, when all reasons have been read. */
  after: Discernment,
})
export type ReportRow = z.infer<typeof ReportRow>

/** How sessions went on: begun, answered at least once, finished; and how the others ended. */
export const Funnel = z.object({ started: z.nullable(Count), answered: z.nullable(Count), finished: z.nullable(Count), timedOut: z.nullable(Count), left: z.nullable(Count), english: z.nullable(Count), elder: z.nullable(Count) })
export type Funnel = z.infer<typeof Funnel>

export const Report = z.object({ from: Instant, until: Instant, by: z.enum(reportKeys), rows: z.array(ReportRow), total: ReportRow, funnel: Funnel })
export type Report = z.infer<typeof Report>

/**
 * What 小安 was asked. `count`: how often an answer was read, `notMeant`: how often it was not what was meant. `vain`: our own words in
 * questions that found no answer. Null: fewer than ten, or it would give such a count away; most asked first.
 */
export const AskedReport = z.object({
  from: Instant, until: Instant,
  answers: z.array(z.object({ answer: Id, count: z.nullable(Count), notMeant: z.nullable(Count) })),
  vain: z.array(z.object({ word: z.string(), count: z.nullable(Count) })),
})
export type AskedReport = z.infer<typeof AskedReport>

/** A case count or the like that the police or the airport report, entered by hand with its source. It stands beside the figures, never as their effect. */
export const KpiWrite = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  value: z.number().check(z.minimum(0), z.maximum(1e12)),
  unit: z.string().check(z.minLength(1), z.maxLength(20)),
  fromDay: Day,
  untilDay: Day,
  area: z.string().check(z.minLength(1), z.maxLength(120)),
  /** Who says so and where it can be read. */
  source: z.string().check(z.minLength(3), z.maxLength(300)),
  note: z._default(z.string().check(z.maxLength(600)), ''),
})
export type KpiWrite = z.infer<typeof KpiWrite>
export const Kpi = z.object({ ...KpiWrite.shape, id: Id, enteredBy: z.string(), enteredAt: Instant })
export type Kpi = z.infer<typeof Kpi>
