import { longestOf } from '../../protocol/alert-slots.ts'
import type { Alert, AlertTemplate } from '../../protocol/alert.ts'
import type { AfterReview, AlertWords } from '../../protocol/api-alerts.ts'
import type { AlertTarget, AlertView } from '../../protocol/api.ts'

type Person = { user: string }
/** What waits for a second person: an alert, or a change of a live one. */
export type Pending = { id: string; alert: Alert; target: AlertTarget; words: AlertWords; by: string; at: string; isChange: boolean }

/** What waits with this alert; null where nothing does. */
export function pendingOf(view: AlertView): Pending | null {
  if (view.state === 'waiting') return { id: view.id, alert: view.alert, target: view.target, words: view.words, by: view.raisedBy, at: view.raisedAt, isChange: false }
  if (view.state !== 'live' || !view.change) return null
  const { alert, target, words, by, at } = view.change
  return { id: view.id, alert, target, words, by, at, isChange: true }
}

/** The newest version there is of an alert, that of a change which waits included: what a reader has seen. */
export const newestOf = (view: AlertView): number => (pendingOf(view) ?? view).alert.version

/** What waits for somebody else than its author, that is for `person`: the oldest first. */
export const waitingFor = (views: readonly AlertView[], { user }: Person): Pending[] =>
  views.flatMap((view) => pendingOf(view) ?? []).filter(({ by }) => by !== user).sort((a, b) => Date.parse(a.at) - Date.parse(b.at))

/** The reviews of an alert that nobody has done yet. */
export const dueOf = ({ reviews }: Pick<AlertView, 'reviews'>): AfterReview[] => reviews.filter(({ state }) => state === 'due')
/** Whether `person` is one who may review it: neither raised nor released any of what is due. */
export const mayReview = (view: Pick<AlertView, 'reviews' | 'raisedBy'>, { user }: Person): boolean => {
  const due = dueOf(view)
  return due.length > 0 && view.raisedBy !== user && due.every(({ releasedBy }) => releasedBy !== user)
}
/** Alerts that `person` may review afterwards, the most pressing first. */
export const dueFor = (views: readonly AlertView[], person: Person): AlertView[] => {
  const first = (view: AlertView) => Math.min(...dueOf(view).map(({ dueAt }) => Date.parse(dueAt)))
  return views.filter((view) => mayReview(view, person)).sort((a, b) => first(a) - first(b))
}
/** When the last day for reviewing has gone by. */
export const isLate = (view: Pick<AlertView, 'reviews'>, now: number): boolean => dueOf(view).some(({ dueAt }) => Date.parse(dueAt) <= now)

/** Until when one person may extend a live alert in its template's words, milliseconds; null where two people are needed for any longer. */
export function aloneUntil({ words, firstReleasedAt }: Pick<AlertView, 'words' | 'firstReleasedAt'>, template: AlertTemplate | undefined): number | null {
  if (words !== 'slots' || !template || firstReleasedAt === null) return null
  return Date.parse(firstReleasedAt) + longestOf(template) * 1000
}
