import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Passengers' calls for an officer. */
export const calls = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    call: {
      columns: { id: 'text', device: 'text', zone: 'text?', reason: 'text', language: 'text', state: 'text', late: 'int', asked_ms: 'int', accepted_ms: 'int?', accepted_by: 'text?', ended_ms: 'int?' },
      key: ['device', 'id'], indexes: [['asked_ms'], ['state']],
    },
  }),
})
