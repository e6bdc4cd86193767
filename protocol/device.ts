import * as z from 'zod/mini'
import { Count, Id, Instant, Language, QuietHours, Sha256, Text, VolumeHours } from './basics.ts'
import { callStates } from './api-calls.ts'
import { Order } from './order.ts'
import { moves, roles, severities, zoneKinds } from './words.ts'

/** A public Ed25519 key (RFC 8037 JWK) that signs for the site. */
export const SiteKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })
export type SiteKey = z.infer<typeof SiteKey>

/** An alert as a staff wall lists it. `until`: null once it is over. */
export const WallAlert = z.object({ id: Id, severity: z.enum(severities), headline: Text, place: Text, from: Instant, until: z.nullable(Instant) })
export type WallAlert = z.infer<typeof WallAlert>

/** What the controller wants a device to be. */
export const Desired = z.object({
  role: z.enum(roles),
  /** The leaf zone, or null for a robot between zones. */
  zone: z.nullable(Id),
  /** What kind of zone that is. */
  zoneKind: z.optional(z.nullable(z.enum(zoneKinds))),
  /** Robots: where it goes, degrees to the right of where its screen looks; absent where nobody knows. */
  heading: z.optional(z.number().check(z.minimum(-180), z.maximum(180))),
  /** Words for the place, shown on the screen's foot. */
  place: Text,
  /** The way to the anti-fraud desk from here, e.g. 「左前方 60 米」; null where it is the desk itself. */
  deskWay: z.nullable(Text),
  languages: z.array(Language).check(z.minLength(1)),
  /** 0 to 1. */
  volume: z.number().check(z.minimum(0), z.maximum(1)),
  quietHours: z.array(QuietHours),
  /** When its place wants it softer than that, see `volumeAt`; absent where it never does. */
  volumes: z.optional(z.array(VolumeHours)),
  /** The dialect of its place: a recording in it is played in place of Mandarin. */
  dialect: z.optional(Language),
  /** A public address is running: nobody speaks. */
  publicAddress: z.boolean(),
  timeZone: z.string(),
  /** Check-in points and robots: whether the anti-fraud desk is staffed; absent where nobody has said yet. */
  desk: z.optional(z.object({ open: z.boolean() })),
  /** Check-in points and robots: what word codes are minted with, see word-code.ts, and the stamp that this point gives with them. */
  wordCode: z.optional(z.object({ kiosk: Count, key: z.string(), stamp: z._default(z.enum(moves), 'ask') })),
  /** How the call for an officer stands that was made here last; `at` is when it came to that. Gone some minutes after it is over. */
  call: z.optional(z.object({ id: Id, state: z.enum(callStates), at: Instant })),
  /** Staff walls only: what their codes are minted with, see wall-code.ts, and today's alerts of the whole site. */
  wall: z.optional(z.object({ key: z.string(), alerts: z.array(WallAlert) })),
  /** Check-in points, robots and staff walls: the hash of the kit that goes with their programme, see kit.ts. */
  kit: z.optional(Sha256),
  /** Site keys to trust from now on: how a new key is announced under an old one. */
  keys: z.array(SiteKey).check(z.minLength(1)),
})
export type Desired = z.infer<typeof Desired>

export const Status = z.object({ state: z.enum(['online', 'offline']), at: Instant })
export type Status = z.infer<typeof Status>

/** Signed and short-lived; a device obeys each `id` once. */
export const Command = z.object({
  id: Id,
  expires: Instant,
  action: z.discriminatedUnion('do', [
    z.object({ do: z.literal('identify') }),
    z.object({ do: z.literal('reload') }),
    z.object({ do: z.literal('screenshot') }),
    z.object({ do: z.literal('say'), text: Text }),
    /** A robot stands still until then at the latest, on a line, or with its attentive face where `text` is null. */
    z.object({ do: z.literal('hold'), text: z.nullable(Text), until: Instant }),
    /** A robot goes to the next item of its loop now. */
    z.object({ do: z.literal('next') }),
    /** What was ordered of a robot is over. */
    z.object({ do: z.literal('release') }),
  ]),
})
export type Command = z.infer<typeof Command>

/** Where a screen stands, by its own word. */
export const Reported = z.object({
  at: Instant,
  app: z.string(),
  zone: z.nullable(Id),
  role: z.enum(roles),
  /** Versions accepted, by kind of fact; null = none yet. */
  versions: z.object({ programme: z.nullable(Count), zoneAlerts: z.nullable(Count), deviceAlerts: z.nullable(Count), desired: z.nullable(Count) }),
  showing: z.nullable(z.object({ kind: z.enum(['item', 'alert', 'hold', 'rest', 'standby']), id: z.string(), since: Instant })),
  banners: z.array(z.string()),
  reasons: z.array(z.string()),
  session: z.boolean(),
  /** What an operator has it do for a while; null and left out: nothing. */
  order: z.optional(z.nullable(Order)),
  clock: z.object({ offsetMs: z.number(), roundTripMs: z.nullable(z.number()), steps: Count }),
  cache: z.object({ wanted: Count, held: Count }),
  outbox: z.object({ held: Count, shed: Count }),
  /** Refused messages since the page started, by code. */
  refused: z.record(z.string(), Count),
})
export type Reported = z.infer<typeof Reported>
