import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type UserConfig } from 'vite'
import { precache } from './kiosk/precache.ts'
import project from './package.json' with { type: 'json' }

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

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
        output: { entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
      },
    },
  }
})
