import type * as z from 'zod/mini'
import { AlertTemplate } from '../../protocol/alert.ts'
import { Campaign, Guide, Item, Phone, Playlist, RobotLine } from '../../protocol/content.ts'
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
}

export type ShelvedItem = { item: Item; state: ContentState; version: number }
/** All content, as the store has it. */
export type Shelf = {
  items: Map<string, ShelvedItem>
  playlists: Map<string, Playlist>
  campaigns: Map<string, Campaign>
  phones: Map<string, Phone>
  templates: Map<string, AlertTemplate>
  /** Templates that were reviewed here and published; the others are as shipped. */
  reviewedTemplates: Set<string>
  robotLines: Map<string, RobotLine>
  guides: Map<string, Guide>
  courses: Map<string, Guide>
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
  const published = await db.selectFrom('revision').select('id').where('kind', '=', 'template').where('state', '=', 'published').execute()
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
    reviewedTemplates: new Set(published.map(({ id }) => id)),
    robotLines: ofKind('robot_line', RobotLine),
    guides: ofKind('guide', Guide),
    courses: ofKind('course', Guide),
  }
}
