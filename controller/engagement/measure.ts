import type { Discernment, Funnel, ReportRow } from '../../protocol/api-engagement.ts'
import type { AnswerStage } from '../../protocol/event.ts'
import { suppressed, type Sum } from './suppress.ts'

/** Exact sums of one line, before anything is left out. */
export type AnswerSum = { stage: AnswerStage; genuine: boolean; answers: number; correct: number }
export type Sums = { key: string; sessions: number; finished: number; answers: AnswerSum[] }
/** All of it: sessions that began, that finished, and their steps by name (`answered`, `timeout`, `leave`, `language:en`, `elder`). */
export type Whole = { sessions: number; finished: number; steps: ReadonlyMap<string, number> }

const stages = ['before', 'between', 'after'] as const
/** Counts by name. What is `unshown` is in no report, but whoever has the others has it. */
type Counts = { counts: Map<string, number>; sums: Sum[]; unshown: string[] }

function add(answers: readonly AnswerSum[], genuine: boolean, stage: AnswerStage | 'all'): { answers: number; correct: number } {
  return answers.filter((sum) => sum.genuine === genuine && (stage === 'all' || sum.stage === stage)).reduce((all, { answers: n, correct }) => ({ answers: all.answers + n, correct: all.correct + correct }), { answers: 0, correct: 0 })
}

/** The counts of one line, under names that begin with `at`, and how they hang together. */
function countsOf(at: string, { sessions, finished, answers }: Omit<Sums, 'key'>): Counts {
  const counts = new Map([[`${at}.sessions`, sessions], [`${at}.finished`, finished], [`${at}.unfinished`, sessions - finished]])
  const sums: Sum[] = [{ whole: `${at}.sessions`, parts: [`${at}.finished`, `${at}.unfinished`] }]
  const unshown = [`${at}.unfinished`]
  for (const stage of ['all', ...stages] as const) {
    const [scams, genuine] = [add(answers, false, stage), add(answers, true, stage)]
    const of = (what: string) => `${at}.${stage}.${what}`
    for (const [name, count] of [['scams', scams.answers], ['caught', scams.correct], ['missed', scams.answers - scams.correct], ['genuine', genuine.answers], ['accepted', genuine.correct], ['rejected', genuine.answers - genuine.correct]] as const) counts.set(of(name), count)
    sums.push({ whole: of('scams'), parts: [of('caught'), of('missed')] }, { whole: of('genuine'), parts: [of('accepted'), of('rejected')] })
    unshown.push(of('missed'), of('accepted'), ...(stage === 'between' ? ['scams', 'caught', 'genuine', 'rejected'].map(of) : []))
  }
  for (const what of ['scams', 'caught', 'missed', 'genuine', 'accepted', 'rejected']) sums.push({ whole: `${at}.all.${what}`, parts: stages.map((stage) => `${at}.${stage}.${what}`) })
  counts.set(`${at}.answers`, answers.reduce((n, sum) => n + sum.answers, 0))
  sums.push({ whole: `${at}.answers`, parts: [`${at}.all.scams`, `${at}.all.genuine`] })
  return { counts, sums, unshown }
}

const funnelSteps = { answered: 'answered', timedOut: 'timeout', left: 'leave', english: 'language:en', elder: 'elder' } as const

/** The counts of how sessions went on: each step leaves a rest of sessions that did not take it. */
function countsOfFunnel({ sessions, finished, steps }: Whole): Counts {
  const all: Counts = { counts: new Map(Object.entries(funnelSteps).map(([name, step]) => [`funnel.${name}`, steps.get(step) ?? 0])), sums: [], unshown: [] }
  const rest = (name: string, parts: readonly string[], taken: number) => {
    all.counts.set(name, sessions - taken)
    all.sums.push({ whole: 'total.sessions', parts: [...parts, name] })
    all.unshown.push(name)
  }
  const of = (name: string) => all.counts.get(name) ?? 0
  for (const name of ['funnel.answered', 'funnel.english', 'funnel.elder']) rest(`${name}.not`, [name], of(name))
  rest('funnel.open', ['total.finished', 'funnel.timedOut', 'funnel.left'], finished + of('funnel.timedOut') + of('funnel.left'))
  return all
}

/** Scams caught less genuine contacts rejected; each share only where neither those who did so nor those who did not are one to nine. */
function discern(of: (what: string) => number | null): Discernment {
  const share = (part: string, whole: string) => {
    const [n, all] = [of(part), of(whole)]
    return n === null || all === null || all === 0 ? null : n / all
  }
  const [caught, rejected] = [share('caught', 'scams'), share('rejected', 'genuine')]
  return { scams: of('scams') || null, caught, genuine: of('genuine') || null, rejected, discernment: caught === null || rejected === null ? null : caught - rejected }
}

const merge = (...all: readonly Counts[]): Counts => ({ counts: new Map(all.flatMap(({ counts }) => [...counts])), sums: all.flatMap(({ sums }) => sums), unshown: all.flatMap(({ unshown }) => unshown) })

/** A sum that does not hold tells nothing: steps count in the hour in which they were taken, sessions in the one in which they began. */
const holding = ({ counts, sums }: Counts) => sums.filter(({ whole, parts }) => parts.every((part) => (counts.get(part) ?? 0) >= 0) && counts.get(whole) === parts.reduce((n, part) => n + (counts.get(part) ?? 0), 0))

/** Every line, their total and the funnel as they may be shown together: no count of one to nine can be read from them, nor worked out from their sums. */
export function tableOf(lines: readonly Sums[], whole: Whole): { rows: ReportRow[]; total: ReportRow; funnel: Funnel } {
  const total = merge(countsOf('total', { ...whole, answers: lines.flatMap(({ answers }) => answers) }), countsOfFunnel(whole))
  const byLine = lines.map((line, i) => countsOf(String(i), line))
  const columns = [...total.counts.keys()].filter((name) => name.startsWith('total.')).map((name): Sum => ({ whole: name, parts: lines.map((_, i) => name.replace('total', String(i))) }))
  const all = merge(total, ...byLine, { counts: new Map(), sums: columns, unshown: [] })
  // The total stands in reports by zone, by hour and so on: what it leaves out must not hang on which of them is read.
  const hiddenInTotal = suppressed(total.counts, holding(total), total.unshown)
  const hidden = suppressed(all.counts, holding(all), [...all.unshown, ...hiddenInTotal], (name) => total.counts.has(name))

  const shown = (name: string): number | null => (hidden.has(name) ? null : all.counts.get(name) ?? null)
  const rowOf = (key: string, at: string): ReportRow => {
    const [sessions, answers] = [shown(`${at}.sessions`) || null, shown(`${at}.answers`) || null]
    const stage = (name: 'all' | 'before' | 'after') => discern((what) => (answers === null ? null : shown(`${at}.${name}.${what}`)))
    return {
      key, sessions, finished: sessions === null ? null : shown(`${at}.finished`), answers,
      all: stage('all'), before: stage('before'), after: stage('after'),
    }
  }
  const row = rowOf('total', 'total')
  const step = (name: keyof typeof funnelSteps) => (row.sessions === null ? null : shown(`funnel.${name}`))
  return {
    rows: lines.map(({ key }, i) => rowOf(key, String(i))), total: row,
    funnel: { started: row.sessions, answered: step('answered'), finished: row.finished, timedOut: step('timedOut'), left: step('left'), english: step('english'), elder: step('elder') },
  }
}
