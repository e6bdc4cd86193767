/** The project's vocabulary as closed lists. Pure data: docs/words.md explains each word. */

export const roles = ['screen', 'kiosk', 'robot', 'staff_wall'] as const
export type Role = (typeof roles)[number]

/** Lowest first: a higher level replaces a lower one, which then resumes by clock. */
export const levels = ['default', 'scheduled', 'event', 'alert', 'emergency'] as const
export type Level = (typeof levels)[number]

/** Levels that a schedule entry may have; the others belong to alerts. */
export const scheduleLevels = ['default', 'scheduled', 'event'] as const
export type ScheduleLevel = (typeof scheduleLevels)[number]

/** Lowest first. CAP 1.2 names: yellow = Moderate, orange = Severe, red = Extreme. */
export const severities = ['yellow', 'orange', 'red'] as const
export type Severity = (typeof severities)[number]

export const presentations = ['banner', 'takeover'] as const
export type Presentation = (typeof presentations)[number]

export const zoneKinds = [
  'landside_hall', 'checkin', 'id_desk', 'security_queue', 'airside_seats', 'gate', 'intl_checkin',
  'intl_gate', 'baggage', 'arrivals', 'taxi', 'atm_shop', 'staff_corridor',
] as const
export type ZoneKind = (typeof zoneKinds)[number]

export const moments = [
  'before_checkin', 'checkin', 'security', 'gate_wait', 'delay_event', 'intl_departure', 'baggage',
  'arrivals', 'taxi_queue', 'shift_change',
] as const
export type Moment = (typeof moments)[number]

export const audiences = ['everyone', 'elder', 'student', 'worker', 'staff', 'driver'] as const

/** The first five have a campaign each (一类一策); the rest are named in content only. */
export const scams = [
  'flight_refund', 'fake_service', 'paid_task', 'advance_loan', 'overseas_job',
  'face_swap', 'cash_courier', 'sticker_code', 'fake_agent', 'fake_police', 'dissuasion', 'general',
] as const
export type Scam = (typeof scams)[number]

/** Every message ends in one move, and every move is one character (一字诀). */
export const moves = ['ask', 'hang_up', 'stop', 'refuse', 'verify', 'report', 'answer'] as const
export type Move = (typeof moves)[number]

export const moveCharacter: Record<Move, string> = {
  ask: '问', hang_up: '挂', stop: '停', refuse: '拒', verify: '核', report: '报', answer: '接',
}

export const itemKinds = ['poster', 'video', 'case', 'quiz', 'class', 'ticker'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What the drawings of a class can show (faces/scenes/). The first nine are the trick, the last five the way out. */
export const drawnScenes = [
  'message', 'call', 'code_page', 'share', 'drain', 'payouts', 'frozen', 'fee_first', 'passport',
  'hang_up', 'own_app', 'counter', 'officer', 'papers',
] as const
export type DrawnScene = (typeof drawnScenes)[number]

/** How a quiz message reaches its reader. */
export const channels = ['sms', 'phone', 'chat', 'app', 'video', 'in_person'] as const
export type Channel = (typeof channels)[number]

/** Life of anything staff write. `sample` is shipped content: live in the demo, a draft elsewhere. */
export const contentStates = ['sample', 'draft', 'live', 'withdrawn'] as const
export type ContentState = (typeof contentStates)[number]

/** The zone of a device that has none (a robot between zones): it carries the neutral loop. */
export const NEUTRAL_ZONE = 'neutral'
