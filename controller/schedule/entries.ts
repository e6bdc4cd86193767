import type * as z from 'zod/mini'
import type { ScheduleWrite } from '../../protocol/api.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { Programme } from '../../protocol/programme.ts'
import { ScheduleEntry } from '../../protocol/schedule.ts'
import type { Zone } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Log } from '../log.ts'
import type { Database } from '../store/schema.ts'
import { checkRecurrence } from './recurrence.ts'

export type EntryChecks = { zones: readonly Zone[]; timeZone: string; isPlaylist: (id: string) => boolean; isOfPreset: (preset: string, entry: string) => boolean }

/** Whether an entry can be kept: its playlist and zones are there, and its recurrence can be followed. */
export function checkEntry(write: ScheduleWrite, { zones, timeZone, isPlaylist, isOfPreset }: EntryChecks): Outcome<null> {
  if (!isPlaylist(write.playlist)) return refused('schedule/unknown-playlist', `There is no playlist "${write.playlist}".`, 'playlist')
  if (write.preset != null && !isOfPreset(write.preset, write.id)) return refused('schedule/unknown-preset', `"${write.preset}" has not made the entry "${write.id}": leave \`preset\` out.`, 'preset')
  const known = new Set([NEUTRAL_ZONE, ...zones.map((zone) => zone.id)])
  for (const [i, id] of write.zones.entries()) if (!known.has(id)) return refused('schedule/unknown-zone', `There is no zone "${id}".`, `zones.${i}`)
  const recurrence = checkRecurrence(write, timeZone)
  return recurrence.ok ? accepted(null) : recurrence
}

function parseRows<T>(schema: z.ZodMiniType<T>, rows: readonly { key: string; body: string }[], what: string, log: Log): Map<string, T> {
  return new Map(rows.flatMap(({ key, body }) => {
    try {
      return [[key, schema.parse(JSON.parse(body))] as const]
    } catch (error) {
      log.error({ err: error, what, key }, 'A row of the schedule cannot be read; it is left out.')
      return []
    }
  }))
}

/** Writes the shipped entries, as `sample`, where the store never had any; true where it did. */
export async function importEntries(db: Database, shipped: readonly ScheduleEntry[]): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const used = await trx.selectFrom('schedule_entry').select('id').limit(1).executeTakeFirst() ?? await trx.selectFrom('programme').select('zone').limit(1).executeTakeFirst()
    if (used) return false
    for (const entry of shipped) {
      const kept: ScheduleEntry = { ...entry, state: 'sample' }
      await trx.insertInto('schedule_entry').values({ id: kept.id, body: JSON.stringify(kept), state: kept.state, version: kept.version }).execute()
    }
    return shipped.length > 0
  })
}

export async function readEntries(db: Database, log: Log): Promise<Map<string, ScheduleEntry>> {
  const rows = await db.selectFrom('schedule_entry').select(['id as key', 'body']).orderBy('id').execute()
  return parseRows(ScheduleEntry, rows, 'entry', log)
}

/** Entries of one statement: a PostgreSQL one takes 65,535 values at most. */
const CHUNK = 500
const chunks = <T>(things: readonly T[]): T[][] => Array.from({ length: Math.ceil(things.length / CHUNK) }, (_, i) => things.slice(i * CHUNK, (i + 1) * CHUNK))

/** Writes a change, all of it or nothing. `removed`: with the versions under which they went. */
export async function writeChange(db: Database, { put, removed }: { put: readonly ScheduleEntry[]; removed: ReadonlyMap<string, number> }): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const some of chunks(put)) {
      const rows = some.map((entry) => ({ id: entry.id, body: JSON.stringify(entry), state: entry.state, version: entry.version }))
      await trx.insertInto('schedule_entry').values(rows).onConflict((oc) => oc.column('id').doUpdateSet((eb) => ({ body: eb.ref('excluded.body'), state: eb.ref('excluded.state'), version: eb.ref('excluded.version') }))).execute()
      await trx.deleteFrom('schedule_gone').where('id', 'in', some.map(({ id }) => id)).execute()
    }
    for (const some of chunks([...removed])) {
      await trx.deleteFrom('schedule_entry').where('id', 'in', some.map(([id]) => id)).execute()
      await trx.insertInto('schedule_gone').values(some.map(([id, version]) => ({ id, version }))).onConflict((oc) => oc.column('id').doUpdateSet((eb) => ({ version: eb.ref('excluded.version') }))).execute()
    }
  })
}

/** The version under which each entry went that is there no more. */
export async function readGone(db: Database): Promise<Map<string, number>> {
  const rows = await db.selectFrom('schedule_gone').selectAll().execute()
  return new Map(rows.map(({ id, version }) => [id, Number(version)]))
}

/** The programme that each zone was told last. */
export async function readProgrammes(db: Database, log: Log): Promise<Map<string, { version: number; programme: Programme }>> {
  const rows = await db.selectFrom('programme as p')
    .innerJoin((eb) => eb.selectFrom('programme').select((e) => ['zone', e.fn.max('version').as('newest')]).groupBy('zone').as('last'), (join) => join.onRef('last.zone', '=', 'p.zone').onRef('last.newest', '=', 'p.version'))
    .select(['p.zone as key', 'p.version', 'p.body']).execute()
  const versions = new Map(rows.map((row) => [row.key, row.version]))
  return new Map([...parseRows(Programme, rows, 'programme', log)].map(([zone, programme]) => [zone, { version: versions.get(zone) ?? 0, programme }]))
}

/** Forgets programmes made before `beforeMs`, except the last of each zone. */
export async function forgetProgrammes(db: Database, beforeMs: number, keep: ReadonlyMap<string, { version: number }>): Promise<number> {
  let gone = 0
  for (const [zone, { version }] of keep) {
    const result = await db.deleteFrom('programme').where('zone', '=', zone).where('made_ms', '<', beforeMs).where('version', '<', version).executeTakeFirst()
    gone += Number(result.numDeletedRows)
  }
  return gone
}
