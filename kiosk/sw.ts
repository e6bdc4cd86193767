/// <reference lib="webworker" />
/** Keeps the app, its fonts and its media, so that a screen starts with no network at all. Built to /kiosk/sw.js. */
import { APP_CACHE_PREFIX, MEDIA_CACHE } from './app/caches.ts'

declare const self: ServiceWorkerGlobalScope

/** Filled in by the build (precache.ts). */
const files: unknown = '__PRECACHE_FILES__'
const cacheName = `${APP_CACHE_PREFIX}__PRECACHE_BUILD__`
const home = new URL('./', self.location.href)

const names = (): string[] => (Array.isArray(files) ? files.filter((name) => typeof name === 'string') : [])

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(cacheName)
    await cache.addAll(names().map((name) => new Request(new URL(name, home), { cache: 'reload' })))
    await self.skipWaiting()
  })())
})

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(APP_CACHE_PREFIX) && name !== cacheName) await caches.delete(name)
    await self.clients.claim()
  })())
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== home.origin) return
  if (url.pathname.startsWith('/media/')) event.respondWith(fromMedia(event.request))
  else if (url.pathname.startsWith(home.pathname)) event.respondWith(fromApp(event.request, url))
})

/** The page itself answers to any address below /kiosk/, whatever its parameters. */
async function fromApp(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(cacheName)
  const wanted = request.mode === 'navigate' ? new URL('index.html', home) : url
  return (await cache.match(wanted)) ?? fetch(request)
}

/** Media is named by its hash, so what is held is right for ever; the page checks and fills the cache. */
async function fromMedia(request: Request): Promise<Response> {
  const held = await (await caches.open(MEDIA_CACHE)).match(request)
  return held ? inRange(request, held) : fetch(request)
}

/** A video asks for ranges; the cache holds whole files. */
async function inRange(request: Request, whole: Response): Promise<Response> {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '')
  if (!range) return whole
  const blob = await whole.blob()
  const from = Number(range[1])
  const until = range[2] ? Math.min(Number(range[2]), blob.size - 1) : blob.size - 1
  return new Response(blob.slice(from, until + 1), {
    status: 206,
    headers: { 'content-type': whole.headers.get('content-type') ?? '', 'content-range': `bytes ${from}-${until}/${blob.size}`, 'content-length': String(until - from + 1) },
  })
}
