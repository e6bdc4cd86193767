import type { Transaction } from 'kysely'
import type * as z from 'zod/mini'
import { AlertTemplate } from '../../protocol/alert.ts'
import { Answer } from '../../protocol/answer.ts'
import { Campaign, Guide, Item, Phone, Playlist, RobotLine } from '../../protocol/content.ts'
import type { RevisionKind } from '../../protocol/api-review.ts'
import { Board } from '../../protocol/board.ts'
import { Simulation } from '../../protocol/simulation.ts'
import type { ContentState } from '../../protocol/words.ts'
import type { Log } from '../log.ts'
import type { Database, Tables } from '../store/schema.ts'

/** The content library as it is shipped: what `readLibrary()` gives. */
export type ShippedLibrary = {
  campaigns: readonly Campaign[]
  items: readonly Item[]
  playlists: readonly Playlist[]
  alertTemplates: readonly AlertTemplate[]
  robotLines: readonly RobotLine[]
  guide: Guide
  courses: readonly Guide[]
  phones: readonly Phone[]
  simulations: readonly Simulation[]
  board: Board
  answers: readonly Answer[]
}

export type ShelvedItem = { item: Item; state: ContentState; version: number }
/** All content, as the store has it. */
export type Shelf = {
  items: Map<string, ShelvedItem>
  playlists: Map<string, Playlist>
  campaigns: Map<string, Campaign>
  phones: Map<string, Phone>
  templates: Map<string, AlertTemplate>
  robotLines: Map<string, RobotLine>
  guides: Map<string, Guide>
  courses: Map<string, Guide>
  simulations: Map<string, Simulation>
  boards: Map<string, Board>
  answers: Map<string, Answer>
  /** What was reviewed here and published, as `kind/id`; the others are as shipped. Items, playlists and numbers say so themselves. */
  reviewed: Set<string>
}

type Kind = Tables['library']['kind']

/** Writes the shipped library into an empty store, all of it as `sample`; true where it did. A store with content is left alone. */
export async function importLibrary(db: Database, library: ShippedLibrary): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const some = await trx.selectFrom('item').select('id').limit(1).executeTakeFirst() ?? await trx.selectFrom('playlist').select('id').limit(1).executeTakeFirst()
    if (some) return false
    const small = (kind: Kind, things: readonly { id: string }[]) => things.map((thing) => ({ kind, id: thing.id, body: JSON.stringify(thing) }))
    const rows = [
      ...small('campaign', library.campaigns), ...small('phone', library.phones), ...small('alert_template', library.alertTemplates),
      ...small('robot_line', library.robotLines), ...small('guide', [library.guide]), ...small('course', library.courses),
    ]
    for (const row of rows) await trx.insertInto('library').values(row).execute()
    for (const item of library.items) await trx.insertInto('item').values({ id: item.id, body: JSON.stringify(item), state: 'sample', version: 1 }).execute()
    for (const playlist of library.playlists) {
      const kept: Playlist = { ...playlist, state: 'sample' }
      await trx.insertInto('playlist').values({ id: kept.id, body: JSON.stringify(kept), state: 'sample', version: kept.version }).execute()
    }
    return true
  })
}

/**
 * Writes what a later version ships beside what the store has: games and answers that were never in it. Rows of these kinds never go, so what is not
 * there was never there, and what staff have published stays. Answers how many it wrote.
 */
export async function importLater(db: Database, { simulations, board, answers }: Pick<ShippedLibrary, 'simulations' | 'board' | 'answers'>): Promise<number> {
  const rows = [...simulations.map((body) => ({ kind: 'simulation' as const, body })), { kind: 'board' as const, body: board }, ...answers.map((body) => ({ kind: 'answer' as const, body }))]
  let written = 0
  for (const { kind, body } of rows) {
    const { numInsertedOrUpdatedRows: n } = await db.insertInto('library').values({ kind, id: body.id, body: JSON.stringify(body) }).onConflict((oc) => oc.columns(['kind', 'id']).doNothing()).executeTakeFirst()
    written += Number(n ?? 0n)
  }
  return written
}

/** Reads all content. A row that no longer fits its schema is left out and said, so that one of them does not darken the rest. */
export async function readShelf(db: Database, log: Log): Promise<Shelf> {
  const parse = <T>(schema: z.ZodMiniType<T>, what: string, id: string, body: string): T | null => {
    try {
      return schema.parse(JSON.parse(body))
    } catch (error) {
      log.error({ err: error, what, id }, 'Content in the store cannot be read; it is left out.')
      return null
    }
  }
  const read = <T>(schema: z.ZodMiniType<T>, what: string, rows: readonly { id: string; body: string }[]): Map<string, T> =>
    new Map(rows.flatMap(({ id, body }) => {
      const value = parse(schema, what, id, body)
      return value === null ? [] : [[id, value] as const]
    }))
  const items = await db.selectFrom('item').selectAll().orderBy('id').execute()
  const bodies = read(Item, 'item', items)
  const small = await db.selectFrom('library').selectAll().orderBy('id').execute()
  const published = await db.selectFrom('revision').select(['kind', 'id']).where('kind', 'in', ['template', 'line', 'answer', 'guide', 'simulation', 'board']).where('state', '=', 'published').execute()
  const ofKind = <T>(kind: Kind, schema: z.ZodMiniType<T>) => read(schema, kind, small.filter((row) => row.kind === kind))
  return {
    items: new Map(items.flatMap(({ id, state, version }) => {
      const item = bodies.get(id)
      return item ? [[id, { item, state, version }] as const] : []
    })),
    playlists: read(Playlist, 'playlist', await db.selectFrom('playlist').selectAll().orderBy('id').execute()),
    campaigns: ofKind('campaign', Campaign),
    phones: ofKind('phone', Phone),
    templates: ofKind('alert_template', AlertTemplate),
    robotLines: ofKind('robot_line', RobotLine),
    guides: ofKind('guide', Guide),
    courses: ofKind('course', Guide),
    simulations: ofKind('simulation', Simulation),
    boards: ofKind('board', Board),
    answers: ofKind('answer', Answer),
    reviewed: new Set(published.map(({ kind, id }) => `${kind}/${id}`)),
  }
}

/** A body that may go on screens, by its kind. */
export type Shelving = { kind: RevisionKind; id: string; body: unknown; version: number }

/**
 * Writes a body into the store as live. `shelf` does not change yet: the answer puts the body there, for when the transaction has
 * held. The version grows even where the shelf is further on than the reviews.
 */
export async function shelve(trx: Transaction<Tables>, shelf: Shelf, { kind, body, version }: Shelving): Promise<() => void> {
  if (kind === 'playlist') {
    const write = Playlist.parse({ ...Object(body), version, state: 'live' })
    const playlist = { ...write, version: Math.max(version, (shelf.playlists.get(write.id)?.version ?? 0) + 1) }
    const row = { id: playlist.id, body: JSON.stringify(playlist), state: playlist.state, version: playlist.version }
    await trx.insertInto('playlist').values(row).onConflict((oc) => oc.column('id').doUpdateSet({ body: row.body, state: row.state, version: row.version })).execute()
    return () => { shelf.playlists.set(playlist.id, playlist) }
  }
  if (kind === 'item') {
    const item = Item.parse(body)
    const next = { item, state: 'live' as const, version: Math.max(version, (shelf.items.get(item.id)?.version ?? 0) + 1) }
    const row = { id: item.id, body: JSON.stringify(item), state: next.state, version: next.version }
    await trx.insertInto('item').values(row).onConflict((oc) => oc.column('id').doUpdateSet({ body: row.body, state: row.state, version: row.version })).execute()
    return () => { shelf.items.set(item.id, next) }
  }
  const [as, parsed, put] = small(shelf, kind, body)
  const row = { kind: as, id: parsed.id, body: JSON.stringify(parsed) }
  await trx.insertInto('library').values(row).onConflict((oc) => oc.columns(['kind', 'id']).doUpdateSet({ body: row.body })).execute()
  return put
}

/** What has no count of its own on the shelf: as which kind of row it is kept, its body, and how it comes to stand there. */
function small(shelf: Shelf, kind: Exclude<RevisionKind, 'item' | 'playlist'>, body: unknown): [Kind, { id: string }, () => void] {
  const kept = <T extends { id: string }>(as: Kind, thing: T, on: Map<string, T>): [Kind, { id: string }, () => void] => [as, thing, () => {
    on.set(thing.id, thing)
    shelf.reviewed.add(`${kind}/${thing.id}`)
  }]
  switch (kind) {
    case 'phone': return kept('phone', lastChecked(Phone.parse(body), shelf.phones), shelf.phones)
    case 'line': return kept('robot_line', RobotLine.parse(body), shelf.robotLines)
    case 'answer': return kept('answer', Answer.parse(body), shelf.answers)
    case 'guide': return kept('guide', Guide.parse(body), shelf.guides)
    case 'simulation': return kept('simulation', Simulation.parse(body), shelf.simulations)
    case 'board': return kept('board', Board.parse(body), shelf.boards)
    case 'template': return kept('alert_template', AlertTemplate.parse(body), shelf.templates)
  }
}

/** Where the same number was checked again while its words were under review, the later check counts. */
function lastChecked(phone: Phone, phones: ReadonlyMap<string, Phone>): Phone {
  const held = phones.get(phone.id)
  if (held?.number !== phone.number || held.verifiedOn <= phone.verifiedOn) return phone
  const { verifiedBy, verifiedOn, expires } = held
  return { ...phone, verifiedBy, verifiedOn, expires }
}
