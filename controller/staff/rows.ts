import * as z from 'zod/mini'
import type { Account, Owing } from '../../protocol/api.ts'
import { SignInRules } from '../../protocol/api-people.ts'
import { rightsOf } from '../../protocol/rights.ts'
import type { Tables } from '../store/schema.ts'
import { needsCode, owes, usualRules, type Person } from './decide.ts'

export type UserRow = Tables['user']
export type SessionRow = Tables['session']
/** The site's rules, and since when they ask for a second step. */
export type RulesNow = { rules: SignInRules; askedSinceMs: number | null }

export const instant = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(ms).toString()
export const rolesOf = ({ roles }: Pick<UserRow, 'roles'>): string[] => roles.split(',').filter(Boolean)

/** What is kept of the rules; what is not kept yet, or no longer readable, is as usual. */
export function rulesNow(row: { body: string | null; since_ms: number | null } | undefined): RulesNow {
  const kept = z.safeParse(SignInRules, row?.body ? JSON.parse(row.body) : null)
  return { rules: kept.success ? kept.data : usualRules, askedSinceMs: row?.since_ms ?? null }
}

/** `demo`: its administrator always lets alerts go out alone. */
export function accountOf(row: Pick<UserRow, 'id' | 'name' | 'organisation' | 'roles' | 'may_release' | 'totp'>, demo: boolean, owing: Owing | null): Account {
  const roles = rolesOf(row)
  return { user: row.id, name: row.name, organisation: row.organisation, roles, rights: rightsOf(roles), mayRelease: row.may_release === 1 || (demo && roles.includes('admin')), totp: row.totp !== null, owes: owing }
}

export const isAsked = (row: Pick<UserRow, 'roles' | 'may_release'>, { rules }: RulesNow): boolean => needsCode(rules, rolesOf(row), row.may_release === 1)

/** What the session must do first. */
export function owingOf(user: UserRow, session: Pick<SessionRow, 'way' | 'strong' | 'created_ms'>, now: RulesNow): Owing | null {
  return owes({ way: session.way, strong: session.strong === 1, hasOneTime: user.one_time_until_ms !== null, enrolled: user.totp !== null, asked: isAsked(user, now), beganMs: session.created_ms, askedSinceMs: now.askedSinceMs })
}

/** Whether the account's one-time password lets nobody in any more. */
export const isOneTimeOver = (row: Pick<UserRow, 'one_time_until_ms'>, nowMs: number): boolean => row.one_time_until_ms !== null && row.one_time_until_ms <= nowMs

export const personOf = (row: UserRow): Person => ({ id: row.id, roles: rolesOf(row), active: row.active === 1, canSignIn: row.password_hash !== '' || row.oidc_subject !== null })
