/** Who may do what to a draft, and what becomes of it: one set of rules for the controller, which holds to them, and the console, which offers nothing else. */
import type { ContentClass, Finding, ReviewDecision, ReviewStages, ReviewStep, RevisionKind, RevisionState } from './api-review.ts'
import { blocks } from './checks/item.ts'
import { accepted, refused, type Outcome } from './errors.ts'
import type { Right } from './rights.ts'

/** How many reviews each class takes, unless the site says otherwise. */
export const usualStages: ReviewStages = { notice: 1, lesson: 2, story: 3, playlist: 3, template: 3, phone: 2, line: 1, answer: 2, guide: 3, simulation: 2, board: 2 }

/** A ticker is a notice; a true story or a film needs all three; what teaches is between. */
export function classOf(kind: RevisionKind, body: Record<string, unknown>): ContentClass {
  if (kind !== 'item') return kind
  if (body['kind'] === 'ticker') return 'notice'
  return body['kind'] === 'poster' || body['kind'] === 'quiz' || body['kind'] === 'class' ? 'lesson' : 'story'
}

/** What the rules look at. */
export type Standing = { state: RevisionState; stages: number; contributors: readonly string[]; steps: readonly ReviewStep[] }
export type Person = { user: string; rights: readonly Right[]; /** The demo's administrator works alone. */ alone: boolean }

/** In the demo whoever may publish and release alone needs nobody else. */
export const worksAlone = ({ rights, mayRelease }: { rights: readonly Right[]; mayRelease: boolean }, demo: boolean): boolean => demo && mayRelease && rights.includes('publish')

const rightOfStage = ['review1', 'review2', 'review3'] as const
/** The review it waits for, from 1; null where it waits for none. */
export const nextStage = ({ state, stages, steps }: Standing): number | null => (state === 'submitted' && steps.length < stages ? steps.length + 1 : null)

const wrongState = (what: string) => refused('content/state', `${what} Look at it again: somebody may have been faster.`)
const findingsStand = (found: readonly Finding[]): Outcome<never> => {
  const first = found.find(({ level }) => level === 'block')
  return refused('content/unfit', `It cannot be shown so: ${first?.message ?? ''}`, first?.path ?? '')
}

export function maySave({ state }: Standing): Outcome<null> {
  return state === 'draft' ? accepted(null) : wrongState('Only a draft can be written at; make a new one of it.')
}

/** Taken back to be written at: from its reviews, or from those who wait to publish it. What was decided so far does not count for the next time. */
export function mayRecall({ state }: Standing): Outcome<null> {
  return state === 'submitted' || state === 'passed' ? accepted(null) : wrongState('Only what is under review can be taken back.')
}

export function maySubmit(standing: Standing, found: readonly Finding[]): Outcome<null> {
  if (standing.state !== 'draft') return wrongState('It is no draft any more.')
  return blocks(found) ? findingsStand(found) : accepted(null)
}

/** Whether this person may decide on the next review. Three reviews are three people, and none of them wrote it. */
export function mayDecide(standing: Standing, by: Person, { decision, note }: ReviewDecision): Outcome<number> {
  const stage = nextStage(standing)
  if (stage === null) return wrongState('It waits for no review.')
  const right = rightOfStage[stage - 1] ?? 'review3'
  if (!by.rights.includes(right)) return refused('auth/forbidden', `It waits for review ${stage}: that needs the right "${right}".`)
  if (standing.contributors.includes(by.user)) return refused('content/own-work', 'Nobody reviews what they wrote. Ask a colleague.')
  if (standing.steps.some((step) => step.by === by.user)) return refused('content/same-reviewer', 'You have reviewed it already: each review is another person\'s.')
  if (decision === 'refuse' && note.trim() === '') return refused('content/no-reason', 'Say what has to be changed.', 'note')
  return accepted(stage)
}

/** Whether this person may put it on the screens. `found`: what the checks say now. */
export function mayPublish(standing: Standing, by: Person, found: readonly Finding[]): Outcome<null> {
  const alone = by.alone && standing.state === 'draft'
  if (!by.rights.includes('publish')) return refused('auth/forbidden', 'Publishing needs the right "publish".')
  if (standing.state !== 'passed' && !alone) return wrongState('It has not passed all its reviews.')
  if (!alone && !by.alone && standing.contributors.includes(by.user)) return refused('content/own-work', 'Nobody publishes what they wrote. Ask a colleague.')
  return blocks(found) ? findingsStand(found) : accepted(null)
}

/** The steps and the state after a decision. */
export function decided(standing: Standing, step: ReviewStep): Pick<Standing, 'state' | 'steps'> {
  const steps = [...standing.steps, step]
  if (step.decision === 'refuse') return { state: 'refused', steps }
  return { state: steps.length >= standing.stages ? 'passed' : 'submitted', steps }
}
