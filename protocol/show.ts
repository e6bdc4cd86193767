import type { Alert, AlertSet } from './alert.ts'
import type { Text } from './basics.ts'
import { inForce, orderEnds, type Order } from './order.ts'
import type { Programme } from './programme.ts'
import { rankAlerts } from './show-alerts.ts'
import { showAudio, type Audio } from './show-audio.ts'
import type { Reason, ShowDevice } from './show-facts.ts'
import { playAt, type PlayAt, type Playing } from './show-loop.ts'
import { playUnder } from './show-order.ts'
import { quietStretch } from './show-rest.ts'

export type { Reason, ShowDevice }

export type ShownMain =
  | ({ kind: 'item' } & Playing)
  | { kind: 'alert'; alert: Alert; startedAt: Temporal.Instant; until: Temporal.Instant }
  /** An operator has the robot stand still: on a line, or with its attentive face alone. */
  | { kind: 'hold'; text: Text | null; startedAt: Temporal.Instant; until: Temporal.Instant }
  /** A robot in quiet hours: its resting face, and no words. */
  | { kind: 'rest'; startedAt: Temporal.Instant; until: Temporal.Instant }
  /** Nothing was ever received: the app's own safe screen. */
  | { kind: 'standby'; startedAt: Temporal.Instant; until: Temporal.Instant | null }

export type Shown = {
  main: ShownMain
  /** What to have ready, and when it is due; null where nothing follows within the programme. */
  next: { item: string; bundle: string; at: Temporal.Instant } | null
  /** At most two, the highest first; they never compete for main. */
  banners: Alert[]
  audio: Audio
  reasons: Reason[]
}

/**
 * What a screen shows: a pure function of the zone's programme, the alerts for its zone and for itself, the device
 * (with its touch session and its operator's order) and the time. Same arguments, same answer, on every screen, in the console's
 * preview and in the check of proof of play.
 * `alerts` holds the sets that reach the device (its zone's, its own); doubles by id count once, the newest version wins.
 */
export function show(programme: Programme | null, alerts: readonly AlertSet[], device: ShowDevice, now: Temporal.Instant): Shown {
  const ranked = rankAlerts(alerts.flatMap((set) => set.alerts), device, now)
  const order = inForce(device.order, device.role, now)
  const playing = programme ? playUnder(programme, order, now) : null
  const { main, why } = ranked.takeover ? alertOn(ranked.takeover) : robotOn(device, order, now) ?? programmeOn(playing, now)

  const reasons: Reason[] = [...why, ...ranked.reasons]
  // After what decides, where it does not decide itself.
  if (order && main.kind !== 'hold') reasons.splice(1, 0, orderReason(order))
  if (device.session) reasons.push({ code: 'session/on' })
  if (playing && main.kind === 'item') reasons.push({ code: 'slot/level', detail: main.level }, { code: 'slot/until', detail: playing.slotUntil.toString() })
  const audio = showAudio(programme, device, now)
  reasons.push({ code: audio.why })
  return { main, next: nextAfter(main, programme, playing), banners: ranked.banners, audio, reasons }
}

type On = { main: ShownMain; why: Reason[] }

const alertOn = (takeover: Omit<Extract<ShownMain, { kind: 'alert' }>, 'kind'>): On =>
  ({ main: { kind: 'alert', ...takeover }, why: [{ code: takeover.alert.level === 'emergency' ? 'main/emergency' : 'main/alert', id: takeover.alert.id, detail: takeover.alert.severity }] })

const orderReason = (order: Order): Reason => ({ code: order.do === 'hold' ? 'robot/held' : 'robot/ahead', id: order.id, detail: orderEnds(order).toString() })

/** What a robot shows in place of its programme: what it is held on, or that it rests. Whoever ordered something finds it awake. */
function robotOn({ role, quietHours, timeZone }: ShowDevice, order: Order | null, now: Temporal.Instant): On | null {
  if (role !== 'robot') return null
  if (order?.do === 'hold') return { main: { kind: 'hold', text: order.text, startedAt: Temporal.Instant.from(order.since), until: orderEnds(order) }, why: [orderReason(order)] }
  const rest = order ? null : quietStretch(quietHours, timeZone, now)
  return rest && { main: { kind: 'rest', startedAt: rest.from, until: rest.until }, why: [{ code: 'robot/rests', detail: rest.until.toString() }] }
}

function programmeOn(playing: PlayAt | null, now: Temporal.Instant): On {
  if (!playing) return { main: { kind: 'standby', startedAt: now, until: null }, why: [{ code: 'main/standby' }] }
  const { turn } = playing
  return { main: { kind: 'item', ...turn }, why: [{ code: turn.fallback ? 'main/fallback' : 'main/slot', id: turn.entry.id, detail: turn.entry.name }] }
}

/** Under a hold or at rest the programme is not seen: what it has on when that is over comes next. */
function nextAfter(main: ShownMain, programme: Programme | null, playing: PlayAt | null): Shown['next'] {
  if (main.kind !== 'hold' && main.kind !== 'rest') return playing?.next ?? null
  const turn = programme && playAt(programme, main.until)?.turn
  return turn ? { item: turn.item.id, bundle: turn.item.bundle, at: main.until } : null
}
