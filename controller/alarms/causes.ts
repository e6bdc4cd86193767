import type { AlarmKind } from '../../protocol/api-alarms.ts'
import type { AlarmFacts, DeviceFact, Found } from './facts.ts'
import { offlineCauses } from './offline.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Programmes reach 48 hours and are planned anew each hour: one that ends sooner than this is not being planned. */
const PROGRAMME_LEAST_MS = 12 * 3_600_000
/** A number ends in so many days: time enough to call and have it confirmed. */
const NUMBER_WARN_MS = 14 * DAY
const CLOCK_OFF_MS = 2_000
const WAITING_MS = 2 * MINUTE
/** A call for an officer rings in the console at once; after this it is an alarm as well. */
const CALL_MS = MINUTE
/** Below either, the disk is called full. */
const DISK_LEAST_SHARE = 0.1
const DISK_LEAST_BYTES = 1_000_000_000

const cause = (kind: AlarmKind, over: Partial<Found> & Pick<Found, 'severity' | 'sinceMs'>): Found =>
  ({ id: kind, kind, zones: [], devices: [], names: [], count: 1, of: null, detail: '', dueMs: null, ...over })

/** Parts that fail because another one does: their own alarm would be a second one for the same cause. */
const fedByLink = new Set(['link', 'facts', 'broker', 'alerts', 'schedule'])
const fedByStore = new Set(['store', 'engagement', 'devices', 'audit', 'content', 'review', 'desk', 'schedule', 'alerts', 'jobs'])
/** These have alarms of their own. */
const said = new Set(['store', 'link', 'programmes', 'jobs'])

function ofHouse({ store, link, parts, jobs, disk }: AlarmFacts, nowMs: number): Found[] {
  const found: Found[] = []
  if (!store.ok) found.push(cause('store', { severity: 'critical', detail: store.detail, sinceMs: nowMs }))
  if (!link.ok) found.push(cause('link', { severity: 'critical', detail: link.detail, sinceMs: nowMs }))
  for (const { name, ok, detail } of parts) {
    if (ok || said.has(name) || (!store.ok && fedByStore.has(name)) || (!link.ok && fedByLink.has(name))) continue
    found.push(cause('part', { id: `part/${name}`, severity: 'major', names: [name], detail, sinceMs: nowMs }))
  }
  if (store.ok) for (const { name, ok, lastRun, lastResult } of jobs) {
    if (ok === false) found.push(cause('job', { id: `job/${name}`, severity: 'minor', names: [name], detail: lastResult ?? '', sinceMs: lastRun === null ? nowMs : Date.parse(lastRun) }))
  }
  if (disk && (disk.freeBytes < DISK_LEAST_BYTES || disk.freeBytes < disk.totalBytes * DISK_LEAST_SHARE)) {
    const percent = Math.round((disk.freeBytes / Math.max(1, disk.totalBytes)) * 100)
    found.push(cause('disk', { severity: disk.freeBytes < DISK_LEAST_BYTES / 2 ? 'critical' : 'major', detail: `${(disk.freeBytes / 1e9).toFixed(1)} GB`, count: percent, of: 100, sinceMs: nowMs }))
  }
  return found
}

function ofAlerts({ alerts }: AlarmFacts, nowMs: number): Found[] {
  return alerts.flatMap(({ id, state, raisedMs, releasedMs, red, targeted, missed }) => {
    if (state === 'waiting') return nowMs - raisedMs > WAITING_MS ? [cause('alert_waiting', { id: `alert-waiting/${id}`, severity: red ? 'critical' : 'major', names: [id], sinceMs: raisedMs })] : []
    if (missed.length === 0) return []
    return [cause('alert_missed', { id: `alert-missed/${id}`, severity: red ? 'critical' : 'major', names: [id], devices: [...missed], count: missed.length, of: targeted, sinceMs: releasedMs ?? raisedMs })]
  })
}

function ofCalls({ calls, devices }: AlarmFacts, nowMs: number): Found[] {
  const waiting = calls.filter(({ sinceMs }) => nowMs - sinceMs > CALL_MS)
  if (waiting.length === 0) return []
  const zones = [...new Set(waiting.flatMap(({ device }) => devices.find(({ id }) => id === device)?.zone ?? []))]
  return [cause('call_waiting', { severity: 'critical', devices: waiting.map(({ device }) => device), zones, count: waiting.length, sinceMs: Math.min(...waiting.map(({ sinceMs }) => sinceMs)) })]
}

/** Each is a cause of its own: another alert, and perhaps another person who may review it. */
const ofReviews = ({ reviews }: AlarmFacts, nowMs: number): Found[] =>
  reviews.filter(({ dueMs }) => dueMs <= nowMs).map(({ alert, releasedBy, dueMs }) => cause('review_late', { id: `review-late/${alert}`, severity: 'major', names: [alert], detail: releasedBy, dueMs, sinceMs: dueMs }))

/** Screens that are here and say that something is wrong with them. */
function ofScreens({ devices }: AlarmFacts, nowMs: number): Found[] {
  const here = devices.filter(({ state }) => state === 'online')
  const all = (kind: AlarmKind, some: readonly DeviceFact[], detail: string, sinceMs: number): Found[] => {
    const zones = [...new Set(some.flatMap(({ zone }) => zone ?? []))]
    return some.length === 0 ? [] : [cause(kind, { severity: 'major', devices: some.map(({ id }) => id), zones, count: some.length, of: devices.length, detail, sinceMs })]
  }
  const refusing = here.filter(({ refused }) => refused !== null)
  const first = refusing.toSorted((a, b) => (a.refused?.atMs ?? 0) - (b.refused?.atMs ?? 0))[0]?.refused
  const off = here.filter(({ clockOffMs }) => clockOffMs !== null && Math.abs(clockOffMs) > CLOCK_OFF_MS)
  const worst = Math.max(0, ...off.map(({ clockOffMs }) => Math.abs(clockOffMs ?? 0)))
  return [...all('refusals', refusing, first?.code ?? '', first?.atMs ?? nowMs), ...all('clock', off, `${(worst / 1000).toFixed(1)} s`, nowMs)]
}

function ofContent({ programmes, numbers, store }: AlarmFacts, nowMs: number): Found[] {
  const found: Found[] = []
  const ending = programmes.filter(({ untilMs }) => untilMs === null || untilMs - nowMs < PROGRAMME_LEAST_MS)
  // Without the store nothing is planned, and that is the cause.
  if (ending.length > 0 && store.ok) {
    const first = Math.min(...ending.map(({ untilMs }) => untilMs ?? nowMs))
    found.push(cause('programmes', { severity: first <= nowMs ? 'critical' : 'major', zones: ending.map(({ zone }) => zone), count: ending.length, of: programmes.length, dueMs: first, sinceMs: nowMs }))
  }
  const empty = programmes.filter((programme) => programme.empty && !ending.includes(programme))
  if (empty.length > 0) found.push(cause('nothing_to_show', { severity: 'major', zones: empty.map(({ zone }) => zone), count: empty.length, of: programmes.length, sinceMs: nowMs }))
  const running = numbers.filter(({ endsMs }) => endsMs - nowMs < NUMBER_WARN_MS).toSorted((a, b) => a.endsMs - b.endsMs)
  const [next] = running
  if (next) found.push(cause('numbers', { severity: next.endsMs <= nowMs ? 'major' : 'minor', names: running.map(({ id }) => id), count: running.length, dueMs: next.endsMs, sinceMs: nowMs }))
  return found
}

/**
 * What somebody has to do something about at `nowMs`, at most one for one cause: a link that is down explains every screen
 * that is away and every alert that was missed, a store that fails explains the parts that need it, a zone that is away
 * explains its screens. `sinceMs` is `nowMs` where the facts do not say since when; whoever keeps alarms knows better.
 */
export function alarms(facts: AlarmFacts, nowMs: number): Found[] {
  const away = facts.link.ok ? offlineCauses(facts, nowMs) : []
  // What an alert missed on screens of a zone that is away is not a second cause; coverage counts those as offline anyway.
  const missed = facts.link.ok ? ofAlerts(facts, nowMs) : ofAlerts(facts, nowMs).filter(({ kind }) => kind === 'alert_waiting')
  return [...ofHouse(facts, nowMs), ...missed, ...ofReviews(facts, nowMs), ...ofCalls(facts, nowMs), ...away, ...ofScreens(facts, nowMs), ...ofContent(facts, nowMs)]
}
