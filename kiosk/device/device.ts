import type { Link } from '../../link/link.ts'
import type { Alert } from '../../protocol/alert.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import { encode } from '../../protocol/codec.ts'
import type { Item, Phone } from '../../protocol/content.ts'
import type { Command, Desired } from '../../protocol/device.ts'
import type { EngagementEvent, EventBatch, ShownEvent } from '../../protocol/event.ts'
import type { Kit } from '../../protocol/kit.ts'
import type { ShowDevice } from '../../protocol/show.ts'
import type { SpeechTable } from '../../protocol/speech.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import type { Role } from '../../protocol/words.ts'
import { freshInfo, type ZoneInfo } from '../../protocol/zone-info.ts'
import { createDeviceClock } from './device-clock.ts'
import { createKitNumbers } from './kit-numbers.ts'
import type { KitShelf } from './kit-shelf.ts'
import { createLibrary } from './library.ts'
import { ordered } from './orders.ts'
import { createOutbox, type NewEvent } from './outbox.ts'
import { look, sameView, type View } from './player.ts'
import { createPlayLog } from './play-log.ts'
import type { Ports } from './ports.ts'
import { createReceiver } from './receiver.ts'
import { createReporter } from './reporter.ts'

export type { View } from './player.ts'
export type Device = ReturnType<typeof createDevice>
export type Engagement = Omit<EngagementEvent, 'kind' | 'seq' | 'at' | 'offsetMs' | 'zone'>

/** Longest wait before looking again, should a timer have been lost to a sleeping machine. */
const LOOK_AT_LEAST_MS = 30_000
/** Answers to an alert begin after this part of the span that it gives them: the broker is then done with telling the others. */
const ANSWER_AFTER = 1 / 3

/** Roles that say things aloud; walls and staff walls never. */
const SPEAKING: readonly Role[] = ['kiosk', 'robot']

/** MQTT 3.1.1, 3.2.2.3: return codes 4 and 5, as the link words them. */
const TURNED_AWAY = /not authorized|bad user ?name/i

/**
 * One screen, whatever draws it: receives facts, decides by `show` what is on, reports and logs. No DOM, no globals.
 * `start` shows what was last held; `connect` (after the first item is on screen) goes online.
 */
export function createDevice(ports: Ports, credentials: Credentials) {
  const { log, timers } = ports
  const decide = ports.shared?.look ?? look
  const afterShowing = ports.shared?.afterShowing ?? ((run) => run())
  const { site, device: id } = credentials
  const listeners = new Set<(view: View) => void>()
  const commandListeners = new Set<(command: Command) => void>()
  const told = new Set<string>()
  const jitter = jitterOf(id)
  let session: ShowDevice['session'] = null
  let order: ShowDevice['order'] = null
  let view: View | null = null
  let link: Link | null = null
  let cancelWake: (() => void) | null = null
  let stopped = false
  let kit: Kit | null = null
  let kitShelf: KitShelf | null = null
  const withNumbers = createKitNumbers()
  /** The kit with the numbers as they were last checked. */
  let numbered: Kit | null = null

  const clock = createDeviceClock(ports, { onStep: () => void receiver.refresh().catch((e: unknown) => log('warn', 'facts could not be asked for again', { error: String(e) })) })
  const now = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(clock.nowMs())

  const receiver = createReceiver({
    site, device: id, keys: credentials.keys, store: ports.store.facts, now, log,
    ...(ports.shared?.verify ? { verify: ports.shared.verify } : {}),
    ...(ports.shared?.afterShowing ? { later: ports.shared.afterShowing } : {}),
    onFacts(what) {
      if (what === 'desired') stepBack()
      if (what === 'programme' || what === 'desired') want()
      evaluate(true)
    },
    onCommand: obey,
    onReceipt: (receipt) => void outbox.settle(receipt),
    onIssued: (seconds) => clock.atLeast(seconds * 1000),
  })
  const library = createLibrary({ media: ports.media, timers, log, ...(ports.shared?.parsed ? { parsed: ports.shared.parsed } : {}), beside: () => (kitShelf ? kitShelf.names() : desired()?.kit ? null : []), onChange: () => evaluate(true) })
  const outbox = createOutbox({
    store: ports.store.outbox, timers, log, now: clock.nowMs, stream: ports.newId(),
    publish: (batch: EventBatch) => publish(encode(topics.event, batch), topicPath(topics.event, site, id), topics.event),
  })
  const plays = createPlayLog({ timers, now: clock.nowMs, jitter, add: (run) => record({ kind: 'play', ...run }) })
  const reporter = createReporter({
    timers, jitter,
    facts: () => view && {
      view, desired: desired(), versions: receiver.versions, app: ports.app, session: session !== null, order,
      clock: { offsetMs: Math.round(clock.offsetMs() * 10) / 10, roundTripMs: clock.roundTripMs(), steps: clock.steps },
      cache: { wanted: library.wanted, held: library.held }, outbox: { held: outbox.held, shed: outbox.shed }, refused: receiver.refused,
    },
    publish: (reported) => publish(encode(topics.reported, reported), topicPath(topics.reported, site, id), topics.reported),
  })

  function desired(): Desired | null {
    return receiver.facts.desired
  }

  function showDevice(): ShowDevice {
    const d = desired()
    return { id, role: d?.role ?? 'screen', zone: d?.zone ?? null, timeZone: d?.timeZone ?? 'UTC', quietHours: d?.quietHours ?? [], publicAddress: d?.publicAddress ?? false, session, order }
  }

  /** Nobody waits for the kit: its code comes after the first picture. */
  function wantKit(): void {
    if (!kitShelf && !desired()?.kit) return
    void import('./kit-shelf.ts').then(({ createKitShelf }) => {
      if (stopped) return
      kitShelf ??= createKitShelf({
        media: ports.media, timers, log, speaks: !ports.shared && SPEAKING.includes(desired()?.role ?? 'screen'),
        onChange(next) {
          kit = next
          evaluate(true)
        },
      })
      kitShelf.want(desired()?.kit ?? null)
    }).catch((error: unknown) => log('warn', 'the kit cannot be read', { error: String(error) }))
  }

  function want(): void {
    wantKit()
    const { programme } = receiver.facts
    library.want([...(programme ? [programme] : []), ...receiver.programmes().filter((p) => p !== programme)], now())
  }

  /** Decides anew and tells the faces if anything changed; `always` where what is around the picture may have. */
  function evaluate(always = false): View {
    const { programme, zoneAlerts, deviceAlerts } = receiver.facts
    if (always) numbered = withNumbers(kit, kit ? library.shelf.items(programme) : [])
    const at = now()
    const next = decide({ programme, alerts: [zoneAlerts, deviceAlerts].filter((set) => set !== null), device: showDevice() }, library.shelf, at)
    const changed = always || view === null || !sameView(view, next)
    view = next
    if (changed) for (const listener of listeners) listener(next)
    afterShowing(() => {
      if (changed) {
        plays.showing(next)
        reporter.changed(next.main.kind === 'alert' ? next.main.alert.answerWithinMs : 0)
      }
      cancelWake?.()
      if (!stopped) cancelWake = timers.after(Math.min(LOOK_AT_LEAST_MS, Math.max(1, (next.changesAt?.epochMilliseconds ?? Infinity) - at.epochMilliseconds)), () => evaluate())
    })
    return next
  }

  function record(event: { kind: 'shown' } & Pick<ShownEvent, 'alert' | 'version' | 'presentation'> | ({ kind: 'engagement' } & Engagement) | { kind: 'play'; item: string; bucket: string; count: number; seconds: number }, waitMs = 0): Promise<void> {
    const stamped: NewEvent = { ...event, at: now().toString(), offsetMs: clock.offsetMs(), zone: desired()?.zone ?? null }
    return outbox.add(stamped, waitMs)
  }

  async function publish(payload: Uint8Array, path: string, { qos, retain }: { qos: 0 | 1; retain: boolean }): Promise<void> {
    if (!link) throw new Error('not connected yet')
    await link.publish(path, payload, { qos, retain })
  }

  /** In another zone nobody runs ahead of it. */
  let zone: string | null | undefined
  function stepBack(): void {
    const here = desired()?.zone
    if (order?.do === 'ahead' && here !== zone) order = null
    zone = here
  }

  function obey(command: Command): void {
    log('info', 'command', { id: command.id, do: command.action.do })
    if (command.action.do === 'screenshot') reporter.note('command/screenshot not supported by this screen')
    if (desired()?.role === 'robot') {
      const before = order
      order = ordered(order, command, receiver.facts.programme, now())
      if (order !== before) evaluate(true)
    }
    for (const listener of commandListeners) listener(command)
    if (command.action.do === 'reload') ports.reload()
  }

  const status = (state: 'online' | 'offline') =>
    ({ path: topicPath(topics.status, site, id), payload: encode(topics.status, { state, at: now().toString() }), qos: topics.status.qos, retain: topics.status.retain })

  return {
    id,
    now,
    /** Reads what an earlier page held and shows it. Works without any network. */
    async start(): Promise<View> {
      await Promise.all([receiver.load(), outbox.load(), clock.restore()])
      clock.atLeast(receiver.issuedMs)
      const { programme } = receiver.facts
      if (programme) await library.restore(programme, now())
      const first = evaluate()
      wantKit()
      return first
    },
    /** Goes online and stays so; the link itself comes back after losses. */
    async connect(): Promise<void> {
      const [opened] = await Promise.all([
        ports.link({ clientId: id, username: id, password: credentials.secret, will: status('offline'), birth: () => status('online'), onError: (error) => log('warn', error.message, { code: error.code }) }),
        clock.settle(),
      ])
      if (stopped) return opened.close()
      link = opened
      want()
      await receiver.connect(opened)
      opened.onState((state) => {
        const online = state.name === 'online'
        if (state.name === 'offline' && TURNED_AWAY.test(state.reason)) ports.turnedAway?.()
        outbox.setOnline(online)
        reporter.setOnline(online)
        if (online) void clock.sample()
      })
    },
    async stop(): Promise<void> {
      stopped = true
      cancelWake?.()
      plays.leave()
      await outbox.idle()
      kitShelf?.stop()
      for (const part of [reporter, clock, outbox, plays]) part.stop()
      const last = status('offline')
      if (link?.state.name === 'online') await link.publish(last.path, last.payload, { qos: 1, retain: true }).catch(() => undefined)
      await link?.close()
    },
    /** Decides anew now; for a face that draws on every frame, so that a change falls on the right one. */
    tick(): View | null {
      return view && (view.changesAt === null || now().epochMilliseconds < view.changesAt.epochMilliseconds) ? view : evaluate()
    },
    get view(): View | null {
      return view
    },
    get desired(): Desired | null {
      return desired()
    },
    get online(): boolean {
      return link?.state.name === 'online'
    },
    /** Items of the zone's programme whose words are at hand, with their telephone numbers. */
    items: (): { item: Item; phones: readonly Phone[] }[] => library.shelf.items(receiver.facts.programme),
    /** What goes beyond the programme, with the numbers as they were last checked; null until it has come. */
    get kit(): Kit | null {
      return numbered
    },
    /** The clips of what may be said, by line; null until the table has come. */
    get speech(): SpeechTable | null {
      return kitShelf?.speech ?? null
    },
    /** Flights and weather for the place, as far as they still hold. */
    info: (): ZoneInfo => freshInfo(receiver.facts.zoneInfo, now()),
    /** A file that the kit names: kept since the kit came, else from the controller; null where it cannot be had. */
    file: async (sha256: string): Promise<Uint8Array | null> => (await ports.media.get(sha256)) ?? ports.media.fetch(sha256).catch(() => null),
    /** The day at the site, `YYYY-MM-DD`. */
    today: (): string => now().toZonedDateTimeISO(desired()?.timeZone ?? 'UTC').toPlainDate().toString(),
    onView(listener: (view: View) => void): () => void {
      listeners.add(listener)
      if (view) listener(view)
      return () => listeners.delete(listener)
    },
    onCommand(listener: (command: Command) => void): () => void {
      commandListeners.add(listener)
      return () => commandListeners.delete(listener)
    },
    get inSession(): boolean {
      return session !== null
    },
    /** The clock was moved by hand (in the demo): decide anew. */
    lookAgain: (): View => evaluate(),
    /** A passenger began, goes on with or ended a touch session; it bears on alerts. */
    setSession(next: ShowDevice['session']): void {
      session = next
      evaluate()
    },
    engage: (event: Engagement): Promise<void> => record({ kind: 'engagement', ...event }),
    /** The face says so at an alert's first opaque frame; each version counts once in each presentation. */
    alertVisible({ id: alert, version, answerWithinMs = 0 }: Alert, presentation: ShownEvent['presentation']): void {
      const key = `${alert}/${version}/${presentation}`
      if (told.has(key)) return
      told.add(key)
      void record({ kind: 'shown', alert, version, presentation }, answerWithinMs * (ANSWER_AFTER + (1 - ANSWER_AFTER) * jitter))
      reporter.changed()
    },
    /** The page is about to go: what was counted so far is written down. */
    leave(): void {
      plays.leave()
      void outbox.idle()
    },
    /** For the debug handle and tests: nothing that could change what is shown. */
    inspect: () => ({ versions: receiver.versions, cache: { wanted: library.wanted, held: library.held }, refused: receiver.refused, outbox: { held: outbox.held, shed: outbox.shed }, offsetMs: clock.offsetMs(), online: link?.state.name === 'online' }),
    idle: async (): Promise<void> => {
      await receiver.idle()
      await outbox.idle()
    },
  }
}

/** A steady number in [0, 1) for a name: spreads what thousands of devices would otherwise do in the same second. */
export function jitterOf(name: string): number {
  let hash = 0x811c9dc5
  for (const c of name) hash = Math.imul(hash ^ c.charCodeAt(0), 0x01000193)
  return (hash >>> 0) / 0x1_0000_0000
}
