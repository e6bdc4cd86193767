import type { Link, LinkOptions } from '../../link/link.ts'
import type { Bundle } from '../../protocol/content.ts'
import type { DeviceEvent } from '../../protocol/event.ts'
import type { verify } from '../../protocol/sign.ts'
import type { look } from './player.ts'

/** The machine's own clocks. `wallMs` may jump; `monotonicMs` only runs on, from an arbitrary origin. */
export type OsClock = { wallMs(): number; monotonicMs(): number }

/** One-shot timers; `after` answers with what calls it off. */
export type Timers = { after(milliseconds: number, run: () => void): () => void }

export type Log = (level: 'info' | 'warn' | 'error', message: string, fields?: Record<string, unknown>) => void

/** A fact as it was accepted. `body` is null where only the version is still of use (it guards against replays). */
export type HeldFact = { path: string; version: number; issuedAt: number; body: unknown }
export type FactStore = {
  load(): Promise<HeldFact[]>
  put(fact: HeldFact): Promise<void>
}

/** One stream of events: `next` is the number the next event gets, `shed` how many were dropped unsent. */
export type StreamRecord = { stream: string; bornMs: number; next: number; shed: number }
/** Every call is one durable transaction: either all of it is there after a power cut, or none of it. */
export type OutboxStore = {
  load(): Promise<{ record: StreamRecord; events: DeviceEvent[] }[]>
  append(record: StreamRecord, events: readonly DeviceEvent[]): Promise<void>
  drop(record: StreamRecord, seqs: readonly number[]): Promise<void>
  settle(record: StreamRecord, upTo: number): Promise<void>
  forget(stream: string): Promise<void>
}

export type DeviceStore = { facts: FactStore; outbox: OutboxStore }

/** Content-addressed files. Whatever comes out has the hash that it was asked by. */
export type MediaCache = {
  /** From the cache, or null. */
  get(sha256: string): Promise<Uint8Array | null>
  /** From the controller into the cache. Rejects where it cannot be had or has another hash. */
  fetch(sha256: string): Promise<Uint8Array>
  /** Forgets all files that are not named. */
  keepOnly(sha256s: ReadonlySet<string>): Promise<void>
}

/** All that a device needs of the world. The same device runs in a browser and, simulated, in Node. */
export type Ports = {
  /** Opens the link; called once, after the first item is on screen. */
  link(options: LinkOptions): Promise<Link>
  clock: OsClock
  timers: Timers
  /** The controller's time, in milliseconds since the epoch (`GET /api/time`). */
  time(): Promise<number>
  store: DeviceStore
  media: MediaCache
  /** A fresh id, fit for a stream. */
  newId(): string
  log: Log
  /** Loads the page anew, on command. */
  reload(): void
  /** The broker does not know this device's secret (any more): it was paired anew elsewhere, or the site was set up anew. */
  turnedAway?(): void
  /** Which build this is, for `reported`. */
  app: string
  /**
   * Only for many devices in one process: what they may share instead of each working it out, and when they do what comes
   * after a new picture (proof of play, answers, reports), so that one does not keep another from showing it.
   */
  shared?: { verify?: typeof verify; parsed?: Map<string, Bundle>; look?: typeof look; afterShowing?: (run: () => void) => void }
}
