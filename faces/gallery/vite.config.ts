import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** The gallery alone: every face at any size, for the eye and for the browser tests. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte()],
  server: { host: '127.0.0.1', fs: { allow: ['../..'] } },
  build: { outDir: '../../dist/gallery', emptyOutDir: true },
})
