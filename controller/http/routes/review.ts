import * as z from 'zod/mini'
import { AdoptAsk, CheckAsk, CommentWrite, DecideMany, Finding, PublishMany, ReviewDecision, ReviewStages, Revision, RevisionCreate, revisionKinds, RevisionSave, revisionStandings, revisionStates, RevisionSummary } from '../../../protocol/api-review.ts'
import { Id } from '../../../protocol/basics.ts'
import { accountOf } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { Nothing, refusals } from './shapes.ts'

const tags = ['review']
const author = { right: 'author' } as const
/** Which review it waits for decides who may: the service asks for that right. */
const reviewer = { right: 'read' } as const
const One = z.object({ kind: z.enum(revisionKinds), id: Id, version: z.coerce.number().check(z.int(), z.minimum(1)) })
const Filter = z.object({ standing: z.optional(z.enum(revisionStandings)), state: z.optional(z.enum(revisionStates)), kind: z.optional(z.enum(revisionKinds)), mine: z.optional(z.enum(['true', 'false'])) })
const at = '/api/revisions/:kind/:id/:version'

export function reviewRoutes(app: App, of: Of): void {
  app.get('/api/revisions', { schema: { tags, summary: 'Drafts, what is under review and what was published, the latest change first', querystring: Filter, response: { 200: z.array(RevisionSummary), ...refusals } } }, async (request) => {
    const { standing, state, kind, mine } = request.query
    return of().review.list({ standing, state, kind, author: mine === 'true' ? accountOf(request).user : undefined })
  })

  app.get('/api/revisions/:kind/:id', { schema: { tags, summary: 'All versions of a thing, the newest first', params: z.omit(One, { version: true }), response: { 200: z.array(Revision), ...refusals } } },
    async (request) => of().review.versions(request.params.kind, request.params.id))

  app.get(at, { schema: { tags, summary: 'One version, with what the checks say of it now', params: One, response: { 200: Revision, ...refusals } } }, async (request) => {
    const found = await of().review.get(request.params)
    if (!found) throw notFound(`version ${request.params.version} of the ${request.params.kind} "${request.params.id}"`)
    return found
  })

  app.post('/api/revisions', { config: author, schema: { tags, summary: 'A new draft; it touches no screen', body: RevisionCreate, response: { 201: Revision, ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().review.create(request.body.kind, request.body.body, accountOf(request)))))

  app.put(at, { config: author, schema: { tags, summary: 'Save a draft', params: One, body: RevisionSave, response: { 200: Revision, ...refusals } } },
    async (request) => must(await of().review.save(request.params, request.body.body, request.body.changedAt, accountOf(request))))

  app.delete(at, { config: author, schema: { tags, summary: 'Throw a draft away', params: One, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().review.drop(request.params))
    return reply.code(204).send(null)
  })

  app.post(`${at}/submit`, { config: author, schema: { tags, summary: 'Hand a draft in for review', params: One, response: { 200: Revision, ...refusals } } }, async (request) => must(await of().review.submit(request.params)))

  app.post(`${at}/recall`, { config: author, schema: { tags, summary: 'Take it back from its reviewers to write at it; its reviews start anew', params: One, response: { 200: Revision, ...refusals } } }, async (request) => must(await of().review.recall(request.params)))

  app.post(`${at}/decide`, { config: reviewer, schema: { tags, summary: 'Pass or refuse it at the review it waits for; needs the right of that review, by somebody who neither wrote nor reviewed it', params: One, body: ReviewDecision, response: { 200: Revision, ...refusals } } },
    async (request) => must(await of().review.decide(request.params, accountOf(request), request.body)))

  app.post('/api/revisions/decide', { config: reviewer, schema: { tags, summary: 'The same decision on several: all or none', body: DecideMany, response: { 200: z.array(RevisionSummary), ...refusals } } }, async (request) => {
    const { revisions, ...decision } = request.body
    return must(await of().review.decideMany(revisions, accountOf(request), decision))
  })

  app.post('/api/revisions/publish', { config: { right: 'publish' }, schema: { tags, summary: 'Put what has passed on the screens; items before the playlists that name them', body: PublishMany, response: { 200: z.array(RevisionSummary), ...refusals } } },
    async (request) => must(await of().review.publish(request.body.revisions, accountOf(request))))

  app.post('/api/revisions/adopt', { config: author, schema: { tags, summary: 'Hand shipped or withdrawn content in for review as it stands', body: AdoptAsk, response: { 201: z.array(RevisionSummary), ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().review.adopt(request.body.things, accountOf(request)))))

  app.post(`${at}/comments`, { config: reviewer, schema: { tags, summary: 'Say something about it, or about one of its fields', params: One, body: CommentWrite, response: { 201: Revision, ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().review.comment(request.params, request.body, accountOf(request)))))

  app.post(`${at}/restore`, { config: author, schema: { tags, summary: 'A new draft with what this version says', params: One, response: { 201: Revision, ...refusals } } },
    async (request, reply) => reply.code(201).send(must(await of().review.restore(request.params, accountOf(request)))))

  app.post('/api/checks', { config: { right: 'author', audit: false }, schema: { tags, summary: 'What speaks against showing this; nothing is kept', body: CheckAsk, response: { 200: z.array(Finding), ...refusals } } },
    async (request) => of().review.check(request.body.kind, request.body.body))

  app.get('/api/review/stages', { schema: { tags, summary: 'How many reviews each class of content takes', response: { 200: ReviewStages, ...refusals } } }, async () => of().review.stages())

  app.put('/api/review/stages', { config: { right: 'manage' }, schema: { tags, summary: 'Change how many reviews each class takes; what is under review keeps its number', body: ReviewStages, response: { 200: ReviewStages, ...refusals } } },
    async (request) => of().review.setStages(request.body))
}
