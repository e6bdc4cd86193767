import * as z from 'zod/mini'
import {
  Account, AlertView, CommandAnswer, Coverage, DeviceView, EngagementReport, JobView, Library, PlanView, PlanWarning,
  Readiness, ShowAnswer, Venue,
} from '../protocol/api.ts'
import { TimeAnswer } from '../protocol/api-pairing.ts'
import type { CommandWrite, ScheduleWrite } from '../protocol/api.ts'
import { RevisionSummary } from '../protocol/api-review.ts'
import { Playlist } from '../protocol/content.ts'
import { ScheduleEntry } from '../protocol/schedule.ts'
import type { Ask } from './request.ts'

const Anything = z.unknown()
const path = encodeURIComponent

/** The HTTP API as functions; each answer is parsed with its schema of protocol/. */
export function createApi(ask: Ask) {
  return {
    session: () => ask('/session', Account),
    signOut: () => ask('/session', Anything, { method: 'DELETE' }),
    time: () => ask('/time', TimeAnswer),

    venue: () => ask('/venue', Venue),
    library: () => ask('/library', Library),
    devices: () => ask('/devices', z.array(DeviceView)),
    pair: (device: string, code: string) => ask(`/devices/${path(device)}/pair`, Anything, { method: 'POST', body: { code } }),
    command: (device: string, order: 'identify' | 'reload') => ask(`/devices/${path(device)}/command`, CommandAnswer, { method: 'POST', body: { action: { do: order } } }),
    /** To a robot; words only that were reviewed, as they stand. */
    order: (robot: string, action: CommandWrite['action']) => ask(`/devices/${path(robot)}/command`, CommandAnswer, { method: 'POST', body: { action } }),

    alerts: () => ask('/alerts', z.array(AlertView)),
    coverage: (id: string) => ask(`/alerts/${path(id)}/coverage`, Coverage),

    schedule: () => ask('/schedule', z.array(ScheduleEntry)),
    addEntry: (body: ScheduleWrite) => ask('/schedule', Anything, { method: 'POST', body }),
    saveEntry: (body: ScheduleWrite) => ask(`/schedule/${path(body.id)}`, Anything, { method: 'PUT', body }),
    removeEntry: (id: string) => ask(`/schedule/${path(id)}`, Anything, { method: 'DELETE' }),
    playlists: () => ask('/playlists', z.array(Playlist)),
    openRevisions: () => ask('/revisions?standing=open', z.array(RevisionSummary)),
    publishedRevisions: () => ask('/revisions?standing=published', z.array(RevisionSummary)),

    plan: (zone: string) => ask(`/plan/${path(zone)}`, PlanView),
    warnings: () => ask('/plan/warnings', z.array(PlanWarning)),
    /** What `device` shows at `at` (an ISO instant), and why; beyond 48 h the controller plans on the fly. */
    show: (device: string, at: string, signal?: AbortSignal) => ask(`/show?device=${path(device)}&at=${path(at)}`, ShowAnswer, { signal }),
    engagement: (from: string, to: string) => ask(`/engagement?from=${path(from)}&to=${path(to)}&by=zone`, EngagementReport),
    jobs: () => ask('/jobs', z.array(JobView)),
    health: () => ask('/health', Readiness),
  }
}
export type Api = ReturnType<typeof createApi>
