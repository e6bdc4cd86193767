import { sql, type Kysely } from 'kysely'
import { createTables, typeOf, type ColumnKind, type Dialect } from '../tables.ts'

/** Second steps, sign-in by a provider, one-time passwords, and where sessions come from. */
export const signIn = (dialect: Dialect) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const add = (table: string, column: string, kind: ColumnKind, otherwise: string | number | null = null) =>
      db.schema.alterTable(table).addColumn(column, typeOf(kind, dialect), (c) => (otherwise === null ? c : c.notNull().defaultTo(otherwise))).execute()
    await add('user', 'active', 'int', 1)
    for (const column of ['one_time_until_ms', 'signed_in_ms', 'totp_step']) await add('user', column, 'int?')
    for (const column of ['email', 'oidc_issuer', 'oidc_subject', 'totp', 'totp_next']) await add('user', column, 'text?')
    // Whether those before have ever signed in is not known, so they count as if they had.
    await sql`update ${sql.table('user')} set signed_in_ms = created_ms`.execute(db)
    await db.schema.createIndex('user_by_email').on('user').column('email').unique().execute()
    await db.schema.createIndex('user_by_oidc').on('user').columns(['oidc_issuer', 'oidc_subject']).unique().execute()
    for (const [column, otherwise] of [['address', ''], ['agent', ''], ['way', 'password']] as const) await add('session', column, 'text', otherwise)
    await add('session', 'strong', 'int', 0)
    await db.schema.createIndex('session_by_user').on('session').column('user').execute()
    await createTables(db, dialect, {
      recovery_code: { columns: { user: 'text', hash: 'text' }, key: ['user', 'hash'] },
      sign_in_rules: { columns: { key: 'text', since_ms: 'int?', body: 'text' }, key: ['key'] },
    })
  },
})
