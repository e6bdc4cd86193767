import type { ScheduleWrite } from '../../protocol/api.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { leavesOf } from '../../protocol/venue.ts'
import type { DeviceRecord, Zone } from '../../protocol/venue.ts'
import { levels } from '../../protocol/words.ts'
import type * as z from 'zod/mini'
import { fromRrule, ruleFits, ruleHits } from './rule.ts'
import type { RuleEngine } from './rule.ts'

export type Entry = z.infer<typeof ScheduleEntry>
export type EntryNeed = 'name' | 'zones' | 'times' | 'rule'
const WALL = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/

/** What an entry still needs before it can be sent. */
export function entryNeeds(entry: ScheduleWrite): EntryNeed[] {
  const list: EntryNeed[] = []
  if (entry.name.trim() === '') list.push('name')
  if (entry.zones.length === 0) list.push('zones')
  if (!WALL.test(entry.from) || !WALL.test(entry.until)) list.push('times')
  if (!ruleFits(fromRrule(entry.rrule))) list.push('rule')
  return list
}

/** A free id: the playlist's, with a number where that is taken. */
export function freeId(playlist: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? playlist.slice(0, 56) : `${playlist.slice(0, 56)}-${n}`
    if (!taken.includes(id)) return id
  }
}

export const toWrite = ({ version: _version, ...write }: Entry): ScheduleWrite => write

/** Devices whose zone is under one of the named nodes. */
export function devicesUnder(zones: readonly Zone[], nodes: readonly string[], devices: readonly DeviceRecord[]): DeviceRecord[] {
  const known = nodes.filter((id) => zones.some((z) => z.id === id))
  const leaves = known.length > 0 ? leavesOf(zones, known) : []
  return devices.filter((d) => d.zone !== null && leaves.includes(d.zone))
}

const onDay = (entry: ScheduleWrite, day: Temporal.PlainDate, engine: RuleEngine | null): boolean =>
  !entry.exceptDays.includes(day.toString()) && ruleHits(fromRrule(entry.rrule), day, Temporal.PlainDate.from(entry.startDay), engine)

/** The stretch that an entry would have, were it to start on `day`; milliseconds. */
function stretchOn(entry: ScheduleWrite, day: Temporal.PlainDate, timeZone: string): { from: number; until: number } {
  const end = entry.until > entry.from ? day : day.add({ days: 1 })
  const ms = (of: Temporal.PlainDate, time: string) => of.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds
  return { from: ms(day, entry.from), until: ms(end, entry.until) }
}

/** When an entry next starts, or since when it is on, within `days` days by the site's clock; null for never. */
export function nextStart(entry: ScheduleWrite, timeZone: string, now: number, engine: RuleEngine | null, days = 366): number | null {
  if (entryNeeds(entry).some((need) => need === 'times' || need === 'rule')) return null
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate()
  const start = Temporal.PlainDate.from(entry.startDay)
  const first = Temporal.PlainDate.compare(start, today) > 0 ? start : today.subtract({ days: 1 })
  for (let i = 0; i <= days; i++) {
    const day = first.add({ days: i })
    if (!onDay(entry, day, engine)) continue
    const stretch = stretchOn(entry, day, timeZone)
    if (stretch.until > now) return stretch.from
  }
  return null
}

/** Whether an entry is on at `at`. */
export function isOn(entry: ScheduleWrite, timeZone: string, at: number, engine: RuleEngine | null): boolean {
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate()
  return [day, day.subtract({ days: 1 })].some((d) => {
    const stretch = stretchOn(entry, d, timeZone)
    return stretch.from <= at && at < stretch.until && onDay(entry, d, engine)
  })
}

export type Rival = { id: string; name: string; weight: number; share: number }
/** What plays against what: shares of turns by weight, or that a higher level hides the entry then. */
export type Contest = { outranked: boolean; rivals: Rival[] }

/**
 * How an entry as it is now written shares its level at `at` with `others`: those that are live in the same leaf zone. A loop
 * holds turns exactly in proportion to the weights, so the share is the weight over their sum.
 */
export function contest(entry: ScheduleWrite, others: readonly ScheduleWrite[], timeZone: string, at: number, engine: RuleEngine | null): Contest {
  const there = others.filter((e) => e.id !== entry.id && isOn(e, timeZone, at, engine))
  if (there.some((e) => levels.indexOf(e.level) > levels.indexOf(entry.level))) return { outranked: true, rivals: [] }
  const all = [entry, ...there.filter((e) => e.level === entry.level)]
  const sum = all.reduce((total, e) => total + e.weight, 0)
  return { outranked: false, rivals: all.map(({ id, name, weight }) => ({ id, name, weight, share: weight / sum })) }
}
