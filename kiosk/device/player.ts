import type { Alert, AlertSet } from '../../protocol/alert.ts'
import type { Text } from '../../protocol/basics.ts'
import type { Item, Phone } from '../../protocol/content.ts'
import { orderEnds } from '../../protocol/order.ts'
import type { Programme } from '../../protocol/programme.ts'
import { alertTimes } from '../../protocol/show-alerts.ts'
import { playAt, type Playing } from '../../protocol/show-loop.ts'
import { show, type ShowDevice, type Shown } from '../../protocol/show.ts'
import { dedupeBy } from './lists.ts'

/** What is at hand to draw an item: its words and, for a video, its file. */
export type Shelf = { find(bundle: string, item: string): { item: Item; phones: readonly Phone[] } | null }

export type PlayerFacts = { programme: Programme | null; alerts: readonly AlertSet[]; device: ShowDevice }

/** What is drawn. It differs from `show` only where the words of an item are not at hand. */
export type ViewMain =
  | { kind: 'item'; item: Item; phones: readonly Phone[]; startedAt: Temporal.Instant; until: Temporal.Instant }
  | { kind: 'alert'; alert: Alert; startedAt: Temporal.Instant; until: Temporal.Instant }
  | { kind: 'hold'; text: Text | null; startedAt: Temporal.Instant; until: Temporal.Instant }
  | { kind: 'rest'; startedAt: Temporal.Instant; until: Temporal.Instant }
  | { kind: 'standby'; startedAt: Temporal.Instant; until: Temporal.Instant | null }

export type View = {
  at: Temporal.Instant
  shown: Shown
  main: ViewMain
  /** What comes next, or what the programme has on under an alert, for the faces that keep it in sight. */
  next: { item: Item; phones: readonly Phone[] } | null
  banners: Alert[]
  /** Items that are due but cannot be drawn; the next one at hand stands in. */
  missing: string[]
  /** Evaluate again then, at the latest. Null: nothing will change by itself. */
  changesAt: Temporal.Instant | null
}

/** After this long without a touch a session lets a takeover through (the rule is `show`'s; this only wakes it up). */
const SESSION_HOLDS_MS = 20_000

/** A screen's view at `now`: what `show` decides, with the words to draw it. Pure. */
export function look(facts: PlayerFacts, shelf: Shelf, now: Temporal.Instant): View {
  const shown = show(facts.programme, facts.alerts, facts.device, now)
  const missing: string[] = []
  const main = drawable(shown, facts, shelf, missing)
  const next = shown.next && shelf.find(shown.next.bundle, shown.next.item)
  return { at: now, shown, main, next, banners: shown.banners, missing, changesAt: changesAt(shown, facts, now) }
}

function drawable(shown: Shown, facts: PlayerFacts, shelf: Shelf, missing: string[]): ViewMain {
  const main = shown.main
  if (main.kind !== 'item') return main
  const due = shelf.find(main.item.bundle, main.item.id)
  if (due) return { kind: 'item', ...due, startedAt: main.startedAt, until: main.until }
  missing.push(main.item.id)
  const standIn = facts.programme && nextAtHand(facts.programme, main, shelf, missing)
  return standIn ? { kind: 'item', ...standIn, startedAt: main.startedAt, until: main.until } : { kind: 'standby', startedAt: main.startedAt, until: main.until }
}

/** The first of the coming turns that can be drawn, looking ahead at most once round the longest loop. */
function nextAtHand(programme: Programme, from: Playing, shelf: Shelf, missing: string[]): ReturnType<Shelf['find']> {
  const most = Math.max(...programme.loops.map((loop) => loop.turns.length))
  let turn: Playing | undefined = from
  for (let i = 0; i < most && turn; i++) {
    turn = playAt(programme, turn.until)?.turn
    const found = turn && shelf.find(turn.item.bundle, turn.item.id)
    if (found) return found
    if (turn && !missing.includes(turn.item.id)) missing.push(turn.item.id)
  }
  return null
}

function changesAt(shown: Shown, { alerts, device }: PlayerFacts, now: Temporal.Instant): Temporal.Instant | null {
  const nowMs = now.epochMilliseconds
  const times: number[] = []
  if (shown.main.until) times.push(shown.main.until.epochMilliseconds)
  // Under an alert the programme goes on, and some faces keep it in sight.
  if (shown.next) times.push(shown.next.at.epochMilliseconds)
  for (const alert of alerts.flatMap((set) => set.alerts)) times.push(alertTimes(alert).effective, alertTimes(alert).expires)
  if (device.order) times.push(orderEnds(device.order).epochMilliseconds)
  if (device.session) times.push(device.session.lastTouch.epochMilliseconds + SESSION_HOLDS_MS)
  const first = Math.min(...times.filter((t) => t > nowMs))
  return Number.isFinite(first) ? Temporal.Instant.fromEpochMilliseconds(Math.ceil(first)) : null
}

/** Bundles in the order in which they will be wanted: what is on, what comes next, then the rest. */
export function bundlesWanted(programme: Programme, now: Temporal.Instant): string[] {
  const playing = playAt(programme, now)
  const first = playing ? [playing.turn.item.bundle, ...(playing.next ? [playing.next.bundle] : [])] : []
  return dedupeBy([...first, ...programme.items.map((item) => item.bundle)], (sha) => sha)
}

/** Whether two views draw the same: then nothing need be told to the face. */
export function sameView(a: View, b: View): boolean {
  return mainKey(a.main) === mainKey(b.main) && a.next?.item.id === b.next?.item.id && a.main.kind === b.main.kind
    && (a.main.kind !== 'item' || b.main.kind !== 'item' || a.main.item === b.main.item)
    && a.banners.length === b.banners.length && a.banners.every((x, i) => x === b.banners[i])
    && a.shown.reasons.length === b.shown.reasons.length && a.shown.reasons.every((r, i) => r.code === b.shown.reasons[i]?.code && r.id === b.shown.reasons[i]?.id)
}

function mainKey(main: ViewMain): string {
  if (main.kind === 'item') return `item/${main.item.id}/${main.startedAt.epochMilliseconds}`
  return main.kind === 'alert' ? `alert/${main.alert.id}/${main.alert.version}` : main.kind === 'standby' ? 'standby' : `${main.kind}/${main.startedAt.epochMilliseconds}`
}
