import { sql, type Kysely } from 'kysely'
import { createTables, typeOf, type Dialect } from '../tables.ts'

/** Organisations, and what is known of people beyond their password. */
export const people = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await createTables(db, dialect, { organisation: { columns: { id: 'text', body: 'text' }, key: ['id'] } })
    await db.schema.alterTable('user').addColumn('name', typeOf('text', dialect), (c) => c.notNull().defaultTo('')).execute()
    await sql`update ${sql.table('user')} set name = id`.execute(db)
    await db.schema.alterTable('user').addColumn('organisation', typeOf('text?', dialect)).execute()
  },
})
