import * as z from 'zod/mini'
import { Account } from '../../protocol/api.ts'
import { EnrolSecret, OwnAccount, RecoveryCodes, SignInWays } from '../../protocol/api-people.ts'
import type { Ask } from '../request.ts'

const Anything = z.unknown()

/** Signing in, and one's own account. */
export const createAccountApi = (ask: Ask) => ({
  ways: () => ask('/session/ways', SignInWays),
  signIn: (user: string, password: string, code: string) => ask('/session', Account, { method: 'POST', body: { user, password, ...(code === '' ? {} : { code }) } }),
  giveCode: (code: string) => ask('/session/code', Anything, { method: 'POST', body: { code } }),
  account: () => ask('/account', OwnAccount),
  changePassword: (currentPassword: string, password: string) => ask('/account/password', Anything, { method: 'PUT', body: { currentPassword, password } }),
  beginSecondStep: (password: string) => ask('/account/totp', EnrolSecret, { method: 'POST', body: { ...(password === '' ? {} : { password }) } }),
  confirmSecondStep: (code: string) => ask('/account/totp', RecoveryCodes, { method: 'PUT', body: { code } }),
  takeOffSecondStep: (code: string) => ask('/account/totp/off', Anything, { method: 'POST', body: { code } }),
  renewRecoveryCodes: (code: string) => ask('/account/recovery-codes', RecoveryCodes, { method: 'POST', body: { code } }),
  endSession: (id: string) => ask(`/account/sessions/${id}`, Anything, { method: 'DELETE' }),
  endOthers: () => ask('/account/sessions', Anything, { method: 'DELETE' }),
})
export type AccountApi = ReturnType<typeof createAccountApi>
