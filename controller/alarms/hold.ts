import { alarmSeverities, type AlarmKind } from '../../protocol/api-alarms.ts'
import type { Found } from './facts.ts'

export type Acknowledged = { by: string; atMs: number; note: string; count: number; severity: Found['severity'] }
/** An alarm over time. `raisedMs` null: seen, and not yet for long enough to call anybody. */
export type Held = Found & { firstMs: number; lastMs: number; raisedMs: number | null; endedMs: number | null; acknowledged: Acknowledged | null }

const SECOND = 1_000
const MINUTE = 60_000
/** How long a cause has to last before it calls somebody, and how long it has to be gone before it is over. */
const damping: Partial<Record<AlarmKind, { raiseMs: number; endMs: number }>> = {
  store: { raiseMs: 10 * SECOND, endMs: 30 * SECOND },
  link: { raiseMs: 15 * SECOND, endMs: 30 * SECOND },
  part: { raiseMs: MINUTE, endMs: MINUTE },
  disk: { raiseMs: 0, endMs: 10 * MINUTE },
  site_offline: { raiseMs: 0, endMs: 30 * SECOND },
  zone_offline: { raiseMs: 0, endMs: 30 * SECOND },
  devices_offline: { raiseMs: 0, endMs: MINUTE },
  alert_missed: { raiseMs: 0, endMs: 10 * SECOND },
  clock: { raiseMs: MINUTE, endMs: 2 * MINUTE },
  programmes: { raiseMs: MINUTE, endMs: MINUTE },
  nothing_to_show: { raiseMs: MINUTE, endMs: MINUTE },
}
const none = { raiseMs: 0, endMs: 0 }
const dampingOf = (kind: AlarmKind) => damping[kind] ?? none

/** While the one lasts nothing can be said of the others: they neither end nor show. */
const absorbs: Partial<Record<AlarmKind, readonly AlarmKind[]>> = {
  link: ['site_offline', 'zone_offline', 'devices_offline', 'alert_missed', 'refusals', 'clock'],
  site_offline: ['zone_offline', 'devices_offline', 'alert_missed'],
  store: ['job', 'review_late'],
}
const absorbed = (present: Iterable<{ kind: AlarmKind }>): Set<AlarmKind> => new Set([...present].flatMap(({ kind }) => absorbs[kind] ?? []))

const rank = (severity: Found['severity']): number => alarmSeverities.indexOf(severity)
/** More screens or graver than when somebody took note: they have to look again. */
const isWorse = (found: Found, { count, severity }: Acknowledged): boolean => found.count > count || rank(found.severity) < rank(severity)

export type Step = { held: Map<string, Held>; raised: Held[]; ended: Held[]; changed: Held[] }

/** What becomes of the alarms when `found` is what there is at `nowMs`. An alarm keeps its name, its beginning and its acknowledgement while its cause flaps. */
export function nextAlarms(before: ReadonlyMap<string, Held>, found: readonly Found[], nowMs: number): Step {
  const step: Step = { held: new Map(), raised: [], ended: [], changed: [] }
  const frozen = absorbed(found)
  for (const cause of found) {
    const old = before.get(cause.id)
    const isDue = nowMs - (old?.firstMs ?? nowMs) >= dampingOf(cause.kind).raiseMs
    const acknowledged = old?.acknowledged && !isWorse(cause, old.acknowledged) ? old.acknowledged : null
    const raisedMs = old?.raisedMs ?? (isDue ? nowMs : null)
    const next: Held = { ...cause, sinceMs: Math.min(cause.sinceMs, old?.sinceMs ?? cause.sinceMs), firstMs: old?.firstMs ?? nowMs, lastMs: nowMs, raisedMs, endedMs: null, acknowledged }
    step.held.set(cause.id, next)
    if (raisedMs === null) continue
    if (old?.raisedMs == null) step.raised.push(next)
    else if (old.count !== next.count || old.severity !== next.severity || old.acknowledged !== acknowledged || old.detail !== next.detail) step.changed.push(next)
  }
  for (const [id, old] of before) {
    if (step.held.has(id)) continue
    if (old.raisedMs === null) continue
    const isFrozen = frozen.has(old.kind)
    if (isFrozen || nowMs - old.lastMs < dampingOf(old.kind).endMs) step.held.set(id, isFrozen ? { ...old, lastMs: nowMs } : old)
    else step.ended.push({ ...old, endedMs: nowMs })
  }
  return step
}

/** What is shown: raised, not explained by another one; those that nobody has taken note of first, then the gravest, then the newest. */
export function shownAlarms(held: Iterable<Held>): Held[] {
  const raised = [...held].filter(({ raisedMs }) => raisedMs !== null)
  const hidden = absorbed(raised)
  return raised.filter(({ kind }) => !hidden.has(kind)).sort((a, b) =>
    Number(a.acknowledged !== null) - Number(b.acknowledged !== null) || rank(a.severity) - rank(b.severity) || (b.raisedMs ?? 0) - (a.raisedMs ?? 0) || (a.id < b.id ? -1 : 1))
}
