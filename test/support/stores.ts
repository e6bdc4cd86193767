import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../controller/store/store.ts'
import { startPostgres, type Postgres } from './postgres.ts'

export const dialects = ['sqlite', 'postgres'] as const

export type Stores = {
  /** A new, empty store. */
  empty(): Promise<Store>
  /** A new store as it was after this migration. */
  old(migration: string): Promise<Store>
  /** The store made last, opened once more, as after a restart. */
  again(): Promise<Store>
  stop(): Promise<void>
}

/** Real stores of one kind, each empty; whatever was opened is closed at the end. */
export async function createStores(dialect: (typeof dialects)[number]): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'anxing-store-'))
  const postgres: Postgres | null = dialect === 'postgres' ? await startPostgres() : null
  const opened: Store[] = []
  let made = 0
  let last: { folder: string; url?: string } = { folder }
  async function open(upTo?: string): Promise<Store> {
    const store = await openStore(last, upTo)
    opened.push(store)
    return store
  }
  async function fresh(upTo?: string): Promise<Store> {
    made += 1
    const name = `store${made}`
    last = postgres ? { folder, url: await postgres.database(name) } : { folder: join(folder, name) }
    return open(upTo)
  }
  return {
    empty: () => fresh(),
    old: (migration) => fresh(migration),
    again: () => open(),
    async stop() {
      for (const store of opened) await store.stop().catch(() => undefined)
      await postgres?.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
