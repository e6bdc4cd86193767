import { sql } from 'kysely'
import * as z from 'zod/mini'
import { Reported } from '../../protocol/device.ts'
import { DeviceRecord } from '../../protocol/venue.ts'
import type { Tables } from '../store/schema.ts'
import { intCell, rowsOf, textCell } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import type { Presence } from './presence.ts'

/** A device as the controller holds it in memory. */
export type Held = {
  record: DeviceRecord
  zone: string | null
  secretHash: string | null
  publicAddress: boolean
  /** Where a robot goes, degrees to the right of where its screen looks; null: nobody said. It passes with the move, so it is not stored. */
  heading: number | null
  presence: Presence
  lastSeenMs: number | null
  reported: Reported | null
  eventsReceived: number
}

function reportedOf(text: string | null): Reported | null {
  if (text === null) return null
  const parsed = z.safeParse(Reported, JSON.parse(text))
  return parsed.success ? parsed.data : null
}

/** A row as it was left. Who was online then may have left while nobody looked: stale until it says something. */
export function heldOf(row: Tables['device'], nowMs: number): Held {
  return {
    record: DeviceRecord.parse(JSON.parse(row.body)),
    zone: row.zone,
    secretHash: row.secret_hash,
    publicAddress: row.public_address === 1,
    heading: null,
    presence: row.state === 'online' ? { state: 'stale', sinceMs: nowMs } : { state: row.state, sinceMs: row.state_ms },
    lastSeenMs: row.last_seen_ms,
    reported: reportedOf(row.reported),
    eventsReceived: row.events_received,
  }
}

export function newRow(record: DeviceRecord): Tables['device'] {
  return { id: record.id, body: JSON.stringify(record), zone: record.zone, secret_hash: null, paired_ms: null, public_address: 0, state: 'never', state_ms: null, last_seen_ms: null, reported: null, events_received: 0 }
}

/** What devices said of themselves, many at once: a terminal that comes back after a power cut is one statement. */
export async function writeSigns({ db, dialect }: Store, held: readonly Held[]): Promise<void> {
  const rows = held.map((d) => [d.record.id, d.presence.state === 'stale' ? 'online' : d.presence.state, d.presence.sinceMs, d.lastSeenMs, d.reported ? JSON.stringify(d.reported) : null])
    .sort(([a], [b]) => String(a).localeCompare(String(b)))
  await sql`update device set state = d.state, state_ms = d.state_ms, last_seen_ms = d.last_seen_ms, reported = d.reported
    from (select ${textCell(0)} as id, ${textCell(1)} as state, ${intCell(2)} as state_ms, ${intCell(3)} as last_seen_ms, ${textCell(4)} as reported from ${rowsOf(dialect, rows)}) as d
    where device.id = d.id`.execute(db)
}
