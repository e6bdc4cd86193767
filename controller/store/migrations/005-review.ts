import type { Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** Every version of what staff write, with its reviews; and how many reviews each class takes. */
export const review = (dialect: Dialect) => ({
  up: (db: Kysely<unknown>): Promise<void> => createTables(db, dialect, {
    revision: { columns: { kind: 'text', id: 'text', version: 'int', state: 'text', author: 'text', changed_ms: 'int', body: 'text' }, key: ['kind', 'id', 'version'], indexes: [['state', 'changed_ms'], ['author']] },
    review_stages: { columns: { class: 'text', stages: 'int' }, key: ['class'] },
  }),
})
