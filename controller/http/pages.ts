import fastifyStatic from '@fastify/static'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AnxingError } from '../../protocol/errors.ts'
import type { App } from './server.ts'
import { frontPage, frontStyle } from './front.ts'
import { problemOf } from './problems.ts'
import type { Of } from './services.ts'

const YEAR_SECONDS = 31_536_000

/** Built files carry a hash in their name and stay; pages and the service worker are asked for each time. */
export function cacheControl(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache'
}

async function addBuiltApp(app: App, name: 'kiosk' | 'console', folder: string): Promise<void> {
  const schema = { hide: true } as const
  app.get(`/${name}`, { schema }, async (request, reply) => reply.redirect(`/${name}/${new URL(request.url, 'http://x').search}`))
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: folder, prefix: '/', decorateReply: true, cacheControl: false, wildcard: true, dotfiles: 'deny',
      setHeaders(reply, path) {
        reply.header('cache-control', cacheControl(path))
      },
    })
    // The apps keep their place in the path; a file that is missing is missing.
    scope.setNotFoundHandler((request, reply) => {
      const path = request.url.split('?')[0] ?? ''
      if (!existsSync(join(folder, 'index.html'))) throw new AnxingError('http/not-built', `The ${name} has not been built. Run: npm run build`)
      if (request.method === 'GET' && !/\.\w+$/.test(path) && !path.includes('/assets/')) return reply.sendFile('index.html', folder)
      const { status, problem } = problemOf(new AnxingError('http/not-found', `There is nothing at ${path}.`))
      return reply.code(status).send(problem)
    })
  }, { prefix: `/${name}` })
}

/** The typeface that the project ships: the front page has it before anything is built. */
const typeface = dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css')))

/** The front page and the two built apps. */
export async function addPages(app: App, of: Of, dist: string): Promise<void> {
  const schema = { hide: true } as const
  app.get('/', { schema }, async (_request, reply) => {
    const { site, demo, devices } = of()
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(frontPage({ site, demo, devices: devices.list() }))
  })
  app.get('/front.css', { schema }, async (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(frontStyle))
  await app.register(fastifyStatic, { root: typeface, prefix: '/typeface/', decorateReply: false, maxAge: '1 day', allowedPath: (path) => path === '/index.css' || path.startsWith('/files/'), schemaHide: true })
  app.get('/favicon.ico', { schema }, async (_request, reply) => reply.code(204).send())
  await addBuiltApp(app, 'kiosk', join(dist, 'kiosk'))
  await addBuiltApp(app, 'console', join(dist, 'console'))
}
