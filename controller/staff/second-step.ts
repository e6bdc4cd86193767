import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import { hashOneTime, newOneTime } from './one-time.ts'
import type { UserRow } from './rows.ts'
import { asDigits, newSecret, stepOf, uriOf } from './totp.ts'

const HOW_MANY = 10
const wrong = () => refused('auth/wrong-code', 'The code is not right, or was used already. Wait for the next one, or use a recovery code.', 'code')

export type SecondStepDeps = { store: Store; clock: Clock; site: string }

/** The second step at sign-in: time-based codes (RFC 6238) and, where the phone is gone, recovery codes that count once. */
export function createSecondStep({ store: { db }, clock, site }: SecondStepDeps) {
  const nowMs = () => clock.now().epochMilliseconds

  async function newRecoveryCodes(user: string): Promise<string[]> {
    const codes = Array.from({ length: HOW_MANY }, newOneTime)
    await db.transaction().execute(async (tx) => {
      await tx.deleteFrom('recovery_code').where('user', '=', user).execute()
      await tx.insertInto('recovery_code').values(codes.map((code) => ({ user, hash: hashOneTime(user, code) }))).execute()
    })
    return codes
  }

  /** Uses the time step up: of two who give the same code at once, one gets in. */
  async function takeStep(user: string, step: number): Promise<boolean> {
    const { numUpdatedRows } = await db.updateTable('user').set({ totp_step: step })
      .where('id', '=', user).where((or) => or.or([or('totp_step', 'is', null), or('totp_step', '<', step)])).executeTakeFirst()
    return numUpdatedRows === 1n
  }

  async function take(row: Pick<UserRow, 'id' | 'totp' | 'totp_step'>, code: string): Promise<Outcome<void>> {
    const digits = asDigits(code)
    if (/^\d{6}$/.test(digits)) {
      const step = row.totp === null ? null : stepOf(row.totp, digits, nowMs(), row.totp_step)
      return step !== null && (await takeStep(row.id, step)) ? accepted(undefined) : wrong()
    }
    const { numDeletedRows } = await db.deleteFrom('recovery_code').where('user', '=', row.id).where('hash', '=', hashOneTime(row.id, code)).executeTakeFirst()
    return numDeletedRows === 1n ? accepted(undefined) : wrong()
  }

  async function off(user: string): Promise<void> {
    await db.transaction().execute(async (tx) => {
      await tx.updateTable('user').set({ totp: null, totp_next: null, totp_step: null }).where('id', '=', user).execute()
      await tx.deleteFrom('recovery_code').where('user', '=', user).execute()
    })
  }

  return {
    /** Uses a code of the authenticator or a recovery code up; each lets in once. */
    take,

    /** A secret for the authenticator, which counts from its first code on. */
    async begin(row: UserRow): Promise<Outcome<{ secret: string; uri: string }>> {
      if (row.totp !== null) return refused('auth/enrolled', 'A second step is set up already. Take it off first to set up another phone.')
      const secret = newSecret()
      await db.updateTable('user').set({ totp_next: secret }).where('id', '=', row.id).execute()
      return accepted({ secret, uri: uriOf(secret, { user: row.id, site }) })
    },

    /** The authenticator has the secret: its code proves it. The recovery codes, said this once. */
    async confirm(row: UserRow, code: string): Promise<Outcome<string[]>> {
      if (row.totp !== null || row.totp_next === null) return refused('auth/not-begun', 'There is nothing to confirm. Begin again and scan the new code.')
      const step = stepOf(row.totp_next, asDigits(code), nowMs(), null)
      if (step === null) return wrong()
      const codes = await newRecoveryCodes(row.id)
      await db.updateTable('user').set({ totp: row.totp_next, totp_next: null, totp_step: step }).where('id', '=', row.id).execute()
      return accepted(codes)
    },

    newRecoveryCodes,
    off,

    async recoveryLeft(user: string): Promise<number> {
      const { left } = await db.selectFrom('recovery_code').select((s) => s.fn.countAll().as('left')).where('user', '=', user).executeTakeFirstOrThrow()
      return Number(left)
    },
  }
}
export type SecondStep = ReturnType<typeof createSecondStep>
