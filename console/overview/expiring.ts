import type { AppliedPreset } from '../../protocol/api-schedule.ts'
import type { KeysView, Library } from '../../protocol/api.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Phone } from '../../protocol/content.ts'
import type { Right } from '../../protocol/rights.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import type * as z from 'zod/mini'

/**
 * Something that ends: `day` is its last day at the site (null: it waits, without a day), `right` what who acts on it needs. With a
 * number go the `items` that show it, and `playlists` are left with nothing; a preset goes from its `zones`; `behind` screens have not heard of a key.
 */
export type Ending = { id: string; name: string; day: string | null; gone: boolean; right: Right } & (
  { kind: 'number'; items: string[]; playlists: string[] } | { kind: 'entry' } | { kind: 'preset'; zones: string[] } | { kind: 'key'; behind: number }
)

/** The last day on which an entry starts, where it has one: once, or until a day of its rule. */
export function lastDay({ rrule, startDay }: Pick<ScheduleEntry, 'rrule' | 'startDay'>): string | null {
  if (rrule === null) return startDay
  const until = /(?:^|;)UNTIL=(\d{4})(\d{2})(\d{2})/.exec(rrule)
  return until ? `${until[1]}-${until[2]}-${until[3]}` : null
}

type Shown = Pick<Library, 'phones' | 'playlists' | 'itemStates'> & { items: readonly Pick<Library['items'][number], 'id' | 'phones'>[] }

/** What the end of a number takes off screens: the items that show it, and the playlists whose last items go with it. */
function goesWith({ id, expires }: Phone, { phones, items, playlists, itemStates }: Shown): { items: string[]; playlists: string[] } {
  const ends = new Map(phones.map((phone) => [phone.id, phone.expires]))
  const lasting = items.filter((item) => itemStates?.[item.id] !== 'withdrawn')
  /** An item's last day, that of the first of its numbers to end; null = it has no such day. */
  const lasts = new Map(lasting.map((item) => [item.id, item.phones.map((phone) => ends.get(phone) ?? '').sort()[0] ?? null]))
  const going = new Set(lasting.filter((item) => item.phones.includes(id)).map((item) => item.id))
  const isLeftEmpty = (list: Library['playlists'][number]) => {
    const days = list.items.flatMap((item) => lasts.get(item) ?? (lasts.has(item) ? [null] : []))
    return list.state !== 'withdrawn' && list.items.some((item) => going.has(item)) && days.every((day) => day !== null && day <= expires) && days.includes(expires)
  }
  return { items: [...going], playlists: playlists.filter(isLeftEmpty).map((list) => list.id) }
}

type Facts = {
  library: Shown
  schedule: readonly ScheduleEntry[]
  applied: readonly AppliedPreset[]
  keys: z.infer<typeof KeysView> | null
  words(text: Text): string
  /** The day at the site. */
  today: string
}

/**
 * What ends within `days` or has ended, the soonest first. Entries and presets that have ended are done, not missed: they are left
 * out. The entries of a preset end with it and are said once; those that somebody has changed since end by themselves.
 */
export function endings({ library, schedule, applied, keys, words, today }: Facts, days: number): Ending[] {
  const last = Temporal.PlainDate.from(today).add({ days }).toString()
  const isSoon = (day: string | null): day is string => day !== null && day >= today && day <= last
  const numbers = library.phones.filter(({ expires }) => expires <= last).map((phone): Ending =>
    ({ kind: 'number', id: phone.id, name: `${words(phone.name)} ${phone.number}`, day: phone.expires, gone: phone.expires < today, right: 'publish', ...goesWith(phone, library) }))
  const presets = applied.flatMap(({ id, name, zones, untilDay }): Ending[] => (isSoon(untilDay) ? [{ kind: 'preset', id, name: words(name), day: untilDay, gone: false, right: 'schedule', zones }] : []))
  const ofPresets = new Set(applied.flatMap(({ entries, edited = [] }) => entries.filter((id) => !edited.includes(id))))
  const entries = schedule.filter(({ id, state }) => state !== 'withdrawn' && state !== 'draft' && !ofPresets.has(id)).flatMap((entry): Ending[] => {
    const day = lastDay(entry)
    return isSoon(day) ? [{ kind: 'entry', id: entry.id, name: entry.name, day, gone: false, right: 'schedule' }] : []
  })
  const waiting: Ending[] = keys?.announced ? [{ kind: 'key', id: keys.announced, name: keys.announced, day: null, gone: false, right: 'manage', behind: keys.behind.length }] : []
  return [...waiting, ...[...numbers, ...presets, ...entries].sort((a, b) => (a.day ?? '').localeCompare(b.day ?? '') || a.name.localeCompare(b.name))]
}
