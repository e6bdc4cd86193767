import type { Transaction } from 'kysely'
import { isDeepStrictEqual } from 'node:util'
import type { Answer } from '../../protocol/answer.ts'
import type { ItemView, Library } from '../../protocol/api.ts'
import type { RevisionKind } from '../../protocol/api-review.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Board } from '../../protocol/board.ts'
import { Playlist, type Item, type Guide, type Phone, type RobotLine } from '../../protocol/content.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Simulation } from '../../protocol/simulation.ts'
import type { ContentState } from '../../protocol/words.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { PlanPlaylist } from '../schedule/plan-facts.ts'
import type { Tables } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import { createTurns } from '../turns.ts'
import { makeBundle } from './bundle.ts'
import { checkPlaylist, mayPutPhone, mayTurn, type PlaylistWrite } from './check.ts'
import { importLater, importLibrary, readShelf, shelve, type Shelf, type Shelving, type ShippedLibrary } from './shelf.ts'

export type { ShippedLibrary } from './shelf.ts'
export type { PlaylistWrite } from './check.ts'
/** `library` is what `readLibrary()` gives; it is imported when the store is empty. */
export type ContentDeps = { store: Store; clock: Clock; log: Log; demo: boolean; library: ShippedLibrary }
/** Which playlists show something else than before. */
export type ContentChange = { playlists: readonly string[] }

/** The playlist of last resort, by id. */
const NEUTRAL = 'neutral'

const emptyShelf = (): Shelf => ({ items: new Map(), playlists: new Map(), campaigns: new Map(), phones: new Map(), templates: new Map(), robotLines: new Map(), guides: new Map(), courses: new Map(), simulations: new Map(), boards: new Map(), answers: new Map(), reviewed: new Set() })

/**
 * The content library in the store: playlists, items and what belongs to them, and the bundles that screens fetch.
 * `sample` content counts as live in the demo and as a draft elsewhere.
 */
export function createContent({ store, clock, log, demo, library }: ContentDeps) {
  const { db } = store
  const inTurn = createTurns()
  const listeners = new Set<(change: ContentChange) => void>()
  const expanded = new Map<string, PlanPlaylist>()
  let shelf = emptyShelf()
  let ready = false

  const isLive = (state: ContentState): boolean => state === 'live' || (demo && state === 'sample')
  const given = <T extends { id: string }>(kind: RevisionKind, things: ReadonlyMap<string, T>): T[] => [...things.values()].filter(({ id }) => demo || shelf.reviewed.has(`${kind}/${id}`))
  const liveItems = (playlist: Playlist): Item[] => playlist.items.flatMap((id) => {
    const found = shelf.items.get(id)
    return found && isLive(found.state) ? [found.item] : []
  })

  /** Makes and keeps the bundle of a playlist as it stands now. */
  async function expand(playlist: Playlist): Promise<void> {
    const items = liveItems(playlist)
    if (!isLive(playlist.state) || items.length === 0) {
      expanded.delete(playlist.id)
      return
    }
    const { sha256, body } = makeBundle(items, shelf.phones)
    await db.insertInto('bundle').values({ sha256, body, created_ms: clock.now().epochMilliseconds }).onConflict((oc) => oc.column('sha256').doNothing()).execute()
    expanded.set(playlist.id, { id: playlist.id, bundle: sha256, items: items.map(({ id, kind, seconds, moments, zoneKinds, phones }) => ({ id, kind, seconds, moments, zoneKinds, phones })) })
  }

  async function changed(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const playlist = shelf.playlists.get(id)
      if (playlist) await expand(playlist)
      else expanded.delete(id)
    }
    for (const listener of [...listeners]) listener({ playlists: ids })
  }

  const withItem = (item: string): string[] => [...shelf.playlists.values()].filter((p) => p.items.includes(item)).map((p) => p.id)
  const withPhone = (phone: string): string[] => [...shelf.items.values()].filter(({ item }) => item.phones.includes(phone)).flatMap(({ item }) => withItem(item.id))
  const known = { itemState: (id: string) => shelf.items.get(id)?.state ?? null, isCampaign: (id: string) => shelf.campaigns.has(id) }

  async function keep(write: PlaylistWrite, version: number): Promise<Playlist> {
    const playlist = Playlist.parse({ ...write, version })
    const row = { id: playlist.id, body: JSON.stringify(playlist), state: playlist.state, version }
    await db.insertInto('playlist').values(row).onConflict((oc) => oc.column('id').doUpdateSet({ body: row.body, state: row.state, version })).execute()
    shelf.playlists.set(playlist.id, playlist)
    await changed([playlist.id])
    return playlist
  }

  const setPlaylistState = (id: string, state: 'withdrawn' | 'live'): Promise<Outcome<Playlist>> => inTurn(async () => {
    const before = shelf.playlists.get(id)
    if (!before) return refused('content/not-found', `There is no playlist "${id}".`)
    const may = mayTurn(before.state, state)
    return may.ok ? accepted(await keep({ ...before, state }, before.version + 1)) : may
  })

  const setItemState = (id: string, state: 'withdrawn' | 'live'): Promise<Outcome<ItemView>> => inTurn(async () => {
    const found = shelf.items.get(id)
    if (!found) return refused('content/not-found', `There is no item "${id}".`)
    const may = mayTurn(found.state, state)
    if (!may.ok) return may
    const next = { ...found, state, version: found.version + 1 }
    await db.updateTable('item').set({ state, version: next.version }).where('id', '=', id).execute()
    shelf.items.set(id, next)
    await changed(withItem(id))
    return accepted(next)
  })

  return {
    name: 'content',
    /** Imports the shipped library where the store is empty, then reads all content. */
    async start(): Promise<void> {
      if (await importLibrary(db, library)) log.info({ items: library.items.length, playlists: library.playlists.length }, 'Imported the shipped content library.')
      const later = await importLater(db, library)
      if (later > 0) log.info({ later }, 'Imported simulations, games and answers that the store did not have.')
      shelf = await readShelf(db, log)
      for (const playlist of shelf.playlists.values()) await expand(playlist)
      ready = true
    },
    async stop(): Promise<void> {
      listeners.clear()
    },
    health: () => ({ ok: ready, detail: ready ? `${shelf.items.size} items in ${shelf.playlists.size} playlists` : 'not read yet' }),
    onChange(listener: (change: ContentChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    library: (): Library => ({
      campaigns: [...shelf.campaigns.values()],
      items: [...shelf.items.values()].map(({ item }) => item),
      playlists: [...shelf.playlists.values()],
      phones: [...shelf.phones.values()],
      templates: [...shelf.templates.values()],
      robotLines: [...shelf.robotLines.values()],
      answers: [...shelf.answers.values()],
      guides: [...shelf.guides.values()],
      simulations: [...shelf.simulations.values()],
      boards: [...shelf.boards.values()],
    }),
    isLive,
    items: (): ItemView[] => [...shelf.items.values()],
    item: (id: string): ItemView | null => shelf.items.get(id) ?? null,
    template: (id: string) => shelf.templates.get(id) ?? null,
    /** What counts no versions on the shelf: a template, a telephone number, a robot's line, an answer, the guide, a game. */
    small: (kind: Exclude<RevisionKind, 'item' | 'playlist'>, id: string): { id: string } | null => ({ template: shelf.templates, phone: shelf.phones, line: shelf.robotLines, answer: shelf.answers, guide: shelf.guides, simulation: shelf.simulations, board: shelf.boards })[kind].get(id) ?? null,
    /** Whether people here have passed a template's words; in the demo a sample counts. */
    isReviewedTemplate: (id: string): boolean => demo || shelf.reviewed.has(`template/${id}`),
    robotLines: (): RobotLine[] => [...shelf.robotLines.values()],
    /** Whether a robot may say exactly this: a line that people here have passed; in the demo anything. */
    maySay: (text: Text): boolean => demo || [...shelf.robotLines.values()].some((line) => shelf.reviewed.has(`line/${line.id}`) && isDeepStrictEqual(line.text, text)),
    /** What 小安 may answer: what people here have passed; in the demo what is shipped, too. */
    answers: (): Answer[] => given('answer', shelf.answers),
    /** The boarding guide, and the games that passengers may play, by the same rule. */
    guides: (): Guide[] => given('guide', shelf.guides),
    simulations: (): Simulation[] => given('simulation', shelf.simulations),
    board: (): Board | null => given('board', shelf.boards)[0] ?? null,
    courses: (): Guide[] => [...shelf.courses.values()],
    phones: (): Phone[] => [...shelf.phones.values()],
    playlists: (): Playlist[] => [...shelf.playlists.values()],
    playlist: (id: string): Playlist | null => shelf.playlists.get(id) ?? null,

    createPlaylist: (write: PlaylistWrite): Promise<Outcome<Playlist>> => inTurn(async () => {
      if (shelf.playlists.has(write.id)) return refused('content/exists', `There is a playlist "${write.id}" already.`, 'id')
      const checked = checkPlaylist(write, known)
      return checked.ok ? accepted(await keep(write, 1)) : checked
    }),
    /** Replaces a playlist; its version grows by one. */
    updatePlaylist: (id: string, write: PlaylistWrite): Promise<Outcome<Playlist>> => inTurn(async () => {
      const before = shelf.playlists.get(id)
      if (!before) return refused('content/not-found', `There is no playlist "${id}".`)
      if (write.id !== id) return refused('content/other-id', `A playlist keeps its id: "${id}".`, 'id')
      const checked = checkPlaylist(write, known)
      return checked.ok ? accepted(await keep(write, before.version + 1)) : checked
    }),
    /** Entries that name it stay, and show nothing. */
    removePlaylist: (id: string): Promise<Outcome<null>> => inTurn(async () => {
      if (!shelf.playlists.has(id)) return refused('content/not-found', `There is no playlist "${id}".`)
      await db.deleteFrom('playlist').where('id', '=', id).execute()
      shelf.playlists.delete(id)
      await changed([id])
      return accepted(null)
    }),
    /**
     * Puts what was reviewed in the place of what is live, all of it or nothing; screens change with their next item. `beside` is
     * written in the same transaction, so that what is said to be published and what is on the shelf are one.
     */
    publish: (things: readonly Shelving[], beside: (trx: Transaction<Tables>) => Promise<void> = async () => undefined): Promise<void> => inTurn(async () => {
      const puts: (() => void)[] = []
      await db.transaction().execute(async (trx) => {
        await beside(trx)
        for (const thing of things) puts.push(await shelve(trx, shelf, thing))
      })
      for (const put of puts) put()
      const ids = things.flatMap(({ kind, id }) => (kind === 'playlist' ? [id] : kind === 'item' ? withItem(id) : kind === 'phone' ? withPhone(id) : []))
      await changed([...new Set(ids)])
    }),
    /** Takes an item off every screen, at once. */
    withdrawItem: (id: string): Promise<Outcome<ItemView>> => setItemState(id, 'withdrawn'),
    /** Brings a withdrawn item back, as something staff stand for. */
    restoreItem: (id: string): Promise<Outcome<ItemView>> => setItemState(id, 'live'),
    /** Takes a playlist off every screen, at once. */
    withdrawPlaylist: (id: string): Promise<Outcome<Playlist>> => setPlaylistState(id, 'withdrawn'),
    /** Brings a withdrawn playlist back, as something staff stand for. */
    restorePlaylist: (id: string): Promise<Outcome<Playlist>> => setPlaylistState(id, 'live'),
    /** A telephone number that somebody has checked anew; `alone` and `today` as `mayPutPhone` has them. */
    putPhone: (id: string, phone: Phone, by: { alone: boolean; today: string }): Promise<Outcome<Phone>> => inTurn(async () => {
      if (phone.id !== id) return refused('content/other-id', `A telephone number keeps its id: "${id}".`, 'id')
      const may = mayPutPhone(phone, shelf.phones.get(id), by)
      if (!may.ok) return may
      const body = JSON.stringify(phone)
      await db.insertInto('library').values({ kind: 'phone', id, body }).onConflict((oc) => oc.columns(['kind', 'id']).doUpdateSet({ body })).execute()
      shelf.phones.set(id, phone)
      await changed([...new Set(withPhone(id))])
      return accepted(phone)
    }),

    /** A playlist as the planner wants it, with the hash of its bundle; null where it has nothing to show. */
    bundleFor: (playlist: string): PlanPlaylist | null => expanded.get(playlist) ?? null,
    /** What plays where nothing is scheduled: the playlist `neutral`, else the first that is live. */
    neutral: (): PlanPlaylist | null => expanded.get(NEUTRAL) ?? expanded.values().next().value ?? null,
    withdrawn: (): ReadonlySet<string> => new Set([...shelf.items].filter(([, { state }]) => !isLive(state)).map(([id]) => id)),
    /** Keeps what was made of the content for screens to fetch by its hash, as a bundle is. */
    async keepMade({ sha256, body }: { sha256: string; body: string }): Promise<void> {
      await db.insertInto('bundle').values({ sha256, body, created_ms: clock.now().epochMilliseconds }).onConflict((oc) => oc.column('sha256').doNothing()).execute()
    },
    /** A bundle by its hash, as the bytes that were hashed. */
    async readMedia(sha256: string): Promise<{ type: string; body: string } | null> {
      const row = await db.selectFrom('bundle').select('body').where('sha256', '=', sha256).executeTakeFirst()
      return row ? { type: 'application/json', body: row.body } : null
    },
  }
}
export type Content = ReturnType<typeof createContent>
