import { randomBytes } from 'node:crypto'
import type { CommandWrite, DeviceView, DeviceWrite } from '../../protocol/api.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import type { Command } from '../../protocol/device.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { inForce } from '../../protocol/order.ts'
import { topics } from '../../protocol/topics.ts'
import type { Site } from '../../protocol/venue.ts'
import type { Role } from '../../protocol/words.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Facts } from '../facts/service.ts'
import type { Inbox } from '../inbox.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { desiredOf, placeOf, type Told } from './desired.ts'
import { acceptDeviceWrite } from './move.ts'
import { createPairings } from './pairing.ts'
import { nextPresence, type Sign } from './presence.ts'
import { heldOf, newRow, writeSigns, type Held } from './rows.ts'
import { hashSecret, isSecret, newSecret } from './secrets.ts'

export type DevicesDeps = {
  store: Store
  facts: Pick<Facts, 'publish' | 'publicKeys'>
  inbox: Inbox
  site: Site
  clock: Clock
  log: Log
  metrics: Metrics
  changes: Changes
  /** Cuts a device's sessions, for its secret has changed. */
  disconnect(device: string): void
  /** Where browsers reach the broker; null = /mqtt of this server. */
  mqttWsUrl: string | null
  /** A broker that is not ours has to learn of a new secret. */
  secretMade?: (device: string, secret: string) => Promise<void>
  /** What other parts of the house let a screen know. */
  told?: (device: { id: string; role: Role }) => Told
  /** A device changed its zone. */
  moved?: (device: string) => void
}

/** A command is obeyed within this time or not at all, seconds. */
const COMMAND_SECONDS = topics.command.acceptSeconds ?? 60
const TICK_MS = 1_000
/** Orders of which it is known who gave them. */
const MOST_REMEMBERED = 500

const instant = (ms: number | null): string | null => (ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms).toString())

/** The screens: who they are, where they are, whether they are there, and what is asked of them. */
export function createDevices({ store, facts, inbox, site, clock, log, metrics, changes, disconnect, mqttWsUrl, secretMade, told, moved }: DevicesDeps) {
  const { db } = store
  const devices = new Map<string, Held>()
  const unsaved = new Set<string>()
  /** Who gave an order, by its id: the last so many. */
  const orderedBy = new Map<string, string>()
  const pairings = createPairings()
  const unsubscribes: (() => Promise<void>)[] = []
  let timer: ReturnType<typeof setInterval> | null = null
  let saving: Promise<void> = Promise.resolve()
  let saveFailure: string | null = null
  const nowMs = () => clock.now().epochMilliseconds

  /** A robot that is gone stays under its order until that ends: nobody can tell it otherwise. */
  function orderedOf({ record, reported }: Held): DeviceView['ordered'] {
    const order = inForce(reported?.order ?? null, record.role, clock.now())
    return order && { order, by: orderedBy.get(order.id) ?? null }
  }

  function view(held: Held): DeviceView {
    const { record, presence } = held
    return {
      id: record.id, zone: held.zone, role: record.role, state: presence.state, since: instant(presence.sinceMs), lastSeen: instant(held.lastSeenMs),
      name: record.name, place: placeOf(held, site), position: record.position, paired: held.secretHash !== null, reported: held.reported, ordered: orderedOf(held), eventsReceived: held.eventsReceived,
    }
  }

  function sign(id: string, kind: Sign, atMs = nowMs()): void {
    const held = devices.get(id)
    if (!held) return
    const before = held.presence
    held.presence = nextPresence(before, kind, atMs, held.lastSeenMs)
    if (kind === 'sign') held.lastSeenMs = atMs
    if (kind === 'sign' || held.presence !== before) unsaved.add(id)
    if (held.presence !== before) changes.tell('device', id)
  }

  function save(): Promise<void> {
    saving = saving.then(async () => {
      const batch = [...unsaved].flatMap((id) => devices.get(id) ?? [])
      if (batch.length === 0) return
      unsaved.clear()
      try {
        await writeSigns(store, batch)
        saveFailure = null
      } catch (error) {
        for (const { record } of batch) unsaved.add(record.id)
        saveFailure = error instanceof Error ? error.message : String(error)
        log.error({ err: error, devices: batch.length }, 'Signs of devices could not be stored; they are kept and tried again.')
      }
    })
    return saving
  }

  function tick(): void {
    const atMs = nowMs()
    for (const id of devices.keys()) sign(id, 'tick', atMs)
    void save()
  }

  async function publishDesired(held: Held): Promise<void> {
    await facts.publish(topics.desired, held.record.id, desiredOf(held, site, facts.publicKeys(), told?.(held.record)))
  }

  async function load(): Promise<void> {
    const rows = await db.selectFrom('device').selectAll().execute()
    const known = new Set(rows.map((row) => row.id))
    const added = site.devices.filter((record) => !known.has(record.id)).map(newRow)
    for (let at = 0; at < added.length; at += 500) await db.insertInto('device').values(added.slice(at, at + 500)).execute()
    const now = nowMs()
    for (const row of [...rows, ...added]) if (!devices.has(row.id)) devices.set(row.id, heldOf(row, now))
    if (added.length > 0) log.info({ added: added.length }, 'Took up devices from the site\'s plan.')
  }

  async function credentials(device: string, way: 'code' | 'demo'): Promise<Outcome<Credentials>> {
    const held = devices.get(device)
    if (!held) return refused('device/not-found', `There is no device "${device}".`, 'device')
    const secret = newSecret()
    const hash = hashSecret(secret)
    await db.updateTable('device').set({ secret_hash: hash, paired_ms: nowMs() }).where('id', '=', device).execute()
    held.secretHash = hash
    await secretMade?.(device, secret)
    disconnect(device)
    metrics.pairings.inc({ way })
    log.info({ device, way }, 'A device was paired.')
    changes.tell('device', device)
    return accepted({ site: site.id, device, secret, keys: facts.publicKeys(), mqttUrl: mqttWsUrl })
  }

  return {
    /** Loads the devices, takes up new ones from the site's plan, listens to them and tells each what it shall be. */
    async start(): Promise<void> {
      await load()
      const known = (device: string) => devices.has(device)
      if (unsubscribes.length === 0) {
        unsubscribes.push(await inbox.take(topics.status, known, (device, status) => {
          // A retained `online` counts too: the broker would have put the will in its place.
          sign(device, status.state === 'offline' ? 'gone' : 'sign')
        }))
        unsubscribes.push(await inbox.take(topics.reported, known, (device, reported, { retain }) => {
          const held = devices.get(device)
          if (!held) return
          held.reported = reported
          unsaved.add(device)
          if (!retain) sign(device, 'sign')
          changes.tell('device', device)
        }))
      }
      await Promise.all([...devices.values()].map(publishDesired))
      timer ??= setInterval(tick, TICK_MS)
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      timer = null
      for (const unsubscribe of unsubscribes.splice(0)) await unsubscribe().catch(() => undefined)
      await save()
    },
    health: () => ({ ok: saveFailure === null, detail: saveFailure ?? `${devices.size} devices, ${[...devices.values()].filter((d) => d.presence.state === 'online').length} online` }),
    /** Looks at grace periods now; the timer does so each second. */
    tick,
    save,

    /** For the broker. A wrong secret and an unknown name are refused alike. */
    async authenticate(username: string, password: string): Promise<{ device: string } | null> {
      const held = devices.get(username)
      return isSecret(password, held?.secretHash ?? null) && held ? { device: username } : null
    },

    /** Tells every device of that role anew what it shall be. */
    tellRole: async (role: Role): Promise<void> => void (await Promise.all([...devices.values()].filter(({ record }) => record.role === role).map(publishDesired))),
    /** Tells one device anew what it shall be. */
    tell: async (id: string): Promise<void> => {
      const held = devices.get(id)
      if (held) await publishDesired(held)
    },
    ids: (): IterableIterator<string> => devices.keys(),
    has: (id: string): boolean => devices.has(id),
    held: (id: string): Readonly<Held> | null => devices.get(id) ?? null,
    all: (): Iterable<Readonly<Held>> => devices.values(),
    list: (): DeviceView[] => [...devices.values()].map(view),
    get: (id: string): DeviceView | null => {
      const held = devices.get(id)
      return held ? view(held) : null
    },
    /** Something else came from the device just now, and so many new events of it were stored. */
    heard(id: string, newEvents: number): void {
      const held = devices.get(id)
      if (held) held.eventsReceived += newEvents
      sign(id, 'sign')
      if (newEvents > 0) changes.tell('device', id)
    },

    async change(id: string, write: DeviceWrite): Promise<Outcome<DeviceView>> {
      const held = devices.get(id)
      if (!held) return refused('device/not-found', `There is no device "${id}".`)
      const checked = acceptDeviceWrite(write, held.record, site)
      if (!checked.ok) return checked
      const { zone = held.zone, publicAddress = held.publicAddress, volume = held.record.volume } = write
      const hasMoved = zone !== held.zone
      const heading = write.heading !== undefined ? write.heading : hasMoved ? null : held.heading
      const record = { ...held.record, volume }
      await db.updateTable('device').set({ zone, public_address: publicAddress ? 1 : 0, body: JSON.stringify(record) }).where('id', '=', id).execute()
      Object.assign(held, { zone, publicAddress, heading, record })
      await publishDesired(held)
      if (hasMoved) moved?.(id)
      changes.tell('device', id)
      return accepted(view(held))
    },

    /** A signed order that is obeyed within a minute or not at all. Does not wait for the device. */
    async command(id: string, wanted: CommandWrite['action'], user: string): Promise<Outcome<{ id: string; expires: string }>> {
      const held = devices.get(id)
      if (!held) return refused('device/not-found', `There is no device "${id}".`)
      if ((wanted.do === 'hold' || wanted.do === 'next' || wanted.do === 'release') && held.record.role !== 'robot') return refused('device/not-a-robot', 'Only robots are held, moved on and released.', 'action.do')
      const action: Command['action'] = wanted.do === 'hold' ? { do: 'hold', text: wanted.text, until: clock.now().add({ seconds: wanted.seconds }).toString() } : wanted
      const order = { id: `c-${randomBytes(8).toString('hex')}`, expires: clock.now().add({ seconds: COMMAND_SECONDS }).toString(), action }
      orderedBy.set(order.id, user)
      for (const old of orderedBy.keys()) if (orderedBy.size > MOST_REMEMBERED) orderedBy.delete(old)
      const { sent } = await facts.publish(topics.command, id, order)
      if (!(await sent)) return refused('link/offline', 'There is no connection to the broker. Try again when it is back.')
      return accepted({ id: order.id, expires: order.expires })
    },

    startPairing() {
      const { code, token, expiresMs } = pairings.start(nowMs())
      return { code, token, expires: Temporal.Instant.fromEpochMilliseconds(expiresMs).toString() }
    },
    pollPairing(token: string): Outcome<{ state: 'waiting'; expires: string } | { state: 'paired'; credentials: Credentials }> {
      const open = pairings.poll(token, nowMs())
      if (!open) return refused('device/pairing-over', 'This pairing has ended. Ask for a new code.')
      if (open.credentials) return accepted({ state: 'paired', credentials: open.credentials })
      return accepted({ state: 'waiting', expires: Temporal.Instant.fromEpochMilliseconds(open.expiresMs).toString() })
    },
    async confirmPairing(device: string, code: string): Promise<Outcome<DeviceView>> {
      const held = devices.get(device)
      if (!held) return refused('device/not-found', `There is no device "${device}".`)
      const claim = pairings.claim(code, nowMs())
      if (!claim) return refused('device/wrong-code', 'No screen shows this code now. Codes last ten minutes.', 'code')
      const made = await credentials(device, 'code')
      if (!made.ok) return made
      claim.give(made.value)
      return accepted(view(held))
    },
    /** Only for the demo, and only for this machine: the caller checks both. */
    pairForDemo: (device: string): Promise<Outcome<Credentials>> => credentials(device, 'demo'),
  }
}
export type Devices = ReturnType<typeof createDevices>
