import * as z from 'zod/mini'
import { AppliedPreset, BatchAnswer, Preset, PresetApply, PresetRevert } from '../../../protocol/api-schedule.ts'
import { accountOf } from '../guard.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { ById, refusals } from './shapes.ts'

const tags = ['schedule']
const config = { right: 'schedule' } as const

export function presetRoutes(app: App, of: Of): void {
  app.get('/api/presets', { schema: { tags, summary: 'What zones may play in situations that come again', response: { 200: z.array(Preset), ...refusals } } }, async () => [...of().presets.list()])

  app.get('/api/presets/applied', { schema: { tags, summary: 'Presets in force, the newest first', response: { 200: z.array(AppliedPreset), ...refusals } } }, async () => of().presets.applied())

  app.post('/api/presets/:id/apply', { config, schema: { tags, summary: 'Apply a preset in one action: 201, or 200 where it is in force just so', params: ById, body: PresetApply, response: { 200: AppliedPreset, 201: AppliedPreset, ...refusals } } }, async (request, reply) => {
    const { applied, fresh } = must(await of().presets.apply(request.params.id, request.body, accountOf(request).user))
    return reply.code(fresh ? 201 : 200).send(applied)
  })

  app.post('/api/presets/applied/:id/revert', { config, schema: { tags, summary: 'Take back what applying a preset has made; of entries edited since, as the request says', params: ById, body: z.nullish(PresetRevert), response: { 200: BatchAnswer, ...refusals } } },
    async (request) => must(await of().presets.revert(request.params.id, request.body ?? {})))
}
