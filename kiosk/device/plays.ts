/** Proof of play: how often and how long each item was on, in buckets of five minutes of the corrected clock. Pure. */
const BUCKET_MS = 300_000

export type PlayRun = { item: string; bucket: string; count: number; seconds: number }
type Tally = { count: number; ms: number }
export type Plays = {
  /** What is on since when (milliseconds); null while something else than an item is. */
  on: { item: string; startedAtMs: number; sinceMs: number } | null
  buckets: ReadonlyMap<number, ReadonlyMap<string, Tally>>
}

export const noPlays: Plays = { on: null, buckets: new Map() }

/** The screen shows `item` as of `nowMs` (null: no item). The same turn again only counts its time. `startedAtMs` names the turn. */
export function playing(plays: Plays, item: { id: string; startedAtMs: number } | null, nowMs: number): Plays {
  const buckets = new Map([...plays.buckets].map(([start, tallies]) => [start, new Map(tallies)]))
  const add = (atMs: number, id: string, count: number, ms: number) => {
    const start = Math.floor(atMs / BUCKET_MS) * BUCKET_MS
    const bucket = buckets.get(start) ?? new Map<string, Tally>()
    buckets.set(start, bucket)
    const held = bucket.get(id) ?? { count: 0, ms: 0 }
    bucket.set(id, { count: held.count + count, ms: held.ms + ms })
  }
  if (plays.on) {
    for (let from = plays.on.sinceMs; from < nowMs;) {
      const until = Math.min(nowMs, (Math.floor(from / BUCKET_MS) + 1) * BUCKET_MS)
      add(from, plays.on.item, 0, until - from)
      from = until
    }
  }
  const sameTurn = item !== null && plays.on?.item === item.id && plays.on.startedAtMs === item.startedAtMs
  if (item && !sameTurn) add(nowMs, item.id, 1, 0)
  return { on: item && { item: item.id, startedAtMs: item.startedAtMs, sinceMs: nowMs }, buckets }
}

/** Takes out the buckets that have ended by `nowMs`; `all` also those that still run (the page is leaving). */
export function closeBuckets(plays: Plays, nowMs: number, all = false): { plays: Plays; runs: PlayRun[] } {
  const runs: PlayRun[] = []
  const kept = new Map<number, ReadonlyMap<string, Tally>>()
  for (const [start, tallies] of plays.buckets) {
    if (!all && start + BUCKET_MS > nowMs) {
      kept.set(start, tallies)
      continue
    }
    const bucket = Temporal.Instant.fromEpochMilliseconds(start).toString()
    for (const [item, { count, ms }] of tallies) runs.push({ item, bucket, count, seconds: Math.round(ms) / 1000 })
  }
  return { plays: { ...plays, buckets: kept }, runs }
}

/** When the oldest bucket ends, or null. */
export function nextClose(plays: Plays): number | null {
  const starts = [...plays.buckets.keys()]
  return starts.length ? Math.min(...starts) + BUCKET_MS : null
}
