import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as z from 'zod/mini'
import { buildStale } from '../../tools/build.ts'
import { round, type Figure } from './figure.ts'

const Manifest = z.record(z.string(), z.object({ file: z.string(), imports: z.optional(z.array(z.string())) }))

/** The script that the kiosk app runs before its first cached item, as the build makes it. */
export async function benchScriptSize(): Promise<Figure[]> {
  const dist = buildStale(['kiosk'])
  const text = (file: string) => readFileSync(join(dist, 'kiosk', file), 'utf8')
  const manifest = z.parse(Manifest, JSON.parse(text('.vite/manifest.json')))
  const names = new Set<string>()
  const take = (name: string): void => {
    if (names.has(name)) return
    names.add(name)
    for (const inner of manifest[name]?.imports ?? []) take(inner)
  }
  take('index.html')
  const files = [...names].flatMap((name) => manifest[name]?.file ?? [])
  const kB = files.reduce((sum, file) => sum + gzipSync(text(file)).byteLength, 0) / 1000
  const heavy = files.filter((file) => /reconnectPeriod|WebGLRenderer/.test(text(file)))
  return [{
    what: 'Kiosk app, script before the first cached item', target: 'at most 80 kB gzip, without mqtt.js and three.js',
    measured: `${round(kB, 1)} kB gzip in ${files.length} files, ${heavy.length === 0 ? 'neither' : 'one of them'} in it`,
    ok: kB <= 80 && heavy.length === 0, how: 'the entry of the build with all that it imports before it can run; also a test (`test/unit/bundle-size.test.ts`)',
  }]
}
