import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { AuditEntry, AuditPage, AuditVerdict } from '../../protocol/api-audit.ts'
import type { Clock } from '../clock.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { entryOf } from './acts.ts'
import { endOfChain, follow, hashOf, readCheckpoints, startOfChain, type AuditRow, type Checkpoint } from './chain.ts'
import { readActs, type AuditFilter } from './read.ts'
import { detailOf } from './redact.ts'

/** `folder`: where checkpoints are kept, outside the database. */
export type AuditDeps = { store: Store; folder: string; clock: Clock; log: Log; jobs: Pick<Jobs, 'add'> }
export type AuditWords = { user: string; action: string; subject: string; outcome: AuditEntry['outcome']; detail: unknown }

const PAGE = 1_000
/** How often an entry is tried at the next number where another controller was faster. */
const TRIES = 5

/** Who did what, when, and how it ended: an append-only log whose entries are chained by their hashes. */
export function createAudit({ store: { db }, folder, clock, log, jobs }: AuditDeps) {
  const file = join(folder, 'audit-checkpoints.log')
  let head: Checkpoint = { seq: 0, hash: '' }
  let noted = 0
  let working: Promise<unknown> = Promise.resolve()
  let failure: string | null = 'not started'
  let broken: AuditVerdict['fault'] = null

  const checkpoints = async () => readCheckpoints(await readFile(file, 'utf8').catch(() => ''))

  /** Writes down, outside the database, how far the log reaches and with which hash. */
  async function checkpoint(): Promise<string> {
    const { seq, hash } = head
    if (seq > noted) {
      await appendFile(file, `${seq} ${hash} ${clock.now().toString()}\n`)
      log.info({ seq, hash }, 'Audit checkpoint')
      noted = seq
    }
    return `entry ${seq} noted`
  }

  async function* all(): AsyncGenerator<AuditRow[]> {
    for (let after = 0; ;) {
      const rows = await db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute()
      if (rows.length > 0) yield rows
      const last = rows.at(-1)
      if (!last || rows.length < PAGE) return
      after = last.seq
      await breathe() // SQLite answers at once: without a pause nothing else would be served until the end.
    }
  }

  async function write(words: AuditWords): Promise<number> {
    const said = { at_ms: clock.now().epochMilliseconds, user: words.user, action: words.action, subject: words.subject, outcome: words.outcome, detail: detailOf(words.detail) }
    for (let tries = 1; ; tries += 1) {
      const row = { seq: head.seq + 1, ...said, prev: head.hash }
      const hash = hashOf(row)
      try {
        await db.insertInto('audit').values({ ...row, hash }).execute()
        head = { seq: row.seq, hash }
        return row.seq
      } catch (error) {
        // Another controller on the same store was faster, or this very entry was stored and only the answer was lost.
        const there = await db.selectFrom('audit').select(['seq', 'hash']).where('seq', '>=', row.seq).orderBy('seq').execute().catch(() => [])
        const [first] = there
        if (!first) throw error
        head = there.at(-1) ?? head
        if (first.hash === hash) return row.seq
        if (tries === TRIES) throw error
      }
    }
  }

  /**
   * Reads the whole log and follows its chain: from the first entry to the last, past every checkpoint, what this controller
   * wrote last, and `noteds`, heads that somebody wrote down (`1234:ab12cd34…`).
   */
  async function verify(noteds: readonly string[] = []): Promise<AuditVerdict> {
    await working
    const seen = await checkpoints()
    const count = seen.size
    const known = [...readCheckpoints(noteds.join('\n')), ...(head.seq > 0 ? [[head.seq, [head.hash]] as const] : [])]
    for (const [seq, hashes] of known) seen.set(seq, [...(seen.get(seq) ?? []), ...hashes])
    let walk = startOfChain
    let entries = 0
    for await (const rows of all()) {
      entries += rows.length
      walk = follow(walk, rows, seen)
      if (walk.fault) break
    }
    const { hash, fault } = endOfChain(walk, seen)
    if (noteds.length === 0 || fault === null) broken = fault
    if (fault) log.error({ fault }, 'The audit log is not as it was written.')
    return { ok: fault === null, entries, head: hash, fault, checkpoints: count }
  }

  jobs.add({ name: 'audit-checkpoint', cron: '5 * * * *', run: checkpoint })
  jobs.add({
    name: 'audit-verify', cron: '20 3 * * *',
    async run() {
      const { entries, fault } = await verify()
      if (fault) throw new Error(`entry ${fault.seq} is not as it was written (${fault.what})`)
      return `${entries} entries, each as it was written`
    },
  })

  return {
    async start(): Promise<void> {
      const last = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
      head = last ?? { seq: 0, hash: '' }
      noted = Math.max(0, ...(await checkpoints()).keys())
      if (noted > head.seq) broken = { seq: head.seq + 1, what: 'cut' }
      failure = null
    },
    async stop(): Promise<void> {
      await working
      await checkpoint()
    },
    health: () => ({ ok: failure === null && broken === null, detail: failure ?? (broken ? `entry ${broken.seq} is not as it was written (${broken.what})` : `${head.seq} entries`) }),
    /**
     * Adds an entry; its number. One after another: each rests on the one before.
     * Rejects where it cannot be stored: what is not written down is not done.
     */
    append(words: AuditWords): Promise<number> {
      const run = working.then(() => write(words))
      working = run.then(() => {
        failure = null
      }, (error: unknown) => {
        failure = error instanceof Error ? error.message : String(error)
        log.error({ err: error, action: words.action }, 'The audit log cannot be written.')
      })
      return run
    },
    list: (filter: AuditFilter): Promise<AuditPage> => readActs(db, filter),
    /** Every entry as a line of JSON, the oldest first. */
    async *export(): AsyncGenerator<string> {
      for await (const rows of all()) yield rows.map((row) => `${JSON.stringify(entryOf(row))}\n`).join('')
    },
    verify, checkpoint,
  }
}
export type Audit = ReturnType<typeof createAudit>
