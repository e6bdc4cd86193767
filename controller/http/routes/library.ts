import type { FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { ItemView, Library, PlaylistWrite, Venue } from '../../../protocol/api.ts'
import { Phone, Playlist } from '../../../protocol/content.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import { dayAt } from '../../clock.ts'
import { accountOf, mustHave } from '../guard.ts'
import type { App } from '../server.ts'
import { must, notFound } from '../problems.ts'
import type { Of } from '../services.ts'
import { ById, Nothing, refusals } from './shapes.ts'

const tags = ['content']

const needsReview = new AnxingError('content/needs-review', 'What goes on screens is reviewed first: POST /api/revisions, or /api/revisions/adopt for what was shipped, then submit it.')

export function libraryRoutes(app: App, of: Of): void {
  /** What is written here goes past the reviews: only whoever may publish alone does that. Others take off what stands there, as it is, with the right to. */
  function mayWrite(request: FastifyRequest<{ Body: PlaylistWrite }>): void {
    const { content, review } = of()
    const { state, ...words } = request.body
    const before = content.playlist(words.id)
    const isSame = before !== null && before.campaign === words.campaign && JSON.stringify([before.name, before.items]) === JSON.stringify([words.name, words.items])
    if (isSame && state === 'withdrawn' && before.state !== 'draft') return mustHave(request, 'withdraw')
    if (!review.mayPublishAlone(accountOf(request))) throw needsReview
  }
  /** What nobody has passed does not come back by itself: samples of a real site, and what was never published. */
  async function mayReturn(request: FastifyRequest, kind: 'item' | 'playlist', id: string): Promise<void> {
    const { content, review, demo } = of()
    const isSample = (kind === 'item' ? content.item(id)?.state : content.playlist(id)?.state) === 'sample'
    const isNew = isSample || !(await review.hasBeenPublished(kind, id))
    if (!demo && isNew && !review.mayPublishAlone(accountOf(request))) throw needsReview
  }

  app.get('/api/library', { schema: { tags, summary: 'Campaigns, items, playlists, telephone numbers, alert templates, what robots may say', response: { 200: Library, ...refusals } } }, async () => {
    const { content } = of()
    const library = content.library()
    return { ...library, itemStates: Object.fromEntries(content.items().map(({ item, state }) => [item.id, state])), unreviewedTemplates: library.templates.flatMap(({ id }) => (content.isReviewedTemplate(id) ? [] : [id])) }
  })

  app.post('/api/items/:id/withdraw', { config: { right: 'withdraw' }, schema: { tags, summary: 'Take an item off every screen, at once', params: ById, response: { 200: ItemView, ...refusals } } },
    async (request) => must(await of().content.withdrawItem(request.params.id)))

  app.post('/api/items/:id/restore', { config: { right: 'withdraw' }, schema: { tags, summary: 'Bring a withdrawn item back, as something staff stand for', params: ById, response: { 200: ItemView, ...refusals } } },
    async (request) => {
      await mayReturn(request, 'item', request.params.id)
      return must(await of().content.restoreItem(request.params.id))
    })

  app.put('/api/phones/:id', { config: { right: 'publish' }, schema: { tags, summary: 'A telephone number that somebody has checked anew, and until when it counts, a year at most; outside the demo its number and words stay as they are: those are drafted and reviewed. Items with a number that has run out are not shown', params: ById, body: Phone, response: { 200: Phone, ...refusals } } },
    async (request) => {
      const { content, review, clock, site, changes } = of()
      const phone = must(await content.putPhone(request.params.id, request.body, { alone: review.mayPublishAlone(accountOf(request)), today: dayAt(clock, site) }))
      changes.tell('playlists', `phone/${phone.id}`)
      return phone
    })

  app.get('/api/venue', { schema: { tags, summary: 'The site: its zones and where each screen is', response: { 200: Venue, ...refusals } } }, async () => {
    const { site, devices, demo } = of()
    return { site: site.id, name: site.name, timeZone: site.timeZone, zones: site.zones, devices: [...devices.all()].map(({ record }) => record), demo, quietHours: site.quietHours }
  })

  app.get('/api/playlists', { schema: { tags, summary: 'Every playlist', response: { 200: z.array(Playlist), ...refusals } } }, async () => of().content.playlists())

  app.get('/api/playlists/:id', { schema: { tags, summary: 'One playlist', params: ById, response: { 200: Playlist, ...refusals } } }, async (request) => {
    const found = of().content.playlist(request.params.id)
    if (!found) throw notFound(`playlist "${request.params.id}"`)
    return found
  })

  app.post('/api/playlists', { config: { right: 'author' }, schema: { tags, summary: 'A new playlist without review: for the administrator of a demo; everybody else drafts with POST /api/revisions', body: PlaylistWrite, response: { 201: Playlist, ...refusals } } },
    async (request, reply) => {
      mayWrite(request)
      return reply.code(201).send(must(await of().content.createPlaylist(request.body)))
    })

  app.put('/api/playlists/:id', { config: { right: 'author' }, schema: { tags, summary: 'Replace a playlist without review: for the administrator of a demo; others may set it as it stands to withdrawn, with that right', params: ById, body: PlaylistWrite, response: { 200: Playlist, ...refusals } } },
    async (request) => {
      mayWrite(request)
      return must(await of().content.updatePlaylist(request.params.id, request.body))
    })

  app.post('/api/playlists/:id/withdraw', { config: { right: 'withdraw' }, schema: { tags, summary: 'Take a playlist off every screen, at once', params: ById, response: { 200: Playlist, ...refusals } } },
    async (request) => must(await of().content.withdrawPlaylist(request.params.id)))

  app.post('/api/playlists/:id/restore', { config: { right: 'withdraw' }, schema: { tags, summary: 'Bring a withdrawn playlist back, as something staff stand for', params: ById, response: { 200: Playlist, ...refusals } } },
    async (request) => {
      await mayReturn(request, 'playlist', request.params.id)
      return must(await of().content.restorePlaylist(request.params.id))
    })

  app.delete('/api/playlists/:id', { config: { right: 'publish' }, schema: { tags, summary: 'Remove a playlist', params: ById, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().content.removePlaylist(request.params.id))
    return reply.code(204).send(null)
  })
}
