import type { JobView, PartHealth } from '../../protocol/api.ts'
import type { AlarmKind, AlarmSeverity } from '../../protocol/api-alarms.ts'
import type { Zone } from '../../protocol/venue.ts'
import type { Role } from '../../protocol/words.ts'

/** A screen as alarms see it. */
export type DeviceFact = {
  id: string
  zone: string | null
  role: Role
  state: 'online' | 'stale' | 'offline' | 'never'
  /** When that state began. */
  sinceMs: number | null
  /** How far its own clock is off, by its report; null = it has not said. */
  clockOffMs: number | null
  /** Refused messages that are no mere repetition: when the count last grew, and the code that grew most; null = not lately. */
  refused: { code: string; atMs: number } | null
}
export type AlertFact = { id: string; state: 'waiting' | 'live'; raisedMs: number; releasedMs: number | null; red: boolean; targeted: number; missed: readonly string[] }
/** What one person let out and another has not reviewed yet: the version whose time ends first. */
export type ReviewFact = { alert: string; releasedBy: string; dueMs: number }

/** All that alarms are worked out from; times in milliseconds since the Unix epoch. */
export type AlarmFacts = {
  /** Since when this controller serves: screens need a moment to come back to it. */
  servesSinceMs: number
  store: { ok: boolean; detail: string }
  link: { ok: boolean; detail: string }
  parts: readonly PartHealth[]
  jobs: readonly JobView[]
  zones: readonly Pick<Zone, 'id' | 'parent'>[]
  devices: readonly DeviceFact[]
  alerts: readonly AlertFact[]
  /** One for each alert that waits for its review afterwards. */
  reviews: readonly ReviewFact[]
  /** Of each zone: until when its programme reaches (null = it has none), and whether it holds anything. */
  programmes: readonly { zone: string; untilMs: number | null; empty: boolean }[]
  /** Telephone numbers, and when they stop being shown. */
  numbers: readonly { id: string; endsMs: number }[]
  /** Calls for an officer that nobody has accepted, by screen. */
  calls: readonly { device: string; sinceMs: number }[]
  disk: { freeBytes: number; totalBytes: number } | null
}

/** One cause, found in the facts of one moment. */
export type Found = {
  id: string
  kind: AlarmKind
  severity: AlarmSeverity
  zones: string[]
  devices: string[]
  names: string[]
  count: number
  of: number | null
  detail: string
  dueMs: number | null
  sinceMs: number
}
