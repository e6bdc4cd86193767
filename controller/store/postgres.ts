import { PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20

/** PostgreSQL by URL. Its 64-bit integers are read as numbers: ours are times and counts, all below 2^53. */
export function openPostgres(url: string): { dialect: PostgresDialect; pool: pg.Pool } {
  const types = { getTypeParser: ((oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser }
  const pool = new pg.Pool({ connectionString: url, max: 10, types })
  // A connection that dies in the middle of a transaction rejects its query, too; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { dialect: new PostgresDialect({ pool }), pool }
}
