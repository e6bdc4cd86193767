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

function boundaries(candidates: readonly Candidate[]): number[] {
  const times = new Set<number>()
  for (const candidate of candidates) {
    for (const { start, end } of candidate.stretches) times.add(start).add(end)
    if (candidate.firstGone < Infinity) for (const gone of candidate.goneAt) if (gone !== Infinity && isOn(candidate, gone)) times.add(gone)
  }
  return [...times].filter(Number.isFinite).sort((a, b) => a - b)
}

/** A layer's segments: each beginning or end of an occurrence, and each expiry of an item, begins a new one. Empty ones are left out. */
export function layerSegments(candidates: readonly Candidate[], level: ScheduleLevel, from: number, until: number): Segment[] {
  const times = boundaries(candidates)
  const segments: Segment[] = []
  for (let i = 0; i + 1 < times.length; i++) {
    const start = times[i] ?? 0
    const end = times[i + 1] ?? 0
    if (end <= from || start >= until) continue
    const members = candidates.filter((candidate) => isOn(candidate, start))
    if (members.length > 0) segments.push({ level, start, end, members })
  }
  return segments
}

const sameItems = (a: readonly Candidate[], b: readonly Candidate[], at: number): boolean =>
  a.length === b.length && a.every((c, i) => c === b[i] && !c.goneAt.includes(at))

/** Entries that are always on count from the Unix epoch where nothing marks their beginning. */
export function fallbackSegments(tiers: readonly (readonly Candidate[])[]): Segment[] {
  const times = [0, ...boundaries(tiers.flat()).filter((t) => t > 0), Infinity]
  const segments: Segment[] = []
  for (let i = 0; i + 1 < times.length; i++) {
    const start = times[i] ?? 0
    const end = times[i + 1] ?? 0
    const members = tiers.map((tier) => tier.filter((candidate) => isOn(candidate, start))).find((on) => on.length > 0)
    const last = segments.at(-1)
    if (members && last?.end === start && sameItems(last.members, members, start)) last.end = end
    else if (members) segments.push({ level: 'default', start, end, members })
  }
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
