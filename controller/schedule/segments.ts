import { scheduleLevels, type ScheduleLevel } from '../../protocol/words.ts'
import type { Candidate } from './candidates.ts'

/**
 * A stretch of one layer during which the same entries are on. Its start is its epoch, whether or not a higher layer
 * hides it. Milliseconds since the Unix epoch.
 */
export type Segment = { level: ScheduleLevel; start: number; end: number; readonly members: readonly Candidate[] }
/** Where a segment is seen. */
export type Piece = { from: number; until: number; segment: Segment }

const isOn = (candidate: Candidate, at: number): boolean => candidate.stretches.some((s) => s.start <= at && at < s.end)

/**
 * What happens to the n-th candidate of a layer at a time: it ends (0), loses an item (1), or begins (2). One number each,
 * by which they are in order: thousands of them are sorted for every plan. Times are whole seconds, before 4.2e9.
 */
const PLACES = 65_536
const pack = (at: number, candidate: number, what: 0 | 1 | 2): number => (Math.max(0, at) / 1000 * PLACES + candidate) * 4 + what
const timeOf = (change: number): number => Math.floor(change / (4 * PLACES)) * 1000

/** In order. Only of occurrences that touch the time from `from` to `until`: what lies before tells nothing of later segments. */
function changesOf(candidates: readonly Candidate[], from: number, until: number): Float64Array {
  const changes: number[] = []
  for (let n = 0; n < candidates.length; n++) {
    const candidate = candidates[n] as Candidate
    for (const { start, end } of candidate.stretches) {
      if (end <= from || start >= until) continue
      changes.push(pack(start, n, 2))
      if (end < Infinity) changes.push(pack(end, n, 0))
    }
    if (candidate.firstGone < Infinity) for (const gone of candidate.goneAt) if (gone > from && gone < until && isOn(candidate, gone)) changes.push(pack(gone, n, 1))
  }
  return Float64Array.from(changes).sort()
}

/** Goes through the times at which anything changes, until the next. `on`: how often each candidate is on then; `some`: whether any is. */
function sweep(changes: Float64Array, count: number, visit: (start: number, end: number, on: Int16Array, some: boolean) => void): void {
  const on = new Int16Array(count)
  let running = 0
  for (let i = 0; i < changes.length;) {
    const start = timeOf(changes[i] ?? 0)
    for (; i < changes.length && timeOf(changes[i] ?? 0) === start; i++) {
      const rest = (changes[i] ?? 0) % (4 * PLACES)
      const by = (rest & 3) - 1
      on[rest >> 2] = (on[rest >> 2] ?? 0) + by
      running += by
    }
    visit(start, i < changes.length ? timeOf(changes[i] ?? 0) : Infinity, on, running > 0)
  }
}

/** Most segments of a busy layer are hidden by a higher one: who is on is looked up where somebody asks. */
function segmentAt(candidates: readonly Candidate[], level: ScheduleLevel, start: number, end: number): Segment {
  let members: readonly Candidate[] | null = null
  return { level, start, end, get members() { return members ??= candidates.filter((candidate) => isOn(candidate, start)) } }
}

/**
 * A layer's segments between `from` and `until`: each beginning or end of an occurrence, and each expiry of an item, begins
 * a new one. Empty ones are left out.
 */
export function layerSegments(candidates: readonly Candidate[], level: ScheduleLevel, from: number, until: number): Segment[] {
  const segments: Segment[] = []
  sweep(changesOf(candidates, from, until), candidates.length, (start, end, _, some) => {
    if (some && end > from && start < until) segments.push(segmentAt(candidates, level, start, end))
  })
  return segments
}

const sameItems = (a: readonly Candidate[], b: readonly Candidate[], at: number): boolean =>
  a.length === b.length && a.every((c, i) => c === b[i] && !c.goneAt.includes(at))

/** Entries that are always on count from the Unix epoch where nothing marks their beginning. */
export function fallbackSegments(tiers: readonly (readonly Candidate[])[]): Segment[] {
  const segments: Segment[] = []
  const all = tiers.flat()
  const places = new Map(all.map((candidate, place) => [candidate, place]))
  sweep(changesOf(all, -Infinity, Infinity), all.length, (start, end, on) => {
    if (end <= 0) return
    const best = tiers.map((tier) => tier.filter((candidate) => (on[places.get(candidate) ?? -1] ?? 0) > 0)).find((tier) => tier.length > 0)
    const last = segments.at(-1)
    if (best && last?.end === start && sameItems(last.members, best, start)) last.end = end
    else if (best) segments.push({ level: 'default', start: Math.max(0, start), end, members: best })
  })
  return segments
}

/** Lays segments of a higher layer over what is seen so far. */
function overlay(below: readonly Piece[], above: readonly Segment[], from: number, until: number): Piece[] {
  const pieces: Piece[] = []
  const push = (piece: Piece) => {
    const last = pieces.at(-1)
    if (last && last.segment === piece.segment && last.until === piece.from) last.until = piece.until
    else if (piece.from < piece.until) pieces.push(piece)
  }
  let at = from
  let next = 0
  const fill = (to: number) => {
    for (; at < to && next < below.length; ) {
      const piece = below[next] as Piece
      const end = Math.min(to, piece.until)
      if (piece.until > at && piece.from < to) push({ from: Math.max(at, piece.from), until: end, segment: piece.segment })
      at = Math.max(at, end)
      if (piece.until <= to) next++
    }
    at = to
  }
  for (const segment of above) {
    const start = Math.max(from, segment.start)
    const end = Math.min(until, segment.end)
    if (start >= end) continue
    fill(start)
    push({ from: start, until: end, segment })
    at = end
    while (next < below.length && (below[next] as Piece).until <= at) next++
  }
  fill(until)
  return pieces
}

/** What is seen of all layers between `from` and `until`: at each moment the highest that is not empty. */
export function piecesOf(candidates: readonly Candidate[], fallback: readonly Segment[], from: number, until: number): Piece[] {
  let pieces = overlay([], fallback, from, until)
  for (const level of scheduleLevels) {
    const layer = candidates.filter((c) => c.level === level)
    if (layer.length > 0) pieces = overlay(pieces, layerSegments(layer, level, from, until), from, until)
  }
  return pieces
}
