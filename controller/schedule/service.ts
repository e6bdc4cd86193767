import type { PlanWarning, ScheduleWrite } from '../../protocol/api.ts'
import { accepted, AnxingError, refused, type Outcome } from '../../protocol/errors.ts'
import { emptyProgramme, type Programme } from '../../protocol/programme.ts'
import { ScheduleEntry } from '../../protocol/schedule.ts'
import { topics } from '../../protocol/topics.ts'
import { leavesOf, type Site } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE, type Role } from '../../protocol/words.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import type { Facts } from '../facts/service.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { checkEntry, forgetProgrammes, importEntries, leafZones, readEntries, readProgrammes, writeEntry } from './entries.ts'
import { planZone, prepare, type PlanEntry, type PlanFacts, type Prepared } from './plan.ts'
import { sameFrom } from './running.ts'

/** A device as the planner sees it: who may speak where. */
export type Speaker = { id: string; role: Role; zone: string | null }

export type ScheduleDeps = {
  store: Store
  facts: Pick<Facts, 'publish' | 'held'>
  content: Content
  site: Site
  /** Entries for an empty store: what `readSite()` gives. */
  shipped?: readonly ScheduleEntry[]
  clock: Clock
  log: Log
  demo: boolean
  /** Where devices are now; by default where the site's plan has them. */
  devices?: () => readonly Speaker[]
  jobs?: Pick<Jobs, 'add'>
  changes?: Pick<Changes, 'tell'>
}

/** Programmes are kept for proof of play: as long as a device may hold events back (72 h), and a margin. */
const KEPT_MS = 5 * 86_400_000
const SPEAKING: readonly Role[] = ['robot', 'kiosk']

/**
 * The schedule: its entries, and each zone's programme planned from them. Plans anew on every change (the zones concerned)
 * and every hour (all), and publishes what changed.
 */
export function createSchedule({ store, facts, content, site, shipped = [], clock, log, demo, devices = () => site.devices, jobs, changes }: ScheduleDeps) {
  const { db } = store
  let entries = new Map<string, ScheduleEntry>()
  let told = new Map<string, { version: number; programme: Programme }>()
  const warnings = new Map<string, PlanWarning[]>()
  let working: Promise<unknown> = Promise.resolve()
  let failure: string | null = 'not started'
  let stopListening: (() => void) | null = null
  const zoneIds = [...leavesOf(site.zones, site.zones.map((zone) => zone.id)), NEUTRAL_ZONE]

  function speakersOf(zone: string): string[] {
    return devices().filter((d) => d.zone === zone && SPEAKING.includes(d.role))
      .sort((a, b) => SPEAKING.indexOf(a.role) - SPEAKING.indexOf(b.role) || (a.id < b.id ? -1 : 1)).map((d) => d.id)
  }

  function planEntries(): PlanEntry[] {
    return [...entries.values()].flatMap((entry) => {
      const playlist = content.bundleFor(entry.playlist)
      return playlist ? [{ entry, playlist, zones: leafZones(site.zones, entry) }] : []
    })
  }

  /** Entries that would be on, but whose playlist is gone, withdrawn, a draft, or empty. */
  const silent = (): PlanWarning[] => [...entries.values()]
    .filter((entry) => (entry.state === 'live' || (demo && entry.state === 'sample')) && !content.bundleFor(entry.playlist))
    .map((entry) => ({ zone: leafZones(site.zones, entry)[0] ?? NEUTRAL_ZONE, code: 'plan/no-playlist', message: `"${entry.name}" shows nothing: its playlist "${entry.playlist}" is not live or has no items.`, entries: [entry.id] }))

  function gather(previous: ReadonlyMap<string, Programme>): Prepared {
    const kinds = new Map(site.zones.map((zone) => [zone.id, zone.kind]))
    const gathered: PlanFacts = {
      zones: zoneIds.map((id) => ({ id, kind: kinds.get(id) ?? null, speakers: speakersOf(id) })),
      entries: planEntries(), timeZone: site.timeZone, demo, neutral: content.neutral(),
      phones: new Map(content.phones().map((phone) => [phone.id, phone.expires])), previous, withdrawn: content.withdrawn(),
    }
    return prepare(gathered)
  }

  async function tell(zone: string, programme: Programme): Promise<void> {
    const { version } = await facts.publish(topics.programme, zone, programme, {
      record: async (trx, version) => {
        await trx.insertInto('programme').values({ zone, version, body: JSON.stringify(programme), made_ms: clock.now().epochMilliseconds }).execute()
      },
    })
    told.set(zone, { version, programme })
  }

  async function planAndTell(zones: readonly string[]): Promise<number> {
    const now = clock.now()
    const hour = Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / 3_600_000) * 3_600_000)
    const prepared = gather(new Map([...told].map(([zone, { programme }]) => [zone, programme])))
    const writes: Promise<void>[] = []
    for (const id of zones) {
      const zone = prepared.zones.get(id)
      if (!zone) continue
      const planned = planZone(prepared, zone, now)
      warnings.set(id, planned.warnings)
      const before = told.get(id)
      // Nothing to show is a fact, too: without it screens would go on with what was withdrawn.
      const programme = planned.programme ?? emptyProgramme(id, hour, hour.add({ hours: 48 }))
      const stands = before && facts.held(topics.programme, id) && sameFrom(before.programme, programme, now)
      if (!stands) writes.push(tell(id, programme))
    }
    await Promise.all(writes)
    return writes.length
  }

  /** Plans one after another, so that each starts from what the one before has told. */
  function replan(zones: readonly string[] = zoneIds): Promise<number> {
    const run = working.then(() => planAndTell(zones))
    working = run.then(() => {
      failure = null
    }, (error: unknown) => {
      failure = error instanceof Error ? error.message : String(error)
      log.error({ err: error }, 'Planning failed; what was told before goes on, and the next change or hour tries again.')
    })
    return run
  }

  /** The neutral zone's loop is also what other zones fall back to. */
  const concerned = (zones: Iterable<string>): string[] => {
    const set = new Set(zones)
    return set.has(NEUTRAL_ZONE) ? zoneIds : [...set]
  }

  async function keep(entry: ScheduleEntry, before: ScheduleEntry | undefined): Promise<ScheduleEntry> {
    await writeEntry(db, entry)
    entries.set(entry.id, entry)
    await replan(concerned([...leafZones(site.zones, entry), ...(before ? leafZones(site.zones, before) : [])])).catch(() => undefined)
    changes?.tell('schedule', entry.id)
    return entry
  }

  const check = (write: ScheduleWrite): Outcome<null> => checkEntry(write, { zones: site.zones, timeZone: site.timeZone, isPlaylist: (id) => content.playlist(id) !== null })

  function onContent({ playlists }: { playlists: readonly string[] }): void {
    const neutral = content.neutral()?.id
    const zones = [...entries.values()].filter((entry) => playlists.includes(entry.playlist)).flatMap((entry) => leafZones(site.zones, entry))
    void replan(neutral === undefined || playlists.includes(neutral) ? zoneIds : concerned(zones)).catch(() => undefined)
    for (const id of playlists) changes?.tell('playlists', id)
  }

  jobs?.add({ name: 'replan', cron: '0 * * * *', run: async () => `${await replan()} of ${zoneIds.length} programmes published` })
  jobs?.add({ name: 'forget-programmes', cron: '20 3 * * *', run: async () => `${await forgetProgrammes(db, clock.now().epochMilliseconds - KEPT_MS, told)} old programmes forgotten` })

  return {
    name: 'schedule',
    /** Needs `content` and `facts` to be started. A running loop goes on where it was: what was told before is read from the store. */
    async start(): Promise<void> {
      if (await importEntries(db, shipped)) log.info({ entries: shipped.length }, 'Imported the shipped schedule.')
      entries = await readEntries(db, log)
      told = await readProgrammes(db, log)
      await replan()
      stopListening ??= content.onChange(onContent)
    },
    async stop(): Promise<void> {
      stopListening?.()
      stopListening = null
      await working
    },
    health: () => ({ ok: failure === null, detail: failure ?? `${entries.size} entries, ${[...told.values()].filter(({ programme }) => programme.loops.length > 0).length} of ${zoneIds.length} zones have something to show` }),

    list: (): ScheduleEntry[] => [...entries.values()],
    get: (id: string): ScheduleEntry | null => entries.get(id) ?? null,
    async create(write: ScheduleWrite): Promise<Outcome<ScheduleEntry>> {
      if (entries.has(write.id)) return refused('schedule/exists', `There is an entry "${write.id}" already.`, 'id')
      const checked = check(write)
      return checked.ok ? accepted(await keep(ScheduleEntry.parse({ ...write, version: 1 }), undefined)) : checked
    },
    /** Replaces an entry; its version grows by one. */
    async update(id: string, write: ScheduleWrite): Promise<Outcome<ScheduleEntry>> {
      const before = entries.get(id)
      if (!before) return refused('schedule/not-found', `There is no entry "${id}".`)
      if (write.id !== id) return refused('schedule/other-id', `An entry keeps its id: "${id}".`, 'id')
      const checked = check(write)
      return checked.ok ? accepted(await keep(ScheduleEntry.parse({ ...write, version: before.version + 1 }), before)) : checked
    },
    async remove(id: string): Promise<Outcome<null>> {
      const before = entries.get(id)
      if (!before) return refused('schedule/not-found', `There is no entry "${id}".`)
      await db.deleteFrom('schedule_entry').where('id', '=', id).execute()
      entries.delete(id)
      await replan(concerned(leafZones(site.zones, before))).catch(() => undefined)
      changes?.tell('schedule', id)
      return accepted(null)
    },
    /** Plans these zones anew (all of them by default), e.g. when a robot changed zone. Gives how many programmes were published. */
    replan,
    /** What a zone was told last; `neutral` is a zone, too. */
    programmeOf: (zone: string): { version: number; programme: Programme } | null => told.get(zone) ?? null,
    /**
     * The programme that holds `instant`: what was told, where it reaches so far, else planned on the fly as things stand.
     * @throws AnxingError `schedule/unknown-zone`.
     */
    planAt(zone: string, instant: Temporal.Instant): Programme | null {
      const known = told.get(zone)?.programme
      const within = (p: Programme) => Temporal.Instant.compare(p.from, instant) <= 0 && Temporal.Instant.compare(instant, p.until) < 0
      if (known && within(known)) return known
      const prepared = gather(new Map())
      const found = prepared.zones.get(zone)
      if (!found) throw new AnxingError('schedule/unknown-zone', `There is no zone "${zone}".`)
      return planZone(prepared, found, instant).programme
    },
    warnings: (): PlanWarning[] => [...silent(), ...[...warnings.values()].flat()],
  }
}
export type Schedule = ReturnType<typeof createSchedule>
