import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { openStore } from '../../controller/store/store.ts'

/** Rows a second that the store takes when nothing else is done: same table, keys and durability, `perTransaction` rows a commit. */
export type RawInserts = { rate(rows: number, perTransaction: number): Promise<number>; stop(): Promise<void> }

const body = JSON.stringify({ kind: 'engagement', seq: 100_000, at: '2026-11-23T09:00:00.123456789Z', offsetMs: 12.5, zone: 'zone-0', session: 's-100000', action: 'answer', item: 'q01', choice: 2, correct: true, genuine: false })

/** Prepared once, bound row by row: the fastest that SQLite offers from Node. */
async function rawSqlite(): Promise<RawInserts> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-raw-'))
  await (await openStore({ folder })).stop()
  const db = new DatabaseSync(join(folder, 'anxing.db'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  const insert = db.prepare('insert into event (device, stream, seq, kind, at_ms, offset_ms, received_ms, zone, odd_time, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  let seq = 0
  return {
    async rate(rows, perTransaction) {
      const begun = performance.now()
      for (let done = 0; done < rows; done += perTransaction) {
        db.exec('begin immediate')
        for (let i = 0; i < perTransaction; i += 1) insert.run(`device-${seq % 200}`, 'bench', (seq += 1), 'engagement', 1.8e12 + seq, 12.5, 1.8e12 + seq, 'zone-0', 0, body)
        db.exec('commit')
      }
      return (rows / (performance.now() - begun)) * 1000
    },
    async stop() {
      db.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One statement over arrays for each transaction. */
async function rawPostgres(url: string): Promise<RawInserts> {
  await (await openStore({ folder: '', url })).stop()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const statement = `insert into event (device, stream, seq, kind, at_ms, offset_ms, received_ms, zone, odd_time, body)
    select d, 'bench', s, 'engagement', 1800000000000 + s, 12.5, 1800000000000 + s, 'zone-0', 0, b from unnest($1::text[], $2::bigint[], $3::text[]) as r(d, s, b)`
  let seq = 0
  return {
    async rate(rows, perTransaction) {
      const begun = performance.now()
      for (let done = 0; done < rows; done += perTransaction) {
        const numbers = Array.from({ length: perTransaction }, () => (seq += 1))
        await client.query({ name: 'raw', text: statement, values: [numbers.map((n) => `device-${n % 200}`), numbers, numbers.map(() => body)] })
      }
      return (rows / (performance.now() - begun)) * 1000
    },
    stop: () => client.end(),
  }
}

/** In a store of its own, made by the same migrations. */
export const openRawInserts = (url: string | null): Promise<RawInserts> => (url === null ? rawSqlite() : rawPostgres(url))
