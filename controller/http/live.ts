import type { ServerResponse } from 'node:http'
import type { LiveChange } from '../../protocol/api.ts'

const GATHER_MS = 150
/** Somebody stands there and waits: of these the first in a moment goes out at once. */
const AT_ONCE: readonly LiveChange['kind'][] = ['call']
const HEARTBEAT_MS = 15_000
/** More different things of one kind than this in one go are said as "many": `*`. */
const MOST_AT_ONCE = 100
/** Whoever reads so slowly is cut off, and asks anew. */
const MOST_UNSENT = 256 * 1024

export type LiveClientOptions = { to: ServerResponse; stillSignedIn: () => Promise<boolean> }

/** One console that listens. The same change told many times in a moment goes out once; what is held for it is bounded. */
export function createLiveClient({ to, stillSignedIn }: LiveClientOptions) {
  const waiting = new Map<LiveChange['kind'], Set<string>>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let flushedMs = -Infinity

  function send(text: string): void {
    if (to.writableEnded || to.destroyed) return
    if (to.writableLength > MOST_UNSENT) to.destroy()
    else to.write(text)
  }
  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    flushedMs = performance.now()
    const changes = [...waiting].flatMap(([kind, ids]): LiveChange[] => (ids.size > MOST_AT_ONCE ? [{ kind, id: '*' }] : [...ids].map((id) => ({ kind, id }))))
    waiting.clear()
    send(changes.map((change) => `data: ${JSON.stringify(change)}\n\n`).join(''))
  }

  const heartbeat = setInterval(() => {
    send(': still here\n\n')
    stillSignedIn().then((is) => { if (!is) to.end() }, () => undefined)
  }, HEARTBEAT_MS)
  send('retry: 2000\n\n')

  return {
    tell({ kind, id }: LiveChange): void {
      const ids = waiting.get(kind) ?? new Set()
      if (ids.size <= MOST_AT_ONCE) ids.add(id)
      waiting.set(kind, ids)
      if (AT_ONCE.includes(kind) && performance.now() - flushedMs >= GATHER_MS) flush()
      else timer ??= setTimeout(flush, GATHER_MS)
    },
    close(): void {
      clearInterval(heartbeat)
      if (timer) clearTimeout(timer)
      to.end()
    },
  }
}
