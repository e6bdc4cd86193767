/** A question is about a scam or about a genuine contact, so it has no discernment: what it has is how many were right. Pure. */
import type { Discernment, ReportRow } from '../../protocol/api-engagement.ts'

/** Shares of right answers, 0 to 1; null where they may not be shown. */
export type Right = { all: number | null; before: number | null; after: number | null }

const rightOf = ({ caught, rejected }: Discernment, genuine: boolean): number | null => (genuine ? (rejected === null ? null : 1 - rejected) : caught)

export function questionOf(row: ReportRow, genuine: boolean): Right {
  return { all: rightOf(row.all, genuine), before: rightOf(row.before, genuine), after: rightOf(row.after, genuine) }
}

/** The hardest question first; what may not be told comes last, the most answered before the others. */
export function hardestFirst<T extends { row: ReportRow; right: Right }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => (a.right.all ?? 2) - (b.right.all ?? 2) || (b.row.answers ?? 0) - (a.row.answers ?? 0))
}
