import type { Link, Message, Unsubscribe } from '../../link/link.ts'
import type { AlertSet } from '../../protocol/alert.ts'
import type { Command, Desired, SiteKey } from '../../protocol/device.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { Receipt } from '../../protocol/event.ts'
import type { Programme } from '../../protocol/programme.ts'
import { pinKeys, verify as verifyJws, type Fact, type Pins } from '../../protocol/sign.ts'
import { matchTopic, topicPath, topics } from '../../protocol/topics.ts'
import type { ZoneInfo } from '../../protocol/zone-info.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { createHeld, type Held } from './held.ts'
import type { FactStore, Log } from './ports.ts'

export type Facts = { desired: Desired | null; programme: Programme | null; zoneAlerts: AlertSet | null; deviceAlerts: AlertSet | null; zoneInfo: ZoneInfo | null }
export type Versions = Record<'desired' | 'programme' | 'zoneAlerts' | 'deviceAlerts', number | null>

export type ReceiverOptions = {
  site: string
  device: string
  /** Pinned when the device was paired; `desired` may replace them. */
  keys: readonly SiteKey[]
  store: FactStore
  now(): Temporal.Instant
  log: Log
  /** Only a bench that runs thousands of devices in one process passes its own, to share the sum. */
  verify?: typeof verifyJws
  /** When what was accepted is stored; by default as soon as it is shown. */
  later?: (run: () => void) => void
  /** Called before what was accepted is stored: a store takes its time, a screen must not. */
  onFacts(what: 'alerts' | 'programme' | 'desired' | 'info'): void
  onCommand(command: Command): void
  onReceipt(receipt: Receipt): void
  /** A signature held: it is at least `issuedAt`, seconds since the epoch. */
  onIssued(issuedAt: number): void
}

/** More unverified messages than this at once is a flood; the rest is dropped, counted. */
const MOST_WAITING = 1000
/** Programmes of so many zones are remembered by a robot that moves about. */
const PROGRAMMES_HELD = 8

export type Receiver = ReturnType<typeof createReceiver>

/**
 * What the controller says, once it may be believed. Everything is verified by `protocol/sign.ts` against the pinned keys
 * and the versions held; what is refused is counted by code and changes nothing. What was accepted is kept over restarts.
 */
export function createReceiver({ site, device, keys, store, now, log, verify = verifyJws, later, ...on }: ReceiverOptions) {
  const stored = later ? { later } : {}
  const desired = createHeld(topics.desired, store, log, stored)
  const programme = createHeld(topics.programme, store, log, { ...stored, most: PROGRAMMES_HELD })
  const zoneAlerts = createHeld(topics.zoneAlerts, store, log, stored)
  const zoneInfo = createHeld(topics.zoneInfo, store, log, stored)
  const deviceAlerts = createHeld(topics.deviceAlerts, store, log, stored)
  const command = createHeld(topics.command, store, log)
  const receipt = createHeld(topics.receipt, store, log)
  const all = [desired, programme, zoneAlerts, zoneInfo, deviceAlerts, command, receipt]

  const refused = new Map<string, number>()
  const chains = new Map<string, Promise<void>>()
  /** Asked for at every look; making them anew each time is most of what a look would cost. */
  const paths = new Map(all.map((held) => [held.topic.name, { key: '', path: '' }]))
  let waiting = 0
  /** What holds now, until something is accepted or the zone changes: it is asked for many times between. */
  let standing: Facts | null = null
  let pins: Pins = new Map()
  let link: Link | null = null
  let own: Unsubscribe[] = []
  let zoned: { zone: string; leave: Unsubscribe[] } | null = null

  function pathOf<Body>({ topic }: Held<Body>, key: string): string {
    const last = paths.get(topic.name)
    if (last?.key === key) return last.path
    const path = topicPath(topic, site, key)
    paths.set(topic.name, { key, path })
    return path
  }
  const mine = <Body>(held: Held<Body>): string => pathOf(held, device)
  const wanted = (): Desired | null => desired.body(mine(desired))
  const zone = (): string | null => {
    const d = wanted()
    return d && (d.zone ?? NEUTRAL_ZONE)
  }
  const ofZone = <Body>(held: Held<Body>, z: string | null): string => pathOf(held, z ?? NEUTRAL_ZONE)

  function refuse(code: ErrorCode, path: string, message: string): void {
    refused.set(code, (refused.get(code) ?? 0) + 1)
    if (refused.get(code) === 1) log('warn', 'refused', { code, path, message })
  }

  /** Subscribes to one path; its messages are judged one after another, so that versions are compared in order. */
  async function listen<Body>(held: Held<Body>, path: string, accept: (fact: Fact<Body>, path: string) => void | Promise<void>): Promise<Unsubscribe> {
    let gone = false
    let turn = Promise.resolve()
    let inLine = 0
    const done = () => {
      waiting -= 1
      inLine -= 1
    }
    const failed = (error: unknown) => {
      done()
      log('error', 'receiver failed', { path, error: String(error) })
    }
    const judge = async ({ payload }: Message): Promise<void> => {
      if (gone) return
      const result = await verify(held.topic, path, payload, pins, now(), held.version(path))
      if (gone) return
      if (!result.ok) return refuse(result.error.code, path, result.error.message)
      on.onIssued(result.value.issuedAt)
      await accept(result.value, path)
    }
    const stop = await link?.subscribe(path, (message) => {
      if (message.payload.byteLength === 0) return
      if (message.path !== path) return refuse('wire/unknown-topic', message.path, 'not subscribed to')
      if (waiting >= MOST_WAITING) return refuse('link/flooded', path, 'too many messages at once')
      waiting += 1
      inLine += 1
      turn = (inLine === 1 ? judge(message) : turn.then(() => judge(message))).then(done, failed)
      chains.set(path, turn)
      return turn
    })
    return async () => {
      gone = true
      await stop?.()
    }
  }

  const keep = <Body>(held: Held<Body>, what: 'alerts' | 'programme' | 'info', place: (body: Body) => Partial<Facts>) => (fact: Fact<Body>, path: string): void => {
    if (!held.accept(path, fact)) return
    standing &&= { ...standing, ...place(fact.body) }
    on.onFacts(what)
  }
  const keepProgramme = keep(programme, 'programme', (body) => ({ programme: body }))
  const keepZoneAlerts = keep(zoneAlerts, 'alerts', (body) => ({ zoneAlerts: body }))
  const keepZoneInfo = keep(zoneInfo, 'info', (body) => ({ zoneInfo: body }))
  const keepDeviceAlerts = keep(deviceAlerts, 'alerts', (body) => ({ deviceAlerts: body }))

  async function acceptDesired(fact: Fact<Desired>, path: string): Promise<void> {
    if (!desired.accept(path, fact)) return
    standing = null
    pins = await pinKeys(fact.body.keys)
    await enterZone()
    on.onFacts('desired')
  }

  function acceptProgramme(fact: Fact<Programme>, path: string): void {
    if (ofZone(programme, fact.body.zone) !== path) return refuse('wire/schema', path, 'the programme is for another zone')
    keepProgramme(fact, path)
  }

  async function obey(fact: Fact<Command>, path: string): Promise<void> {
    const last = command.version(path)
    if (last !== null && fact.version <= last) return
    // Stored first: a command that reloads the page must not be found again afterwards.
    await command.note(path, fact)
    if (Temporal.Instant.compare(fact.body.expires, now()) > 0) on.onCommand(fact.body)
  }

  async function settle(fact: Fact<Receipt>, path: string): Promise<void> {
    await receipt.note(path, fact)
    on.onReceipt(fact.body)
  }

  async function enterZone(): Promise<void> {
    const next = zone()
    if (!link || next === null || zoned?.zone === next) return
    const left = zoned
    const here: { zone: string; leave: Unsubscribe[] } = { zone: next, leave: [] }
    zoned = here
    if (left) {
      // An alert of the zone left may be cancelled before the robot returns.
      zoneAlerts.dropBody(ofZone(zoneAlerts, left.zone))
      standing = null
      await Promise.all(left.leave.map((leave) => leave()))
    }
    // Walls have no place for flights and weather.
    const informed = wanted()?.role !== 'screen'
    here.leave = await Promise.all([
      listen(zoneAlerts, ofZone(zoneAlerts, next), keepZoneAlerts), listen(programme, ofZone(programme, next), acceptProgramme),
      ...(informed ? [listen(zoneInfo, ofZone(zoneInfo, next), keepZoneInfo)] : []),
    ])
  }

  async function connect(to: Link): Promise<void> {
    link = to
    own = await Promise.all([
      listen(deviceAlerts, mine(deviceAlerts), keepDeviceAlerts),
      listen(desired, mine(desired), acceptDesired),
      listen(command, mine(command), obey),
      listen(receipt, mine(receipt), settle),
    ])
    await enterZone()
  }

  function readFacts(): Facts {
    const z = zone()
    return {
      desired: wanted(),
      programme: z === null ? null : programme.body(ofZone(programme, z)),
      zoneAlerts: z === null ? null : zoneAlerts.body(ofZone(zoneAlerts, z)),
      deviceAlerts: deviceAlerts.body(mine(deviceAlerts)),
      zoneInfo: z === null ? null : zoneInfo.body(ofZone(zoneInfo, z)),
    }
  }

  return {
    /** The last good facts, from the store: what was accepted in time outlives its acceptance time. */
    async load(): Promise<void> {
      for (const fact of await store.load()) {
        const topic = matchTopic(site, fact.path)?.topic.name
        all.find((held) => held.topic.name === topic)?.restore(fact)
      }
      standing = null
      pins = await pinKeys(wanted()?.keys ?? keys)
    },
    /** Subscribes; facts already held stay in force until newer ones come. */
    connect,
    /** Asks for all retained facts again: after the clock was stepped, what was refused by time may now be accepted. */
    async refresh(): Promise<void> {
      if (!link) return
      const leaving = [...own, ...(zoned?.leave ?? [])]
      zoned = null
      await Promise.all(leaving.map((leave) => leave()))
      await connect(link)
    },
    get facts(): Facts {
      return standing ??= readFacts()
    },
    get versions(): Versions {
      const z = zone()
      return {
        desired: desired.version(mine(desired)),
        programme: programme.version(ofZone(programme, z)),
        zoneAlerts: zoneAlerts.version(ofZone(zoneAlerts, z)),
        deviceAlerts: deviceAlerts.version(mine(deviceAlerts)),
      }
    },
    /** Programmes of all zones remembered: their files are worth keeping. */
    programmes: (): Programme[] => programme.bodies(),
    /** The greatest time that a fact vouches for, milliseconds. */
    get issuedMs(): number {
      return Math.max(...all.map((held) => held.issuedAt)) * 1000
    },
    /** Refused messages since the page started, by code. */
    get refused(): Record<string, number> {
      return Object.fromEntries(refused)
    },
    /** Resolves when all messages so far are judged. */
    async idle(): Promise<void> {
      await Promise.all(chains.values())
    },
  }
}
