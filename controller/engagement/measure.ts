import { LEAST_COUNTED, type Discernment, type ReportRow } from '../../protocol/api-engagement.ts'
import type { AnswerStage } from '../../protocol/event.ts'

/** Exact sums of one line, before anything is left out. */
export type AnswerSum = { stage: AnswerStage; genuine: boolean; answers: number; correct: number }
export type Sums = { key: string; sessions: number; finished: number; answers: AnswerSum[] }

const enough = (count: number): boolean => count >= LEAST_COUNTED
const shown = (count: number): number | null => (enough(count) ? count : null)

/** How many of those that are counted did so: one to nine are left out, none is nobody. */
export const partOf = (part: number): number | null => (part === 0 || enough(part) ? part : null)

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
    key, sessions: shown(sessions), finished: hasSessions ? partOf(finished) : null,
    answers: shown(given.answers), correct: hasAnswers ? partOf(given.correct) : null,
    all: discern(answers), before: discern(answers.filter(({ stage }) => stage === 'before')), after: discern(answers.filter(({ stage }) => stage === 'after')),
  }
}

const nothing: Discernment = { scams: null, caught: null, genuine: null, rejected: null, discernment: null }

/** A column of counts: what it says, what it would say, and a line without it and whatever rests on it. */
type Column = { of(row: ReportRow): number | null; exact(sums: Sums): number; without(row: ReportRow): ReportRow }

const stageColumns = (['all', 'before', 'after'] as const).flatMap((stage): Column[] => {
  const given = ({ answers }: Sums, genuine: boolean) => add(answers.filter((sum) => sum.genuine === genuine && (stage === 'all' || sum.stage === stage))).answers
  return [
    { of: (row) => row[stage].scams, exact: (sums) => given(sums, false), without: (row) => ({ ...row, [stage]: { ...row[stage], scams: null, caught: null, discernment: null } }) },
    { of: (row) => row[stage].genuine, exact: (sums) => given(sums, true), without: (row) => ({ ...row, [stage]: { ...row[stage], genuine: null, rejected: null, discernment: null } }) },
  ]
})
const columns: readonly Column[] = [
  { of: (row) => row.sessions, exact: ({ sessions }) => sessions, without: (row) => ({ ...row, sessions: null, finished: null }) },
  { of: (row) => row.finished, exact: ({ finished }) => finished, without: (row) => ({ ...row, finished: null }) },
  { of: (row) => row.answers, exact: ({ answers }) => add(answers).answers, without: (row) => ({ ...row, answers: null, correct: null, all: nothing, before: nothing, after: nothing }) },
  { of: (row) => row.correct, exact: ({ answers }) => add(answers).correct, without: (row) => ({ ...row, correct: null }) },
  ...stageColumns,
]

/** What a column leaves out must not follow from its total: together it is at least two lines and ten people, or the smallest others go, too. */
function guard(rows: readonly ReportRow[], sums: readonly Sums[], { of, exact, without }: Column): ReportRow[] {
  const guarded = [...rows]
  for (;;) {
    const left = sums.filter((sum, at) => { const row = guarded[at]; return row && of(row) === null && exact(sum) > 0 })
    const people = left.reduce((n, sum) => n + exact(sum), 0)
    const smallest = guarded.filter((row) => of(row) !== null && of(row) !== 0).sort((x, y) => (of(x) ?? 0) - (of(y) ?? 0))[0]
    if (left.length === 0 || (left.length > 1 && enough(people)) || !smallest) return guarded
    guarded[guarded.indexOf(smallest)] = without(smallest)
  }
}

/** Every line and their total as they may be shown together. */
export function tableOf(sums: readonly Sums[]): { rows: ReportRow[]; total: ReportRow } {
  const total = rowOf({ key: 'total', sessions: sums.reduce((n, s) => n + s.sessions, 0), finished: sums.reduce((n, s) => n + s.finished, 0), answers: sums.flatMap(({ answers }) => answers) })
  return { rows: columns.reduce((rows, column) => guard(rows, sums, column), sums.map(rowOf)), total }
}
