/** Requests and answers of the HTTP API. Times are ISO instants; ids are as on the wire. */
import * as z from 'zod/mini'
import { Alert, AlertInfo, AlertTemplate } from './alert.ts'
import { Answer } from './answer.ts'
import { AlertBeside, AlertReviewed, AlertStep, AlertTarget } from './api-alerts.ts'
import { Finding } from './api-review.ts'
import { Count, Id, Instant, QuietHours, Text } from './basics.ts'
import { Board } from './board.ts'
import { Campaign, Guide, Item, Phone, Playlist, RobotLine } from './content.ts'
import { Reported, SiteKey } from './device.ts'
import { MOST_ORDERED_S, Order } from './order.ts'
import { Programme, ProgrammeEntry, ProgrammeItem } from './programme.ts'
import { Simulation } from './simulation.ts'
import { rights } from './rights.ts'
import { ScheduleEntry } from './schedule.ts'
import { DeviceRecord, Zone } from './venue.ts'
import { contentStates, levels, moves, presentations, roles, scams, severities } from './words.ts'

/** Every refusal of the API: a stable code, a sentence with the remedy, and the path that failed. */
export const Problem = z.object({ code: z.string(), message: z.string(), path: z.optional(z.string()) })
export type Problem = z.infer<typeof Problem>

// --- sign-in ---
export const SignIn = z.object({ user: z.string().check(z.maxLength(64)), password: z.string().check(z.maxLength(256)),
  /** Six digits of the second step, or a recovery code. */
  code: z.optional(z.string().check(z.maxLength(40))) })
/** What a session must do before it may do anything else: choose a password, give a code, set up the second step. */
export const owing = ['password', 'code', 'totp'] as const
export type Owing = (typeof owing)[number]
/** `rights`: what the roles add up to. `mayRelease`: lets alerts go out without a second person. `totp`: signs in with a second step. */
export const Account = z.object({ user: z.string(), name: z.string(), organisation: z.nullable(z.string()), roles: z.array(z.string()), rights: z.array(z.enum(rights)), mayRelease: z.boolean(), totp: z.boolean(), owes: z.nullable(z.enum(owing)) })
export type Account = z.infer<typeof Account>

// --- devices ---
export const deviceStates = ['online', 'stale', 'offline', 'never'] as const
export const DeviceView = z.object({
  id: Id,
  zone: z.nullable(Id),
  role: z.enum(roles),
  /** `stale`: the broker says offline, but within the grace period. */
  state: z.enum(deviceStates),
  /** When the state began; null for `never`. */
  since: z.nullable(Instant),
  lastSeen: z.nullable(Instant),
  name: Text,
  place: Text,
  position: z.tuple([z.number(), z.number()]),
  paired: z.boolean(),
  reported: z.nullable(Reported),
  /** Robots: what an operator has it do for a while, by its own word, and who ordered it (null where that was before the controller started). */
  ordered: z.nullable(z.object({ order: Order, by: z.nullable(z.string()) })),
  /** Events stored from this device so far, in all. */
  eventsReceived: Count,
})
export type DeviceView = z.infer<typeof DeviceView>

export const PairingConfirm = z.object({ code: z.string() })
export const DemoPairing = z.object({ device: Id })

// --- keys ---
/** `announced`: the id of the key that waits to sign. `behind`: paired screens that have not heard of it yet. */
export const KeysView = z.object({ trusted: z.array(SiteKey), announced: z.nullable(z.string()), behind: z.array(Id) })
export const KeyFinish = z.object({ leaveBehind: z._default(z.boolean(), false) })

// --- alerts ---
export { AlertTarget }
export const AlertRequest = z.object({
  severity: z.enum(severities),
  presentation: z.enum(presentations),
  target: AlertTarget,
  /** From 30 s to 24 h. */
  expiresInSeconds: z.number().check(z.int(), z.minimum(30), z.maximum(86_400)),
  info: z.array(AlertInfo).check(z.minLength(1), z.maxLength(8)),
  scam: z.optional(z.enum(scams)),
  move: z.optional(z.enum(moves)),
  /** Only the administrator (and, later, the airport's own system) may raise an emergency. */
  level: z.optional(z.enum(['alert', 'emergency'])),
  template: z.optional(Id),
  /** What fills the template's slots. Words that are the template's with these are slot-only; any others are somebody's own. */
  slots: z.optional(z.record(z.string(), Text)),
  /** Have a second person release it, though one would do. */
  askSecond: z.optional(z.boolean()),
})
export type AlertRequest = z.infer<typeof AlertRequest>

/** An alert written again. `version` as last read, that of a change which waits included: where it has changed since, it is refused. Left out: whatever it says now. */
export const AlertRewrite = z.extend(AlertRequest, { version: z.optional(Count) })
export type AlertRewrite = z.infer<typeof AlertRewrite>

/** Life of an alert. `waiting`: raised by one person, not yet released by another. */
export const alertStates = ['waiting', 'live', 'expired', 'cancelled', 'refused'] as const
export type AlertState = (typeof alertStates)[number]
export const AlertAnswer = z.object({ id: Id, state: z.enum(alertStates) })
export type AlertAnswer = z.infer<typeof AlertAnswer>
/** `version` as its reader saw it: where the alert has changed since, the decision is refused. Left out: as it was first raised. `note`: why. */
export const AlertDecision = z.object({ version: z.optional(Count), note: z.optional(z.string().check(z.maxLength(500))) })
export type AlertDecision = z.infer<typeof AlertDecision>
export const AlertView = z.object({
  ...AlertReviewed.shape,
  id: Id,
  state: z.enum(alertStates),
  alert: Alert,
  target: AlertTarget,
  template: z.nullable(Id),
  raisedBy: z.string(),
  raisedAt: Instant,
  releasedBy: z.nullable(z.string()),
  endedBy: z.nullable(z.string()),
  endedAt: z.nullable(Instant),
  targeted: Count,
})
export type AlertView = z.infer<typeof AlertView>
export const DryRun = z.object({
  screens: Count, online: Count, zones: z.array(Id), devices: z.array(Id),
  /** What speaks against these words on these screens. */
  findings: z.array(Finding),
  /** How it gets on with what is live on them. */
  beside: z.array(AlertBeside),
  /** Whether whoever asks could let it out alone, and what follows. */
  release: AlertStep,
})
export type DryRun = z.infer<typeof DryRun>

export const coverageStates = ['shown', 'waiting', 'held', 'offline', 'missed'] as const
/** `held`: online, but something of higher rank is on it. `missed`: online, and silent for longer than it should be. */
export const CoverageDevice = z.object({ device: Id, zone: z.nullable(Id), role: z.enum(roles), state: z.enum(coverageStates), shownAt: z.nullable(Instant), ms: z.nullable(z.number()),
  /** Who was sent to look at it, or went. */
  sent: z.optional(z.object({ by: z.string(), at: Instant })) })
export const Coverage = z.object({
  alert: Id,
  version: Count,
  targeted: Count,
  shown: Count,
  offline: Count,
  missed: Count,
  p50Ms: z.nullable(z.number()),
  p95Ms: z.nullable(z.number()),
  devices: z.array(CoverageDevice),
})
export type Coverage = z.infer<typeof Coverage>

// --- schedule and content ---
/** `version` as last read: where the entry has changed since, it is refused. Left out: whatever it says now. */
export const ScheduleWrite = z.object({ ...z.omit(ScheduleEntry, { version: true }).shape, version: z.optional(Count) })
export type ScheduleWrite = z.infer<typeof ScheduleWrite>
export const PlaylistWrite = z.omit(Playlist, { version: true })
export type PlaylistWrite = z.infer<typeof PlaylistWrite>
export const Library = z.object({ campaigns: z.array(Campaign), items: z.array(Item), playlists: z.array(Playlist), phones: z.array(Phone), templates: z.array(AlertTemplate), robotLines: z.array(RobotLine),
  /** What 小安 answers, the boarding guide, and the games. */
  answers: z.array(Answer), guides: z.array(Guide), simulations: z.array(Simulation), boards: z.array(Board),
  /** Each item's state by its id: only live ones are shown. */
  itemStates: z.optional(z.record(Id, z.enum(contentStates))),
  /** Templates that nobody here has reviewed: their words count as own words. */
  unreviewedTemplates: z.optional(z.array(Id)) })
export type Library = z.infer<typeof Library>

/** `print`: whether there is a print file of exactly these words. */
export const GuideView = z.object({ guide: z.nullable(Guide), print: z.boolean() })

export const ItemView = z.object({ item: Item, state: z.enum(contentStates), version: Count })
export type ItemView = z.infer<typeof ItemView>

/** `demo`: here `sample` content counts as live. */
export const Venue = z.object({ site: Id, name: Text, timeZone: z.string(), zones: z.array(Zone), devices: z.array(DeviceRecord), demo: z.optional(z.boolean()),
  /** By the site's clock; robots rest in them. */
  quietHours: z.optional(z.array(QuietHours)) })
export type Venue = z.infer<typeof Venue>

/** The planner's own word on what it could not do as asked. */
export const PlanWarning = z.object({ zone: Id, code: z.string(), message: z.string(), entries: z.array(Id) })
export type PlanWarning = z.infer<typeof PlanWarning>
export const PlanView = z.object({ zone: Id, version: Count, programme: Programme })

/** `Shown` of show.ts as JSON: what a screen shows at a moment, and why. `at` echoes the moment asked for. */
export const ShowAnswer = z.object({
  main: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('item'), item: ProgrammeItem, entry: ProgrammeEntry, level: z.enum(levels), startedAt: Instant, until: Instant, fallback: z.boolean() }),
    z.object({ kind: z.literal('alert'), alert: Alert, startedAt: Instant, until: Instant }),
    z.object({ kind: z.literal('hold'), text: z.nullable(Text), startedAt: Instant, until: Instant }),
    z.object({ kind: z.literal('rest'), startedAt: Instant, until: Instant }),
    z.object({ kind: z.literal('standby'), startedAt: Instant, until: z.nullable(Instant) }),
  ]),
  next: z.nullable(z.object({ item: Id, bundle: z.string(), at: Instant })),
  banners: z.array(Alert),
  audio: z.object({ state: z.enum(['speak', 'silent']), why: z.string(), speaker: z.nullable(Id) }),
  reasons: z.array(z.object({ code: z.string(), id: z.optional(z.string()), detail: z.optional(z.string()) })),
  at: z.optional(Instant),
})
export type ShowAnswer = z.infer<typeof ShowAnswer>

// --- engagement ---
export const EngagementCell = z.object({
  zone: Id,
  /** Null where fewer than ten sessions would be shown. */
  sessions: z.nullable(Count),
  finished: z.nullable(Count),
  answers: z.nullable(Count),
  plays: Count,
  playSeconds: z.number(),
})
export const EngagementReport = z.object({ from: Instant, until: Instant, cells: z.array(EngagementCell), gaps: Count, quarantined: Count })
export type EngagementReport = z.infer<typeof EngagementReport>

// --- clock, health, live ---
export const liveKinds = ['device', 'alert', 'coverage', 'schedule', 'plan', 'playlists', 'review', 'engagement', 'health', 'alarm', 'call'] as const
/** One server-sent event: which kind of thing changed, and which one. Readers fetch what they show. */
export const LiveChange = z.object({ kind: z.enum(liveKinds), id: z.string() })
export type LiveChange = z.infer<typeof LiveChange>

// --- device orders ---
/** What staff may change of a device; what is left out stays. `zone` null: between zones (robots only). */
export const DeviceWrite = z.object({ zone: z.optional(z.nullable(Id)), publicAddress: z.optional(z.boolean()), volume: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  /** Robots: where it goes, degrees to the right of where its screen looks; null: unknown. Forgotten with the next move. */
  heading: z.optional(z.nullable(z.number().check(z.minimum(-180), z.maximum(180)))) })
export type DeviceWrite = z.infer<typeof DeviceWrite>
export const CommandWrite = z.object({
  action: z.discriminatedUnion('do', [
    z.object({ do: z.literal('identify') }),
    z.object({ do: z.literal('reload') }),
    z.object({ do: z.literal('screenshot') }),
    z.object({ do: z.literal('say'), text: Text }),
    /** Robots: stands still for so long at most, seconds, on a line or with its attentive face (null). */
    z.object({ do: z.literal('hold'), text: z.nullable(Text), seconds: z.number().check(z.int(), z.minimum(10), z.maximum(MOST_ORDERED_S)) }),
    /** Robots: to the next item of the loop, on this one alone. */
    z.object({ do: z.literal('next') }),
    /** Robots: ends a hold, and brings one that ran ahead back into step. */
    z.object({ do: z.literal('release') }),
  ]),
})
export type CommandWrite = z.infer<typeof CommandWrite>
export const CommandAnswer = z.object({ id: Id, expires: Instant })

// --- operations ---
export const JobView = z.object({ name: z.string(), cron: z.string(), lastRun: z.nullable(Instant), lastResult: z.nullable(z.string()), ok: z.nullable(z.boolean()), nextRun: z.nullable(Instant) })
export type JobView = z.infer<typeof JobView>
export const PartHealth = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })
export type PartHealth = z.infer<typeof PartHealth>
export const Readiness = z.object({ ready: z.boolean(), parts: z.array(PartHealth) })
