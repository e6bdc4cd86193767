import type { MediaCache } from '../../device/ports.ts'
import { MEDIA_CACHE } from '../caches.ts'

const pathOf = (sha256: string): string => `/media/${sha256}`

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Media in Cache Storage, where the service worker serves them from. Nothing goes in or comes out with a wrong hash. */
export function createMediaCache(): MediaCache {
  return {
    async get(sha256) {
      const cache = await caches.open(MEDIA_CACHE)
      const held = await cache.match(pathOf(sha256))
      if (!held) return null
      const bytes = new Uint8Array(await held.arrayBuffer())
      if (await hashOf(bytes) === sha256) return bytes
      await cache.delete(pathOf(sha256))
      return null
    },
    async fetch(sha256) {
      const answer = await fetch(pathOf(sha256), { cache: 'no-store' })
      if (!answer.ok) throw new Error(`${pathOf(sha256)} answered ${answer.status}`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (await hashOf(bytes) !== sha256) throw new Error(`${pathOf(sha256)} has another hash`)
      const cache = await caches.open(MEDIA_CACHE)
      await cache.put(pathOf(sha256), new Response(bytes, { headers: { 'content-type': answer.headers.get('content-type') ?? 'application/octet-stream' } }))
      return bytes
    },
    async keepOnly(sha256s) {
      const cache = await caches.open(MEDIA_CACHE)
      for (const request of await cache.keys()) {
        const sha256 = new URL(request.url).pathname.split('/').at(-1) ?? ''
        if (!sha256s.has(sha256)) await cache.delete(request)
      }
    },
  }
}
