/** `npm start`: builds what is stale, then runs the demo airport and prints its addresses; `--production`: without the demo. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const sources = ['protocol', 'link', 'faces', 'playlists', 'kiosk', 'console']

const newest = (patterns: string[]): number => Math.max(0, ...globSync(patterns, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs))

/** An app is stale where its page is missing or older than any source it may hold. */
function isStale(app: string): boolean {
  const page = join(root, 'dist', app, 'index.html')
  if (!existsSync(page)) return true
  return statSync(page).mtimeMs < newest([...sources.map((folder) => `${folder}/**/*.{ts,svelte,css,html,json}`), 'vite.config.ts', 'package-lock.json'])
}

for (const app of ['kiosk', 'console']) {
  if (!isStale(app)) continue
  console.log(`Building ${app} ...`)
  const built = spawnSync('vite', ['build', '--mode', app, '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  if (built.status !== 0) process.exit(built.status ?? 1)
}

if (!process.argv.includes('--production')) process.env['ANXING_DEMO'] ??= '1'
const { main } = await import('../controller/main.ts')
await main()
