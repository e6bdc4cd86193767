/** People: accounts, the organisations they belong to, their second steps and their sessions. */
import * as z from 'zod/mini'
import { Account } from './api.ts'
import { Count, Id, Instant, Text } from './basics.ts'
import { staffRoles } from './rights.ts'

// --- organisations ---
export const organisationKinds = ['police', 'airport', 'airline', 'tenant'] as const

/** One organisation, one policy (一企一策). `owners`: at most two accounts that answer for it; `measures`: what was agreed with it. */
export const OrganisationWrite = z.object({
  kind: z.enum(organisationKinds),
  name: Text,
  owners: z.array(Id).check(z.maxLength(2)),
  measures: z.string().check(z.maxLength(4_000)),
})
export type OrganisationWrite = z.infer<typeof OrganisationWrite>

/** `left`: named, but deactivated since. `missing`: nobody is named. */
export const ownerStates = ['here', 'left', 'missing'] as const
const Owner = z.object({ user: z.nullable(z.string()), name: z.nullable(z.string()), state: z.enum(ownerStates) })
export type Owner = z.infer<typeof Owner>
/** Always two owners; `accounts`: how many people belong to it. */
export const OrganisationView = z.object({ ...OrganisationWrite.shape, id: Id, owners: z.array(Owner), accounts: Count })
export type OrganisationView = z.infer<typeof OrganisationView>

// --- accounts ---
export const Password = z.string().check(z.minLength(8), z.maxLength(256))

export const StaffWrite = z.object({
  user: Id,
  /** Left out: as it was, for somebody new the user's own name. */
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  organisation: z.optional(z.nullable(Id)),
  /** A one-time password: for 72 hours it lets its owner in to choose another. Left out: as it was; somebody new cannot sign in by password before one is made. */
  password: z.optional(Password),
  roles: z.array(z.enum(staffRoles)).check(z.minLength(1)),
  mayRelease: z.boolean(),
  /** The verified address by which the sign-in provider knows this person: their first sign-in there links the account. */
  email: z.optional(z.nullable(z.string().check(z.maxLength(254), z.regex(/^[^@\s]+@[^@\s]+$/)))),
  /** The provider's own, lasting name for this person. Null takes the link off. */
  oidcSubject: z.optional(z.nullable(z.string().check(z.minLength(1), z.maxLength(255)))),
})
export type StaffWrite = z.infer<typeof StaffWrite>

/** Which password an account has. `none`: signs in through the provider only. `one_time`: set by an administrator, to be changed at the next sign-in. */
export const passwordKinds = ['none', 'own', 'one_time'] as const
export const StaffView = z.object({
  ...z.omit(Account, { owes: true }).shape,
  createdAt: Instant,
  active: z.boolean(),
  lastSignIn: z.nullable(Instant),
  signsInBy: z.enum(passwordKinds),
  /** The last moment a one-time password lets its owner in; null = there is none. */
  oneTimeUntil: z.nullable(Instant),
  email: z.nullable(z.string()),
  oidcSubject: z.nullable(z.string()),
  sessions: Count,
})
export type StaffView = z.infer<typeof StaffView>

/** Said once. `until`: the last moment it lets somebody in. */
export const OneTimePassword = z.object({ password: z.string(), until: Instant })
export type OneTimePassword = z.infer<typeof OneTimePassword>

// --- one's own account ---
/** `id` names a session and opens nothing. `agent`: the browser's own words. */
export const SessionView = z.object({ id: z.string(), address: z.string(), agent: z.string(), way: z.enum(['password', 'oidc']), since: Instant, lastUsed: Instant, until: Instant, own: z.boolean() })
export type SessionView = z.infer<typeof SessionView>

export const OwnAccount = z.object({
  account: Account,
  organisation: z.nullable(z.object({ id: Id, kind: z.enum(organisationKinds), name: Text })),
  hasPassword: z.boolean(),
  email: z.nullable(z.string()),
  linked: z.boolean(),
  /** Recovery codes that are left. */
  recoveryLeft: Count,
  /** Whether the site asks this account for a second step. */
  codeRequired: z.boolean(),
  sessions: z.array(SessionView),
})
export type OwnAccount = z.infer<typeof OwnAccount>

export const PasswordChange = z.object({ currentPassword: z.string().check(z.maxLength(256)), password: Password })
export const EnrolStart = z.object({ password: z.optional(z.string().check(z.maxLength(256))) })
/** `uri`: what the QR code says. `secret`: the same, to be typed. */
export const EnrolSecret = z.object({ secret: z.string(), uri: z.string() })
export type EnrolSecret = z.infer<typeof EnrolSecret>
export const CodeGiven = z.object({ code: z.string().check(z.maxLength(40)) })
/** Said once; each lets its owner in once, in the place of a code. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

// --- how people sign in ---
/** `oidc`: the name on the button of the sign-in provider; null = there is none. */
export const SignInWays = z.object({ oidc: z.nullable(z.object({ name: z.string() })) })
export type SignInWays = z.infer<typeof SignInWays>

/** `codeRequired`: whoever may publish, release or manage needs a second step. Times that end a session: unused, and in any case. */
export const SignInRules = z.object({
  codeRequired: z.boolean(),
  idleMinutes: z.number().check(z.int(), z.minimum(15), z.maximum(1_440)),
  longestHours: z.number().check(z.int(), z.minimum(1), z.maximum(24)),
})
export type SignInRules = z.infer<typeof SignInRules>
