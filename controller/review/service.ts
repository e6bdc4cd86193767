import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type * as z from 'zod/mini'
import type { Account } from '../../protocol/api.ts'
import { ReviewStages, contentClasses, type CommentWrite, type DraftBody, type Finding, type ReviewDecision, type Revision, type RevisionKind, type RevisionStanding, type RevisionState, type RevisionSummary } from '../../protocol/api-review.ts'
import { Item } from '../../protocol/content.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { classOf, decided, mayDecide, mayPublish, mayRecall, maySave, maySubmit, usualStages, worksAlone, type Person } from '../../protocol/review-rules.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import type { Tables } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { createTurns } from '../turns.ts'
import type { Checks } from './checks.ts'
import { keptOf, readRevision, readStanding, readVersions, rowOf, summaryOf, type Kept } from './rows.ts'

export type ReviewDeps = { store: Store; content: Pick<Content, 'item' | 'playlist' | 'small' | 'publish'>; checks: Checks; clock: Clock; changes: Changes; demo: boolean }
export type Named = { kind: RevisionKind; id: string; version: number }
export type RevisionFilter = { standing?: RevisionStanding | undefined; state?: RevisionState | undefined; kind?: RevisionKind | undefined; author?: string | undefined }

/** The author of what came with the product. */
const SHIPPED_BY = 'anxing'

const none = ({ kind, id, version }: Named) => refused('content/not-found', `There is no version ${version} of the ${kind} "${id}".`)

/** Drafts, their reviews and what is published: the only way in which words get onto a screen. */
export function createReview({ store, content, checks, clock, changes, demo }: ReviewDeps) {
  const { db } = store
  let stages = { ...usualStages }
  const now = () => clock.now().round('millisecond').toString()
  const inTurn = createTurns()

  const personOf = ({ user, rights, mayRelease }: Account): Person => ({ user, rights, alone: worksAlone({ rights, mayRelease }, demo) })
  const findingsOf = ({ kind, body }: Pick<Kept, 'kind' | 'body'>, coming?: ReadonlyMap<string, Item>): Finding[] => checks(kind, body, coming)
  const viewOf = (kept: Kept): Revision => ({ ...kept, findings: findingsOf(kept) })

  async function insert(trx: Transaction<Tables>, all: readonly Kept[]): Promise<void> {
    for (const kept of all) {
      const row = rowOf(kept)
      await trx.insertInto('revision').values(row).onConflict((c) => c.columns(['kind', 'id', 'version']).doUpdateSet({ state: row.state, changed_ms: row.changed_ms, body: row.body })).execute()
    }
  }
  const tell = (all: readonly Kept[], room: 'review' | 'playlists' = 'review') => { for (const { kind, id } of all) changes.tell(room, `${kind}/${id}`) }
  async function write(...all: Kept[]): Promise<void> {
    await db.transaction().execute((trx) => insert(trx, all))
    tell(all)
  }

  /** What is on the shelf now, whoever put it there. What is small counts no versions: what was shipped is the first. */
  function shelved(kind: RevisionKind, id: string): { body: DraftBody; version: number } | null {
    const item = kind === 'item' ? content.item(id) : null
    const playlist = kind === 'playlist' ? content.playlist(id) : null
    const small = kind === 'item' || kind === 'playlist' ? null : content.small(kind, id)
    const body = item?.item ?? playlist ?? small
    return body ? { body: { ...body }, version: item?.version ?? playlist?.version ?? 1 } : null
  }

  function fresh(kind: RevisionKind, body: DraftBody, by: string, version: number): Kept {
    const at = now()
    const kept: Kept = {
      kind, id: body.id, version, state: 'draft', class: classOf(kind, body), stages: 0, author: by, contributors: [by],
      createdAt: at, changedAt: at, submittedAt: null, steps: [], publishedBy: null, publishedAt: null, body, comments: [],
    }
    return { ...kept, stages: stages[kept.class] }
  }

  /** A new draft. One thing is written at in one place: refused where another version of it is open. */
  async function make(kind: RevisionKind, body: DraftBody, by: string): Promise<Outcome<Kept>> {
    const [last] = await readVersions(store, kind, body.id)
    if (last && (last.state === 'draft' || last.state === 'submitted' || last.state === 'passed')) return refused('content/open-already', `Version ${last.version} of it is open: it is ${last.state}, by ${last.author}. Go on with that one.`, 'id')
    return accepted(fresh(kind, body, by, Math.max(last?.version ?? 0, shelved(kind, body.id)?.version ?? 0) + 1))
  }

  /** What was shipped and is replaced for the first time stays among the versions. */
  async function shippedBefore({ kind, id, version }: Kept): Promise<Kept[]> {
    const held = shelved(kind, id)
    if (!held || held.version >= version || (await readVersions(store, kind, id)).some((one) => one.publishedAt !== null || one.version === held.version)) return []
    return [{ ...fresh(kind, held.body, SHIPPED_BY, held.version), state: 'superseded' }]
  }

  async function change(named: Named, after: (before: Kept) => Outcome<Kept>): Promise<Outcome<Revision>> {
    return inTurn(async () => {
      const before = await readRevision(store, named.kind, named.id, named.version)
      if (!before) return none(named)
      const outcome = after(before)
      if (!outcome.ok) return outcome
      await write(outcome.value)
      return accepted(viewOf(outcome.value))
    })
  }

  /** All of them or none: each is looked at before the first is written. */
  async function together(names: readonly Named[], after: (before: Kept) => Outcome<Kept>): Promise<Outcome<Kept[]>> {
    const done: Kept[] = []
    for (const named of names) {
      const before = await readRevision(store, named.kind, named.id, named.version)
      if (!before) return none(named)
      const outcome = after(before)
      if (!outcome.ok) return refused(outcome.error.code, `${named.id}: ${outcome.error.message}`, outcome.error.path)
      done.push(outcome.value)
    }
    return accepted(done)
  }

  function submitted(before: Kept): Outcome<Kept> {
    const may = maySubmit(before, findingsOf(before))
    const at = now()
    return may.ok ? accepted({ ...before, state: 'submitted', stages: stages[before.class], submittedAt: at, changedAt: at }) : may
  }
  const decide = (by: Account, decision: ReviewDecision) => (before: Kept): Outcome<Kept> => {
    const stage = mayDecide(before, personOf(by), decision)
    if (!stage.ok) return stage
    const at = now()
    return accepted({ ...before, ...decided(before, { stage: stage.value, by: by.user, at, ...decision }), steps: [...before.steps, { stage: stage.value, by: by.user, at, ...decision }], changedAt: at })
  }
  const published = (by: Account, coming?: ReadonlyMap<string, Item>) => (before: Kept): Outcome<Kept> => {
    const found = findingsOf(before, coming)
    const may = mayPublish(before, personOf(by), found)
    if (!may.ok) return may
    const missing = found.filter(({ code }) => code === 'check/item-not-live').map(({ facts }) => facts['item'])
    if (missing.length > 0) return refused('content/items-not-live', `Publish these first, or take them out: ${missing.join(', ')}.`, 'items')
    const at = now()
    return accepted({ ...before, state: 'published', publishedBy: by.user, publishedAt: at, changedAt: at })
  }
  /** What was published before steps back. */
  async function superseded({ kind, id, version }: Kept): Promise<Kept[]> {
    return (await readVersions(store, kind, id)).filter((one) => one.version !== version && one.state === 'published').map((one) => ({ ...one, state: 'superseded' as const }))
  }

  return {
    async start(): Promise<void> {
      const rows = await db.selectFrom('review_stages').selectAll().execute()
      stages = ReviewStages.parse({ ...usualStages, ...Object.fromEntries(rows.map((row) => [row.class, row.stages])) })
    },
    /** Whether this person may put content on screens without anybody else: the demo's administrator. */
    mayPublishAlone: (by: Account): boolean => personOf(by).alone,
    async hasBeenPublished(kind: RevisionKind, id: string): Promise<boolean> {
      return (await readVersions(store, kind, id)).some(({ publishedAt }) => publishedAt !== null)
    },
    async list({ standing, state, kind, author }: RevisionFilter): Promise<RevisionSummary[]> {
      if (standing) return (await readStanding(store, standing)).filter((one) => (!state || one.state === state) && (!kind || one.kind === kind) && (!author || one.author === author)).map(summaryOf)
      const rows = await db.selectFrom('revision').select('body')
        .$if(state !== undefined, (q) => q.where('state', '=', state ?? '')).$if(kind !== undefined, (q) => q.where('kind', '=', kind ?? '')).$if(author !== undefined, (q) => q.where('author', '=', author ?? ''))
        .orderBy('changed_ms', 'desc').orderBy('id').limit(1_000).execute()
      return rows.map(keptOf).map(summaryOf)
    },
    async versions(kind: RevisionKind, id: string): Promise<Revision[]> {
      return (await readVersions(store, kind, id)).map(viewOf)
    },
    async get(named: Named): Promise<Revision | null> {
      const kept = await readRevision(store, named.kind, named.id, named.version)
      return kept && viewOf(kept)
    },
    check: (kind: RevisionKind, body: DraftBody): Finding[] => findingsOf({ kind, body }),

    create: (kind: RevisionKind, body: DraftBody, by: Account): Promise<Outcome<Revision>> => inTurn(async () => {
      const made = await make(kind, body, by.user)
      if (!made.ok) return made
      await write(made.value)
      return accepted(viewOf(made.value))
    }),
    save: (named: Named, body: DraftBody, changedAt: string, by: Account): Promise<Outcome<Revision>> => change(named, (before) => {
      const may = maySave(before)
      if (!may.ok) return may
      if (before.changedAt !== changedAt) return refused('content/version-conflict', 'Somebody else has saved this draft meanwhile. Look at both before you save.', 'changedAt')
      if (body.id !== before.id) return refused('content/other-id', `A draft keeps its id: "${before.id}".`, 'body.id')
      const written = classOf(before.kind, body)
      return accepted({ ...before, body, class: written, stages: stages[written], contributors: [...new Set([...before.contributors, by.user])], changedAt: now() })
    }),
    drop: (named: Named): Promise<Outcome<null>> => inTurn(async () => {
      const before = await readRevision(store, named.kind, named.id, named.version)
      if (!before) return none(named)
      const may = maySave(before)
      if (!may.ok) return may
      await db.deleteFrom('revision').where('kind', '=', named.kind).where('id', '=', named.id).where('version', '=', named.version).execute()
      changes.tell('review', `${named.kind}/${named.id}`)
      return accepted(null)
    }),
    /** Back to be written at; its reviews start anew. */
    recall: (named: Named): Promise<Outcome<Revision>> => change(named, (before) => {
      const may = mayRecall(before)
      return may.ok ? accepted({ ...before, state: 'draft', steps: [], submittedAt: null, changedAt: now() }) : may
    }),
    submit: (named: Named): Promise<Outcome<Revision>> => change(named, submitted),
    decide: (named: Named, by: Account, decision: ReviewDecision): Promise<Outcome<Revision>> => change(named, decide(by, decision)),
    decideMany: (names: readonly Named[], by: Account, decision: ReviewDecision): Promise<Outcome<RevisionSummary[]>> => inTurn(async () => {
      const done = await together(names, decide(by, decision))
      if (!done.ok) return done
      await write(...done.value)
      return accepted(done.value.map(summaryOf))
    }),
    /** Onto the screens: all of them or none. Items that go along count as live for the playlists that name them. */
    publish: (names: readonly Named[], by: Account): Promise<Outcome<RevisionSummary[]>> => inTurn(async () => {
      const parts = await together(names.filter(({ kind }) => kind !== 'playlist'), published(by))
      if (!parts.ok) return parts
      const coming = new Map(parts.value.filter(({ kind }) => kind === 'item').map(({ id, body }) => [id, Item.parse(body)]))
      const lists = await together(names.filter(({ kind }) => kind === 'playlist'), published(by, coming))
      if (!lists.ok) return lists
      const all = [...parts.value, ...lists.value]
      const rows: Kept[] = []
      for (const kept of all) rows.push(kept, ...(await shippedBefore(kept)), ...(await superseded(kept)))
      await content.publish(all, (trx) => insert(trx, rows))
      tell(rows)
      tell(all, 'playlists')
      return accepted(all.map(summaryOf))
    }),
    comment: (named: Named, { path, text }: z.infer<typeof CommentWrite>, by: Account): Promise<Outcome<Revision>> => change(named, (before) =>
      accepted({ ...before, comments: [...before.comments, { id: `c-${randomBytes(5).toString('hex')}`, by: by.user, at: now(), path, text }] })),
    /** A new draft with what an old version said. Whoever wrote words that nobody has passed yet stays one of its authors. */
    restore: (named: Named, by: Account): Promise<Outcome<Revision>> => inTurn(async () => {
      const before = await readRevision(store, named.kind, named.id, named.version)
      if (!before) return none(named)
      const made = await make(named.kind, before.body, by.user)
      if (!made.ok) return made
      const authors = before.publishedAt === null ? before.contributors.filter((user) => user !== SHIPPED_BY) : []
      const kept = { ...made.value, contributors: [...new Set([by.user, ...authors])] }
      await write(kept)
      return accepted(viewOf(kept))
    }),
    /** Shipped or withdrawn content as it stands, submitted for review by `by`. */
    adopt: (things: readonly { kind: RevisionKind; id: string }[], by: Account): Promise<Outcome<RevisionSummary[]>> => inTurn(async () => {
      const all: Kept[] = []
      for (const { kind, id } of things) {
        const held = shelved(kind, id)
        if (!held) return refused('content/not-found', `There is no ${kind} "${id}".`)
        const made = await make(kind, held.body, by.user)
        const outcome = made.ok ? submitted(made.value) : made
        if (!outcome.ok) return refused(outcome.error.code, `${id}: ${outcome.error.message}`, outcome.error.path)
        all.push(outcome.value)
      }
      await write(...all)
      return accepted(all.map(summaryOf))
    }),
    stages: () => stages,
    async setStages(wanted: ReviewStages): Promise<ReviewStages> {
      for (const name of contentClasses) {
        const row = { class: name, stages: wanted[name] }
        await db.insertInto('review_stages').values(row).onConflict((c) => c.column('class').doUpdateSet({ stages: row.stages })).execute()
      }
      stages = wanted
      return stages
    },
  }
}
export type Review = ReturnType<typeof createReview>
