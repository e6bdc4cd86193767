import multipart from '@fastify/multipart'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { mediaKinds, MediaQuery, MediaView, MOST_UPLOAD_BYTES } from '../../../protocol/api-media.ts'
import { Sha256 } from '../../../protocol/basics.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import { readPart } from '../../media/files.ts'
import { rangeOf } from '../../media/range.ts'
import { accountOf } from '../guard.ts'
import { must, notFound } from '../problems.ts'
import type { App } from '../server.ts'
import type { Of } from '../services.ts'
import { Nothing, refusals } from './shapes.ts'

const tags = ['media']
const params = z.object({ sha256: Sha256 })
/** What the file may be, separated by commas; left out: anything that is taken. */
const Kinds = z.object({ kinds: z.optional(z.string().check(z.regex(/^(image|video|audio)(,(image|video|audio))*$/))) })
/** Room for the lines around the file. */
const ENVELOPE_BYTES = 16 * 1024
const extensions: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'video/webm': 'webm', 'video/mp4': 'mp4', 'audio/wav': 'wav', 'audio/mpeg': 'mp3', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/webm': 'weba' }
const tooLarge = () => new AnxingError('media/too-large', `The file is larger than ${MOST_UPLOAD_BYTES / 1024 / 1024} MiB. Send a smaller one.`)

const LINGER_MS = 2_000
/**
 * Lets a refusal reach somebody who is still sending: nothing more is read, and the connection ends a moment later. Ended at once, as
 * Node would, it is reset, and the refusal may be lost with it.
 */
function endSoon({ raw: { complete, socket } }: FastifyRequest, reply: FastifyReply): void {
  if (complete) return
  reply.header('connection', 'close')
  socket.destroySoon = () => {
    socket.pause()
    socket.end()
    setTimeout(() => socket.destroy(), LINGER_MS).unref()
  }
}

/** Content by its hash: it never changes, so whoever has it keeps it. And the way in for files that staff send. */
export function mediaRoutes(app: App, of: Of): void {
  app.get('/media/:sha256', { config: { right: 'public' }, schema: { tags: ['content'], summary: 'A file by its SHA-256; it never changes. A part of it where the request asks for a range', security: [], params } }, async (request, reply) => {
    const { sha256 } = request.params
    const clip = of().speech.find(sha256)
    const file = clip ?? of().media.record(sha256)
    const bundle = file ? null : await of().content.readMedia(sha256)
    if (!file && !bundle) throw notFound(`file "${sha256}"`)
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', `"${sha256}"`)
    if (request.headers['if-none-match'] === `"${sha256}"`) return reply.code(304).send()
    if (!file) return reply.type(bundle?.type ?? '').send(bundle?.body)
    // Opened by itself a file is a download in an empty sandbox: whatever it turns out to hold, nothing of it runs here.
    reply.type(file.type).header('accept-ranges', 'bytes').header('content-security-policy', 'default-src \'none\'; sandbox').header('content-disposition', `attachment; filename="${sha256.slice(0, 12)}.${extensions[file.type] ?? 'bin'}"`)
    const range = rangeOf(request.headers.range, file.bytes)
    if (range === 'none') return reply.code(416).header('content-range', `bytes */${file.bytes}`).send()
    if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.until}/${file.bytes}`)
    reply.header('content-length', range ? range.until - range.from + 1 : file.bytes)
    return reply.send(clip ? readPart(clip.path, range) : of().media.read(sha256, range))
  })

  app.get('/api/media', { schema: { tags, summary: 'Pictures, films and recordings, the newest first, with what uses each', querystring: MediaQuery, response: { 200: z.array(MediaView), ...refusals } } }, async (request) => of().media.list(request.query))

  app.get('/api/media/:sha256', { schema: { tags, summary: 'What is known of a file', params, response: { 200: MediaView, ...refusals } } }, async (request) => {
    const found = await of().media.view(request.params.sha256)
    if (!found) throw notFound(`file "${request.params.sha256}"`)
    return found
  })

  app.delete('/api/media/:sha256', { config: { right: 'author' }, schema: { tags, summary: 'Delete a file that no item uses, in none of its versions', params, response: { 204: Nothing, ...refusals } } }, async (request, reply) => {
    must(await of().media.remove(request.params.sha256))
    return reply.code(204).send(null)
  })

  app.register(async (plain) => {
    // Names come as they were sent, so that one that is a path is seen. Its own limit lies out of reach: the store's is by kind, and says so.
    await plain.register(multipart, { preservePath: true, limits: { files: 1, fields: 0, parts: 1, fileSize: 2 * MOST_UPLOAD_BYTES, headerPairs: 16 } })
    const scope = plain.withTypeProvider<ZodTypeProvider>()
    scope.post('/api/media', {
      config: { right: 'author' },
      schema: { querystring: Kinds, tags, summary: 'Send in a picture, a film or a recording: multipart/form-data with one file. It is decoded, measured, and kept without what was hidden beside it', consumes: ['multipart/form-data'], response: { 201: MediaView, ...refusals } },
      // Before a byte of it is read.
      onRequest: async (request, reply) => {
        if (Number(request.headers['content-length'] ?? 0) <= MOST_UPLOAD_BYTES + ENVELOPE_BYTES) return
        endSoon(request, reply)
        throw tooLarge()
      },
    }, async (request, reply) => {
      if (!request.isMultipart()) throw new AnxingError('media/not-multipart', 'Send the file as multipart/form-data.')
      const file = await request.file()
      if (!file) throw new AnxingError('media/no-file', 'There is no file in the request. Choose one.')
      // Whoever is still sending when the file is refused is not read any further: not while the refusal is on its way, either.
      file.file.once('close', () => {
        if (!file.file.readableEnded) request.raw.unpipe().pause()
      })
      const outcome = await of().media.add({ stream: file.file, name: file.filename, type: file.mimetype, kinds: request.query.kinds?.split(',') ?? mediaKinds, by: accountOf(request).user })
      if (!outcome.ok) {
        endSoon(request, reply)
        throw outcome.error
      }
      return reply.code(201).send(outcome.value)
    })
  })
}
