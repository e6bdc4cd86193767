import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditEntry, AuditVerdict } from '../../protocol/api-audit.ts'
import type { Clock } from '../clock.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { endOfChain, follow, hashOf, startOfChain, type AuditRow, type Checkpoint } from './chain.ts'
import { detailOf } from './redact.ts'

/** `folder`: where checkpoints are kept, outside the database. */
export type AuditDeps = { store: Store; folder: string; clock: Clock; log: Log; jobs: Pick<Jobs, 'add'> }
export type AuditWords = { user: string; action: string; subject: string; outcome: AuditEntry['outcome']; detail: unknown }
export type AuditFilter = { before?: number | undefined; user?: string | undefined; subject?: string | undefined; limit: number }

const PAGE = 1_000
const checkpointLine = /^(\d+) ([0-9a-f]{64})\b/

const entryOf = ({ at_ms, outcome, ...row }: AuditRow): AuditEntry => ({
  ...row, at: Temporal.Instant.fromEpochMilliseconds(at_ms).toString(), outcome: outcome === 'done' || outcome === 'refused' ? outcome : 'asked',
})

/** Who did what, when, and how it ended: an append-only log whose entries are chained by their hashes. */
export function createAudit({ store: { db }, folder, clock, log, jobs }: AuditDeps) {
  const file = join(folder, 'audit-checkpoints.log')
  let head: Checkpoint = { seq: 0, hash: '' }
  let noted = 0
  let working: Promise<unknown> = Promise.resolve()
  let failure: string | null = 'not started'

  async function readCheckpoints(): Promise<Map<number, string>> {
    const text = await readFile(file, 'utf8').catch(() => '')
    return new Map(text.split('\n').flatMap((line) => {
      const found = checkpointLine.exec(line)
      return found ? [[Number(found[1]), found[2] ?? ''] as const] : []
    }))
  }

  /** Writes down, outside the database, how far the log reaches and with which hash. */
  async function checkpoint(): Promise<string> {
    if (head.seq > noted) {
      await appendFile(file, `${head.seq} ${head.hash} ${clock.now().toString()}\n`)
      log.info({ seq: head.seq, hash: head.hash }, 'Audit checkpoint')
      noted = head.seq
    }
    return `entry ${head.seq} noted`
  }

  const page = (after: number) => db.selectFrom('audit').selectAll().where('seq', '>', after).orderBy('seq').limit(PAGE).execute()
  async function* all(): AsyncGenerator<AuditRow[]> {
    for (let after = 0; ;) {
      const rows = await page(after)
      if (rows.length > 0) yield rows
      const last = rows.at(-1)
      if (!last || rows.length < PAGE) return
      after = last.seq
    }
  }

  async function write(words: AuditWords): Promise<number> {
    const row = { seq: head.seq + 1, at_ms: clock.now().epochMilliseconds, user: words.user, action: words.action, subject: words.subject, outcome: words.outcome, detail: detailOf(words.detail), prev: head.hash }
    const hash = hashOf(row)
    await db.insertInto('audit').values({ ...row, hash }).execute()
    head = { seq: row.seq, hash }
    return row.seq
  }

  jobs.add({ name: 'audit-checkpoint', cron: '5 * * * *', run: checkpoint })

  return {
    async start(): Promise<void> {
      const last = await db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
      head = last ?? { seq: 0, hash: '' }
      noted = Math.max(0, ...(await readCheckpoints()).keys())
      failure = null
    },
    async stop(): Promise<void> {
      await working
      await checkpoint()
    },
    health: () => ({ ok: failure === null, detail: failure ?? `${head.seq} entries` }),
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
    /** The newest first, before the entry `before`. */
    async list({ before, user, subject, limit }: AuditFilter): Promise<AuditEntry[]> {
      const rows = await db.selectFrom('audit').selectAll()
        .$if(before !== undefined, (q) => q.where('seq', '<', before ?? 0))
        .$if(user !== undefined, (q) => q.where('user', '=', user ?? ''))
        .$if(subject !== undefined, (q) => q.where('subject', 'like', `${(subject ?? '').replaceAll(/[%_]/g, '')}%`))
        .orderBy('seq', 'desc').limit(limit).execute()
      return rows.map(entryOf)
    },
    /** Every entry as a line of JSON, the oldest first. */
    async *export(): AsyncGenerator<string> {
      for await (const rows of all()) yield rows.map((row) => `${JSON.stringify(entryOf(row))}\n`).join('')
    },
    /** Reads the whole log and follows its chain, from the first entry to the last and past every checkpoint. */
    async verify(): Promise<AuditVerdict> {
      await working
      const checkpoints = await readCheckpoints()
      let walk = startOfChain
      let entries = 0
      for await (const rows of all()) {
        entries += rows.length
        walk = follow(walk, rows, checkpoints)
        if (walk.fault) break
      }
      const { hash, fault } = endOfChain(walk, checkpoints)
      return { ok: fault === null, entries, head: hash, fault, checkpoints: checkpoints.size }
    },
    checkpoint,
  }
}
export type Audit = ReturnType<typeof createAudit>
