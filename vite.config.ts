import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type UserConfig } from 'vite'
import { precache } from './kiosk/precache.ts'
import project from './package.json' with { type: 'json' }

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

type ModuleInfo = (id: string) => { importedIds: readonly string[] } | null
let firstNeeded: ReadonlySet<string> | null = null
/** All that an entry imports before it can run. */
function staticOf(entry: string, infoOf: ModuleInfo, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen
  seen.add(entry)
  for (const id of infoOf(entry)?.importedIds ?? []) staticOf(id, infoOf, seen)
  return seen
}
/** Whether the kiosk's page needs a module at once; what its worker has too stays by itself. */
function isFirst(id: string, infoOf: ModuleInfo): boolean {
  firstNeeded ??= staticOf(at('./kiosk/index.html'), infoOf).difference(staticOf(at('./kiosk/sw.ts'), infoOf))
  return firstNeeded.has(id)
}

/** Two apps, two builds: `vite build --mode kiosk` and `--mode console`. Chromium alone is the target. */
export default defineConfig(({ mode: named, command }): UserConfig => {
  const mode = named === 'console' ? 'console' : 'kiosk'
  if (command === 'build' && mode !== named) throw new Error(`Which app? Use --mode kiosk or --mode console, not "${named}".`)
  return {
    root: at(`./${mode}`),
    base: `/${mode}/`,
    publicDir: false,
    cacheDir: at('./node_modules/.vite'),
    define: { __BUILD__: JSON.stringify(project.version) },
    plugins: [svelte(), ...(mode === 'kiosk' ? [precache()] : [])],
    server: { host: '127.0.0.1', fs: { allow: [at('.')] } },
    build: {
      target: 'chrome140',
      outDir: at(`./dist/${mode}`),
      emptyOutDir: true,
      manifest: true,
      modulePreload: { polyfill: false },
      // Fonts stay files: inlined they would count as style, and load all at once.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: mode === 'kiosk' ? { main: at('./kiosk/index.html'), sw: at('./kiosk/sw.ts') } : { main: at('./console/index.html') },
        output: {
          entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
          // What a screen needs before its first picture is one file: in pieces it compresses worse, by some kilobytes.
          ...(mode === 'kiosk' && { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: (id, graph) => (isFirst(id, (one) => graph.getModuleInfo(one)) ? 'first' : null) }] } }),
        },
      },
    },
  }
})
