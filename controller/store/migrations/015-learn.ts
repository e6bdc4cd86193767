import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Colleagues' answers to the daily question: one each day. */
export const learn = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    learned: { columns: { day: 'text', user: 'text', item: 'text', choice: 'int', correct: 'int', at_ms: 'int' }, key: ['day', 'user'], indexes: [['user']] },
  }),
})
