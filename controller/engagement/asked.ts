import { sql } from 'kysely'
import type { AskedReport } from '../../protocol/api-engagement.ts'
import { wordsCounted } from '../../protocol/ask-words.ts'
import type { EngagementEvent } from '../../protocol/event.ts'
import type { Store } from '../store/store.ts'
import { countable } from './blocks.ts'
import { suppressed, type Sum } from './suppress.ts'

/** Questions to 小安 among the steps of sessions: an answer that was read, one that was not meant, one of our words asked for in vain. */
const READ = 'ask:'
const NOT_MEANT = 'ask-no:'
const IN_VAIN = 'ask-vain:'

/** What a question adds to the hourly steps. Words that are not ours count as none of them, whatever a screen says. */
export function askedSteps({ item, value = '' }: Pick<EngagementEvent, 'item' | 'value'>): string[] {
  if (item !== undefined) return value === 'met' ? [`${READ}${item}`] : value === 'no' ? [`${NOT_MEANT}${item}`] : []
  return wordsCounted(value).map((word) => `${IN_VAIN}${word}`)
}

/** The counts as they may be shown: none of one to nine, none that would give one away. What is most asked first; what may not be told apart by name. Pure. */
export function askedOf(steps: ReadonlyMap<string, number>): Pick<AskedReport, 'answers' | 'vain'> {
  const named = (prefix: string): string[] => [...steps.keys()].filter((step) => step.startsWith(prefix)).map((step) => step.slice(prefix.length)).sort()
  const [read, vain] = [[...new Set([...named(READ), ...named(NOT_MEANT)])].sort(), named(IN_VAIN)]
  const of = (step: string): number => steps.get(step) ?? 0
  const counts = new Map(vain.map((word) => [`${IN_VAIN}${word}`, of(`${IN_VAIN}${word}`)]))
  const sums: Sum[] = []
  const unshown: string[] = []
  for (const id of read) {
    const [all, no, meant] = [`${READ}${id}`, `${NOT_MEANT}${id}`, `meant:${id}`]
    counts.set(all, of(all)).set(no, of(no)).set(meant, of(all) - of(no))
    unshown.push(meant)
    // Steps count in the hour in which they were taken: at an edge more may say no than had read it, and then the sum tells nothing.
    if (of(all) >= of(no)) sums.push({ whole: all, parts: [no, meant] })
  }
  const hidden = suppressed(counts, sums, unshown)
  const shown = (name: string): number | null => (hidden.has(name) ? null : counts.get(name) ?? 0)
  const mostFirst = <Row extends { count: number | null }>(rows: Row[]): Row[] => rows.sort((a, b) => (b.count ?? -1) - (a.count ?? -1))
  return {
    answers: mostFirst(read.map((answer) => ({ answer, count: shown(`${READ}${answer}`), notMeant: shown(`${NOT_MEANT}${answer}`) }))),
    vain: mostFirst(vain.map((word) => ({ word, count: shown(`${IN_VAIN}${word}`) }))),
  }
}

/** What was asked from `from` until before `until`, in whole blocks of at least ten sessions (docs/decisions/). Read from hourly sums, never from events. */
export async function readAsked(store: Store, { from, until, timeZone }: { from: Temporal.Instant; until: Temporal.Instant; timeZone: string }): Promise<AskedReport> {
  const { where } = await countable(store, from, until, timeZone)
  const { rows } = await sql<{ step: string; count: number }>`
    select step, cast(sum(count) as bigint) as count from step_hour where ${where} and step like ${'ask%'} group by step`.execute(store.db)
  return { from: from.toString(), until: until.toString(), ...askedOf(new Map(rows.map(({ step, count }) => [step, Number(count)]))) }
}
