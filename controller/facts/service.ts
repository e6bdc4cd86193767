import type { Link } from '../../link/link.ts'
import { textToBytes } from '../../protocol/codec.ts'
import { Desired, type SiteKey } from '../../protocol/device.ts'
import { sign } from '../../protocol/sign.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { createKeys } from './keys.ts'
import { clearStrays } from './strays.ts'
import { createVersions, type Record } from './versions.ts'

export type FactsDeps = { store: Store; link: Link; site: { id: string }; clock: Clock; log: Log }
/** `version` is stored. `sent` says whether the broker has it; where it is false, the next connect brings it. It never rejects. */
export type Published = { version: number; sent: Promise<boolean> }

type Held = { topic: Topic; key: string; body: unknown; version: number; jws: Uint8Array | null; signedAt: number; handed: boolean }

const CHECK_MS = 30_000
const AT_ONCE = 200
/** Said often and true for a moment only: their versions are not worth a flush to the disk. */
const FLEETING: ReadonlySet<string> = new Set<string>([topics.receipt.name, topics.command.name])

/** Seconds after which a fact is signed anew: alert sets every five minutes, the others when half their time has passed. */
const renewAfter = ({ acceptSeconds }: Topic): number => (acceptSeconds ?? 0) / ((acceptSeconds ?? 0) <= 900 ? 3 : 2)

/**
 * The controller's word: signs facts, publishes them retained, and holds the present one of each path, which is the truth.
 * Whatever the broker forgot or never got is published again on each connect.
 */
export function createFacts({ store, link, site, clock, log }: FactsDeps) {
  const keys = createKeys({ db: store.db, clock })
  const versions = createVersions({ db: store.db, clock })
  const held = new Map<string, Held>()
  const signing = new Map<string, Promise<unknown>>()
  const failed = new Map<string, string>()
  let timer: ReturnType<typeof setInterval> | null = null
  let stopListening: (() => void) | null = null
  let complete = false

  const seconds = () => clock.now().epochMilliseconds / 1000

  function handOver(path: string, payload: Uint8Array, retain: boolean): Promise<void> {
    return link.publish(path, payload, { qos: 1, retain })
  }

  async function deliver(path: string, fact: Held): Promise<boolean> {
    fact.handed = true
    try {
      await handOver(path, fact.jws ?? new Uint8Array(), true)
      failed.delete(path)
      return true
    } catch (error) {
      fact.handed = false
      failed.set(path, error instanceof Error ? error.message : String(error))
      return false
    }
  }

  /** Signing keeps the order of its path; what is handed to the link then keeps it by itself. `always`: even if the broker had it. */
  function send(path: string, always: boolean): Promise<boolean> {
    const turn = (signing.get(path) ?? Promise.resolve()).then(async (): Promise<{ done: Promise<boolean> }> => {
      const fact = held.get(path)
      if (!fact || (!always && fact.handed)) return { done: Promise.resolve(fact !== undefined) }
      if (!fact.jws || always) await renew(path, fact, always)
      return { done: deliver(path, fact) }
    })
    const settled = turn.then(() => undefined, (error: unknown) => {
      failed.set(path, error instanceof Error ? error.message : String(error))
      log.error({ err: error, path }, 'A fact could not be signed.')
    })
    signing.set(path, settled)
    void settled.then(() => {
      if (signing.get(path) === settled) signing.delete(path)
    })
    return turn.then(({ done }) => done, () => false)
  }

  /** The same body and version under a new date; receivers accept a version again. */
  async function renew(path: string, fact: Held, always: boolean): Promise<void> {
    const fresh = fact.jws !== null && seconds() - fact.signedAt < renewAfter(fact.topic) / 2
    if (fresh && always) return
    fact.jws = textToBytes(await sign(fact.topic, path, fact.body, fact.version, clock.now(), keys.signer))
    fact.signedAt = seconds()
  }

  async function inChunks(paths: readonly string[], each: (path: string) => Promise<unknown>): Promise<void> {
    for (let i = 0; i < paths.length; i += AT_ONCE) await Promise.all(paths.slice(i, i + AT_ONCE).map(each))
  }

  /** Alerts first: they are what cannot wait. */
  const pathsByUrgency = (): string[] => {
    const urgency = (name: string) => (name.endsWith('Alerts') ? 0 : 1)
    return [...held].sort(([, a], [, b]) => urgency(a.topic.name) - urgency(b.topic.name)).map(([path]) => path)
  }

  async function republishAll(): Promise<void> {
    await inChunks(pathsByUrgency(), (path) => send(path, true))
  }

  async function sweep(): Promise<number> {
    return clearStrays({ link, site: site.id, known: (path) => held.has(path), onStray: (path) => log.info({ path }, 'Removed a retained fact that nothing explains.') })
  }

  async function onConnect(): Promise<void> {
    try {
      await republishAll()
      if (complete) await sweep()
    } catch (error) {
      log.warn({ err: error }, 'Facts could not all be published after a connect; the next one brings them.')
    }
  }

  /** Signs anew what has become old, and hands over what the broker did not take. */
  async function renewOld(): Promise<void> {
    if (link.state.name !== 'online') return
    const old = [...held].filter(([path, fact]) => failed.has(path) || seconds() - fact.signedAt >= renewAfter(fact.topic)).map(([path]) => path)
    await inChunks(old, (path) => send(path, true))
  }

  async function publish<Body>(topic: Topic<Body>, key: string, body: Body, { record }: { record?: Record } = {}): Promise<Published> {
    const path = topicPath(topic as Topic, site.id, key)
    const version = FLEETING.has(topic.name) && !record ? versions.brief(path) : await versions.next(path, record)
    if (!topic.retain) {
      const jws = textToBytes(await sign(topic, path, body, version, clock.now(), keys.signer))
      return { version, sent: handOver(path, jws, false).then(() => true, () => false) }
    }
    const before = held.get(path)
    if (!before || version > before.version) held.set(path, { topic: topic as Topic, key, body, version, jws: null, signedAt: -Infinity, handed: false })
    return { version, sent: send(path, false) }
  }

  /** Every device hears which keys to trust, under the key it trusts already. */
  async function announceKeys(): Promise<void> {
    const desired = [...held.values()].filter((fact) => fact.topic.name === topics.desired.name)
    const published = await Promise.all(desired.map(({ key, body }) => publish(topics.desired, key, { ...Desired.parse(body), keys: keys.trusted() })))
    await Promise.all(published.map(({ sent }) => sent))
  }

  return {
    name: 'facts',
    /** Reads or makes the keys, reads the versions, and from then on publishes on each connect. May be called again after it failed. */
    async start(): Promise<void> {
      await keys.start()
      await versions.start()
      stopListening ??= link.onState((state) => {
        if (state.name === 'online') void onConnect()
      })
      timer ??= setInterval(() => void renewOld(), CHECK_MS).unref()
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      timer = null
      stopListening?.()
      stopListening = null
      await Promise.allSettled([...signing.values()])
    },
    health: () => ({
      ok: failed.size === 0,
      detail: failed.size === 0 ? `${held.size} facts published` : `${failed.size} of ${held.size} facts not with the broker: ${[...failed.values()][0] ?? ''}`,
    }),
    /**
     * Says a fact from now on: stores its next version (and `record`, in the same transaction), signs it and publishes it.
     * Resolves once that is stored and handed to the signer, without waiting for the broker. Rejects where the store does.
     */
    publish,
    /** Takes a fact back altogether, e.g. of a device that was removed. */
    async remove<Body>(topic: Topic<Body>, key: string): Promise<void> {
      const path = topicPath(topic as Topic, site.id, key)
      await signing.get(path)
      held.delete(path)
      failed.delete(path)
      await handOver(path, new Uint8Array(), true).catch(() => undefined) // offline: the next sweep finds it
    },
    /** The body that stands for a path, or null. */
    held: (topic: Topic<never> | Topic, key: string): { version: number; body: unknown } | null => {
      const fact = held.get(topicPath(topic, site.id, key))
      return fact ? { version: fact.version, body: fact.body } : null
    },
    republishAll,
    renewOld,
    /** Call once every part has published what it has to say: from then on each connect sweeps. Gives how many were removed. */
    async clearStrays(): Promise<number> {
      complete = true
      return link.state.name === 'online' ? sweep() : 0
    },
    /** What a device pins when it is paired. */
    publicKeys: (): SiteKey[] => keys.trusted(),
    /** The key that waits to sign, or null. */
    announced: (): string | null => keys.announced,
    /** First half of a rotation: makes the next key and tells every device of it under the present one. */
    async rotate(): Promise<{ announced: string | null }> {
      await keys.announce()
      await announceKeys()
      return { announced: keys.announced }
    },
    /** Second half, once the devices have reported: the new key signs everything, and the old one is no longer trusted. */
    async finishRotation(): Promise<void> {
      await keys.promote()
      for (const fact of held.values()) fact.jws = null
      await announceKeys()
      await republishAll()
    },
  }
}
export type Facts = ReturnType<typeof createFacts>
