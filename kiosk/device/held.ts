import { check } from '../../protocol/codec.ts'
import type { Fact } from '../../protocol/sign.ts'
import type { Topic } from '../../protocol/topics.ts'
import type { FactStore, HeldFact, Log } from './ports.ts'

type Entry<Body> = { version: number; issuedAt: number; body: Body | null }
export type Held<Body> = ReturnType<typeof createHeld<Body>>

/**
 * The facts of one topic, by path: the body of those that still apply, the version of all that were ever taken.
 * `most` bodies are remembered, the latest accepted; versions always are, for they guard against replays. `later` says when
 * what was accepted is stored.
 */
export function createHeld<Body>(topic: Topic<Body>, store: FactStore, log: Log, { most = 1, later = queueMicrotask }: { most?: number; later?: (run: () => void) => void } = {}) {
  const entries = new Map<string, Entry<Body>>()

  function hold(path: string, entry: Entry<Body>): void {
    entries.delete(path)
    entries.set(path, entry)
  }

  function write(path: string, entry: Entry<Body>): Promise<void> {
    hold(path, entry)
    return store.put({ path, version: entry.version, issuedAt: entry.issuedAt, body: entry.body })
      .catch((error: unknown) => log('error', 'a fact could not be stored', { path, error: String(error) }))
  }

  function trim(): void {
    if (entries.size <= most) return
    const full = [...entries].filter(([, entry]) => entry.body !== null)
    for (const [path, entry] of full.slice(0, Math.max(0, full.length - most))) void write(path, { ...entry, body: null })
  }

  return {
    topic,
    /** Takes in what an earlier page accepted. A body that no longer fits the schema is left out; its version is not. */
    restore(fact: HeldFact): void {
      const checked = fact.body === null ? null : check(topic.schema, fact.body, topic.name)
      if (checked && !checked.ok) log('warn', 'a stored fact no longer fits', { path: fact.path, at: checked.error.path })
      entries.set(fact.path, { version: fact.version, issuedAt: fact.issuedAt, body: checked?.ok ? checked.value : null })
    },
    /** Whether this is news: a fact of the version held, delivered again, is not. An alert is on screen before it is copied for the disk. */
    accept(path: string, fact: Fact<Body>): boolean {
      const old = entries.get(path)
      if (old && old.version === fact.version && old.body !== null) return false
      const entry = { version: fact.version, issuedAt: fact.issuedAt, body: fact.body }
      hold(path, entry)
      later(() => {
        // Something newer may have come meanwhile, and is stored in its own turn.
        if (entries.get(path) === entry) void write(path, entry)
        trim()
      })
      return true
    },
    /** Only the version counts from now on; resolves when that is durable. */
    note: (path: string, fact: Fact<Body>): Promise<void> => write(path, { version: fact.version, issuedAt: fact.issuedAt, body: null }),
    dropBody(path: string): void {
      const entry = entries.get(path)
      if (entry?.body != null) void write(path, { ...entry, body: null })
    },
    body: (path: string): Body | null => entries.get(path)?.body ?? null,
    version: (path: string): number | null => entries.get(path)?.version ?? null,
    bodies: (): Body[] => [...entries.values()].flatMap(({ body }) => (body === null ? [] : [body])),
    get issuedAt(): number {
      return Math.max(0, ...[...entries.values()].map((e) => e.issuedAt))
    },
  }
}
