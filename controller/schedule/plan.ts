import type { PlanWarning } from '../../protocol/api.ts'
import { createAssembly, type Assembly } from './assemble.ts'
import { candidatesOf, fallbacksOf, prepare, type Candidate, type Prepared } from './candidates.ts'
import { buildLoop, type LoopMember } from './loop.ts'
import type { Plan, PlanFacts, PlanItem, PlanZone, ZonePlan } from './plan-facts.ts'
import { holdsRemoved, sameTurns, slotsFrom, turnEnd, type OldSlot, type Turns } from './running.ts'
import { daysAround } from './occurring.ts'
import { fallbackSegments, piecesOf, type Piece, type Segment } from './segments.ts'

export type { Plan, PlanEntry, PlanFacts, PlanItem, PlanPlaylist, PlanZone, ZonePlan } from './plan-facts.ts'
export { isPlannable, NEUTRAL_ENTRY, prepare, prepareFrom, type Prepared } from './candidates.ts'

const HOUR = 3_600_000
export const HORIZON_MS = 48 * HOUR
/** An occurrence lasts at most 25 hours, so this far back lies the beginning of whatever is on. */
const LOOK_BACK_MS = 26 * HOUR
/** Signed it grows by a third (base64), and must still pass a broker that takes 512 kB. */
const MOST_BYTES = 360_000

/** One item of one entry, as a loop turns it; `turn` once it is written. */
type Row = { id: string; seconds: number; item: PlanItem; entry: Candidate; turn: [number, number] | null }
type PlannedLoop = { rows: readonly Row[]; index: number | null }

/** Loops of one zone, each set of members built once: a day's loops come again the next day. */
function createLoops(zone: string, warnings: PlanWarning[]) {
  const held = new Map<string, PlannedLoop>()
  const bySegment = new Map<Segment, PlannedLoop>()
  const rowsOf = new Map<Candidate, Row[]>()
  function itemsAt(entry: Candidate, at: number): Row[] {
    const rows = rowsOf.get(entry) ?? entry.items.map((item): Row => ({ id: item.id, seconds: item.seconds, item, entry, turn: null }))
    rowsOf.set(entry, rows)
    return entry.firstGone > at ? rows : rows.filter((_, i) => (entry.goneAt[i] ?? 0) > at)
  }
  function make(members: LoopMember<Row>[]): PlannedLoop {
    const built = buildLoop(members)
    for (const warning of built.warnings) warnings.push({ zone, ...warning })
    return { index: null, rows: built.turns }
  }
  return (segment: Segment): PlannedLoop => {
    const known = bySegment.get(segment)
    if (known) return known
    const members = segment.members.map((entry) => ({ id: entry.id, weight: entry.weight, items: itemsAt(entry, segment.start) }))
    const key = members.map((m) => `${m.id}:${m.items.length}`).join(' ')
    const loop = held.get(key) ?? make(members)
    held.set(key, loop)
    bySegment.set(segment, loop)
    return loop
  }
}

/** Writes loops into the programme, each once. */
function createWriter(assembly: Assembly) {
  const places = new Map<Candidate, number>()
  function placeOf(entry: Candidate): number {
    const known = places.get(entry)
    if (known !== undefined) return known
    const place = assembly.entryIndex({ id: entry.id, name: entry.name, level: entry.level, weight: entry.weight })
    places.set(entry, place)
    return place
  }
  return (loop: PlannedLoop): number => {
    loop.index ??= assembly.addLoop(loop.rows.map((row) => {
      const { item, entry } = row
      return row.turn ??= assembly.turn({ id: item.id, kind: item.kind, seconds: item.seconds, bundle: entry.bundle }, placeOf(entry))
    }))
    return loop.index
  }
}

/** The part of `pieces` from the one that holds `now` on, up to the first hole. */
function visible(pieces: readonly Piece[], now: number): Piece[] {
  const first = pieces.findIndex((p) => p.until > now)
  if (first < 0 || (pieces[first]?.from ?? 0) > now) return []
  const seen = pieces.slice(first)
  const hole = seen.findIndex((p, i) => i > 0 && p.from !== seen[i - 1]?.until)
  return hole < 0 ? seen : seen.slice(0, hole)
}

/**
 * Plans one zone for 48 hours from the beginning of what runs at `now` (up to the next full hour, so that planning again
 * within the hour changes nothing). See `plan`. Null, with a warning, where there is nothing at all to show. `untilMs`:
 * look as far ahead as that instead, for ourselves: it may become larger than what a screen is told.
 */
export function planZone(prepared: Prepared, zone: PlanZone, now: Temporal.Instant, untilMs?: number): ZonePlan {
  const { facts } = prepared
  // Whole seconds: slots begin and end on the second, and instants stay comparable as text.
  const nowMs = Math.floor(now.epochMilliseconds / 1000) * 1000
  const horizon = untilMs ?? Math.ceil((now.epochMilliseconds + HORIZON_MS) / HOUR) * HOUR
  const days = daysAround(nowMs, horizon)
  const { candidates, warnings } = candidatesOf(prepared, zone, nowMs, days)
  const fallback = fallbackSegments(fallbacksOf(prepared, zone, days))
  const loopOf = createLoops(zone.id, warnings)
  const pieces = visible(piecesOf(candidates, fallback, nowMs - LOOK_BACK_MS, horizon), nowMs)
  const first = pieces[0]
  if (!first) return { programme: null, warnings: [...warnings, { zone: zone.id, code: 'plan/no-content', message: 'There is nothing to show here: no entry is on, and there is no neutral playlist.', entries: [] }] }

  const previous = facts.previous.get(zone.id)
  const old = previous ? slotsFrom(previous, nowMs) : []
  const running = old[0] && old[0].from <= nowMs ? old[0] : null
  const turnsOf = (segment: Segment): Turns => loopOf(segment).rows
  const inherited = inheritEpochs(pieces, old, nowMs, turnsOf)
  const epochOf = (segment: Segment): number => inherited.get(segment) ?? segment.start
  const assembly = createAssembly()
  const write = createWriter(assembly)

  if (running) {
    const same = running.level === first.segment.level && inherited.get(first.segment) === running.epoch && sameTurns(running, turnsOf(first.segment))
    if (same) first.from = Math.max(first.from, running.from)
    else if (holdsRemoved(running, (item) => isGone(prepared, item, nowMs), prepared.planned)) {
      first.from = nowMs
      if (!inherited.has(first.segment)) inherited.set(first.segment, nowMs)
    } else {
      // A routine change waits for the running item; what the plan itself begins on the second does not.
      const until = Math.min(turnEnd(running, nowMs), running.until, first.until)
      assembly.addSlot(running.from, until, running.epoch, running.level, assembly.addOldLoop(running))
      first.from = until
      if (first.from === first.until) pieces.shift()
      else if (!inherited.has(first.segment)) inherited.set(first.segment, until)
    }
  }
  for (const piece of pieces) {
    const loop = write(loopOf(piece.segment))
    if (untilMs === undefined && assembly.size > MOST_BYTES && piece !== pieces[0]) {
      warnings.push({ zone: zone.id, code: 'plan/too-large', message: 'So many entries take turns here that the programme reaches less than 48 hours. Use fewer, longer entries.', entries: [] })
      break
    }
    assembly.addSlot(piece.from, piece.until, epochOf(piece.segment), piece.segment.level, loop)
  }
  const last = fallback.find((s) => s.start <= horizon && horizon < s.end) ?? pieces.at(-1)?.segment ?? first.segment
  const programme = assembly.programme(zone.id, { epoch: epochOf(last), loop: write(loopOf(last)) }, zone.speakers)
  const silent = silentFrom(zone, nowMs, horizon)
  // Who only looks ahead does not ask for warnings.
  return { programme: programme && silent.length > 0 ? { ...programme, silent } : programme, get warnings() { return dedupe(warnings) } }
}

const isGone = ({ facts, phoned }: Prepared, item: string, nowMs: number): boolean =>
  facts.withdrawn.has(item) || (phoned.get(item) ?? Infinity) <= nowMs

/** Talks that are not over and begin within the plan. */
const silentFrom = ({ silent = [] }: PlanZone, nowMs: number, horizon: number) =>
  silent.filter(({ start, end }) => end > nowMs && start < horizon).map(({ start, end }) => ({ from: Temporal.Instant.fromEpochMilliseconds(start).toString(), until: Temporal.Instant.fromEpochMilliseconds(end).toString() }))

/** Replanning never moves a loop that has begun: a segment with the turns of an older slot at the same time keeps its epoch. */
function inheritEpochs(pieces: readonly Piece[], old: readonly OldSlot[], nowMs: number, turnsOf: (segment: Segment) => Turns): Map<Segment, number> {
  const inherited = new Map<Segment, number>()
  const begun = old.filter((slot) => slot.epoch <= nowMs && (slot.until < Infinity || slot.from <= nowMs))
  for (const { segment, from, until } of pieces) {
    if (inherited.has(segment)) continue
    const slot = begun.find((s) => s.level === segment.level && s.from < until && s.until > Math.max(from, nowMs) && sameTurns(s, turnsOf(segment)))
    if (slot) inherited.set(segment, slot.epoch)
  }
  return inherited
}

function dedupe(warnings: readonly PlanWarning[]): PlanWarning[] {
  return [...new Map(warnings.map((w) => [`${w.code} ${w.message} ${w.entries.join(' ')}`, w])).values()]
}

/**
 * What every zone plays for the coming 48 hours: a pure function of facts and time.
 *
 * At each level the set of entries that are on changes only where an occurrence begins or ends, and each such change
 * begins a segment with its own epoch. The highest level with anything on is seen; one that was hidden goes on by the
 * clock. A running loop keeps its epoch; a routine change waits for the running item's end; what was taken back goes at
 * once. Zones where nothing is on play their default entries, else the neutral loop.
 */
export function plan(facts: PlanFacts, now: Temporal.Instant): Plan {
  const prepared = prepare(facts)
  const result: Plan = { programmes: new Map(), warnings: [] }
  for (const zone of facts.zones) {
    const { programme, warnings } = planZone(prepared, zone, now)
    if (programme) result.programmes.set(zone.id, programme)
    result.warnings.push(...warnings)
  }
  return result
}
