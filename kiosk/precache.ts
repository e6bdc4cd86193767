import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/** Stand in sw.ts for what the build fills in. */
const FILES = '__PRECACHE_FILES__'
const BUILD = '__PRECACHE_BUILD__'

/** Tells the service worker what to keep: every file of the build. The build's name changes when any file does. */
export function precache(): Plugin {
  return {
    name: 'anxing-precache',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = Object.values(bundle).filter((file) => file.fileName !== 'sw.js' && !file.fileName.startsWith('.vite/') && !file.fileName.endsWith('.map'))
      const hash = createHash('sha256')
      for (const file of files.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1))) hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source)
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') this.error('the service worker was not built')
      const names = JSON.stringify([...new Set(['index.html', ...files.map((file) => file.fileName)])])
      worker.code = worker.code.replace(JSON.stringify(FILES), names).replace(`\`${FILES}\``, names).replace(BUILD, hash.digest('hex').slice(0, 12))
    },
  }
}
