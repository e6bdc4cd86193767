import { scheduleLevels, type ScheduleLevel } from '../../protocol/words.ts'
import type { Candidate } from './candidates.ts'

/**
 * A stretch of one layer during which the same entries are on. Its start is its epoch, whether or not a higher layer
 * hides it. Milliseconds since the Unix epoch.
 */
export type Segment = { level: ScheduleLevel; start: number; end: number; members: readonly Candidate[] }
/** Where a segment is seen. */
export type Piece = { from: number; until: number; segment: Segment }

const isOn = (candidate: Candidate, at: number): boolean => candidate.stretches.some((s) => s.start <= at && at < s.end)

/** What happens to the n-th candidate of a layer at a time: it begins (1), ends (-1), or loses an item (0). */
type Change = { at: number; candidate: number; by: -1 | 0 | 1 }

function changesOf(candidates: readonly Candidate[]): Change[] {
  const changes: Change[] = []
  for (const [n, candidate] of candidates.entries()) {
    for (const { start, end } of candidate.stretches) changes.push({ at: start, candidate: n, by: 1 }, { at: end, candidate: n, by: -1 })
    if (candidate.firstGone < Infinity) for (const gone of candidate.goneAt) if (gone !== Infinity && isOn(candidate, gone)) changes.push({ at: gone, candidate: n, by: 0 })
  }
  return changes.sort((a, b) => a.at - b.at)
}

/** Goes through the times at which anything changes, with who is on from then until the next. */
function sweep(candidates: readonly Candidate[], visit: (start: number, end: number, members: () => Candidate[]) => void): void {
  const changes = changesOf(candidates)
  const on = new Int16Array(candidates.length)
  const members = () => candidates.filter((_, n) => (on[n] ?? 0) > 0)
  for (let i = 0; i < changes.length; ) {
    const start = changes[i]?.at ?? 0
    for (; changes[i]?.at === start; i++) {
      const { candidate, by } = changes[i] as Change
      on[candidate] = (on[candidate] ?? 0) + by
    }
    visit(start, changes[i]?.at ?? Infinity, members)
  }
}

/**
 * A layer's segments between `from` and `until`: each beginning or end of an occurrence, and each expiry of an item, begins
 * a new one. Empty ones are left out.
 */
export function layerSegments(candidates: readonly Candidate[], level: ScheduleLevel, from: number, until: number): Segment[] {
  const segments: Segment[] = []
  sweep(candidates, (start, end, members) => {
    if (end <= from || start >= until) return
    const on = members()
    if (on.length > 0) segments.push({ level, start, end, members: on })
  })
  return segments
}

const sameItems = (a: readonly Candidate[], b: readonly Candidate[], at: number): boolean =>
  a.length === b.length && a.every((c, i) => c === b[i] && !c.goneAt.includes(at))

/** Entries that are always on count from the Unix epoch where nothing marks their beginning. */
export function fallbackSegments(tiers: readonly (readonly Candidate[])[]): Segment[] {
  const segments: Segment[] = []
  sweep(tiers.flat(), (start, end, members) => {
    if (end <= 0) return
    const on = members()
    const best = tiers.map((tier) => tier.filter((candidate) => on.includes(candidate))).find((tier) => tier.length > 0)
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
