import type { PlanWarning } from '../../protocol/api.ts'
import type { Programme } from '../../protocol/programme.ts'
import type { Basis } from './candidates.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import type { ItemKind, Moment, ZoneKind } from '../../protocol/words.ts'

/** What the planner needs to know of an item. */
export type PlanItem = { id: string; kind: ItemKind; seconds: number; moments: readonly Moment[]; zoneKinds: readonly ZoneKind[]; phones: readonly string[] }

/** A playlist with its items expanded (those that may be shown), and the bundle that holds them. */
export type PlanPlaylist = { id: string; bundle: string; items: readonly PlanItem[] }

/** An entry with its playlist, and the leaf zones it stands for. */
export type PlanEntry = { entry: ScheduleEntry; playlist: PlanPlaylist; zones: readonly string[]; /** What the planner keeps of it from one plan to the next. */ kept?: readonly Basis[] }

/** A leaf zone, or the neutral zone (kind null). `speakers` are device ids in the order in which they speak. */
export type PlanZone = {
  id: string
  kind: ZoneKind | null
  speakers: readonly string[]
  /** When nobody speaks because of a talk; in order, not touching. Milliseconds since the Unix epoch. */
  silent?: readonly { start: number; end: number }[]
}

/** All that a plan depends on, besides the time. */
export type PlanFacts = {
  zones: readonly PlanZone[]
  entries: readonly PlanEntry[]
  timeZone: string
  /** Whether `sample` content is live. */
  demo: boolean
  /** What plays where nothing else is: the loop of a robot between zones. */
  neutral: PlanPlaylist | null
  /** Last day of each telephone number of the registry. */
  phones: ReadonlyMap<string, string>
  /** What each zone has been told before. */
  previous: ReadonlyMap<string, Programme>
  /** Items taken back: they go at once. */
  withdrawn: ReadonlySet<string>
}

export type Plan = { programmes: Map<string, Programme>; warnings: PlanWarning[] }
export type ZonePlan = { programme: Programme | null; readonly warnings: PlanWarning[] }
