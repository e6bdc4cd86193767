import * as z from 'zod/mini'
import { OrganisationView, OrganisationWrite } from '../../../protocol/api-people.ts'
import { must } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['organisations']
const config = { right: 'manage' } as const

export function organisationRoutes(app: App, of: Of): void {
  app.get('/api/organisations', { config, schema: { tags, summary: 'Organisations in the terminal, with their two owners and what was agreed', response: { 200: z.array(OrganisationView), ...refusals } } }, async () => of().staff.organisations.list())

  app.put('/api/organisations/:id', { config, schema: { tags, summary: 'Add an organisation or change it', params: ById, body: OrganisationWrite, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().staff.organisations.put(request.params.id, request.body))
    return reply.code(204).send(null)
  })

  app.delete('/api/organisations/:id', { config, schema: { tags, summary: 'Take an organisation away that nobody belongs to', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().staff.organisations.remove(request.params.id))
    return reply.code(204).send(null)
  })
}
