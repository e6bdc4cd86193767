/** The rules of who gets in and what a session must do first. Pure: time in milliseconds. */
import type { Owing } from '../../protocol/api.ts'
import type { SignInRules } from '../../protocol/api-people.ts'
import { mayDo, needsSecondStep } from '../../protocol/rights.ts'

/** Twelve hours are a shift. Four hours unused: a phone that waits in a pocket to release an alert stays signed in, a lost one does not. */
export const usualRules: SignInRules = { codeRequired: false, idleMinutes: 240, longestHours: 12 }

/** Whether the site's rules ask somebody with these roles for a second step. */
export const needsCode = (rules: SignInRules, roles: readonly string[], mayRelease: boolean): boolean => rules.codeRequired && needsSecondStep(roles, mayRelease)

export type OwingFacts = {
  way: string
  /** A second step was taken, here or at the sign-in provider. */
  strong: boolean
  hasOneTime: boolean
  enrolled: boolean
  /** The site asks this account for a second step. */
  asked: boolean
  /** When the session began, and when the site began to ask. */
  beganMs: number
  askedSinceMs: number | null
}

/**
 * What a session must do before it may do anything else. A one-time password is changed first; who has a second step takes it;
 * who needs one sets it up, but only in sessions that began after the site asked for it.
 */
export function owes({ way, strong, hasOneTime, enrolled, asked, beganMs, askedSinceMs }: OwingFacts): Owing | null {
  if (enrolled && !strong) return 'code'
  if (way === 'password' && hasOneTime) return 'password'
  if (asked && !enrolled && !strong && beganMs >= (askedSinceMs ?? 0)) return 'totp'
  return null
}

export type Person = { id: string; roles: readonly string[]; active: boolean; canSignIn: boolean }

/** Whether after the change nobody would be left who can sign in and see to people. `changed`: the person as they would be, or null for gone. */
export function losesLastAdministrator(people: readonly Person[], id: string, changed: Person | null): boolean {
  const after = [...people.filter((person) => person.id !== id), ...(changed ? [changed] : [])]
  return !after.some(({ active, canSignIn, roles }) => active && canSignIn && mayDo('manage', roles))
}

export type Identity = { issuer: string; subject: string; email: string | null; emailVerified: boolean }
export type Linkable = { id: string; active: boolean; email: string | null; issuer: string | null; subject: string | null }
export type LinkAnswer = { ok: true; user: string; isNew: boolean } | { ok: false; code: 'auth/oidc-unknown' | 'auth/oidc-unverified' | 'auth/deactivated' }

/** E-mail addresses are compared without regard to case, as people type them. */
export const sameEmail = (email: string): string => email.trim().toLowerCase()

/**
 * Whose account it is that the provider vouches for. The provider's lasting subject decides. Only where an administrator has
 * named an address for an account that is not linked yet does a verified address link it, once; names and roles never do.
 */
export function findLink({ issuer, subject, email, emailVerified }: Identity, people: readonly Linkable[]): LinkAnswer {
  const known = people.find((person) => person.issuer === issuer && person.subject === subject)
  if (known) return known.active ? { ok: true, user: known.id, isNew: false } : { ok: false, code: 'auth/deactivated' }
  const named = email === null ? undefined : people.find((person) => person.subject === null && person.email !== null && person.email === sameEmail(email))
  if (!named) return { ok: false, code: 'auth/oidc-unknown' }
  if (!emailVerified) return { ok: false, code: 'auth/oidc-unverified' }
  return named.active ? { ok: true, user: named.id, isNew: true } : { ok: false, code: 'auth/deactivated' }
}

/** Methods by which a provider says that it asked for more than a password (RFC 8176). */
const second = new Set(['mfa', 'otp', 'hwk', 'swk', 'sc', 'sms', 'fpt', 'face', 'iris'])
export const tookSecondStep = (amr: unknown): boolean => Array.isArray(amr) && amr.some((method) => second.has(String(method)))
