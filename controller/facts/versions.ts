import type { Transaction } from 'kysely'
import { nextVersion } from '../../protocol/sign.ts'
import type { Clock } from '../clock.ts'
import type { Database, Tables } from '../store/schema.ts'

/** Written in the same transaction as the version. */
export type Record = (trx: Transaction<Tables>, version: number) => Promise<void>
type Waiting = { path: string; version: number; record: Record | undefined; resolve: (version: number) => void; reject: (error: unknown) => void }

const MOST_AT_ONCE = 500
/** No topic has such a path. */
const MARK = 'brief'
/** Short, or a controller that restarts again and again would run ahead of the clock. */
const AHEAD_MS = 60_000

/**
 * Versions of facts (table `fact_version`), which only grow. A version is on the disk before it is given out; calls made
 * together share one commit, so that ten thousand facts at start do not mean ten thousand flushes. First come, first served.
 */
export function createVersions({ db, clock }: { db: Database; clock: Clock }) {
  const last = new Map<string, number>()
  /** Versions that are not stored each lie above the one and, once the mark is stored, below the other. */
  let floor: number | null = null
  let mark = 0
  let queue: Waiting[] = []
  let working = false

  async function commit(batch: readonly Waiting[]): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const newest = new Map(batch.map(({ path, version }) => [path, version]))
      await trx.insertInto('fact_version').values([...newest].map(([path, version]) => ({ path, version })))
        .onConflict((oc) => oc.column('path').doUpdateSet((eb) => ({ version: eb.ref('excluded.version') }))).execute()
      for (const { record, version } of batch) await record?.(trx, version)
    })
  }

  /** One whose record fails must not take its neighbours down: they are tried one by one then. */
  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      await commit(batch)
      for (const { resolve, version } of batch) resolve(version)
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error)
      for (const one of batch) await settle([one])
    }
  }

  async function work(): Promise<void> {
    if (working) return
    working = true
    await Promise.resolve()
    while (queue.length > 0) {
      const batch = queue.slice(0, MOST_AT_ONCE)
      queue = queue.slice(MOST_AT_ONCE)
      await settle(batch)
    }
    working = false
  }

  function take(path: string, least: number | null = null): number {
    const version = nextVersion(last.get(path) ?? least, clock.now())
    last.set(path, version)
    return version
  }

  function enqueue(path: string, version: number, record?: Record): Promise<number> {
    return new Promise((resolve, reject) => {
      queue.push({ path, version, record, resolve, reject })
      void work()
    })
  }

  return {
    async start(): Promise<void> {
      for (const { path, version } of await db.selectFrom('fact_version').selectAll().execute()) last.set(path, Math.max(version, last.get(path) ?? 0))
      floor = last.get(MARK) ?? null
    },
    /** The next version of a path, stored together with `record`. Rejects where the store does, and then nothing is kept. */
    next: (path: string, record?: Record): Promise<number> => enqueue(path, take(path), record),
    /**
     * A version that is not stored by itself, for what is said often and matters briefly. A mark ahead of all of those is
     * stored, so that they grow over restarts also where the clock was put back meanwhile.
     */
    brief(path: string): number {
      const version = take(path, floor)
      if (version > mark) {
        mark = version + AHEAD_MS
        enqueue(MARK, mark).catch(() => { mark = 0 })
      }
      return version
    },
  }
}
