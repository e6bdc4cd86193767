import { isSameInfo } from '../../protocol/alert-slots.ts'
import type { Alert } from '../../protocol/alert.ts'
import type { AlertStep, AlertWords } from '../../protocol/api-alerts.ts'
import type { AlertTarget } from '../../protocol/api.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { mayDo } from '../../protocol/rights.ts'
import { roles as allRoles } from '../../protocol/words.ts'
import type { Zone } from '../../protocol/venue.ts'
import { zonesOf } from './targets.ts'

/** Who asks. `mayRelease`: their alerts go out without a second person, whatever they say. */
export type Person = { user: string; roles: readonly string[]; mayRelease: boolean }
export type Content = { alert: Alert; target: AlertTarget; words: AlertWords }
type Weight = { words: AlertWords; alert: Pick<Alert, 'severity' | 'level'> }

/** How long another person has to review afterwards what one let out alone. */
export const REVIEW_WITHIN_MS = 24 * 3_600_000

/**
 * Who has to say yes before it is on screens (decision 12): two people, except a red alert in a template's words, which waits for nobody,
 * and accounts that may release alone. Whoever was alone is reviewed afterwards.
 */
export function decideRaise({ words, alert: { severity, level } }: Weight, by: Person, askSecond = false): AlertStep {
  if (askSecond) return { do: 'second' }
  if (words === 'slots' && severity === 'red' && level === 'alert' && mayDo('release', by.roles)) return { do: 'alone', review: 'red' }
  return by.mayRelease ? { do: 'alone', review: 'account' } : { do: 'second' }
}

/** Whether a target means no zone, role or device that the one before did not mean. */
export function isNoWider(before: AlertTarget, after: AlertTarget, zones: readonly Zone[]): boolean {
  const within = (some: readonly string[], all: readonly string[]) => some.every((one) => all.includes(one))
  const rolesOf = ({ roles = [] }: AlertTarget) => (roles.length === 0 ? allRoles : roles)
  return within(zonesOf(after, zones), zonesOf(before, zones)) && within(after.devices ?? [], before.devices ?? []) && within(rolesOf(after), rolesOf(before))
}

const isSameLook = (a: Alert, b: Alert) => a.severity === b.severity && a.presentation === b.presentation && a.level === b.level && a.scam === b.scam && a.move === b.move
const endOf = (alert: Alert) => Temporal.Instant.from(alert.expires).epochMilliseconds

export type Change = { before: Content; after: Content; zones: readonly Zone[]; /** When it first went out. */ firstReleasedMs: number; /** The longest its template allows, seconds; null without one. */ longestSeconds: number | null }
export type ChangeStep = AlertStep & { kind: 'shortened' | 'extended' | 'updated' }

/**
 * The same for a change of what is live. The same words for no more people and no longer: one person. Longer, but within what the
 * template allows from the first release: one person. Anything else is looked at as if it were raised anew.
 */
export function decideChange({ before, after, zones, firstReleasedMs, longestSeconds }: Change, by: Person, askSecond = false): ChangeStep {
  const isSame = isSameInfo(before.alert.info, after.alert.info) && isSameLook(before.alert, after.alert) && isNoWider(before.target, after.target, zones)
  if (!isSame) return { ...decideRaise(after, by, askSecond), kind: 'updated' }
  if (endOf(after.alert) <= endOf(before.alert)) return { do: 'alone', review: null, kind: 'shortened' }
  const isWithin = before.words === 'slots' && longestSeconds !== null && endOf(after.alert) <= firstReleasedMs + longestSeconds * 1000
  if (isWithin && !askSecond) return { do: 'alone', review: null, kind: 'extended' }
  // What outlasts its template has not been reviewed for so long.
  return { ...decideRaise({ ...after, words: 'own' }, by, askSecond), kind: 'extended' }
}

const conflict = () => refused('alert/version-conflict', 'Somebody else has just changed this alert. Look at it again.')

/** Whether `by` may let out (or turn down) what `author` wrote. `seen`: the version they have read, which must be the one that waits; left out, as it was first raised. */
export function mayDecide({ author, version }: { author: string; version: number }, by: Pick<Person, 'user'>, seen = 1): Outcome<null> {
  if (author === by.user) return refused('alert/same-person', 'A second person has to decide on an alert. Ask a colleague.')
  return seen === version ? accepted(null) : conflict()
}

/**
 * Whether `by` may write an alert again. `version`: the newest there is of it, that of a waiting change (`waitsBy`) included; `seen`: the
 * one they have read. Left out, only what a colleague asked for and nobody has decided on is kept from being written over.
 */
export function mayRewrite({ version, waitsBy }: { version: number; waitsBy: string | null }, by: Pick<Person, 'user'>, seen: number | undefined): Outcome<null> {
  if (seen !== undefined) return seen === version ? accepted(null) : conflict()
  if (waitsBy === null || waitsBy === by.user) return accepted(null)
  return refused('alert/version-conflict', `A change by ${waitsBy} waits for a second person. Look at it; sent with its version, yours takes its place.`)
}

export type Due = { version: number; releasedBy: string }
/** Whether `by` may say afterwards if it was right to let these versions out: nobody judges what they raised or released. */
export function mayReviewAfter(due: readonly Due[], raisedBy: string, by: Pick<Person, 'user'>): Outcome<null> {
  if (due.length === 0) return refused('alert/nothing-due', 'Nothing is left to review: another person has done it, or two people had released it.')
  if (raisedBy === by.user || due.some(({ releasedBy }) => releasedBy === by.user)) return refused('alert/own-review', 'You raised or released this yourself. Another person has to review it.')
  return accepted(null)
}
