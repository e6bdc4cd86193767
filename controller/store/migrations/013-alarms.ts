import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Alarms that were raised, open and past. */
export const alarms = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    alarm: { columns: { id: 'text', raised_ms: 'int', ended_ms: 'int?', body: 'text' }, key: ['id', 'raised_ms'], indexes: [['ended_ms'], ['raised_ms']] },
  }),
})
