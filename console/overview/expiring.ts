import type { Phone } from '../../protocol/content.ts'
import type { KeysView } from '../../protocol/api.ts'
import type { Right } from '../../protocol/rights.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import type * as z from 'zod/mini'

/** Something that ends: `day` is its last day at the site (null: it waits, without a day), `right` what who acts on it needs. */
export type Ending = { kind: 'number' | 'entry' | 'key'; id: string; name: string; day: string | null; gone: boolean; right: Right; items: number }

/** The last day on which an entry starts, where it has one: once, or until a day of its rule. */
export function lastDay({ rrule, startDay }: Pick<ScheduleEntry, 'rrule' | 'startDay'>): string | null {
  if (rrule === null) return startDay
  const until = /(?:^|;)UNTIL=(\d{4})(\d{2})(\d{2})/.exec(rrule)
  return until ? `${until[1]}-${until[2]}-${until[3]}` : null
}

type Facts = {
  phones: readonly Phone[]
  schedule: readonly ScheduleEntry[]
  /** How many items show a number. */
  itemsWith(phone: string): number
  keys: z.infer<typeof KeysView> | null
  phoneName(phone: Phone): string
  /** The day at the site. */
  today: string
}

/** What ends within `days` or has ended, the soonest first. Entries that have ended are done, not missed: they are left out. */
export function endings({ phones, schedule, itemsWith, keys, phoneName, today }: Facts, days: number): Ending[] {
  const last = Temporal.PlainDate.from(today).add({ days }).toString()
  const numbers = phones.filter(({ expires }) => expires <= last).map((phone): Ending => ({ kind: 'number', id: phone.id, name: phoneName(phone), day: phone.expires, gone: phone.expires < today, right: 'publish', items: itemsWith(phone.id) }))
  const entries = schedule.filter(({ state }) => state !== 'withdrawn' && state !== 'draft').flatMap((entry): Ending[] => {
    const day = lastDay(entry)
    return day !== null && day >= today && day <= last ? [{ kind: 'entry', id: entry.id, name: entry.name, day, gone: false, right: 'schedule', items: 0 }] : []
  })
  const waiting: Ending[] = keys?.announced ? [{ kind: 'key', id: keys.announced, name: keys.announced, day: null, gone: false, right: 'manage', items: keys.behind.length }] : []
  return [...waiting, ...[...numbers, ...entries].sort((a, b) => (a.day ?? '').localeCompare(b.day ?? '') || a.name.localeCompare(b.name))]
}
