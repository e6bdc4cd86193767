import type { Sums, Whole } from '../../controller/engagement/measure.ts'
import type { Discernment, Report, ReportRow } from '../../protocol/api-engagement.ts'
import { answerStages } from '../../protocol/event.ts'

/** A weighted sum of the unknown counts that everything in a report is made of. */
type Form = Map<string, number>
type Shown = Pick<Report, 'rows' | 'total' | 'funnel'>

const form = (...names: readonly string[]): Form => new Map(names.map((name) => [name, 1]))
const plus = (...forms: readonly Form[]): Form => {
  const all: Form = new Map()
  for (const one of forms) for (const [name, weight] of one) all.set(name, (all.get(name) ?? 0) + weight)
  return all
}
const times = (one: Form, by: number): Form => new Map([...one].map(([name, weight]) => [name, weight * by]))

const parts = { scams: ['caught', 'missed'], genuine: ['accepted', 'rejected'], caught: ['caught'], missed: ['missed'], accepted: ['accepted'], rejected: ['rejected'] } as const
const stagesOf = (stage: 'all' | (typeof answerStages)[number]) => (stage === 'all' ? answerStages : [stage])

/** Every count that could be told of a line, as sums of its unknowns. */
function formsOf(at: string): Record<string, Form> {
  const forms: Record<string, Form> = { sessions: form(`${at}.finished`, `${at}.unfinished`), finished: form(`${at}.finished`), unfinished: form(`${at}.unfinished`) }
  for (const stage of ['all', ...answerStages] as const) {
    for (const [what, of] of Object.entries(parts)) forms[`${stage}.${what}`] = form(...stagesOf(stage).flatMap((s) => of.map((kind) => `${at}.${s}.${kind}`)))
  }
  const of = (what: keyof typeof parts) => forms[`all.${what}`] ?? form()
  return { ...forms, answers: plus(of('scams'), of('genuine')) }
}

function equationsOf(forms: Record<string, Form>, row: ReportRow): { form: Form; value: number }[] {
  const of = (name: string) => forms[name] ?? form()
  const found: { form: Form; value: number }[] = []
  const said = (name: string, value: number | null) => { if (value !== null) found.push({ form: of(name), value }) }
  for (const what of ['sessions', 'finished', 'answers'] as const) said(what, row[what])
  for (const stage of ['all', 'before', 'after'] as const) {
    const three: Discernment = row[stage]
    said(`${stage}.scams`, three.scams)
    said(`${stage}.genuine`, three.genuine)
    if (three.caught !== null) found.push({ form: plus(of(`${stage}.caught`), times(of(`${stage}.scams`), -three.caught)), value: 0 })
    if (three.rejected !== null) found.push({ form: plus(of(`${stage}.rejected`), times(of(`${stage}.genuine`), -three.rejected)), value: 0 })
  }
  return found
}

/** What a reader who does algebra on all of a report knows for certain: each count that could be told, with its value, where it follows from what is shown. */
export function determined(lines: readonly Sums[], whole: Whole, { rows, total, funnel }: Shown): [string, number][] {
  const exact = new Map<string, number>()
  lines.forEach(({ sessions, finished, answers }, i) => {
    exact.set(`${i}.finished`, finished).set(`${i}.unfinished`, sessions - finished)
    for (const stage of answerStages) {
      const of = (genuine: boolean, right: boolean) => answers.filter((sum) => sum.stage === stage && sum.genuine === genuine).reduce((n, sum) => n + (right ? sum.correct : sum.answers - sum.correct), 0)
      for (const [kind, genuine, right] of [['caught', false, true], ['missed', false, false], ['accepted', true, true], ['rejected', true, false]] as const) exact.set(`${i}.${stage}.${kind}`, of(genuine, right))
    }
  })
  const steps = { answered: 'answered', timedOut: 'timeout', left: 'leave', english: 'language:en', elder: 'elder' } as const
  for (const [name, step] of Object.entries(steps)) exact.set(name, whole.steps.get(step) ?? 0)

  const byLine = lines.map((_, i) => formsOf(String(i)))
  const ofTotal = Object.fromEntries(Object.keys(formsOf('0')).map((name) => [name, plus(...byLine.map((forms) => forms[name] ?? form()))]))
  const ofFunnel: Record<string, Form> = Object.fromEntries(Object.keys(steps).map((name) => [name, form(name)]))
  const all = ofTotal['sessions'] ?? form()
  for (const name of ['answered', 'english', 'elder']) ofFunnel[`not ${name}`] = plus(all, times(form(name), -1))
  ofFunnel['open'] = plus(all, times(plus(ofTotal['finished'] ?? form(), form('timedOut', 'left')), -1))

  const equations = [...rows.flatMap((row, i) => equationsOf(byLine[i] ?? {}, row)), ...equationsOf(ofTotal, total)]
  const told = { started: all, finished: ofTotal['finished'] ?? form(), ...Object.fromEntries(Object.keys(steps).map((name) => [name, form(name)])) }
  for (const [name, one] of Object.entries(told)) {
    const value = Object.entries(funnel).find(([key]) => key === name)?.[1]
    if (value !== null && value !== undefined) equations.push({ form: one, value })
  }

  const basis = eliminated(equations.map((equation) => equation.form))
  const asked = [...byLine.flatMap((forms, i) => Object.entries(forms).map(([name, one]) => [`${i} ${name}`, one] as const)), ...Object.entries(ofTotal).map(([name, one]) => [`total ${name}`, one] as const), ...Object.entries(ofFunnel)]
  return asked.filter(([, one]) => reduced(one, basis).size === 0).map(([name, one]) => [name, [...one].reduce((n, [unknown, weight]) => n + weight * (exact.get(unknown) ?? 0), 0)])
}

/** What is left of a form when everything that the basis spans is taken away; empty where the basis says it all. */
function reduced(one: Form, basis: ReadonlyMap<string, Form>): Form {
  let left = one
  for (const [pivot, by] of basis) {
    const weight = left.get(pivot)
    if (weight !== undefined && Math.abs(weight) > 1e-9) left = plus(left, times(by, -weight))
  }
  return new Map([...left].filter(([, weight]) => Math.abs(weight) > 1e-7))
}

/** A basis in which each form has a pivot of one that no later form holds. */
function eliminated(forms: readonly Form[]): Map<string, Form> {
  const basis = new Map<string, Form>()
  for (const one of forms) {
    const left = reduced(one, basis)
    const [pivot, weight] = [...left].sort((x, y) => Math.abs(y[1]) - Math.abs(x[1]))[0] ?? []
    if (pivot !== undefined && weight !== undefined) basis.set(pivot, times(left, 1 / weight))
  }
  return basis
}

/** Counts that a report shows. */
export function countsIn({ rows, total, funnel }: Shown): number[] {
  return [...[...rows, total].flatMap((row) => [row.sessions, row.finished, row.answers, ...[row.all, row.before, row.after].flatMap(({ scams, genuine }) => [scams, genuine])]), ...Object.values(funnel)].filter((value) => value !== null)
}
