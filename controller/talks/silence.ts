import type { TalkWrite } from '../../protocol/api-schedule.ts'
import type { Zone } from '../../protocol/venue.ts'

/** Metres between two outlines across which a voice still carries: a wall or a row of posts stands between zones, not a hall. */
const EARSHOT_METRES = 2

type Point = readonly [number, number]

function toSegment([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length))
  return Math.hypot(px - ax - t * dx, py - ay - t * dy)
}
const edges = (outline: readonly Point[]): [Point, Point][] => outline.map((point, i) => [point, outline[(i + 1) % outline.length] ?? point])
const nearest = (a: readonly Point[], b: readonly Point[]): number => Math.min(...a.flatMap((point) => edges(b).map(([from, to]) => toSegment(point, from, to))), Infinity)

/**
 * The leaf zones next door to each leaf zone: on the same floor, with outlines at most two metres apart. By the outlines of
 * the site's plan, which every site has (its IMDF archive it may lack): where sound goes, no door is needed. Zones do not
 * overlap, so the nearest points are a corner of one and an edge of the other.
 */
export function neighboursOf(zones: readonly Zone[]): Map<string, string[]> {
  const leaves = zones.filter((zone) => zone.kind !== null)
  return new Map(leaves.map((zone) => [zone.id, leaves
    .filter((other) => other !== zone && other.ordinal === zone.ordinal && Math.min(nearest(zone.outline, other.outline), nearest(other.outline, zone.outline)) <= EARSHOT_METRES)
    .map((other) => other.id)]))
}

/** Zones that fall silent during a talk: those it is given in, and where asked for those next door. In the tree's order. */
export function silentZones({ zone, neighbours }: Pick<TalkWrite, 'zone' | 'neighbours'>, leaves: (wanted: readonly string[]) => readonly string[], next: ReadonlyMap<string, readonly string[]>): string[] {
  const own = leaves([zone])
  return [...leaves(neighbours ? [...own, ...own.flatMap((leaf) => next.get(leaf) ?? [])] : own)]
}

/** Stretches put together where they touch or overlap, in order. Milliseconds since the Unix epoch. */
export function together(stretches: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}
