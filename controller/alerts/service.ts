import { randomBytes } from 'node:crypto'
import { longestOf } from '../../protocol/alert-slots.ts'
import type { AlertSet, AlertTemplate } from '../../protocol/alert.ts'
import type { AlertStep, LifeKind } from '../../protocol/api-alerts.ts'
import type { Account, AlertAnswer, AlertRequest, AlertRewrite, AlertState, AlertView, Coverage, DryRun } from '../../protocol/api.ts'
import type { Glyphs } from '../../protocol/checks/words.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Devices } from '../devices/service.ts'
import type { Facts } from '../facts/service.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { acceptAlert, releaseAt, type AcceptFacts } from './accept.ts'
import { createAfterwards } from './afterwards.ts'
import { coverageOf } from './coverage.ts'
import { createIsHeld } from './held.ts'
import { decideChange, decideRaise, mayDecide, mayRewrite, type Content } from './ladder.ts'
import { dropChange, keepChange, keepStep, lastVersion, moveChange, readChange, type WaitingChange } from './life.ts'
import { reachOf } from './reach.ts'
import { noteAlone, replace } from './replace.ts'
import { heldOf, readHeld, readShown, readTargets, readViews, rowOf, storeTargets, type AlertFilter, type Held } from './rows.ts'
import { createSaid } from './say.ts'
import { answerWithinMs, devicesOf } from './targets.ts'

/** Who asks. */
type By = Pick<Account, 'user' | 'roles' | 'mayRelease'>

export type AlertsDeps = {
  store: Store
  facts: Pick<Facts, 'publish'>
  devices: Pick<Devices, 'all' | 'has' | 'held'>
  site: Site
  template(id: string): AlertTemplate | null
  isReviewed: AcceptFacts['isReviewed']
  clock: Clock
  log: Log
  metrics: Metrics
  changes: Changes
  jobs: Pick<Jobs, 'add'>
  /** What the screens' typeface can draw. */
  glyphs: Glyphs
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
export function createAlerts({ store, facts, devices, site, template, isReviewed, clock, log, metrics, changes, jobs, glyphs }: AlertsDeps) {
  const { db } = store
  /** Those that wait or are in force. */
  const current = new Map<string, Held>()
  /** When a version was released, for those whose screens may still report. */
  const releasedMs = new Map<string, number>()
  /** Whom these were for is not in the store yet. */
  const unstored = new Set<Held>()
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
  const said = createSaid({ facts, zones: site.zones, live, log })
  const acceptFacts = (by: By): AcceptFacts => ({ zones: site.zones, isDevice: devices.has, template, isReviewed, by, now: now() })

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
    said.tellAlso(held.target.devices ?? [])
    releasedMs.set(releaseKey(held.alert.id, held.alert.version), held.releasedMs ?? nowMs())
    current.set(held.alert.id, held)
    unstored.add(held)
    setTimeout(() => void storeAimed(), STORE_AIMED_AFTER_MS).unref()
    void said.publish()
  }

  function told(held: Held, action: string): void {
    metrics.alerts.inc({ action })
    log.info({ alert: held.alert.id, version: held.alert.version, state: held.state, action }, 'Alert')
    changes.tell('alert', held.alert.id)
  }

  const raced = (id: string) => refused('alert/version-conflict', 'Somebody else has just changed this alert. Look at it again.', id)

  const aloneOf = (step: AlertStep) => (step.do === 'alone' ? step.review : null)

  async function end(before: Held, state: 'cancelled' | 'refused' | 'expired', by: string | null, atMs: number, note = ''): Promise<Outcome<AlertAnswer>> {
    await storeAimed()
    const after: Held = { ...before, state, endedBy: by, endedMs: atMs }
    const isDone = await replace(db, before, after, async (trx) => {
      await trx.deleteFrom('alert_change').where('alert', '=', before.alert.id).execute()
      await keepStep(trx, before.alert.id, { kind: state, by, atMs, version: before.alert.version, note })
    })
    if (!isDone) return raced(before.alert.id)
    current.delete(before.alert.id)
    if (before.state === 'live') void said.publish()
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

  /** What waits for a second person: the alert itself, or a change of it. */
  async function waitingFor(id: string): Promise<Outcome<{ held: Held; change: WaitingChange | null }>> {
    const held = await find(id)
    if (!held) return notFound(id)
    if (held.state === 'waiting') return accepted({ held, change: null })
    const change = held.state === 'live' ? await readChange(db, id) : null
    return change ? accepted({ held, change }) : refused('alert/version-conflict', 'This alert no longer waits for a release.', id)
  }

  /** Takes a changed version live, in the place of the one before. */
  async function takeOver(before: Held, after: Held, step: AlertStep, by: By, kind: LifeKind, note = '', change?: WaitingChange): Promise<Outcome<AlertAnswer>> {
    const { id, version } = after.alert
    const isDone = await replace(db, before, after, async (trx) => {
      if (change && !(await dropChange(trx, id, change.alert.version))) return false
      await moveChange(trx, id, version)
      await noteAlone(trx, after, step, by.user)
      await keepStep(trx, id, { kind, by: by.user, atMs: after.releasedMs ?? nowMs(), version, note, words: after.words, alone: aloneOf(step), said: after.alert })
      return true
    })
    if (!isDone) return raced(id)
    goLive(after)
    told(after, 'updated')
    return accepted({ id, state: 'live' })
  }

  const changeStep = (before: Held, after: Content & Pick<Held, 'template'>, by: By, askSecond = false) => {
    const words = before.template === null ? null : template(before.template)
    return decideChange({ before, after, zones: site.zones, firstReleasedMs: before.firstReleasedMs ?? before.raisedMs, longestSeconds: words && longestOf(words) }, by, askSecond)
  }
  const reach = (content: Content, step: AlertStep) =>
    reachOf(content, step, { site, devices, glyphs, now: now(), liveOn: ({ device, zone }) => Object.values(said.of(device, zone)).flatMap((set) => set?.alerts ?? []) })
  /** Whom it is for is stored a moment after it is known. */
  const withTargets = (view: AlertView): AlertView => ({ ...view, targeted: current.get(view.id)?.targets.length ?? view.targeted })
  async function viewOne(id: string): Promise<AlertView | null> {
    const [view] = await readViews(store, { id, limit: 1 })
    return view ? withTargets(view) : null
  }
  const afterwards = createAfterwards({ store, view: viewOne, isTarget: async (id, device) => (await find(id))?.targets.some((target) => target.device === device) ?? false, jobs, clock, log, changes })

  const ticking = { now: Promise.resolve() }
  /** Ends what has expired and says what could not be said; the timer does so each second. */
  function tick(): Promise<void> {
    ticking.now = ticking.now.then(expire).then(() => (said.unsaid === null ? undefined : said.publish())).catch((error: unknown) => {
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
        said.tellAlso((held.target.devices ?? []).filter(devices.has))
        if (held.releasedMs !== null) releasedMs.set(releaseKey(row.id, row.version), held.releasedMs)
        if (isEnded(held.state)) continue
        current.set(row.id, held)
        if (held.state !== 'live' || held.targets.length > 0) continue
        held.targets = devicesOf(held.target, site.zones, targetDevices())
        await storeTargets(store, held.alert, held.targets)
      }
      await expire()
      // The answer of the broker is not waited for: where it is away, the next connect brings it.
      void said.publish()
      timer ??= setInterval(() => void tick(), TICK_MS)
      ready = true
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      timer = null
      await ticking.now
      await storeAimed()
    },
    health: () => ({ ok: ready && said.unsaid === null, detail: said.unsaid ?? `${live().length} alerts in force` }),
    tick,
    liveCount: (): number => live().length,

    async raise(request: AlertRequest, by: By): Promise<Outcome<AlertAnswer>> {
      const checked = acceptAlert(request, acceptFacts(by), `a-${randomBytes(8).toString('hex')}`, null)
      if (!checked.ok) return checked
      const atMs = nowMs()
      const step = decideRaise(checked.value, by, request.askSecond)
      const isAlone = step.do === 'alone'
      const drafted: Held = {
        ...checked.value, state: isAlone ? 'live' : 'waiting', raisedBy: by.user, raisedMs: atMs, releasedBy: isAlone ? by.user : null, releasedMs: isAlone ? atMs : null, firstReleasedMs: isAlone ? atMs : null,
        endedBy: null, endedMs: null, targets: [], shown: new Map(),
      }
      const held = isAlone ? aimed(drafted) : drafted
      const { id, version } = held.alert
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('alert').values(rowOf(held)).execute()
        await noteAlone(trx, held, step, by.user)
        await keepStep(trx, id, { kind: 'raised', by: by.user, atMs, version, words: held.words, said: held.alert })
        if (isAlone) await keepStep(trx, id, { kind: 'released', by: by.user, atMs, version, alone: step.review })
      })
      if (isAlone) goLive(held)
      else current.set(id, held)
      told(held, 'raised')
      return accepted({ id, state: held.state })
    },

    /**
     * A change under the same id. Of what still waits: it is written again, and waits for who has seen that. Of what is live: a new version
     * whose coverage starts anew, at once or, where it takes a second person, once released; meanwhile the alert goes on as it is.
     * Refuses where it says something else than at `version`, and to put a change in the place of a colleague's unseen.
     */
    async update(id: string, { version: seen, ...request }: AlertRewrite, by: By): Promise<Outcome<AlertAnswer>> {
      const before = await find(id)
      if (!before) return notFound(id)
      if (isEnded(before.state)) return refused('alert/ended', 'This alert has ended. Raise a new one.', id)
      if (before.alert.level === 'emergency' && !by.roles.includes('admin')) return refused('alert/emergency-not-allowed', 'Only the administrator may change an emergency.', id)
      const waits = before.state === 'live' ? await readChange(db, id) : null
      const may = mayRewrite({ version: (waits ?? before).alert.version, waitsBy: waits?.by ?? null }, by, seen)
      if (!may.ok) return may
      const checked = acceptAlert(request, acceptFacts(by), id, before.alert)
      if (!checked.ok) return checked
      const atMs = nowMs()
      const asked = checked.value
      if (before.state === 'waiting') {
        const after: Held = { ...before, ...asked, alert: { ...asked.alert, msgType: before.alert.msgType }, raisedBy: by.user, raisedMs: atMs, targets: [], shown: new Map() }
        const kept = await replace(db, before, after, (trx) => keepStep(trx, id, { kind: 'rewritten', by: by.user, atMs, version: after.alert.version, words: after.words, said: after.alert }))
        if (!kept) return raced(id)
        current.set(id, after)
        told(after, 'updated')
        return accepted({ id, state: 'waiting' })
      }
      const step = changeStep(before, asked, by, request.askSecond)
      // The same words stay whose they were.
      const content = step.kind === 'updated' ? asked : { ...asked, words: before.words, slots: before.slots, template: before.template }
      if (step.do === 'alone') {
        return takeOver(before, aimed({ ...before, ...content, releasedBy: step.kind === 'updated' ? by.user : before.releasedBy, releasedMs: atMs, targets: [], shown: new Map() }), step, by, step.kind)
      }
      // No number twice, also not that of a change which was taken back: whoever saw that one has not seen this.
      const version = Math.max(asked.alert.version, (waits?.alert.version ?? 0) + 1, (await lastVersion(db, id)) + 1)
      const isKept = await replace(db, before, before, async (trx) => {
        if (!(await keepChange(trx, { ...content, alert: { ...content.alert, version }, by: by.user, askedMs: atMs }, waits?.alert.version ?? null))) return false
        await keepStep(trx, id, { kind: 'asked', by: by.user, atMs, version, words: content.words, said: content.alert })
        return true
      })
      if (!isKept) return raced(id)
      told(before, 'asked')
      return accepted({ id, state: 'waiting' })
    },

    /** Lets what waits go out: the alert, or the change of a live one. */
    async release(id: string, by: By, version?: number, note = ''): Promise<Outcome<AlertAnswer>> {
      const found = await waitingFor(id)
      if (!found.ok) return found
      const { held, change } = found.value
      const may = mayDecide({ author: change?.by ?? held.raisedBy, version: (change ?? held).alert.version }, by, version)
      if (!may.ok) return may
      const atMs = nowMs()
      const out = { state: 'live' as const, releasedBy: by.user, releasedMs: atMs, firstReleasedMs: held.firstReleasedMs ?? atMs }
      if (change) {
        const { by: _author, askedMs: _asked, ...content } = change
        const after = aimed({ ...held, ...content, ...out, alert: releaseAt(content.alert, now()), targets: [], shown: new Map() })
        return takeOver(held, after, { do: 'second' }, by, 'updated', note, change)
      }
      const after = aimed({ ...held, ...out, alert: releaseAt(held.alert, now()) })
      if (!(await replace(db, held, after, (trx) => keepStep(trx, id, { kind: 'released', by: by.user, atMs, version: after.alert.version, note, said: after.alert })))) return raced(id)
      goLive(after)
      told(after, 'released')
      return accepted({ id, state: 'live' })
    },

    /** Turns down what waits. A change may also be taken back by who asked for it; the alert goes on as it is. */
    async refuse(id: string, by: By, version?: number, note = ''): Promise<Outcome<AlertAnswer>> {
      const found = await waitingFor(id)
      if (!found.ok) return found
      const { held, change } = found.value
      const isOwn = change?.by === by.user
      const newest = (change ?? held).alert.version
      const may = mayDecide({ author: isOwn ? '' : change?.by ?? held.raisedBy, version: newest }, by, isOwn ? version ?? newest : version)
      if (!may.ok) return may
      if (!change) return end(held, 'refused', by.user, nowMs(), note)
      const isDone = await db.transaction().execute(async (trx) => {
        if (!(await dropChange(trx, id, change.alert.version))) return false
        await keepStep(trx, id, { kind: isOwn ? 'withdrawn' : 'refused', by: by.user, atMs: nowMs(), version: change.alert.version, note })
        return true
      })
      if (!isDone) return raced(id)
      told(held, isOwn ? 'withdrawn' : 'refused')
      return accepted({ id, state: held.state })
    },

    async cancel(id: string, by: By, note = ''): Promise<Outcome<AlertAnswer>> {
      const held = await find(id)
      if (!held) return notFound(id)
      if (isEnded(held.state)) return refused('alert/ended', 'This alert has ended already.', id)
      if (held.alert.level === 'emergency' && !by.roles.includes('admin')) return refused('alert/emergency-not-allowed', 'Only the administrator may cancel an emergency.', id)
      return end(held, 'cancelled', by.user, nowMs(), note)
    },

    /** Whom an alert like this would reach now, what speaks against it, and who would have to release it. `of`: the live alert it would change. */
    async dryRun(request: AlertRequest, by: By, of?: string): Promise<Outcome<DryRun>> {
      const before = of === undefined ? null : current.get(of) ?? null
      const checked = acceptAlert(request, acceptFacts(by), of ?? 'dry-run', before?.alert ?? null)
      if (!checked.ok) return checked
      const step = before?.state === 'live' ? changeStep(before, checked.value, by) : decideRaise(checked.value, by)
      return accepted(reach(checked.value, step))
    },
    /** The same for what waits: the alert, or the change of a live one. */
    async reach(id: string): Promise<Outcome<DryRun>> {
      const found = await waitingFor(id)
      return found.ok ? accepted(reach(found.value.change ?? found.value.held, { do: 'second' })) : found
    },

    async list(filter: AlertFilter): Promise<AlertView[]> {
      const views = await readViews(store, filter)
      return views.map(withTargets)
    },
    get: viewOne,
    async coverage(id: string): Promise<Coverage | null> {
      const held = await find(id)
      if (!held) return null
      const isHeld = createIsHeld(id, ({ id: device, zone }) => said.of(device, zone), site.timeZone, clock.now())
      return coverageOf({
        alert: id, version: held.alert.version, releasedMs: held.releasedMs ?? held.raisedMs, endedMs: held.endedMs, targets: held.targets, shown: held.shown, sent: await afterwards.sentTo(id), nowMs: nowMs(),
        presence: (device) => devices.held(device)?.presence ?? { state: 'never', sinceMs: null },
        isHeld: ({ device, zone, role }) => !isEnded(held.state) && isHeld({ id: device, zone: devices.held(device)?.zone ?? zone, role }),
      })
    },
    review: afterwards.review,
    send: afterwards.send,
    life: afterwards.life,
    /** The sets that reach a device now. */
    setsFor: (device: string, zone: string | null): AlertSet[] => Object.values(said.of(device, zone)).filter((set) => set !== undefined),

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
