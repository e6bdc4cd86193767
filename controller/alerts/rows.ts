import { sql } from 'kysely'
import { AlertTarget, type AlertState, type AlertView } from '../../protocol/api.ts'
import { Alert } from '../../protocol/alert.ts'
import type { SlotValues } from '../../protocol/alert-slots.ts'
import type { AlertWords } from '../../protocol/api-alerts.ts'
import { roles, type Role, type Severity } from '../../protocol/words.ts'
import { intCell, rowsOf, textCell } from '../store/rows.ts'
import type { Tables } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { readAfter, slotsOf, wordsOf, type After } from './life.ts'
import type { Targeted } from './targets.ts'

export type Shown = { atMs: number; ms: number }

/** An alert that waits or is in force, as the controller holds it. */
export type Held = {
  alert: Alert
  state: AlertState
  target: AlertTarget
  template: string | null
  raisedBy: string
  raisedMs: number
  releasedBy: string | null
  releasedMs: number | null
  endedBy: string | null
  endedMs: number | null
  words: AlertWords
  slots: SlotValues
  /** When it first went out. */
  firstReleasedMs: number | null
  targets: Targeted[]
  shown: Map<string, Shown>
}

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds
const instant = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString()
const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role)

export const rowOf = (held: Held): Tables['alert'] => ({
  id: held.alert.id, state: held.state, version: held.alert.version, body: JSON.stringify(held.alert), target: JSON.stringify(held.target), template: held.template,
  raised_by: held.raisedBy, raised_ms: held.raisedMs, released_by: held.releasedBy, released_ms: held.releasedMs, ended_by: held.endedBy, ended_ms: held.endedMs,
  expires_ms: ms(held.alert.expires), words: held.words, slots: JSON.stringify(held.slots), first_released_ms: held.firstReleasedMs,
})

export function heldOf(row: Tables['alert'], targets: Targeted[], shown: Map<string, Shown>): Held {
  return {
    alert: Alert.parse(JSON.parse(row.body)), state: row.state, target: AlertTarget.parse(JSON.parse(row.target)), template: row.template,
    raisedBy: row.raised_by, raisedMs: row.raised_ms, releasedBy: row.released_by, releasedMs: row.released_ms, endedBy: row.ended_by, endedMs: row.ended_ms,
    words: wordsOf(row.words), slots: slotsOf(row.slots), firstReleasedMs: row.first_released_ms,
    targets, shown,
  }
}

const viewOf = (held: Omit<Held, 'targets' | 'shown'>, targeted: number, after: After): AlertView => ({
  id: held.alert.id, state: held.state, alert: held.alert, target: held.target, template: held.template, raisedBy: held.raisedBy, raisedAt: instant(held.raisedMs),
  releasedBy: held.releasedBy, endedBy: held.endedBy, endedAt: held.endedMs === null ? null : instant(held.endedMs), targeted,
  words: held.words, slots: held.slots, firstReleasedAt: held.firstReleasedMs === null ? null : instant(held.firstReleasedMs), ...after,
})

/** The screens an alert's version was for, at its release. */
export async function storeTargets({ db, dialect }: Store, { id, version }: Alert, targets: readonly Targeted[]): Promise<void> {
  const rows = targets.map((t) => [t.device, t.zone, t.role, t.byName ? 1 : 0])
  // `where true`: SQLite would take `on conflict` for a join's condition.
  await sql`insert into alert_target (alert, version, device, zone, role, by_name)
    select ${id}, cast(${version} as bigint), ${textCell(0)}, ${textCell(1)}, ${textCell(2)}, ${intCell(3)} from ${rowsOf(dialect, rows)} where true
    on conflict do nothing`.execute(db)
}

export async function readTargets({ db }: Store, { id, version }: { id: string; version: number }): Promise<Targeted[]> {
  const rows = await db.selectFrom('alert_target').selectAll().where('alert', '=', id).where('version', '=', version).orderBy('device').execute()
  return rows.flatMap(({ device, zone, role, by_name }) => (isRole(role) ? [{ device, zone, role, byName: by_name === 1 }] : []))
}

export async function readShown({ db }: Store, { id, version }: { id: string; version: number }): Promise<Map<string, Shown>> {
  const rows = await db.selectFrom('alert_shown').select(['device', 'shown_ms', 'ms']).where('alert', '=', id).where('version', '=', version).execute()
  return new Map(rows.map((row) => [row.device, { atMs: row.shown_ms, ms: row.ms }]))
}

export async function readHeld(store: Store, id: string): Promise<Held | null> {
  const row = await store.db.selectFrom('alert').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? heldOf(row, await readTargets(store, row), await readShown(store, row)) : null
}

/** Which alerts are asked for; times are when they were raised, `before` and `until` not included. */
export type AlertFilter = { id?: string | undefined; state?: AlertState | undefined; severity?: Severity | undefined; from?: string | undefined; until?: string | undefined; before?: string | undefined; due?: boolean | undefined; limit: number }

/** The newest first, with how many screens each was for, what waits with it and what was said of it afterwards. */
export async function readViews({ db }: Store, { id, state, severity, from, until, before, due, limit }: AlertFilter): Promise<AlertView[]> {
  const rows = await db.selectFrom('alert').selectAll()
    .select((eb) => eb.selectFrom('alert_target').select((e) => e.fn.countAll<number>().as('n')).whereRef('alert_target.alert', '=', 'alert.id').whereRef('alert_target.version', '=', 'alert.version').as('targeted'))
    .$if(id !== undefined, (q) => q.where('id', '=', id ?? ''))
    .$if(state !== undefined, (q) => q.where('state', '=', state ?? 'live'))
    // Bodies are written by JSON.stringify: this is how it writes the field.
    .$if(severity !== undefined, (q) => q.where('body', 'like', `%"severity":"${severity}"%`))
    .$if(from !== undefined, (q) => q.where('raised_ms', '>=', ms(from ?? '')))
    .$if(until !== undefined, (q) => q.where('raised_ms', '<', ms(until ?? '')))
    .$if(before !== undefined, (q) => q.where('raised_ms', '<', ms(before ?? '')))
    .$if(due === true, (q) => q.where('id', 'in', (eb) => eb.selectFrom('alert_review').select('alert').where('alert_review.state', '=', 'due')))
    .orderBy('raised_ms', 'desc').orderBy('id').limit(limit).execute()
  const after = await readAfter(db, rows.map((row) => row.id))
  return rows.map((row) => viewOf(heldOf(row, [], new Map()), Number(row.targeted ?? 0), after(row.id)))
}
