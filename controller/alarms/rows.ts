import * as z from 'zod/mini'
import { alarmKinds, alarmSeverities, type Alarm } from '../../protocol/api-alarms.ts'
import type { Store } from '../store/store.ts'
import type { Held } from './hold.ts'

const severity = z.enum(alarmSeverities)
const Body = z.object({
  kind: z.enum(alarmKinds), severity, zones: z.array(z.string()), devices: z.array(z.string()), names: z.array(z.string()), count: z.number(), of: z.nullable(z.number()),
  detail: z.string(), dueMs: z.nullable(z.number()), sinceMs: z.number(), firstMs: z.number(), lastMs: z.number(),
  acknowledged: z.nullable(z.object({ by: z.string(), atMs: z.number(), note: z.string(), count: z.number(), severity })),
})

type Row = { id: string; raised_ms: number; ended_ms: number | null; body: string }

function heldOf({ id, raised_ms: raisedMs, ended_ms: endedMs, body }: Row): Held {
  return { ...Body.parse(JSON.parse(body)), id, raisedMs, endedMs }
}

/** Writes alarms that were raised, over what was there of them. */
export async function writeAlarms({ db }: Store, some: readonly Held[]): Promise<void> {
  for (const { id, raisedMs, endedMs, ...rest } of some) {
    if (raisedMs === null) continue
    const body = JSON.stringify({ ...rest, lastMs: Math.round(rest.lastMs) })
    await db.insertInto('alarm').values({ id, raised_ms: raisedMs, ended_ms: endedMs, body })
      .onConflict((c) => c.columns(['id', 'raised_ms']).doUpdateSet({ ended_ms: endedMs, body })).execute()
  }
}

export async function readOpen({ db }: Store): Promise<Held[]> {
  const rows = await db.selectFrom('alarm').selectAll().where('ended_ms', 'is', null).orderBy('raised_ms').execute()
  return rows.map(heldOf)
}
export async function readPast({ db }: Store, limit: number): Promise<Held[]> {
  const rows = await db.selectFrom('alarm').selectAll().where('ended_ms', 'is not', null).orderBy('ended_ms', 'desc').orderBy('id').limit(limit).execute()
  return rows.map(heldOf)
}
export async function countSince({ db }: Store, sinceMs: number): Promise<number> {
  const row = await db.selectFrom('alarm').select((e) => e.fn.countAll<number>().as('n')).where('raised_ms', '>=', sinceMs).executeTakeFirst()
  return Number(row?.n ?? 0)
}
export async function forgetBefore({ db }: Store, beforeMs: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('alarm').where('ended_ms', '<', beforeMs).executeTakeFirst()
  return Number(numDeletedRows)
}

/** More names than this help nobody; the count says how many there are. */
const MOST_DEVICES = 200

const instant = (ms: number): string => Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toString()
const orNull = (ms: number | null): string | null => (ms === null ? null : instant(ms))

export function viewOf(held: Held): Alarm {
  const { id, kind, zones, names, count, of, detail, acknowledged } = held
  return {
    id, kind, severity: held.severity, zones, devices: held.devices.slice(0, MOST_DEVICES), names, count, of, detail, due: orNull(held.dueMs),
    since: instant(held.sinceMs), raisedAt: instant(held.raisedMs ?? held.firstMs), endedAt: orNull(held.endedMs),
    acknowledged: acknowledged && { by: acknowledged.by, at: instant(acknowledged.atMs), note: acknowledged.note },
  }
}
