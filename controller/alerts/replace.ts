import type { AlertStep } from '../../protocol/api-alerts.ts'
import type { Database } from '../store/schema.ts'
import { REVIEW_WITHIN_MS } from './ladder.ts'
import { keepDue } from './life.ts'
import { rowOf, type Held } from './rows.ts'

/** Somebody else was faster; what was written with it is taken back. */
class Raced extends Error {}

/** Writes the next state over the one that was read, and `along` with it, all or nothing; false where somebody else was faster, which `along` says by false. */
export async function replace(db: Database, before: Held, after: Held, along: (trx: Database) => Promise<unknown>): Promise<boolean> {
  try {
    await db.transaction().execute(async (trx) => {
      const { numUpdatedRows } = await trx.updateTable('alert').set(rowOf(after)).where('id', '=', before.alert.id).where('state', '=', before.state).where('version', '=', before.alert.version).executeTakeFirst()
      if (numUpdatedRows !== 1n || (await along(trx)) === false) throw new Raced()
    })
    return true
  } catch (error) {
    if (error instanceof Raced) return false
    throw error
  }
}

/** Notes that `by` let a version out alone, where another has to look at it afterwards. */
export async function noteAlone(trx: Database, { alert, raisedMs, releasedMs }: Held, step: AlertStep, by: string): Promise<void> {
  if (step.do !== 'alone' || step.review === null) return
  const atMs = releasedMs ?? raisedMs
  await keepDue(trx, { alert: alert.id, version: alert.version, why: step.review, by, atMs, dueMs: atMs + REVIEW_WITHIN_MS })
}
