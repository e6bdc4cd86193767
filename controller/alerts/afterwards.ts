import type { AfterReviewWrite, LifeStep } from '../../protocol/api-alerts.ts'
import type { AlertView } from '../../protocol/api.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { mayReviewAfter, type Person } from './ladder.ts'
import { keepStep, readLife } from './life.ts'

export type AfterwardsDeps = { store: Store; view(id: string): Promise<AlertView | null>; isTarget(id: string, device: string): Promise<boolean>; jobs: Pick<Jobs, 'add'>; clock: Clock; log: Log; changes: Changes }
export type Sent = { by: string; at: string }

const notFound = (id: string) => refused('alert/not-found', `There is no alert "${id}".`)

/** What follows a release: review by another person, who was sent to which screen, the whole life of an alert. */
export function createAfterwards({ store: { db }, view, isTarget, jobs, clock, log, changes }: AfterwardsDeps) {
  const nowMs = () => clock.now().epochMilliseconds

  /** Says which reviews are late, in the log and to whoever looks. */
  async function remind(): Promise<string> {
    const due = await db.selectFrom('alert_review').select(['alert', 'due_ms']).where('state', '=', 'due').execute()
    const late = [...new Set(due.filter(({ due_ms }) => due_ms <= nowMs()).map(({ alert }) => alert))]
    if (late.length > 0) log.warn({ alerts: late }, 'Alerts that one person let out are still to be reviewed by another.')
    for (const id of late) changes.tell('alert', id)
    return `${new Set(due.map(({ alert }) => alert)).size} due, ${late.length} late`
  }
  jobs.add({ name: 'alert-reviews', cron: '20 * * * *', run: remind })

  return {
    /** Says of all versions that are due whether they should have gone out. */
    async review(id: string, { outcome, note }: AfterReviewWrite, by: Person): Promise<Outcome<AlertView>> {
      const before = await view(id)
      if (!before) return notFound(id)
      const due = before.reviews.filter(({ state }) => state === 'due')
      const may = mayReviewAfter(due, before.raisedBy, by)
      if (!may.ok) return may
      if (outcome === 'wrong' && note.trim() === '') return refused('alert/note-needed', 'Say what was wrong, so that it does not happen again.', 'note')
      const atMs = nowMs()
      const isDone = await db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx.updateTable('alert_review').set({ state: outcome, reviewed_by: by.user, reviewed_ms: atMs, note: note.trim() })
          .where('alert', '=', id).where('state', '=', 'due').where('version', 'in', due.map(({ version }) => version)).executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await keepStep(trx, id, { kind: 'reviewed', by: by.user, atMs, version: before.alert.version, note: note.trim(), about: outcome })
        return true
      })
      if (!isDone) return refused('alert/nothing-due', 'Another person has just reviewed it.')
      changes.tell('alert', id)
      const after = await view(id)
      return after ? accepted(after) : notFound(id)
    },

    /** Notes that somebody was sent to a screen that has not shown it, or takes that back. */
    async send(id: string, device: string, sent: boolean, by: Pick<Person, 'user'>): Promise<Outcome<Sent | null>> {
      const found = await view(id)
      if (!found) return notFound(id)
      if (!(await isTarget(id, device))) return refused('alert/unknown-device', `The alert is not for a screen "${device}".`, 'device')
      const atMs = nowMs()
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('alert_sent').where('alert', '=', id).where('device', '=', device).execute()
        if (sent) await trx.insertInto('alert_sent').values({ alert: id, device, sent_by: by.user, sent_ms: atMs }).execute()
        await keepStep(trx, id, { kind: sent ? 'sent' : 'unsent', by: by.user, atMs, version: found.alert.version, about: device })
      })
      changes.tell('coverage', id)
      return accepted(sent ? { by: by.user, at: Temporal.Instant.fromEpochMilliseconds(atMs).toString() } : null)
    },
    async sentTo(id: string): Promise<Map<string, Sent>> {
      const rows = await db.selectFrom('alert_sent').selectAll().where('alert', '=', id).execute()
      return new Map(rows.map((row) => [row.device, { by: row.sent_by, at: Temporal.Instant.fromEpochMilliseconds(row.sent_ms).toString() }]))
    },

    life: (id: string): Promise<LifeStep[] | null> => readLife(db, id),
    remind,
  }
}
