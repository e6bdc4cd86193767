import type { PlanWarning } from '../../protocol/api.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { NEUTRAL_ZONE, type ContentState, type ScheduleLevel, type ZoneKind } from '../../protocol/words.ts'
import { dayBegins, dayEnds, occurring, type Days, type Stretch } from './occurring.ts'
import type { PlanEntry, PlanFacts, PlanItem, PlanPlaylist, PlanZone } from './plan-facts.ts'
import { isOpenEnded } from './recurrence.ts'

/** An entry as zones of one kind see it: its fitting items, and when it is on. Milliseconds since the Unix epoch. */
export type Candidate = {
  id: string
  name: string
  level: ScheduleLevel
  weight: number
  bundle: string
  items: readonly PlanItem[]
  /** When each item must be gone, by the expiry of its telephone numbers; Infinity = never. */
  goneAt: readonly number[]
  firstGone: number
  stretches: readonly Stretch[]
}

/** Facts put in order for planning zone by zone. */
export type Prepared = {
  facts: PlanFacts
  zones: ReadonlyMap<string, PlanZone>
  /** Entries that may be on, by zone and id. */
  byZone: { get(zone: string): readonly PlanEntry[] | undefined }
  /** Entries that may be planned at all: what runs and is not among them was taken back. */
  planned: { has(entry: string): boolean }
  /** When each telephone number runs out. */
  phoneEnds: ReadonlyMap<string, number>
  /** The same as text, to tell whether any has changed. */
  phonesKey: string
  /** The items that name telephone numbers, and when they must be gone. */
  phoned: ReadonlyMap<string, number>
}

/** The entry behind the loop of last resort. */
export const NEUTRAL_ENTRY = 'neutral-loop'

/** Fewer items than this, of a longer list, and passers-by see the same one again and again. */
const FEW = 3

const isLive = (state: ContentState, demo: boolean): boolean => state === 'live' || (demo && state === 'sample')

/** Facts whose entries are already in order by zone, with all playlists that any may show. */
export function prepareFrom(facts: PlanFacts, { byZone, planned, playlists }: Pick<Prepared, 'byZone' | 'planned'> & { playlists: Iterable<PlanPlaylist> }): Prepared {
  const phoneEnds = new Map([...facts.phones].map(([id, day]) => [id, dayEnds(day, facts.timeZone)]))
  const phoned = new Map<string, number>()
  for (const { items } of playlists) for (const item of items) if (item.phones.length > 0) phoned.set(item.id, goneAt(item, phoneEnds))
  return { facts, byZone, planned, phoneEnds, phoned, phonesKey: [...facts.phones].join(' '), zones: new Map(facts.zones.map((z) => [z.id, z])) }
}

/** Whether an entry is planned at all: somebody stands for it, and its playlist has something to show. */
export const isPlannable = ({ state }: ScheduleEntry, playlist: PlanPlaylist | null, demo: boolean): boolean => isLive(state, demo) && playlist !== null && playlist.items.length > 0

export function prepare(facts: PlanFacts): Prepared {
  const byZone = new Map<string, PlanEntry[]>(facts.zones.map((z) => [z.id, []]))
  const live = facts.entries.filter(({ entry, playlist }) => isPlannable(entry, playlist, facts.demo))
  live.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
  for (const planned of live) for (const zone of planned.zones) byZone.get(zone)?.push(planned)
  const playlists = new Set([...live.map(({ playlist }) => playlist), ...(facts.neutral ? [facts.neutral] : [])])
  return prepareFrom(facts, { byZone, playlists, planned: new Set([NEUTRAL_ENTRY, ...live.map(({ entry }) => entry.id)]) })
}

/** A number that nobody has checked is treated as run out. */
function goneAt(item: PlanItem, phoneEnds: ReadonlyMap<string, number>): number {
  return item.phones.reduce((least, phone) => Math.min(least, phoneEnds.get(phone) ?? -Infinity), Infinity)
}

function fitting(items: readonly PlanItem[], fit: (item: PlanItem) => boolean): readonly PlanItem[] {
  const found = items.filter(fit)
  return found.length > 0 ? found : items
}

/** Narrowed by moment, then by kind of zone; a step that would leave nothing is not taken. */
function itemsFor(entry: ScheduleEntry, playlist: PlanPlaylist, kind: ZoneKind | null): readonly PlanItem[] {
  const wanted = entry.moments
  const byMoment = wanted.length === 0 ? playlist.items : fitting(playlist.items, (item) => item.moments.length === 0 || item.moments.some((m) => wanted.includes(m)))
  return fitting(byMoment, (item) => item.zoneKinds.length === 0 || (kind !== null && item.zoneKinds.includes(kind)))
}

/** What staff should know of a playlist that was written for other places; null where enough of it fits. */
function unfitting({ entry, playlist }: PlanEntry, items: readonly PlanItem[], kind: ZoneKind | null): string | null {
  const fit = items.filter((item) => item.zoneKinds.length === 0 || (kind !== null && item.zoneKinds.includes(kind))).length
  if (fit === 0) return `No item of "${playlist.id}" is written for this kind of zone; "${entry.name}" shows all of them.`
  return fit < FEW && fit < playlist.items.length ? `Only ${fit} of ${playlist.items.length} items of "${playlist.id}" fit here: "${entry.name}" repeats itself.` : null
}

/** Cuts an entry's stretches where its last item is gone. */
function whileItLasts(stretches: readonly Stretch[], gone: readonly number[]): readonly Stretch[] {
  const last = Math.max(...gone)
  if (last === Infinity) return stretches
  return stretches.filter((s) => s.start < last).map((s) => ({ start: s.start, end: Math.min(s.end, last) }))
}

type Named = Pick<Candidate, 'id' | 'name' | 'level' | 'weight' | 'bundle'>
function candidate(named: Named, items: readonly PlanItem[], stretches: readonly Stretch[], { phoneEnds }: Prepared): Candidate {
  const gone = items.map((item) => goneAt(item, phoneEnds))
  return { ...named, items, goneAt: gone, firstGone: Math.min(...gone), stretches: whileItLasts(stretches, gone) }
}

/** `unfit`: what staff should know of it there. */
type Made = { on: Candidate; always: Candidate | null; unfit: string | null }
/** What a candidate depends on besides the entry itself and the kind of zone. `stretches`: null where its rule cannot be followed. */
export type Basis = { entry: ScheduleEntry; playlist: PlanPlaylist; timeZone: string; phoneEnds: string; days: Days; stretches: readonly Stretch[] | null; byKind: Map<ZoneKind | null, Made> }
/** Many zones share a candidate, and so do plans that follow one another: the hourly ones, and those that look further ahead. */
const MOST_HELD = 3

function basisOf({ facts: { timeZone }, phonesKey }: Prepared, planned: PlanEntry, { first, last }: Days): Basis {
  const { entry, playlist, kept: held = [] } = planned
  for (const basis of held) {
    const { days } = basis
    if (basis.entry === entry && days.first === first && days.last === last && basis.playlist === playlist && basis.timeZone === timeZone && basis.phoneEnds === phonesKey) return basis
  }
  const days = { first, last }
  const basis: Basis = { entry, playlist, timeZone, phoneEnds: phonesKey, days, stretches: occurring(entry, timeZone, days), byKind: new Map() }
  planned.kept = [basis, ...held].slice(0, MOST_HELD)
  return basis
}

function candidatesFor(prepared: Prepared, planned: PlanEntry, kind: ZoneKind | null, basis: Basis): Made {
  const known = basis.byKind.get(kind)
  if (known) return known
  const { entry, playlist } = planned
  const items = itemsFor(entry, playlist, kind)
  const named: Named = { id: entry.id, name: entry.name, level: entry.level, weight: entry.weight, bundle: playlist.bundle }
  const lasting = entry.level === 'default' && isOpenEnded(entry)
  const all: Made = {
    on: candidate(named, items, basis.stretches ?? [], prepared),
    always: lasting ? candidate(named, items, [{ start: dayBegins(entry.startDay, basis.timeZone), end: Infinity }], prepared) : null,
    unfit: unfitting(planned, items, kind),
  }
  basis.byKind.set(kind, all)
  return all
}

/** What is on in a zone in these days, by entry id. Warns of numbers that have run out and of rules that cannot be followed. */
export function candidatesOf(prepared: Prepared, zone: PlanZone, nowMs: number, days: Days): { candidates: Candidate[]; warnings: PlanWarning[] } {
  const warnings: PlanWarning[] = []
  const candidates = (prepared.byZone.get(zone.id) ?? []).flatMap((planned) => {
    const basis = basisOf(prepared, planned, days)
    const { on, unfit } = candidatesFor(prepared, planned, zone.kind, basis)
    const { entry } = planned
    if (unfit) warnings.push({ zone: zone.id, code: 'plan/few-items-fit', message: unfit, entries: [entry.id] })
    if (on.firstGone <= nowMs) {
      const expired = on.items.filter((_, i) => (on.goneAt[i] ?? 0) <= nowMs).map((item) => item.id)
      warnings.push({ zone: zone.id, code: 'plan/phone-expired', message: `Not shown until their telephone numbers are checked anew: ${expired.join(', ')}.`, entries: [entry.id] })
    }
    if (!basis.stretches) warnings.push({ zone: zone.id, code: 'plan/bad-recurrence', message: `The recurrence of "${entry.name}" cannot be followed.`, entries: [entry.id] })
    return on.stretches.length > 0 ? on : []
  })
  return { candidates, warnings }
}

function alwaysOn(prepared: Prepared, zone: PlanZone | undefined, days: Days): Candidate[] {
  if (!zone) return []
  return (prepared.byZone.get(zone.id) ?? []).filter(({ entry }) => entry.level === 'default').flatMap((planned) => candidatesFor(prepared, planned, zone.kind, basisOf(prepared, planned, days)).always ?? [])
}

/**
 * What plays where nothing is scheduled, the best first: the zone's own default entries that recur without end, from
 * their first day on; those of the neutral zone; the neutral playlist. By dates alone, so that it never depends on when
 * one plans, and what has ended for good does not come back.
 */
export function fallbacksOf(prepared: Prepared, zone: PlanZone, days: Days): Candidate[][] {
  const { neutral } = prepared.facts
  const last = neutral && neutral.items.length > 0
    ? [candidate({ id: NEUTRAL_ENTRY, name: 'Neutral loop', level: 'default', weight: 1, bundle: neutral.bundle }, fitting(neutral.items, (item) => item.zoneKinds.length === 0), [{ start: -Infinity, end: Infinity }], prepared)]
    : []
  const tiers = [alwaysOn(prepared, zone, days), zone.id === NEUTRAL_ZONE ? [] : alwaysOn(prepared, prepared.zones.get(NEUTRAL_ZONE), days), last]
  return tiers.filter((tier) => tier.length > 0)
}
