import * as z from 'zod/mini'
import { Alarm, AlarmAcknowledge, AlarmsView } from '../../../protocol/api-alarms.ts'
import { accountOf } from '../guard.ts'
import { notFound } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['operations']
const ByCause = z.object({ id: z.string().check(z.maxLength(120)) })
const MOST_PAST = 200

export function alarmRoutes(app: App, of: Of): void {
  app.get('/api/alarms', { schema: { tags, summary: 'What somebody has to do something about: at most one alarm for one cause, the gravest first', response: { 200: AlarmsView, ...refusals } } }, async () => of().alarms.view())

  app.get('/api/alarms/past', { schema: { tags, summary: 'Alarms that are over, the latest first, and who took note of them', response: { 200: z.array(Alarm), ...refusals } } }, async () => of().alarms.past(MOST_PAST))

  app.post('/api/alarms/:id/acknowledge', { config: { right: 'operate' }, schema: { tags, summary: 'Take note of an alarm: it is quiet until it worsens or ends', params: ByCause, body: AlarmAcknowledge, response: { 200: Alarm, ...refusals } } }, async (request) => {
    const { id } = request.params
    const alarm = await of().alarms.acknowledge(id, accountOf(request).user, request.body.note)
    if (!alarm) throw notFound(`alarm "${id}"`)
    return alarm
  })
}
