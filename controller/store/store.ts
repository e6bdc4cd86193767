import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { AnxingError } from '../../protocol/errors.ts'
import { migrationsFor } from './migrations/all.ts'
import { openPostgres } from './postgres.ts'
import type { Database, Tables } from './schema.ts'
import { openSqlite } from './sqlite.ts'
import type { Dialect } from './tables.ts'

export type Store = { db: Database; dialect: Dialect; stop(): Promise<void> }

/**
 * Opens the store and brings its tables up to date (forward only).
 * SQLite in `folder` by default, PostgreSQL where `url` is given. `upTo`: the last migration to run (tests of upgrades); by default all.
 * @throws AnxingError `store/migration` naming the step that failed; nothing of that step is kept.
 */
export async function openStore({ folder, url }: { folder: string; url?: string | undefined }, upTo?: string): Promise<Store> {
  const dialect: Dialect = url ? 'postgres' : 'sqlite'
  if (!url) mkdirSync(folder, { recursive: true })
  const opened = url ? openPostgres(url) : openSqlite(join(folder, 'anxing.db'))
  if ('pool' in opened) opened.pool.on('error', () => undefined) // an idle connection died; the pool opens another
  const db = new Kysely<Tables>({ dialect: opened.dialect })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor(dialect) } })
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
  if (error) {
    await db.destroy()
    const step = results?.find((r) => r.status === 'Error')?.migrationName ?? 'before the first step'
    throw new AnxingError('store/migration', `The store could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`, step)
  }
  return { db, dialect, stop: () => db.destroy() }
}
