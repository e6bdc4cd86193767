import type { Alert, AlertSet } from './alert.ts'
import type { Programme } from './programme.ts'
import { rankAlerts } from './show-alerts.ts'
import { showAudio, type Audio } from './show-audio.ts'
import { playAt, type Playing } from './show-loop.ts'
import type { Reason, ShowDevice } from './show-facts.ts'

export type { Reason, ShowDevice }

export type ShownMain =
  | ({ kind: 'item' } & Playing)
  | { kind: 'alert'; alert: Alert; startedAt: Temporal.Instant; until: Temporal.Instant }
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
 * and the time. Same arguments, same answer, on every screen, in the console's preview and in the check of proof of play.
 * `alerts` holds the sets that reach the device (its zone's, its own); doubles by id count once, the newest version wins.
 */
export function show(programme: Programme | null, alerts: readonly AlertSet[], device: ShowDevice, now: Temporal.Instant): Shown {
  const ranked = rankAlerts(alerts.flatMap((set) => set.alerts), device, now)
  const reasons: Reason[] = [...ranked.reasons]
  const playing = programme ? playAt(programme, now) : null
  if (device.session) reasons.push({ code: 'session/on' })

  let main: ShownMain
  if (ranked.takeover) {
    main = { kind: 'alert', ...ranked.takeover }
    reasons.unshift({ code: main.alert.level === 'emergency' ? 'main/emergency' : 'main/alert', id: main.alert.id, detail: main.alert.severity })
  } else if (playing) {
    main = { kind: 'item', ...playing.turn }
    reasons.unshift({ code: playing.turn.fallback ? 'main/fallback' : 'main/slot', id: main.entry.id, detail: main.entry.name })
  } else {
    main = { kind: 'standby', startedAt: now, until: null }
    reasons.unshift({ code: 'main/standby' })
  }
  if (playing && main.kind === 'item') {
    reasons.push({ code: 'slot/level', detail: main.level }, { code: 'slot/until', detail: playing.slotUntil.toString() })
  }
  const audio = showAudio(programme, device, now)
  reasons.push({ code: audio.why })
  return { main, next: playing?.next ?? null, banners: ranked.banners, audio, reasons }
}
