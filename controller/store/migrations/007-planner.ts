import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Versions of entries that were taken away, presets that were applied, and talks. */
export const planner = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    schedule_gone: { columns: { id: 'text', version: 'int' }, key: ['id'] },
    applied_preset: { columns: { id: 'text', preset: 'text', body: 'text' }, key: ['id'], indexes: [['preset']] },
    talk: { columns: { id: 'text', until_ms: 'int', body: 'text' }, key: ['id'], indexes: [['until_ms']] },
  }),
})
