import * as z from 'zod/mini'
import { AppliedPreset, BatchAnswer, Preset, SchedulePreview, Talk, Timeline } from '../../protocol/api-schedule.ts'
import type { PresetApply, PreviewAsk, ScheduleChange, TalkWrite } from '../../protocol/api-schedule.ts'
import type { Ask } from '../request.ts'

const path = encodeURIComponent
const iso = (ms: number): string => new Date(ms).toISOString()
const Anything = z.unknown()

/** The schedule room's part of the HTTP API; each answer is parsed with its schema of protocol/. */
export const createScheduleApi = (ask: Ask) => ({
  preview: (change: PreviewAsk, signal?: AbortSignal) => ask('/schedule/preview', SchedulePreview, { method: 'POST', body: change, signal }),
  batch: (change: ScheduleChange) => ask('/schedule/batch', BatchAnswer, { method: 'POST', body: change }),
  /** What really plays in leaf zones between two instants (milliseconds). */
  timeline: ({ zones, from, until }: { zones: readonly string[]; from: number; until: number }, signal?: AbortSignal) =>
    ask(`/timeline?zones=${zones.map(path).join(',')}&from=${path(iso(from))}&until=${path(iso(until))}`, Timeline, { signal }),
  presets: () => ask('/presets', z.array(Preset)),
  applied: () => ask('/presets/applied', z.array(AppliedPreset)),
  apply: (id: string, body: PresetApply) => ask(`/presets/${path(id)}/apply`, AppliedPreset, { method: 'POST', body }),
  revert: (id: string) => ask(`/presets/applied/${path(id)}/revert`, Anything, { method: 'POST', body: {} }),
  talks: () => ask('/talks', z.array(Talk)),
  addTalk: (body: TalkWrite) => ask('/talks', Talk, { method: 'POST', body }),
  saveTalk: (id: string, body: TalkWrite) => ask(`/talks/${path(id)}`, Talk, { method: 'PUT', body }),
  removeTalk: (id: string) => ask(`/talks/${path(id)}`, Anything, { method: 'DELETE' }),
})
export type ScheduleApi = ReturnType<typeof createScheduleApi>
