import type { Rights } from '../../link/rights.ts'

/** What the broker needs of a logger: pino fits. */
export type BrokerLog = {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
  error(facts: object, text: string): void
}

export type BrokerClock = { now(): Temporal.Instant }

/** Who a connection is. Its rights are those of a device unless others are given (a robot's own control topics). */
export type Identity = { device: string; rights?: Rights }

/** Checks a name and its secret; null refuses. May take its time; throwing means that nobody can be checked now. */
export type Authenticate = (username: string, password: string) => Promise<Identity | null>

export type BrokerHealth = { ok: boolean; detail: string }
