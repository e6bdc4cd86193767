import { randomBytes } from 'node:crypto'
import type { Account, AlertAnswer, AlertRequest, AlertState, AlertTarget, AlertView, Coverage, DryRun } from '../../protocol/api.ts'
import type { AlertSet, AlertTemplate } from '../../protocol/alert.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { topics } from '../../protocol/topics.ts'
import type { Site } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Devices } from '../devices/service.ts'
import type { Facts } from '../facts/service.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { acceptAlert, releaseAt, type AcceptFacts } from './accept.ts'
import { coverageOf } from './coverage.ts'
import { createIsHeld } from './held.ts'
import { heldOf, readHeld, readShown, readTargets, readViews, rowOf, storeTargets, viewOf, type Held } from './rows.ts'
import { alertSets, changedSets } from './sets.ts'
import { answerWithinMs, devicesOf, zonesOf } from './targets.ts'

/** Who asks. */
type By = Pick<Account, 'user' | 'roles' | 'mayRelease'>

export type AlertsDeps = {
  store: Store
  facts: Pick<Facts, 'publish'>
  devices: Pick<Devices, 'all' | 'has' | 'held'>
  site: Site
  template(id: string): AlertTemplate | null
  clock: Clock
  log: Log
  metrics: Metrics
  changes: Changes
}
export type StoredShown = { alert: string; version: number; device: string; atMs: number; ms: number }

const TICK_MS = 1_000
/** Longer than the fan-out to ten thousand screens takes. */
const STORE_AIMED_AFTER_MS = 1_500
/** Longer than any alert lasts: whoever was told of one within this time may still hold it, milliseconds. */
const TOLD_WITHIN_MS = 2 * 86_400_000

/** An alert lasts a day at most, and a screen holds events back for 72 hours at most. */
const RELEASES_KEPT_MS = 5 * 86_400_000

const notFound = (id: string) => refused('alert/not-found', `There is no alert "${id}".`)
const isEnded = (state: AlertState) => state !== 'live' && state !== 'waiting'

/** Alerts: raised, released by a second person where the first may not, changed, cancelled, expired; and who has shown them. */
export function createAlerts({ store, facts, devices, site, template, clock, log, metrics, changes }: AlertsDeps) {
  const { db } = store
  /** Those that wait or are in force. */
  const current = new Map<string, Held>()
  /** When a version was released, for those whose screens may still report. */
  const releasedMs = new Map<string, number>()
  const toldDevices = new Set<string>()
  /** Whom these were for is not in the store yet. */
  const unstored = new Set<Held>()
  const said = { zones: new Map<string, AlertSet>(), devices: new Map<string, AlertSet>() }
  let unsaid: string | null = null
  let timer: ReturnType<typeof setInterval> | null = null
  let ready = false
  const nowMs = () => clock.now().epochMilliseconds
  /** Whole milliseconds, as the store keeps them. */
  const now = () => Temporal.Instant.fromEpochMilliseconds(nowMs())
  const releaseKey = (id: string, version: number) => `${id} ${version}`

  const targetDevices = function* () {
    for (const { record, zone } of devices.all()) yield { id: record.id, zone, role: record.role }
  }
  const live = () => [...current.values()].filter((held) => held.state === 'live')
  const acceptFacts = (by: By): AcceptFacts => ({ zones: site.zones, isDevice: devices.has, template, by, now: now() })

  /** Publishes the sets that differ from what was said. What fails is tried again by the next tick. Resolves once the broker has it. */
  async function publishSets(): Promise<void> {
    const sets = alertSets(live(), site.zones, toldDevices)
    unsaid = null
    const publish = (map: Map<string, AlertSet>, topic: typeof topics.zoneAlerts | typeof topics.deviceAlerts) => (key: string, set: AlertSet) => {
      map.set(key, set)
      return facts.publish(topic, key, set).then(({ sent }) => sent).catch((error: unknown) => {
        map.delete(key)
        unsaid = error instanceof Error ? error.message : String(error)
        log.error({ err: error, key }, 'An alert set could not be published; it is tried again.')
      })
    }
    const zone = publish(said.zones, topics.zoneAlerts)
    const device = publish(said.devices, topics.deviceAlerts)
    await Promise.all([
      ...changedSets(said.zones, sets.zones).map(([key, set]) => zone(key, set)),
      ...changedSets(said.devices, sets.devices).map(([key, set]) => device(key, set)),
    ])
  }

  /** Whom it is for, worked out before it is stored and said. */
  function aimed(held: Held): Held {
    const targets = devicesOf(held.target, site.zones, targetDevices())
    return { ...held, alert: { ...held.alert, answerWithinMs: answerWithinMs(targets.length) }, targets, shown: new Map() }
  }

  /** Writes down whom alerts were for. Thousands of rows at once would hold up the broker of this process: the fan-out goes first. */
  async function storeAimed(): Promise<void> {
    for (const held of unstored) {
      unstored.delete(held)
      await storeTargets(store, held.alert, held.targets).catch((error: unknown) => {
        log.error({ err: error, alert: held.alert.id }, 'The screens of an alert could not be stored; after a restart they are worked out anew.')
      })
    }
  }

  /** After the alert itself is stored. */
  function goLive(held: Held): void {
    for (const device of held.target.devices ?? []) toldDevices.add(device)
    releasedMs.set(releaseKey(held.alert.id, held.alert.version), held.releasedMs ?? nowMs())
    current.set(held.alert.id, held)
    unstored.add(held)
    setTimeout(() => void storeAimed(), STORE_AIMED_AFTER_MS).unref()
    void publishSets()
  }

  function told(held: Held, action: string): void {
    metrics.alerts.inc({ action })
    log.info({ alert: held.alert.id, version: held.alert.version, state: held.state, action }, 'Alert')
    changes.tell('alert', held.alert.id)
  }

  /** Writes the next state over the one that was read; false where somebody else was faster. */
  async function replace(before: Held, after: Held): Promise<boolean> {
    const { numUpdatedRows } = await db.updateTable('alert').set(rowOf(after)).where('id', '=', before.alert.id).where('state', '=', before.state).where('version', '=', before.alert.version).executeTakeFirst()
    return numUpdatedRows === 1n
  }
  const raced = (id: string) => refused('alert/version-conflict', 'Somebody else has just changed this alert. Look at it again.', id)

  async function end(before: Held, state: 'cancelled' | 'refused' | 'expired', by: string | null, atMs: number): Promise<Outcome<AlertAnswer>> {
    await storeAimed()
    const after: Held = { ...before, state, endedBy: by, endedMs: atMs }
    if (!(await replace(before, after))) return raced(before.alert.id)
    current.delete(before.alert.id)
    if (before.state === 'live') void publishSets()
    told(after, state)
    return accepted({ id: before.alert.id, state })
  }

  async function expire(): Promise<void> {
    const nowIs = nowMs()
    for (const held of current.values()) {
      const atMs = Temporal.Instant.from(held.alert.expires).epochMilliseconds
      if (atMs <= nowIs) await end(held, 'expired', null, atMs)
    }
    // In the order of release: the oldest first.
    for (const [key, atMs] of releasedMs) {
      if (atMs > nowIs - RELEASES_KEPT_MS) break
      releasedMs.delete(key)
    }
  }

  async function find(id: string): Promise<Held | null> {
    return current.get(id) ?? readHeld(store, id)
  }

  /** `version`: the one that the second person has seen. */
  function waitingFor(id: string, by: By, version: number | undefined): Outcome<Held> {
    const held = current.get(id)
    if (!held) return notFound(id)
    if (held.state !== 'waiting') return refused('alert/version-conflict', 'This alert no longer waits for a release.', id)
    if (held.raisedBy === by.user) return refused('alert/same-person', 'A second person has to decide on an alert. Ask a colleague.', id)
    if (version !== undefined && version !== held.alert.version) return raced(id)
    return accepted(held)
  }

  const ticking = { now: Promise.resolve() }
  /** Ends what has expired and says what could not be said; the timer does so each second. */
  function tick(): Promise<void> {
    ticking.now = ticking.now.then(expire).then(() => (unsaid === null ? undefined : publishSets())).catch((error: unknown) => {
      log.error({ err: error }, 'Alerts could not be looked through; it is tried again.')
    })
    return ticking.now
  }

  return {
    /** Takes up what was in force when the controller ended, and says every zone's set. */
    async start(): Promise<void> {
      const since = nowMs() - TOLD_WITHIN_MS
      const rows = await db.selectFrom('alert').selectAll().where((eb) => eb.or([eb('state', 'in', ['live', 'waiting']), eb('expires_ms', '>', since)])).execute()
      for (const row of rows) {
        const held = heldOf(row, await readTargets(store, row), await readShown(store, row))
        for (const device of held.target.devices ?? []) if (devices.has(device)) toldDevices.add(device)
        if (held.releasedMs !== null) releasedMs.set(releaseKey(row.id, row.version), held.releasedMs)
        if (isEnded(held.state)) continue
        current.set(row.id, held)
        if (held.state !== 'live' || held.targets.length > 0) continue
        held.targets = devicesOf(held.target, site.zones, targetDevices())
        await storeTargets(store, held.alert, held.targets)
      }
      await expire()
      // The answer of the broker is not waited for: where it is away, the next connect brings it.
      void publishSets()
      timer ??= setInterval(() => void tick(), TICK_MS)
      ready = true
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      timer = null
      await ticking.now
      await storeAimed()
    },
    health: () => ({ ok: ready && unsaid === null, detail: unsaid ?? `${live().length} alerts in force` }),
    tick,
    liveCount: (): number => live().length,

    async raise(request: AlertRequest, by: By): Promise<Outcome<AlertAnswer>> {
      const checked = acceptAlert(request, acceptFacts(by), `a-${randomBytes(8).toString('hex')}`, null)
      if (!checked.ok) return checked
      const atMs = nowMs()
      const state = by.mayRelease ? 'live' : 'waiting'
      const drafted: Held = { ...checked.value, state, raisedBy: by.user, raisedMs: atMs, releasedBy: by.mayRelease ? by.user : null, releasedMs: by.mayRelease ? atMs : null, endedBy: null, endedMs: null, targets: [], shown: new Map() }
      const held = state === 'live' ? aimed(drafted) : drafted
      await db.insertInto('alert').values(rowOf(held)).execute()
      if (state === 'live') goLive(held)
      else current.set(held.alert.id, held)
      told(held, 'raised')
      return accepted({ id: held.alert.id, state })
    },

    /** A new version under the same id, whose coverage starts anew. What still waits is written again, and waits for who has seen that. */
    async update(id: string, request: AlertRequest, by: By): Promise<Outcome<AlertAnswer>> {
      const before = await find(id)
      if (!before) return notFound(id)
      if (isEnded(before.state)) return refused('alert/ended', 'This alert has ended. Raise a new one.', id)
      const isLive = before.state === 'live'
      if (isLive && !by.mayRelease) return refused('alert/may-not-release', 'You may not change an alert that is on the screens alone. Cancel it and raise a new one.', id)
      if (before.alert.level === 'emergency' && !by.roles.includes('admin')) return refused('alert/emergency-not-allowed', 'Only the administrator may change an emergency.', id)
      const checked = acceptAlert(request, acceptFacts(by), id, before.alert)
      if (!checked.ok) return checked
      const atMs = nowMs()
      const alert = { ...checked.value.alert, msgType: isLive ? checked.value.alert.msgType : before.alert.msgType }
      const drafted: Held = { ...before, ...checked.value, alert, targets: [], shown: new Map(), ...(isLive ? { releasedBy: by.user, releasedMs: atMs } : { raisedBy: by.user, raisedMs: atMs }) }
      const after = isLive ? aimed(drafted) : drafted
      if (!(await replace(before, after))) return raced(id)
      if (isLive) goLive(after)
      else current.set(id, after)
      told(after, 'updated')
      return accepted({ id, state: after.state })
    },

    async release(id: string, by: By, version?: number): Promise<Outcome<AlertAnswer>> {
      const found = waitingFor(id, by, version)
      if (!found.ok) return found
      const before = found.value
      const after = aimed({ ...before, alert: releaseAt(before.alert, now()), state: 'live', releasedBy: by.user, releasedMs: nowMs() })
      if (!(await replace(before, after))) return raced(id)
      goLive(after)
      told(after, 'released')
      return accepted({ id, state: 'live' })
    },

    async refuse(id: string, by: By, version?: number): Promise<Outcome<AlertAnswer>> {
      const found = waitingFor(id, by, version)
      return found.ok ? end(found.value, 'refused', by.user, nowMs()) : found
    },

    async cancel(id: string, by: By): Promise<Outcome<AlertAnswer>> {
      const held = await find(id)
      if (!held) return notFound(id)
      if (isEnded(held.state)) return refused('alert/ended', 'This alert has ended already.', id)
      if (held.alert.level === 'emergency' && !by.roles.includes('admin')) return refused('alert/emergency-not-allowed', 'Only the administrator may cancel an emergency.', id)
      return end(held, 'cancelled', by.user, nowMs())
    },

    /** Whom an alert with this target would reach now. */
    dryRun(request: AlertRequest, by: By): Outcome<DryRun> {
      const checked = acceptAlert(request, acceptFacts(by), 'dry-run', null)
      if (!checked.ok) return checked
      const { target }: { target: AlertTarget } = checked.value
      const found = devicesOf(target, site.zones, targetDevices())
      const online = found.filter(({ device }) => devices.held(device)?.presence.state === 'online').length
      return accepted({ screens: found.length, online, zones: zonesOf(target, site.zones), devices: found.map(({ device }) => device) })
    },

    async list(limit: number, state: AlertState | undefined): Promise<AlertView[]> {
      const views = await readViews(store, limit, state)
      return views.map((view) => ({ ...view, targeted: current.get(view.id)?.targets.length ?? view.targeted }))
    },
    async get(id: string): Promise<AlertView | null> {
      const held = await find(id)
      return held && viewOf(held, held.targets.length)
    },
    async coverage(id: string): Promise<Coverage | null> {
      const held = await find(id)
      if (!held) return null
      const isHeld = createIsHeld(id, ({ id: device, zone }) => ({ zone: said.zones.get(zone ?? NEUTRAL_ZONE), own: said.devices.get(device) }), site.timeZone, clock.now())
      return coverageOf({
        alert: id, version: held.alert.version, releasedMs: held.releasedMs ?? held.raisedMs, endedMs: held.endedMs, targets: held.targets, shown: held.shown, nowMs: nowMs(),
        presence: (device) => devices.held(device)?.presence ?? { state: 'never', sinceMs: null },
        isHeld: ({ device, zone, role }) => !isEnded(held.state) && isHeld({ id: device, zone: devices.held(device)?.zone ?? zone, role }),
      })
    },
    /** The sets that reach a device now. */
    setsFor: (device: string, zone: string | null): AlertSet[] => [said.zones.get(zone ?? NEUTRAL_ZONE), said.devices.get(device)].filter((set) => set !== undefined),

    /** When a version was released, for the engagement store; null where it is unknown or long over. */
    releasedMs: (id: string, version: number): number | null => releasedMs.get(releaseKey(id, version)) ?? null,
    /** `shown` events that were just stored. */
    shown(events: readonly StoredShown[]): void {
      for (const { alert, version, device, atMs, ms } of events) {
        metrics.alertShownMs.observe(ms)
        const held = current.get(alert)
        if (held?.alert.version === version && !held.shown.has(device)) held.shown.set(device, { atMs, ms })
      }
      for (const alert of new Set(events.map((event) => event.alert))) changes.tell('coverage', alert)
    },
  }
}
export type Alerts = ReturnType<typeof createAlerts>
