import * as z from 'zod/mini'
import { Alarm, AlarmsView } from '../../protocol/api-alarms.ts'
import { VenueMap } from '../../protocol/api-map.ts'
import { JobView, KeysView } from '../../protocol/api.ts'
import type { Ask } from '../request.ts'

/** The building, alarms, and keys that wait. */
export const createOverviewApi = (ask: Ask) => ({
  building: () => ask('/venue/map', VenueMap),
  alarms: () => ask('/alarms', AlarmsView),
  pastAlarms: () => ask('/alarms/past', z.array(Alarm)),
  acknowledge: (id: string, note: string) => ask(`/alarms/${encodeURIComponent(id)}/acknowledge`, Alarm, { method: 'POST', body: { note } }),
  runJob: (name: string) => ask(`/jobs/${encodeURIComponent(name)}/run`, JobView, { method: 'POST', body: {} }),
  keys: () => ask('/keys', KeysView),
})
