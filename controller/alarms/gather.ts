import { statfs } from 'node:fs/promises'
import type { PartHealth } from '../../protocol/api.ts'
import { leavesOf, type Site } from '../../protocol/venue.ts'
import type { Alerts } from '../alerts/service.ts'
import type { Calls } from '../calls/service.ts'
import type { Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import type { Devices } from '../devices/service.ts'
import type { Jobs } from '../jobs.ts'
import type { Schedule } from '../schedule/service.ts'
import type { AlarmFacts, AlertFact, ReviewFact } from './facts.ts'
import { createRefusals } from './refusals.ts'

export type GatherDeps = {
  site: Site
  folder: string
  clock: Clock
  alerts: Pick<Alerts, 'list' | 'coverage'>
  calls: Pick<Calls, 'waiting'>
  content: Pick<Content, 'phones'>
  devices: Pick<Devices, 'all'>
  jobs: Pick<Jobs, 'view'>
  schedule: Pick<Schedule, 'programmeOf'>
  readiness(): Promise<{ parts: PartHealth[] }>
}

/** Screens answer within seconds; whoever has not by then is looked at. */
const MISSED_AFTER_MS = 30_000
const MOST_ALERTS = 50
/** The newest come first, and the oldest are the latest. */
const MOST_REVIEWS = 500

/** Reads what alarms are worked out from. */
export function createGather({ site, folder, clock, alerts, calls, content, devices, jobs, schedule, readiness }: GatherDeps): () => Promise<AlarmFacts> {
  const servesSinceMs = clock.now().epochMilliseconds
  const refusals = createRefusals()
  const leaves = leavesOf(site.zones, site.zones.map(({ id }) => id))

  async function alertFacts(nowMs: number): Promise<AlertFact[]> {
    const views = (await Promise.all((['waiting', 'live'] as const).map((state) => alerts.list({ limit: MOST_ALERTS, state })))).flat()
    const facts: AlertFact[] = []
    for (const { id, state, alert, raisedAt, targeted } of views) {
      const releasedMs = state === 'live' ? Date.parse(alert.sent) : null
      const isLate = releasedMs !== null && nowMs - releasedMs > MISSED_AFTER_MS
      const coverage = isLate ? await alerts.coverage(id) : null
      const missed = (coverage?.devices ?? []).filter((device) => device.state === 'missed').map(({ device }) => device)
      facts.push({ id, state: state === 'live' ? 'live' : 'waiting', raisedMs: Date.parse(raisedAt), releasedMs, red: alert.severity === 'red', targeted, missed })
    }
    return facts
  }
  async function reviewFacts(): Promise<ReviewFact[]> {
    const views = await alerts.list({ limit: MOST_REVIEWS, due: true })
    return views.flatMap(({ id, reviews }): ReviewFact[] => {
      const [first] = reviews.filter(({ state }) => state === 'due').map(({ releasedBy, dueAt }) => ({ alert: id, releasedBy, dueMs: Date.parse(dueAt) })).sort((a, b) => a.dueMs - b.dueMs)
      return first ? [first] : []
    })
  }
  /** A number is shown to the end of its last day. */
  const endOf = (day: string): number => Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(site.timeZone).epochMilliseconds

  return async () => {
    const nowMs = clock.now().epochMilliseconds
    const { parts } = await readiness()
    const part = (name: string) => parts.find((one) => one.name === name) ?? { ok: false, detail: 'not there' }
    const store = part('store')
    return {
      servesSinceMs, store, link: part('link'), parts, jobs: jobs.view(), zones: site.zones,
      devices: [...devices.all()].map(({ record: { id, role }, zone, presence, reported }) => ({
        id, zone, role, state: presence.state, sinceMs: presence.sinceMs, clockOffMs: reported?.clock.offsetMs ?? null,
        refused: reported ? refusals.heard(id, reported.refused, Date.parse(reported.at), nowMs) : null,
      })),
      alerts: store.ok ? await alertFacts(nowMs) : [],
      reviews: store.ok ? await reviewFacts() : [],
      programmes: leaves.map((zone) => {
        const programme = schedule.programmeOf(zone)?.programme
        return { zone, untilMs: programme ? Date.parse(programme.until) : null, empty: programme !== undefined && programme.loops.length === 0 }
      }),
      numbers: content.phones().map(({ id, expires }) => ({ id, endsMs: endOf(expires) })),
      calls: calls.waiting(),
      disk: await statfs(folder).then(({ bsize, bavail, blocks }) => ({ freeBytes: bsize * bavail, totalBytes: bsize * blocks }), () => null),
    }
  }
}
