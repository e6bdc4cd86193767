import { sql, type Kysely } from 'kysely'
import type { Dialect } from '../tables.ts'

/** SQLite's `insert or replace` removes a row without asking the guard against removal: the guard of the audit log learns of it. */
export const auditReplace = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    if (dialect === 'sqlite') await sql.raw(`create trigger audit_no_replace before insert on audit when exists (select 1 from audit where seq = new.seq) begin select raise(abort, 'the audit log only grows'); end`).execute(db)
  },
})
