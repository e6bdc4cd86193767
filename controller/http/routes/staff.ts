import * as z from 'zod/mini'
import { StaffView, StaffWrite } from '../../../protocol/api.ts'
import type { App } from '../server.ts'
import { must } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['staff']
const config = { right: 'manage' } as const

export function staffRoutes(app: App, of: Of): void {
  app.get('/api/staff', { config, schema: { tags, summary: 'Everybody who may sign in', response: { 200: z.array(StaffView), ...refusals } } }, async () => of().staff.list())

  app.put('/api/staff', { config, schema: { tags, summary: 'Add somebody, or set password and roles anew; ends the sessions of that user', body: StaffWrite, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().staff.put(request.body))
    return reply.code(204).send(null)
  })

  app.delete('/api/staff/:id', { config, schema: { tags, summary: 'Take somebody away', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().staff.remove(request.params.id))
    return reply.code(204).send(null)
  })
}
