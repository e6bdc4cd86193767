/**
 * The store's tables. Times are milliseconds since the Unix epoch (`…_ms`); `body` columns hold JSON of a protocol
 * schema; yes and no are 1 and 0. The same on SQLite (STRICT tables) and PostgreSQL.
 */
import type { Kysely } from 'kysely'
import type { AlertState } from '../../protocol/api.ts'
import type { ContentState } from '../../protocol/words.ts'

export type Tables = {
  site_key: { kid: string; private_jwk: string; public_jwk: string; state: 'active' | 'announced' | 'retired'; created_ms: number }
  /** The last version used for each signed topic path. */
  fact_version: { path: string; version: number }
  user: {
    id: string
    name: string
    organisation: string | null
    /** Argon2id as a PHC string; empty = no password. */
    password_hash: string
    roles: string
    may_release: number
    created_ms: number
    /** Evidence outlives people: who has ever signed in is deactivated, never erased. */
    active: number
    /** Until when a password that an administrator made lets its owner in, to choose another; null = it is their own. */
    one_time_until_ms: number | null
    signed_in_ms: number | null
    email: string | null
    oidc_issuer: string | null
    oidc_subject: string | null
    /** The second step's secret, base32; `totp_next` waits for its first code. */
    totp: string | null
    totp_next: string | null
    /** The last time step whose code was used: none counts twice. */
    totp_step: number | null
  }
  /** SHA-256 of codes (80 random bits) that are still good, hex. */
  recovery_code: { user: string; hash: string }
  /** `body`: SignInRules. `since_ms`: when a second step became required. */
  sign_in_rules: { key: string; since_ms: number | null; body: string }
  /** `body`: Organisation. */
  organisation: { id: string; body: string }
  /** `strong`: a second step was taken, here or at the sign-in provider. */
  session: { token_hash: string; user: string; created_ms: number; expires_ms: number; last_ms: number; address: string; agent: string; way: string; strong: number }
  /** Append-only; see controller/audit/. */
  audit: { seq: number; at_ms: number; user: string; action: string; subject: string; outcome: string; detail: string; prev: string; hash: string }
  device: {
    id: string
    /** DeviceRecord. */
    body: string
    /** The zone it is in now (a robot moves); null between zones. */
    zone: string | null
    /** SHA-256 of the device's secret (256 random bits), hex; null = not paired. */
    secret_hash: string | null
    paired_ms: number | null
    public_address: number
    state: 'online' | 'offline' | 'never'
    state_ms: number | null
    last_seen_ms: number | null
    /** Reported. */
    reported: string | null
    events_received: number
  }
  item: { id: string; body: string; state: ContentState; version: number }
  playlist: { id: string; body: string; state: ContentState; version: number }
  /** What is small and has no life of its own, by kind. */
  library: { kind: 'campaign' | 'phone' | 'alert_template' | 'robot_line' | 'guide' | 'course' | 'simulation' | 'board' | 'answer'; id: string; body: string }
  schedule_entry: { id: string; body: string; state: ContentState; version: number }
  /** The last version of entries that were taken away: what comes back under the same id goes on from there. */
  schedule_gone: { id: string; version: number }
  /** Every preset that was ever applied; `body`: Applied. It is in force while an entry of it is there. */
  applied_preset: { id: string; preset: string; body: string }
  /** `body`: Talk without its silent zones. */
  talk: { id: string; until_ms: number; body: string }
  /** Content-addressed bundles of items, served at /media/{sha256}. */
  bundle: { sha256: string; body: string; created_ms: number }
  /** Every programme that was published, for proof of play. */
  programme: { zone: string; version: number; body: string; made_ms: number }
  alert: {
    id: string
    state: AlertState
    version: number
    /** Alert. */
    body: string
    /** AlertTarget, as it was asked for. */
    target: string
    template: string | null
    raised_by: string
    raised_ms: number
    released_by: string | null
    released_ms: number | null
    ended_by: string | null
    ended_ms: number | null
    expires_ms: number
    /** AlertWords. */
    words: string
    /** SlotValues. */
    slots: string
    first_released_ms: number | null
  }
  /** A change of a live alert that waits for a second person; `version`: what it will be. */
  alert_change: { alert: string; version: number; body: string; target: string; template: string | null; words: string; slots: string; asked_by: string; asked_ms: number }
  /** Versions that one person let out, to be reviewed afterwards by another. */
  alert_review: { alert: string; version: number; why: string; released_by: string; released_ms: number; due_ms: number; state: string; reviewed_by: string | null; reviewed_ms: number | null; note: string }
  /** An alert's whole life, append-only. `body`: LifeStep. */
  alert_step: { alert: string; seq: number; body: string }
  alert_sent: { alert: string; device: string; sent_by: string; sent_ms: number }
  /** The screens an alert's version was for, at the moment of its release. */
  alert_target: { alert: string; version: number; device: string; zone: string | null; role: string; by_name: number }
  alert_shown: { alert: string; version: number; device: string; shown_ms: number; received_ms: number; ms: number }
  stream: { device: string; stream: string; up_to: number; base: number; gap: number; shed: number; first_ms: number; last_ms: number }
  event: { device: string; stream: string; seq: number; kind: string; at_ms: number; offset_ms: number; received_ms: number; zone: string | null; odd_time: number; body: string }
  /** Events that did not fit, with the reason; settled like any other. */
  quarantine: { device: string; stream: string; seq: number; reason: string; path: string; body: string; received_ms: number }
  /** What was gone before it came, and what was refused, by the hour in which that was noticed. */
  intake_hour: { hour_ms: number; gaps: number; quarantined: number }
  engagement_hour: { zone: string; hour_ms: number; sessions: number; finished: number; answers: number; correct: number }
  answer_hour: { hour_ms: number; zone: string; item: string; stage: string; genuine: number; answers: number; correct: number }
  step_hour: { hour_ms: number; zone: string; step: string; count: number }
  /** Passengers' calls for an officer; ids are the screen's own. `late`: came after its time. `silent`: one too many to ring. `joined`: the call of the same screen that it came to. */
  call: { id: string; device: string; zone: string | null; reason: string; language: string; state: string; late: number; silent: number; joined: string | null; asked_ms: number; accepted_ms: number | null; accepted_by: string | null; ended_ms: number | null }
  /** Colleagues' answers to the daily question. */
  learned: { day: string; user: string; item: string; choice: number; correct: number; at_ms: number }
  /** Alarms that were raised; `body`: how it stands, see controller/alarms/rows.ts. */
  alarm: { id: string; raised_ms: number; ended_ms: number | null; body: string }
  /** Figures from outside, entered by hand. `body`: Kpi. */
  kpi: { id: string; from_day: string; body: string }
  /** Every version of what staff write. `body`: Revision without findings. */
  revision: { kind: string; id: string; version: number; state: string; author: string; changed_ms: number; body: string }
  /** Files that staff sent in. `measured`, `findings`: as in MediaRecord. */
  media: { sha256: string; kind: string; type: string; bytes: number; width: number; height: number; seconds: number; label: string; by: string; at_ms: number; measured: string; findings: string }
  review_stages: { class: string; stages: number }
  desk: { key: string; value: string }
  /** Word codes that were redeemed, by the site's day. */
  word_code: { day: string; kiosk: string; session: number; redeemed_ms: number; redeemed_by: string }
  play_hour: { zone: string; item: string; hour_ms: number; plays: number; seconds: number }
}

export type Database = Kysely<Tables>
