import type { Log } from '../device/ports.ts'

const CHECK_EVERY_MS = 3_600_000
/** About a hundred pieces, and each makes the page lay its lines out anew: at once they do so for the first ten seconds. */
const PIECE_EVERY_MS = 3_000

/**
 * Registers the service worker, so that the next start needs no network. When a new build has taken over, `onNewBuild`
 * is called; the page decides when it is a good moment to load it.
 */
export async function keepOffline(log: Log, onNewBuild: () => void): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const hadOne = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (hadOne) onNewBuild() })
  try {
    const registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`, { type: 'module', scope: import.meta.env.BASE_URL })
    setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY_MS)
    const persisted = await navigator.storage.persist()
    if (!persisted) log('info', 'the browser may clear this screen\'s storage when its disk is full')
  } catch (error) {
    log('warn', 'no service worker: this screen cannot start without the network', { error: String(error) })
  }
}

/**
 * Every piece of the typeface, one after another in the first minutes, so that a character never seen before is drawn at once. One that is wanted sooner
 * comes from the service worker.
 */
export async function warmFonts(): Promise<void> {
  for (const face of document.fonts) {
    if (face.status === 'loaded') continue
    await face.load().catch(() => undefined)
    await new Promise((done) => setTimeout(done, PIECE_EVERY_MS))
  }
}
