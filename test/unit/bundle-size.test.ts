import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { buildStale } from '../../tools/build.ts'

const Chunk = z.object({ file: z.string(), isEntry: z.optional(z.boolean()), imports: z.optional(z.array(z.string())), dynamicImports: z.optional(z.array(z.string())) })
const Manifest = z.record(z.string(), Chunk)

let dist: string
let manifest: z.infer<typeof Manifest>
beforeAll(() => {
  dist = buildStale(['kiosk'])
  manifest = z.parse(Manifest, JSON.parse(readFileSync(join(dist, 'kiosk/.vite/manifest.json'), 'utf8')))
})

const text = (file: string) => readFileSync(join(dist, 'kiosk', file), 'utf8')
/** A chunk and all that it imports before it can run. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const inner of manifest[name]?.imports ?? []) withImports(inner, seen)
  return seen
}

it('needs at most 80 kB of script, gzipped, before the first cached item; mqtt.js is not in it', () => {
  const first = [...withImports('index.html')].map((name) => manifest[name]?.file ?? '')
  const kB = first.reduce((sum, file) => sum + gzipSync(text(file)).byteLength, 0) / 1000
  console.log(`script before the first item: ${kB.toFixed(1)} kB gzip`)
  expect(first.length).toBeGreaterThan(0)
  expect(kB).toBeLessThanOrEqual(80)
  for (const file of first) expect(text(file)).not.toMatch(/resubscribeOnReconnect|reconnectPeriod|mqttjs_/)
})

it('fetches mqtt.js later, as a chunk of its own', () => {
  const later = manifest['index.html']?.dynamicImports ?? []
  expect(later.map((name) => manifest[name]?.file).filter((file) => file !== undefined && /reconnectPeriod/.test(text(file)))).toHaveLength(1)
})

it('precaches the page, its chunks and every piece of the typeface', () => {
  const worker = text('sw.js')
  expect(worker).not.toContain('__PRECACHE')
  // The worker is no page: what it imports holds nothing of one.
  for (const [, file = ''] of worker.matchAll(/from"\.\/(assets\/[^"]+)"/g)) expect(text(file).length).toBeLessThan(2_000)
  const named = [...Object.values(manifest).flatMap((chunk) => chunk.file), 'index.html'].filter((file) => file !== 'sw.js')
  for (const file of named) expect(worker).toContain(file)
  expect(worker.match(/\.woff2/g)?.length).toBeGreaterThanOrEqual(100)
})
