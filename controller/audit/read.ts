import { sql } from 'kysely'
import { auditAreas, type AuditArea, type AuditPage } from '../../protocol/api-audit.ts'
import type { Database } from '../store/schema.ts'
import { endsWhich, fold } from './acts.ts'
import type { AuditRow } from './chain.ts'

export type AuditFilter = {
  before?: number | undefined
  user?: string | undefined
  subject?: string | undefined
  area?: AuditArea | undefined
  outcome?: 'done' | 'refused' | 'open' | undefined
  /** Milliseconds since the Unix epoch: from the first, before the second. */
  fromMs?: number | undefined
  untilMs?: number | undefined
  /** Anywhere in what an entry says. */
  text?: string | undefined
  /** How many acts at most. */
  limit: number
}

/** How many entries one search for a text goes through: a log of years is looked through step by step, and nothing else waits. */
const STEP = 20_000
/** Within how many entries after `asked` its end is looked for. */
const SOON = 1_000

const plain = (text: string) => text.replaceAll(/[%_\\]/g, '')

/** The acts that fit, the newest first. */
export async function readActs(db: Database, { before, user, subject, area, outcome, fromMs, untilMs, text, limit }: AuditFilter): Promise<AuditPage> {
  const last = await db.selectFrom('audit').select((eb) => eb.fn.max('seq').as('seq')).executeTakeFirst()
  const below = Math.min(before ?? Infinity, Number(last?.seq ?? 0) + 1)
  const floor = text === undefined ? 0 : Math.max(0, below - STEP)
  const most = limit * 2
  const rows = await db.selectFrom('audit').selectAll().where('seq', '<', below).where('seq', '>=', floor)
    .$if(user !== undefined, (q) => q.where('user', '=', user ?? ''))
    .$if(subject !== undefined, (q) => q.where('subject', 'like', `${plain(subject ?? '')}%`))
    .$if(area !== undefined, (q) => q.where((eb) => eb.or(auditAreas[area ?? 'alerts'].flatMap((path) => [eb('action', 'like', `% ${path}%`), eb('action', 'like', `${path}%`)]))))
    .$if(outcome !== undefined, (q) => q.where('outcome', '=', outcome === 'open' || outcome === undefined ? 'asked' : outcome))
    .$if(fromMs !== undefined, (q) => q.where('at_ms', '>=', fromMs ?? 0))
    .$if(untilMs !== undefined, (q) => q.where('at_ms', '<', untilMs ?? 0))
    .$if(text !== undefined, (q) => q.where((eb) => eb.or((['user', 'action', 'subject', 'detail'] as const).map((column) => eb(sql`lower(${sql.ref(column)})`, 'like', `%${plain(text ?? '').toLowerCase()}%`)))))
    .orderBy('seq', 'desc').limit(most).execute()

  const acts = fold([...rows, ...(await companions(db, rows))])
    // The end of a pair that the page cuts in two was on the page before.
    .filter((act) => act.seq < below && (outcome === undefined || act.outcome === outcome))
  const lowest = rows.at(-1)?.seq
  const next = rows.length === most && lowest !== undefined ? lowest : floor > 1 ? floor : null
  return { acts, next }
}

/** What belongs to these entries and did not fit itself: the `asked` of an end, the end of an `asked`. */
async function companions(db: Database, rows: readonly AuditRow[]): Promise<AuditRow[]> {
  const held = new Set(rows.map(({ seq }) => seq))
  const ended = new Set(rows.map(endsWhich))
  const firsts = [...ended].filter((seq): seq is number => seq !== null && !held.has(seq))
  const open = rows.filter(({ seq, outcome }) => outcome === 'asked' && !ended.has(seq))
  const found: AuditRow[] = []
  if (firsts.length > 0) found.push(...await db.selectFrom('audit').selectAll().where('seq', 'in', firsts).where('outcome', '=', 'asked').execute())
  for (let i = 0; i < open.length; i += 100) {
    found.push(...await db.selectFrom('audit').selectAll().where((eb) => eb.or(open.slice(i, i + 100).map(({ seq }) => eb.and([eb('seq', '>', seq), eb('seq', '<=', seq + SOON), eb('detail', 'like', `{"asked":${seq},%`)])))).execute())
  }
  return found
}
