import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Files that staff sent in: what they are and what was measured of them. Their bytes lie in the data folder, under their hash. */
export const media = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    media: { columns: { sha256: 'text', kind: 'text', type: 'text', bytes: 'int', width: 'int', height: 'int', seconds: 'real', label: 'text', by: 'text', at_ms: 'int', measured: 'text', findings: 'text' }, key: ['sha256'], indexes: [['at_ms']] },
  }),
})
