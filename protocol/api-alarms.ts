/** Alarms: what somebody has to do something about, at most one for one cause. */
import * as z from 'zod/mini'
import { Count, Id, Instant } from './basics.ts'

/** Gravest first. `critical`: screens cannot be reached or told. `major`: act within the shift. `minor`: plan for it. */
export const alarmSeverities = ['critical', 'major', 'minor'] as const
export type AlarmSeverity = (typeof alarmSeverities)[number]

export const alarmKinds = [
  /** The store, the link to the broker, another part of the controller, a timed job, the disk of its data. */
  'store', 'link', 'part', 'job', 'disk',
  /** Every screen, all of a node of the zone tree, or single screens of a zone are away. */
  'site_offline', 'zone_offline', 'devices_offline',
  /** Of an alert: some screens that are there have not shown it; it still waits for its second person; nobody reviewed in time what one person let out. */
  'alert_missed', 'alert_waiting', 'review_late',
  /** Screens refuse what the controller signs; screens' own clocks are off. */
  'refusals', 'clock',
  /** Programmes end soon and no newer ones were planned; zones have nothing to show. */
  'programmes', 'nothing_to_show',
  /** Telephone numbers whose check runs out or has run out. */
  'numbers',
  /** Passengers have called an officer, and nobody has said that they come. */
  'call_waiting',
] as const
export type AlarmKind = (typeof alarmKinds)[number]

/** Who and when; `note` says what was done. */
export const Acknowledgement = z.object({ by: z.string(), at: Instant, note: z.string() })

export const Alarm = z.object({
  /** The cause: the same while it lasts, and again when it comes back. */
  id: z.string(),
  kind: z.enum(alarmKinds),
  severity: z.enum(alarmSeverities),
  /** What it is about: ids of zones, screens and alerts, names of parts, jobs and numbers. */
  zones: z.array(Id),
  devices: z.array(Id),
  names: z.array(z.string()),
  /** How many there are of what it counts (screens, zones, numbers); 1 where it counts nothing. */
  count: Count,
  /** Out of how many; null where that says nothing. */
  of: z.nullable(Count),
  /** What the part itself says, in English; or a code. */
  detail: z.string(),
  /** When what it warns of happens, e.g. a programme ends. */
  due: z.nullable(Instant),
  /** When the cause began, as far as that is known; and when it became an alarm. */
  since: Instant,
  raisedAt: Instant,
  endedAt: z.nullable(Instant),
  acknowledged: z.nullable(Acknowledgement),
})
export type Alarm = z.infer<typeof Alarm>

/** `inDay`: alarms raised in the last 24 hours, for the question whether there are too many. */
export const AlarmsView = z.object({ alarms: z.array(Alarm), inDay: Count })
export type AlarmsView = z.infer<typeof AlarmsView>
export const AlarmAcknowledge = z.object({ note: z._default(z.string().check(z.maxLength(300)), '') })
