/** The library as one list: what is on the shelf, what is being written, and who stands for it. Pure. */
import type { Library } from '../../protocol/api.ts'
import type { RevisionKind, RevisionSummary } from '../../protocol/api-review.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Campaign, Phone } from '../../protocol/content.ts'
import { itemKinds } from '../../protocol/words.ts'
import type { ContentState, ItemKind, Scam } from '../../protocol/words.ts'
import { found } from '../overview/filter.ts'

/** `state`: on the shelf, null where it never was. `live`: who stands for what is on screens; null for what was shipped. `open`: the version being written or reviewed. */
export type Thing = {
  kind: RevisionKind; id: string; title: Text; item: ItemKind | null; scam: Scam | null; state: ContentState | null
  live: RevisionSummary | null; open: RevisionSummary | null; phones: string[]; playlist: number | null
  /** A telephone number, and the last day on which it counts; null for anything else. */
  phone: Pick<Phone, 'number' | 'expires'> | null
}

export const keyOf = ({ kind, id }: { kind: RevisionKind; id: string }): string => `${kind}/${id}`

const bare = { item: null, scam: null, state: null, live: null, open: null, phones: [], playlist: null, phone: null }

type Shelves = { library: Library; open: readonly RevisionSummary[]; published: readonly RevisionSummary[] }

/** Every thing once, those with an open version first, then in the order of the shelf. */
export function thingsOf({ library, open, published }: Shelves): Thing[] {
  const opened = new Map(open.map((one) => [keyOf(one), one]))
  const lives = new Map(published.map((one) => [keyOf(one), one]))
  const scamOf = new Map(library.campaigns.map(({ id, scam }) => [id, scam]))
  const thing = (kind: RevisionKind, id: string, { title, ...rest }: Pick<Thing, 'title'> & Partial<Thing>): Thing => ({ ...bare, kind, id, title, live: lives.get(`${kind}/${id}`) ?? null, open: opened.get(`${kind}/${id}`) ?? null, ...rest })
  /** What is not an item has no state on the shelf: it is as it was shipped, or published here. */
  const stateOf = (kind: RevisionKind, id: string) => (lives.has(`${kind}/${id}`) ? 'live' as const : 'sample' as const)
  const shelf = [
    ...library.playlists.map(({ id, name, state, campaign, items }) => thing('playlist', id, { title: name, scam: scamOf.get(campaign ?? '') ?? null, state, playlist: items.length })),
    ...library.items.map(({ id, headline, kind, scam, phones }) => thing('item', id, { title: headline, item: kind, scam, state: library.itemStates?.[id] ?? 'live', phones })),
    ...library.templates.map(({ id, info, trigger, scam }) => {
      const words = (language: string) => info.find((one) => one.language === language)?.headline
      return thing('template', id, { title: { 'zh-CN': words('zh-CN') ?? trigger['zh-CN'], en: words('en') ?? trigger.en }, scam, state: stateOf('template', id) })
    }),
    ...library.phones.map(({ id, name, number, expires }) => thing('phone', id, { title: name, state: stateOf('phone', id), phones: [id], phone: { number, expires } })),
    ...library.answers.map(({ id, question, phones }) => thing('answer', id, { title: question, state: stateOf('answer', id), phones })),
    ...library.guides.map(({ id, title }) => thing('guide', id, { title, state: stateOf('guide', id) })),
    ...library.simulations.map(({ id, headline, scam, phones }) => thing('simulation', id, { title: headline, scam, state: stateOf('simulation', id), phones })),
    ...library.boards.map(({ id, name, phones }) => thing('board', id, { title: name, state: stateOf('board', id), phones })),
    ...library.robotLines.map(({ id, text }) => thing('line', id, { title: text, state: stateOf('line', id) })),
  ]
  const known = new Set(shelf.map(keyOf))
  const fresh = open.filter((one) => !known.has(keyOf(one))).map((one): Thing => ({ ...bare, kind: one.kind, id: one.id, title: one.title, item: one.item, scam: one.scam, open: one }))
  return [...fresh, ...shelf.filter(({ open: at }) => at !== null), ...shelf.filter(({ open: at }) => at === null)]
}

export const kindFilters = ['playlist', ...itemKinds, 'template', 'phone', 'line', 'answer', 'guide', 'simulation', 'board'] as const
export type KindFilter = (typeof kindFilters)[number]
export const stateFilters = ['draft', 'submitted', 'passed', 'refused', 'live', 'sample', 'withdrawn'] as const
export type StateFilter = (typeof stateFilters)[number]
export type Filter = { query: string; kind: KindFilter | null; scam: Scam | null; state: StateFilter | null; mine: boolean; missing: boolean; expiring: boolean }
export const noFilter: Filter = { query: '', kind: null, scam: null, state: null, mine: false, missing: false, expiring: false }

/** Days before its last day from which a telephone number is named as running out. */
const SOON_DAYS = 30
/** Numbers that have run out or soon will; `today` is a day at the site. */
export function expiringPhones(phones: readonly Phone[], today: Temporal.PlainDate): Set<string> {
  return new Set(phones.filter(({ expires }) => Temporal.PlainDate.compare(expires, today.add({ days: SOON_DAYS })) <= 0).map(({ id }) => id))
}

export const kindOf = ({ item, kind }: Pick<Thing, 'item' | 'kind'>): KindFilter => item ?? (kind === 'item' ? 'poster' : kind)

/** Whether screens may have it today, a day at the site; a number counts until its last day. */
export const isShown = ({ state, phone }: Pick<Thing, 'state' | 'phone'>, isLive: (state: ContentState) => boolean, today: string): boolean => (phone ? phone.expires >= today : state !== null && isLive(state))

/** Whether a thing is asked for. `expiring`: the numbers that run out; `user`: who looks. */
export function matches(thing: Thing, filter: Filter, { user, expiring }: { user: string; expiring: ReadonlySet<string> }): boolean {
  const writers = [...(thing.open?.contributors ?? []), ...(thing.live?.contributors ?? [])]
  return (filter.kind === null || kindOf(thing) === filter.kind)
    && (filter.scam === null || thing.scam === filter.scam)
    && (filter.state === null || thing.open?.state === filter.state || (thing.state === filter.state))
    && (!filter.mine || writers.includes(user))
    && (!filter.missing || (thing.open?.missing.length ?? 0) > 0)
    && (!filter.expiring || thing.phones.some((id) => expiring.has(id)))
    && found([thing.id, thing.phone?.number ?? '', ...Object.values(thing.title), ...writers].join('\n').replaceAll('|', '').toLowerCase(), filter.query)
}

/** What a campaign needs to be whole: one of each, and for its questions a genuine message beside the scams. */
export const coverKinds = ['poster', 'case', 'quiz', 'class', 'ticker', 'playlist', 'template'] as const
export type Cover = { campaign: Campaign; counts: Record<(typeof coverKinds)[number], number>; gaps: (typeof coverKinds)[number][]; open: number }
/** What each of the site's campaigns holds that may be shown, and what it has none of. */
export function coverage(things: readonly Thing[], campaigns: readonly Campaign[], isLive: (state: ContentState) => boolean): Cover[] {
  return campaigns.filter(({ scam }) => scam !== 'general').map((campaign) => {
    const own = things.filter(({ scam }) => scam === campaign.scam)
    const shown = own.filter(({ state }) => state !== null && isLive(state))
    const counts = { poster: 0, case: 0, quiz: 0, class: 0, ticker: 0, playlist: 0, template: 0 }
    for (const kind of coverKinds) counts[kind] = shown.filter((thing) => kindOf(thing) === kind).length
    return { campaign, counts, gaps: coverKinds.filter((kind) => counts[kind] === 0), open: own.filter(({ open }) => open !== null && open.state !== 'refused').length }
  })
}

/** An id that says what it is, from its English or whatever is in Latin letters; never one that is taken. */
export function freeThingId(words: string, fallback: string, taken: ReadonlySet<string>): string {
  const slug = words.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 48)
  const stem = slug === '' ? fallback : slug
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem}-${n}`
    if (!taken.has(id)) return id
  }
}
