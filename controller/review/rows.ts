import * as z from 'zod/mini'
import { Revision, type RevisionKind, type RevisionStanding, type RevisionSummary } from '../../protocol/api-review.ts'
import type { Text } from '../../protocol/basics.ts'
import { textsOf } from '../../protocol/checks/words.ts'
import { itemKinds, scams } from '../../protocol/words.ts'
import type { Tables } from '../store/schema.ts'
import type { Store } from '../store/store.ts'

/** A revision as it is kept: findings are worked out when somebody looks. */
const Kept = z.omit(Revision, { findings: true })
export type Kept = z.infer<typeof Kept>

export const rowOf = (kept: Kept): Tables['revision'] => ({ kind: kept.kind, id: kept.id, version: kept.version, state: kept.state, author: kept.author, changed_ms: Temporal.Instant.from(kept.changedAt).epochMilliseconds, body: JSON.stringify(kept) })
export const keptOf = ({ body }: Pick<Tables['revision'], 'body'>): Kept => Kept.parse(JSON.parse(body))

const isText = (value: unknown): value is Text => typeof value === 'object' && value !== null && 'zh-CN' in value && 'en' in value && typeof value['zh-CN'] === 'string' && typeof value.en === 'string'

/** What it is called: its name, its headline, its question, what a robot says, or its id while it has none of them. */
export function titleOf({ body, id }: Pick<Kept, 'body' | 'id'>): Text {
  const info: unknown = body['info']
  const words = (language: string) => (Array.isArray(info) ? info.map((one: unknown) => (typeof one === 'object' && one !== null && 'language' in one && one.language === language && 'headline' in one ? String(one.headline) : '')).find((text) => text !== '') : undefined)
  const said = [body['name'], body['headline'], body['question'], body['title'], body['text']].find(isText)
  const zh = said?.['zh-CN'] || words('zh-CN') || id
  return { 'zh-CN': zh, en: said?.en || words('en') || zh }
}

const missingIn = (body: Kept['body']): string[] => [...new Set(textsOf(body).filter(({ text }) => text.trim() === '').map(({ language }) => language))].sort()

export const summaryOf = ({ body, comments, ...kept }: Kept): RevisionSummary => ({
  ...kept, title: titleOf({ body, id: kept.id }), comments: comments.length, missing: missingIn(body),
  item: kept.kind === 'item' ? itemKinds.find((kind) => kind === body['kind']) ?? null : null, scam: scams.find((scam) => scam === body['scam']) ?? null,
})

export async function readRevision({ db }: Pick<Store, 'db'>, kind: RevisionKind, id: string, version: number): Promise<Kept | null> {
  const row = await db.selectFrom('revision').select('body').where('kind', '=', kind).where('id', '=', id).where('version', '=', version).executeTakeFirst()
  return row ? keptOf(row) : null
}

/** All versions of a thing, the newest first. */
export async function readVersions({ db }: Pick<Store, 'db'>, kind: RevisionKind, id: string): Promise<Kept[]> {
  const rows = await db.selectFrom('revision').select('body').where('kind', '=', kind).where('id', '=', id).orderBy('version', 'desc').execute()
  return rows.map(keptOf)
}

/** The newest version of each thing that is not published yet, or what is published; the latest change first. */
export async function readStanding({ db }: Pick<Store, 'db'>, standing: RevisionStanding): Promise<Kept[]> {
  if (standing === 'published') return (await db.selectFrom('revision').select('body').where('state', '=', 'published').orderBy('changed_ms', 'desc').orderBy('id').execute()).map(keptOf)
  const rows = await db.selectFrom('revision as r').select('r.body').where('r.state', 'in', ['draft', 'submitted', 'passed', 'refused'])
    .where('r.version', '=', ({ selectFrom }) => selectFrom('revision as n').select((e) => e.fn.max('n.version').as('newest')).whereRef('n.kind', '=', 'r.kind').whereRef('n.id', '=', 'r.id'))
    .orderBy('r.changed_ms', 'desc').orderBy('r.id').execute()
  return rows.map(keptOf)
}
