import type { Kysely } from 'kysely'
import { typeOf, type Dialect } from '../tables.ts'

/** A screen's calls while somebody is wanted there are one; a screen that calls too often rings no more. */
export const callsJoined = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('call').addColumn('silent', typeOf('int', dialect), (c) => c.notNull().defaultTo(0)).execute()
    await db.schema.alterTable('call').addColumn('joined', typeOf('text?', dialect)).execute()
    await db.schema.createIndex('call_by_joined').on('call').column('joined').execute()
  },
})
