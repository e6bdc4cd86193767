import type { QuietHours } from '../../protocol/basics.ts'
import { quietStretch } from '../../protocol/show-rest.ts'
import type { PreviewAsk, SchedulePreview, Timeline } from '../../protocol/api-schedule.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Programme } from '../../protocol/programme.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Clock } from '../clock.ts'
import type { Book } from './book.ts'
import { createBreath } from './breathe.ts'
import { NEUTRAL_ENTRY } from './candidates.ts'
import type { Settled } from './change.ts'
import { conflictsOf, type ZoneChange } from './conflicts.ts'
import type { Gather, Speaker } from './gather.ts'
import { occurrences } from './recurrence.ts'
import { planZone, type PlanZone, type Prepared } from './plan.ts'
import { differences } from './preview.ts'
import { asStretch, instant, stretchesOf } from './stretches.ts'
import { slotsOver, type Slots } from './window.ts'

const HOUR = 3_600_000
const MOST_MS = 14 * 24 * HOUR
const USUAL_MS = 48 * HOUR

export type OutlookDeps = {
  book: Book
  leaves: (wanted: readonly string[]) => readonly string[]
  gather: Gather
  told: (zone: string) => Programme | null
  /** Zones that a change of these concerns. */
  concerned: (zones: Iterable<string>) => string[]
  settle: (change: PreviewAsk) => Outcome<Settled>
  devices: () => readonly Speaker[]
  timeZone: string
  /** Robots rest in them, whatever is planned. */
  quietHours?: readonly QuietHours[]
  clock: Clock
}
type Window = { from: number; until: number }

/** The slots during which one of the written entries is on, by its own rule. */
const whileOn = (slots: Slots, on: readonly { start: number; end: number }[]): Slots => slots.filter((slot) => on.some(({ start, end }) => start < slot.until && end > slot.from))

/** Looks ahead: what zones will play, and what a change would make of it. Nothing is kept, and nobody is told. */
export function createOutlook({ book, leaves, gather, told, concerned, settle, devices, timeZone, quietHours = [], clock }: OutlookDeps) {
  /** Whether some of that time lies outside quiet hours. */
  const isAwake = (fromMs: number, untilMs: number): boolean => {
    const quiet = quietStretch(quietHours, timeZone, Temporal.Instant.fromEpochMilliseconds(fromMs))
    return quiet === null || quiet.until.epochMilliseconds < untilMs
  }

  const second = (instantText: string): number => Math.floor(Temporal.Instant.from(instantText).epochMilliseconds / 1000) * 1000

  function windowOf({ from, until }: { from: number; until: number | undefined }): Outcome<Window> {
    // What was told reaches at least this far, so that nothing has to be planned for it.
    const end = until ?? Math.floor((from + USUAL_MS) / HOUR) * HOUR
    if (end <= from) return refused('schedule/window', 'The time asked for ends before it begins.', 'until')
    if (end - from > MOST_MS) return refused('schedule/window', 'Ask for 14 days at most.', 'until')
    return accepted({ from, until: end })
  }
  const nowMs = (): number => Math.floor(clock.now().epochMilliseconds / 1000) * 1000

  /** What was told holds from now on; what lies before it is planned as things stand today. */
  function slotsOf(prepared: Prepared, zone: PlanZone, { from, until }: Window): Slots {
    const now = nowMs()
    const ahead = until > now ? slotsOver(prepared, zone, { now, from: Math.max(from, now), until }, told(zone.id)) : []
    return from < now ? [...slotsOver(prepared, zone, { now: from, from, until: Math.min(now, until) }, null), ...ahead] : ahead
  }

  /** Planned as it would be right now: what runs goes on to its end, what was taken back goes at once. */
  function slotsAfter(prepared: Prepared, zone: PlanZone, { from, until }: Window): Slots {
    const now = nowMs()
    const first = from < now + USUAL_MS ? planZone(prepared, zone, Temporal.Instant.fromEpochMilliseconds(now)).programme : null
    return slotsOver(prepared, zone, { now, from, until }, first)
  }

  function onWithin(entry: ScheduleEntry, { from, until }: Window): ZoneChange['put'][number] {
    const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)
    const on = occurrences(entry, timeZone, at(from), at(until))
    const later = on.length > 0 || occurrences(entry, timeZone, at(until), at(until + 400 * 24 * HOUR)).length > 0
    return { entry, on, later }
  }

  return {
    /**
     * What a change would do between `from` (now) and `until` (48 hours later): where and when another share of the time
     * goes to whom, the screens that show something else, from when on, and what conflicts. Alerts aside.
     */
    async preview(ask: PreviewAsk): Promise<Outcome<SchedulePreview>> {
      const now = nowMs()
      const asked = windowOf({ from: Math.max(now, ask.from === undefined ? now : second(ask.from)), until: ask.until === undefined ? undefined : second(ask.until) })
      if (!asked.ok) return asked
      const window = asked.value
      const settled = settle(ask)
      if (!settled.ok) return settled
      const { put, removed, before } = settled.value
      const zones = concerned([...put, ...before].flatMap((entry) => book.zonesOf(entry)))
      const entries = book.after(put, removed.keys())
      const present = gather(zones, book)
      const changed = gather(zones, entries, new Map(zones.flatMap((zone) => {
        const programme = told(zone)
        return programme ? [[zone, programme] as const] : []
      })))
      const written = put.filter((entry) => entry.state !== 'draft' && entry.state !== 'withdrawn').map((entry) => onWithin(entry, window))
      const lastResort = entries.inZone(NEUTRAL_ZONE)
      const result: SchedulePreview = { zones: [], devices: [], firstChangeAt: null, conflicts: [] }
      const seen = new Set<string>()
      const awake = new Set<string>()
      let first = Infinity
      const breathe = createBreath()
      for (const id of zones) {
        await breathe()
        const [was, will] = [present.zones.get(id), changed.zones.get(id)]
        if (!was || !will) continue
        const after = slotsAfter(changed, will, window)
        const { changes, seenAt } = differences(slotsOf(present, was, window), after, window.from, window.until)
        if (seenAt !== null) {
          seen.add(id)
          first = Math.min(first, seenAt)
        }
        if (changes.some(({ from, until }) => isAwake(from, until))) awake.add(id)
        if (changes.length > 0) result.zones.push({ zone: id, changes: changes.map(({ from, until, ...both }) => ({ from: instant(from), until: instant(until), before: [...both.before], after: [...both.after] })) })
        const here = written.filter(({ entry }) => book.zonesOf(entry).includes(id))
        const on = here.flatMap((one) => one.on)
        result.conflicts.push(...conflictsOf({
          zone: id, put: here, removed: new Set(removed.keys()),
          neutral: new Set([NEUTRAL_ENTRY, ...lastResort.filter((entry) => id !== NEUTRAL_ZONE && !book.zonesOf(entry).includes(id)).map((entry) => entry.id)]),
          after: stretchesOf(whileOn(after, on)), differences: changes, playlistOf: (entry) => entries.get(entry)?.playlist ?? null,
        }, window))
      }
      result.devices = devices().filter(({ role, zone }) => seen.has(zone ?? NEUTRAL_ZONE) && (role !== 'robot' || awake.has(zone ?? NEUTRAL_ZONE))).map(({ id }) => id)
      result.firstChangeAt = first === Infinity ? null : instant(first)
      return accepted(result)
    },

    /** What zones (leaves, or all under an inner one) play from `from` to `until`, with each entry's share as it will really be. */
    async timeline(zones: readonly string[], from: string, until: string): Promise<Outcome<Timeline>> {
      const asked = windowOf({ from: second(from), until: second(until) })
      if (!asked.ok) return asked
      const known = leaves(zones)
      const unknown = zones.find((id) => leaves([id]).length === 0)
      if (unknown !== undefined) return refused('schedule/unknown-zone', `There is no zone "${unknown}".`, 'zones')
      const prepared = gather(known, book)
      const breathe = createBreath()
      const timeline: Timeline = []
      for (const id of known) {
        const zone = prepared.zones.get(id)
        if (!zone) continue
        await breathe()
        timeline.push({ zone: id, stretches: stretchesOf(slotsOf(prepared, zone, asked.value)).map(asStretch) })
      }
      return accepted(timeline)
    },
  }
}
