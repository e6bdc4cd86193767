import type { PartHealth } from '../protocol/api.ts'
import type { Log } from './log.ts'

/** A feature as the house runs it. `start` may be called again after it failed. */
export type Part = {
  name: string
  start?: () => void | Promise<void>
  stop?: () => void | Promise<void>
  health?: () => { ok: boolean; detail: string }
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000

type Entry = { part: Part; state: 'waiting' | 'running' | 'failed' | 'stopped'; detail: string; timer: ReturnType<typeof setTimeout> | null; failures: number }

/**
 * Starts parts in order and stops them in the reverse. One that fails to start is logged with its name, turns red and is
 * tried again; it takes no other part down.
 */
export function createParts({ log, changed }: { log: Log; changed?: (name: string) => void }) {
  const entries: Entry[] = []
  let stopping = false

  async function attempt(entry: Entry): Promise<void> {
    try {
      await entry.part.start?.()
      entry.state = 'running'
      entry.detail = ''
      if (entry.failures > 0) {
        log.info({ owner: entry.part.name, failures: entry.failures }, 'A part runs after it had failed.')
        changed?.(entry.part.name)
      }
      entry.failures = 0
    } catch (error) {
      entry.state = 'failed'
      entry.detail = error instanceof Error ? error.message : String(error)
      const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** entry.failures)
      entry.failures += 1
      log.error({ err: error, owner: entry.part.name, retryInMs: wait }, 'A part failed to start; it is tried again.')
      changed?.(entry.part.name)
      if (!stopping) entry.timer = setTimeout(() => void attempt(entry), wait)
    }
  }

  return {
    async start(part: Part): Promise<void> {
      const entry: Entry = { part, state: 'waiting', detail: 'not started', timer: null, failures: 0 }
      entries.push(entry)
      await attempt(entry)
    },
    async stop(): Promise<void> {
      stopping = true
      for (const entry of entries.toReversed()) {
        if (entry.timer) clearTimeout(entry.timer)
        try {
          if (entry.state === 'running') await entry.part.stop?.()
        } catch (error) {
          log.error({ err: error, owner: entry.part.name }, 'A part failed to stop.')
        }
        entry.state = 'stopped'
      }
    },
    health: (): PartHealth[] => entries.map(({ part, state, detail }) => {
      if (state !== 'running') return { name: part.name, ok: false, detail: detail || state }
      return { name: part.name, ...(part.health?.() ?? { ok: true, detail: 'running' }) }
    }),
  }
}
