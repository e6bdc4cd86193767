import * as z from 'zod/mini'
import { ShowAnswer } from '../../../protocol/api.ts'
import { Id } from '../../../protocol/basics.ts'
import { show, type Shown } from '../../../protocol/show.ts'
import { NEUTRAL_ZONE } from '../../../protocol/words.ts'
import type { App } from '../server.ts'
import { notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { refusals, When } from './shapes.ts'

function mainOf({ main }: Shown): ShowAnswer['main'] {
  const startedAt = main.startedAt.toString()
  if (main.kind === 'standby') return { kind: 'standby', startedAt, until: main.until?.toString() ?? null }
  const until = main.until.toString()
  if (main.kind === 'hold') return { kind: 'hold', text: main.text, startedAt, until }
  if (main.kind === 'rest') return { kind: 'rest', startedAt, until }
  return main.kind === 'alert' ? { kind: 'alert', alert: main.alert, startedAt, until } : { kind: 'item', item: main.item, entry: main.entry, level: main.level, startedAt, until, fallback: main.fallback }
}

const answerOf = (shown: Shown, at: Temporal.Instant): ShowAnswer => ({
  main: mainOf(shown),
  next: shown.next && { ...shown.next, at: shown.next.at.toString() },
  banners: shown.banners, audio: shown.audio, reasons: shown.reasons, at: at.toString(),
})

export function showRoutes(app: App, of: Of): void {
  app.get('/api/show', { schema: { tags: ['schedule'], summary: 'What a screen shows at a moment, and why', querystring: z.object({ device: Id, at: z.optional(When) }), response: { 200: ShowAnswer, ...refusals } } }, async (request) => {
    const { devices, schedule, alerts, site, clock } = of()
    const held = devices.held(request.query.device)
    if (!held) throw notFound(`device "${request.query.device}"`)
    const at = request.query.at === undefined ? clock.now() : Temporal.Instant.from(request.query.at)
    const { record: { id, role }, zone, publicAddress } = held
    const programme = schedule.planAt(zone ?? NEUTRAL_ZONE, at)
    const device = { id, role, zone, timeZone: site.timeZone, quietHours: site.quietHours, publicAddress, session: null, order: devices.get(id)?.ordered?.order ?? null }
    return answerOf(show(programme, alerts.setsFor(id, zone), device, at), at)
  })
}
