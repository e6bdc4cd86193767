import { sql, type Kysely } from 'kysely'
import { createTables, type Dialect } from '../tables.ts'

/** The audit log. The store itself refuses to change or remove a row: whoever wants to has to take that guard away first, and the chain of hashes still tells. */
export const audit = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    await createTables(db, dialect, {
      audit: { columns: { seq: 'int', at_ms: 'int', user: 'text', action: 'text', subject: 'text', outcome: 'text', detail: 'text', prev: 'text', hash: 'text' }, key: ['seq'], indexes: [['at_ms'], ['subject']] },
    })
    if (dialect === 'sqlite') {
      for (const change of ['update', 'delete']) await sql.raw(`create trigger audit_no_${change} before ${change} on audit begin select raise(abort, 'the audit log only grows'); end`).execute(db)
      return
    }
    await sql.raw(`create function audit_only_grows() returns trigger language plpgsql as $$ begin raise exception 'the audit log only grows'; end $$`).execute(db)
    await sql.raw('create trigger audit_only_grows before update or delete or truncate on audit for each statement execute function audit_only_grows()').execute(db)
  },
})
