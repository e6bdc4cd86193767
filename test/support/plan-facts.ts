import type { PlanEntry, PlanFacts, PlanItem, PlanPlaylist } from '../../controller/schedule/plan.ts'
import { createHash } from 'node:crypto'
import type { ScheduleEntry } from '../../protocol/schedule.ts'

export const planItem = (id: string, over: Partial<PlanItem> = {}): PlanItem => ({ id, kind: 'poster', seconds: 10, moments: [], zoneKinds: [], phones: [], ...over })

export const planPlaylist = (id: string, items: readonly (string | PlanItem)[]): PlanPlaylist => ({
  id, bundle: createHash('sha256').update(id).digest('hex'), items: items.map((item) => (typeof item === 'string' ? planItem(item) : item)),
})

export const scheduleEntry = (over: Partial<ScheduleEntry> = {}): ScheduleEntry => ({
  id: 'day', name: 'Day', playlist: 'p', zones: ['gates'], level: 'default', weight: 1, startDay: '2026-01-01', from: '00:00', until: '00:00',
  rrule: 'FREQ=DAILY', exceptDays: [], moments: [], state: 'live', version: 1, ...over,
})

export const planEntry = (over: Partial<ScheduleEntry>, items: readonly (string | PlanItem)[]): PlanEntry => {
  const entry = scheduleEntry({ playlist: `p-${over.id ?? 'day'}`, ...over })
  return { entry, playlist: planPlaylist(entry.playlist, items), zones: entry.zones }
}

export const planFacts = (over: Partial<PlanFacts> = {}): PlanFacts => ({
  zones: [{ id: 'gates', kind: 'gate', speakers: [] }], entries: [], timeZone: 'Europe/Berlin', demo: false, neutral: null,
  phones: new Map(), previous: new Map(), withdrawn: new Set(), ...over,
})
