import { spawnSync } from 'node:child_process'
import { existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

export type App = 'kiosk' | 'console'

const root = new URL('..', import.meta.url).pathname
const sources = ['protocol', 'link', 'faces', 'playlists', 'kiosk', 'console']

const newest = (patterns: string[]): number => Math.max(0, ...globSync(patterns, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs))

/** An app is stale where its page is missing or older than any source it may hold. */
function isStale(app: App): boolean {
  const page = join(root, 'dist', app, 'index.html')
  if (!existsSync(page)) return true
  return statSync(page).mtimeMs < newest([...sources.map((folder) => `${folder}/**/*.{ts,svelte,css,html,json}`), 'vite.config.ts', 'package-lock.json'])
}

/**
 * Builds what is stale into `dist/`, where the controller serves it from; a half-built app is never seen there.
 * @returns the folder `dist`.
 * @throws Error where Vite fails; it has said why.
 */
export function buildStale(apps: readonly App[], say: (sentence: string) => void = () => undefined): string {
  for (const app of apps.filter(isStale)) {
    say(`Building ${app} ...`)
    const [made, place] = [join(root, 'dist', `.${app}-${process.pid}`), join(root, 'dist', app)]
    // Vitest says `test`, for which Vite would build a page for developers, without its service worker.
    const { status } = spawnSync(join(root, 'node_modules/.bin/vite'), ['build', '--mode', app, '--logLevel', 'warn', '--outDir', made], { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } })
    if (status !== 0) throw new Error(`${app} could not be built.`)
    rmSync(place, { recursive: true, force: true })
    renameSync(made, place)
  }
  return join(root, 'dist')
}
