import * as z from 'zod/mini'
import { AlertTarget } from '../../protocol/api.ts'
import { Alert } from '../../protocol/alert.ts'
import type { SlotValues } from '../../protocol/alert-slots.ts'
import { afterStates, alertWords, aloneReasons, LifeStep, type AfterReview, type AlertChange, type AlertWords, type AloneReason, type LifeKind } from '../../protocol/api-alerts.ts'
import { Text } from '../../protocol/basics.ts'
import type { Database, Tables } from '../store/schema.ts'

/** A change of a live alert that waits for a second person. */
export type WaitingChange = { alert: Alert; target: AlertTarget; template: string | null; words: AlertWords; slots: SlotValues; by: string; askedMs: number }

const instant = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString()
const oneOf = <T extends string>(all: readonly T[], value: string, otherwise: T): T => all.find((one) => one === value) ?? otherwise
const Slots = z.record(z.string(), Text)
export const slotsOf = (text: string): SlotValues => Slots.parse(JSON.parse(text))
export const wordsOf = (value: string): AlertWords => oneOf(alertWords, value, 'own')

let lastSeq = 0
/** Grows with every step, over restarts too: the clock in microseconds, or one more than the last. */
const nextSeq = (atMs: number): number => (lastSeq = Math.max(lastSeq + 1, atMs * 1000))

export type StepWords = { kind: LifeKind; by: string | null; atMs: number; version: number } & Partial<Pick<LifeStep, 'note' | 'words' | 'alone' | 'about'>> & { said?: Alert }
/** Writes a step of an alert's life down; `said`: the words it put there. */
export async function keepStep(db: Database, alert: string, { kind, by, atMs, version, note = '', words = null, alone = null, about = null, said }: StepWords): Promise<void> {
  const headlineIn = (language: string) => said?.info.find((one) => one.language === language)?.headline ?? said?.info[0]?.headline ?? ''
  const headline = said ? { 'zh-CN': headlineIn('zh-CN'), en: headlineIn('en') } : null
  const step: LifeStep = { at: instant(atMs), kind, by, version, note, words, alone, about, until: said?.expires ?? null, headline }
  await db.insertInto('alert_step').values({ alert, seq: nextSeq(atMs), body: JSON.stringify(step) }).execute()
}

/** What is known of an alert from before its steps were kept. */
function lifeOfRow(row: Tables['alert']): LifeStep[] {
  const alert = Alert.parse(JSON.parse(row.body))
  const step = (kind: LifeKind, by: string | null, atMs: number | null): LifeStep[] => (atMs === null ? [] : [{ at: instant(atMs), kind, by, version: row.version, note: '', words: null, until: null, headline: null, alone: null, about: null }])
  const ended = row.state === 'cancelled' || row.state === 'refused' || row.state === 'expired' ? row.state : null
  const said = { headline: { 'zh-CN': alert.info[0]?.headline ?? '…', en: alert.info.find((one) => one.language === 'en')?.headline ?? alert.info[0]?.headline ?? '…' } }
  return [...step('raised', row.raised_by, row.raised_ms).map((one) => ({ ...one, ...said })), ...step('released', row.released_by, row.released_ms), ...(ended ? step(ended, row.ended_by, row.ended_ms) : [])]
}

/** An alert's whole life, the oldest step first; null where there is no such alert. */
export async function readLife(db: Database, id: string): Promise<LifeStep[] | null> {
  const row = await db.selectFrom('alert').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return null
  const steps = await db.selectFrom('alert_step').select('body').where('alert', '=', id).orderBy('seq').execute()
  return steps.length > 0 ? steps.map(({ body }) => LifeStep.parse(JSON.parse(body))) : lifeOfRow(row)
}

/** The highest number that anything of an alert has had, also what was taken back. */
export const lastVersion = async (db: Database, id: string): Promise<number> => Math.max(0, ...((await readLife(db, id)) ?? []).map(({ version }) => version))

const changeOf = (row: Tables['alert_change']): WaitingChange => ({
  alert: { ...Alert.parse(JSON.parse(row.body)), version: row.version }, target: AlertTarget.parse(JSON.parse(row.target)), template: row.template, words: wordsOf(row.words), slots: slotsOf(row.slots), by: row.asked_by, askedMs: row.asked_ms,
})
/** The change that waits with an alert, or null. */
export async function readChange(db: Database, id: string): Promise<WaitingChange | null> {
  const row = await db.selectFrom('alert_change').selectAll().where('alert', '=', id).executeTakeFirst()
  return row ? changeOf(row) : null
}
/** Puts a change in the place of the one that waited in the version `before` (null: of none); false where something else waits by now. */
export async function keepChange(db: Database, { alert, target, template, words, slots, by, askedMs }: WaitingChange, before: number | null): Promise<boolean> {
  const row = { version: alert.version, body: JSON.stringify(alert), target: JSON.stringify(target), template, words, slots: JSON.stringify(slots), asked_by: by, asked_ms: askedMs }
  if (before === null) {
    const { numInsertedOrUpdatedRows } = await db.insertInto('alert_change').values({ alert: alert.id, ...row }).onConflict((oc) => oc.column('alert').doNothing()).executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }
  const { numUpdatedRows } = await db.updateTable('alert_change').set(row).where('alert', '=', alert.id).where('version', '=', before).executeTakeFirst()
  return numUpdatedRows === 1n
}
/** Takes a change away; false where it no longer waits in that version. */
export async function dropChange(db: Database, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('alert_change').where('alert', '=', id).where('version', '=', version).executeTakeFirst()
  return numDeletedRows === 1n
}
/** After another change: what waits comes after that. Whoever has looked at it looks again. */
export async function moveChange(db: Database, id: string, version: number): Promise<void> {
  await db.updateTable('alert_change').set({ version: version + 1 }).where('alert', '=', id).where('version', '<=', version).execute()
}

export type ReviewRow = Tables['alert_review']
/** A version that one person let out: due for review by another. */
export async function keepDue(db: Database, { alert, version, why, by, atMs, dueMs }: { alert: string; version: number; why: AloneReason; by: string; atMs: number; dueMs: number }): Promise<void> {
  await db.insertInto('alert_review').values({ alert, version, why, released_by: by, released_ms: atMs, due_ms: dueMs, state: 'due', reviewed_by: null, reviewed_ms: null, note: '' }).execute()
}
export const reviewOf = (row: ReviewRow): AfterReview => ({
  state: oneOf(afterStates, row.state, 'due'), version: row.version, why: oneOf(aloneReasons, row.why, 'account'), releasedBy: row.released_by, releasedAt: instant(row.released_ms),
  dueAt: instant(row.due_ms), by: row.reviewed_by, at: row.reviewed_ms === null ? null : instant(row.reviewed_ms), note: row.note,
})
const shownChange = ({ alert, target, template, words, by, askedMs }: WaitingChange): AlertChange => ({ alert, target, template, words, by, at: instant(askedMs) })

export type After = { change: AlertChange | null; reviews: AfterReview[] }
/** What waits with these alerts and what is said of them afterwards, by id. */
export async function readAfter(db: Database, ids: readonly string[]): Promise<(id: string) => After> {
  if (ids.length === 0) return () => ({ change: null, reviews: [] })
  const changes = await db.selectFrom('alert_change').selectAll().where('alert', 'in', ids).execute()
  const reviews = await db.selectFrom('alert_review').selectAll().where('alert', 'in', ids).orderBy('version', 'desc').execute()
  const changeBy = new Map(changes.map((row) => [row.alert, shownChange(changeOf(row))]))
  const reviewsBy = Map.groupBy(reviews, (row) => row.alert)
  return (id) => ({ change: changeBy.get(id) ?? null, reviews: (reviewsBy.get(id) ?? []).map(reviewOf) })
}
