import { LEAST_COUNTED, type Discernment, type ReportRow } from '../../protocol/api-engagement.ts'
import type { AnswerStage } from '../../protocol/event.ts'

/** Exact sums of one line, before anything is left out. */
export type AnswerSum = { stage: AnswerStage; genuine: boolean; answers: number; correct: number }
export type Sums = { key: string; sessions: number; finished: number; answers: AnswerSum[] }

const enough = (count: number): boolean => count >= LEAST_COUNTED
const shown = (count: number): number | null => (enough(count) ? count : null)

function add(sums: readonly AnswerSum[]): { answers: number; correct: number } {
  return sums.reduce((all, { answers, correct }) => ({ answers: all.answers + answers, correct: all.correct + correct }), { answers: 0, correct: 0 })
}

/** Scams caught less genuine contacts rejected; each share only where it rests on enough answers. */
export function discern(sums: readonly AnswerSum[]): Discernment {
  const scams = add(sums.filter(({ genuine }) => !genuine))
  const genuine = add(sums.filter((sum) => sum.genuine))
  const caught = enough(scams.answers) ? scams.correct / scams.answers : null
  const rejected = enough(genuine.answers) ? 1 - genuine.correct / genuine.answers : null
  return { scams: shown(scams.answers), caught, genuine: shown(genuine.answers), rejected, discernment: caught === null || rejected === null ? null : caught - rejected }
}

/** A line as it may be shown: what rests on fewer than ten sessions, or fewer than ten answers, is left out. */
export function rowOf({ key, sessions, finished, answers }: Sums): ReportRow {
  const given = add(answers)
  // How many of few finished, and how many of few answered, would say something about those few.
  const [hasSessions, hasAnswers] = [enough(sessions), enough(given.answers)]
  return {
    key, sessions: shown(sessions), finished: hasSessions ? finished : null,
    answers: shown(given.answers), correct: hasAnswers ? given.correct : null,
    all: discern(answers), before: discern(answers.filter(({ stage }) => stage === 'before')), after: discern(answers.filter(({ stage }) => stage === 'after')),
  }
}

const nothing: Discernment = { scams: null, caught: null, genuine: null, rejected: null, discernment: null }
const withoutAnswers = (row: ReportRow): ReportRow => ({ ...row, answers: null, correct: null, all: nothing, before: nothing, after: nothing })

/** Where exactly one line's count is left out, the total would give it away: the smallest of the others goes, too. */
function guard(rows: readonly ReportRow[], exact: ReadonlyMap<string, number>, of: (row: ReportRow) => number | null, hide: (row: ReportRow) => ReportRow): ReportRow[] {
  const left = rows.filter((row) => of(row) === null && (exact.get(row.key) ?? 0) > 0)
  if (left.length !== 1) return [...rows]
  const smallest = rows.filter((row) => of(row) !== null).sort((a, b) => (of(a) ?? 0) - (of(b) ?? 0))[0]
  return rows.map((row) => (row === smallest ? hide(row) : row))
}

/** Every line and their total as they may be shown together. */
export function tableOf(sums: readonly Sums[]): { rows: ReportRow[]; total: ReportRow } {
  const total = rowOf({ key: 'total', sessions: sums.reduce((n, s) => n + s.sessions, 0), finished: sums.reduce((n, s) => n + s.finished, 0), answers: sums.flatMap(({ answers }) => answers) })
  const sessions = new Map(sums.map((s) => [s.key, s.sessions]))
  const answers = new Map(sums.map((s) => [s.key, add(s.answers).answers]))
  const bySessions = guard(sums.map(rowOf), sessions, (row) => row.sessions, (row) => ({ ...row, sessions: null, finished: null }))
  return { rows: guard(bySessions, answers, (row) => row.answers, withoutAnswers), total }
}
