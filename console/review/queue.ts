/** Who waits for whom. Pure: the same rules by which the controller decides. */
import type { RevisionSummary } from '../../protocol/api-review.ts'
import { mayDecide, mayPublish, nextStage } from '../../protocol/review-rules.ts'
import type { Person } from '../../protocol/review-rules.ts'

/** `mine` waits for my review, `publish` for my publishing; `sent` is what I wrote and others look at; `refused` came back to me; the rest waits for others. */
export type Queue = Record<'mine' | 'publish' | 'refused' | 'sent' | 'others', RevisionSummary[]>

export const pass = { decision: 'pass', note: '' } as const

/** Whether that person's decision is the next one it waits for. */
export const waitsForMe = (one: RevisionSummary, me: Person): boolean => mayDecide(one, me, pass).ok || (one.state === 'passed' && mayPublish(one, me, []).ok)

export function queueOf(open: readonly RevisionSummary[], me: Person): Queue {
  const queue: Queue = { mine: [], publish: [], refused: [], sent: [], others: [] }
  const oldestFirst = [...open].sort((a, b) => (a.submittedAt ?? '').localeCompare(b.submittedAt ?? '') || a.id.localeCompare(b.id))
  for (const one of oldestFirst) {
    const own = one.contributors.includes(me.user)
    if (mayDecide(one, me, pass).ok) queue.mine.push(one)
    else if (one.state === 'passed' && mayPublish(one, me, []).ok) queue.publish.push(one)
    else if (one.state === 'refused' && own) queue.refused.push(one)
    else if (own && (one.state === 'submitted' || one.state === 'passed')) queue.sent.push(one)
    else if (one.state === 'submitted' || one.state === 'passed') queue.others.push(one)
  }
  return queue
}

/** Why that person does not decide: the controller's own refusal, by its code; null where they do, or where it waits for nobody. */
export function whyNot(one: RevisionSummary | Parameters<typeof nextStage>[0], me: Person): string | null {
  if (one.state === 'passed') {
    const may = mayPublish(one, me, [])
    return may.ok ? null : may.error.code
  }
  if (nextStage(one) === null) return null
  const may = mayDecide(one, me, pass)
  return may.ok ? null : may.error.code
}
