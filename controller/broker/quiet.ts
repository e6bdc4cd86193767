import type { BrokerClock, BrokerLog } from './deps.ts'

const MINUTE = 60_000
const SOURCES_KEPT = 10_000

/** Warns at most once a minute for each source, and says how many it kept to itself, so that nobody can flood the log. */
export function createQuietLog({ log, clock }: { log: BrokerLog; clock: BrokerClock }) {
  const last = new Map<string, { at: number; unsaid: number }>()
  return (source: string, facts: object, text: string): void => {
    const now = clock.now().epochMilliseconds
    const known = last.get(source)
    if (known && now - known.at < MINUTE) {
      known.unsaid += 1
      return
    }
    last.delete(source)
    last.set(source, { at: now, unsaid: 0 })
    // Oldest first, as a Map keeps them: an attacker with many names costs a bounded amount.
    const oldest = last.keys().next()
    if (last.size > SOURCES_KEPT && !oldest.done) last.delete(oldest.value)
    log.warn({ source, ...facts, ...(known?.unsaid ? { unsaid: known.unsaid } : {}) }, text)
  }
}
export type QuietLog = ReturnType<typeof createQuietLog>
