import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** The anti-fraud desk: its state and secret, and the word codes that were redeemed. */
export const desk = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    desk: { columns: { key: 'text', value: 'text' }, key: ['key'] },
    word_code: { columns: { day: 'text', kiosk: 'text', session: 'int', redeemed_ms: 'int', redeemed_by: 'text' }, key: ['day', 'kiosk', 'session'] },
  }),
})
