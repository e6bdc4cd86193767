import type { PlanWarning, ScheduleWrite } from '../../protocol/api.ts'
import type { BatchAnswer, ScheduleChange } from '../../protocol/api-schedule.ts'
import { accepted, AnxingError, refused, type Outcome } from '../../protocol/errors.ts'
import { emptyProgramme, type Programme } from '../../protocol/programme.ts'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { topics } from '../../protocol/topics.ts'
import { leavesOf, type Site } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Content } from '../content/service.ts'
import type { Facts } from '../facts/service.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { createTurns } from '../turns.ts'
import { createBook, createLeaves } from './book.ts'
import { createBreath } from './breathe.ts'
import { settle, type Settled } from './change.ts'
import { checkEntry, forgetProgrammes, importEntries, readEntries, readGone, readProgrammes, writeChange } from './entries.ts'
import { createGather, type Speaker } from './gather.ts'
import { createOutlook } from './outlook.ts'
import { planZone, type PlanZone } from './plan.ts'
import { sameFrom } from './running.ts'

export type { Speaker } from './gather.ts'

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
  /** When nobody speaks in a zone because of a talk. */
  silent?: (zone: string) => PlanZone['silent']
  /** Whether an entry is one that applying a preset has made. */
  isOfPreset?: (preset: string, entry: string) => boolean
}

/** Programmes are kept for proof of play: as long as a device may hold events back (72 h), and a margin. */
const KEPT_MS = 5 * 86_400_000
/** More changes than this at once are told as one: whoever listens reads everything anew. */
const MOST_TOLD = 20

/**
 * The schedule: its entries, and each zone's programme planned from them. Plans anew on every change (the zones concerned)
 * and every hour (all), and publishes what changed.
 */
export function createSchedule({ store, facts, content, site, shipped = [], clock, log, demo, devices = () => site.devices, jobs, changes, silent = () => [], isOfPreset = () => false }: ScheduleDeps) {
  const { db } = store
  const leaves = createLeaves(site.zones)
  const book = createBook(leaves)
  /** The versions under which entries went that are there no more. */
  let gone = new Map<string, number>()
  let told = new Map<string, { version: number; programme: Programme }>()
  const warnings = new Map<string, PlanWarning[]>()
  let working: Promise<unknown> = Promise.resolve()
  let failure: string | null = 'not started'
  let stopListening: (() => void) | null = null
  const zoneIds = [...leavesOf(site.zones, site.zones.map((zone) => zone.id)), NEUTRAL_ZONE]

  const gather = createGather({ site, content, demo, devices, zonesOf: book.zonesOf, silent })

  /** Entries that would be on, but whose playlist is gone, withdrawn, a draft, or empty. */
  const showingNothing = (): PlanWarning[] => book.list()
    .filter((entry) => (entry.state === 'live' || (demo && entry.state === 'sample')) && !content.bundleFor(entry.playlist))
    .map((entry) => ({ zone: book.zonesOf(entry)[0] ?? NEUTRAL_ZONE, code: 'plan/no-playlist', message: `"${entry.name}" shows nothing: its playlist "${entry.playlist}" is not live or has no items.`, entries: [entry.id] }))

  async function tell(zone: string, programme: Programme): Promise<void> {
    const { version } = await facts.publish(topics.programme, zone, programme, {
      record: async (trx, version) => {
        await trx.insertInto('programme').values({ zone, version, body: JSON.stringify(programme), made_ms: clock.now().epochMilliseconds }).execute()
      },
    })
    told.set(zone, { version, programme })
    changes?.tell('plan', zone)
  }

  async function planAndTell(zones: readonly string[]): Promise<number> {
    const now = clock.now()
    const hour = Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / 3_600_000) * 3_600_000)
    const prepared = gather(zones, book, new Map([...told].map(([zone, { programme }]) => [zone, programme])))
    const news: { id: string; programme: Programme }[] = []
    const breathe = createBreath()
    for (const id of zones) {
      await breathe()
      const zone = prepared.zones.get(id)
      if (!zone) continue
      const planned = planZone(prepared, zone, now)
      warnings.set(id, planned.warnings)
      const before = told.get(id)
      // Nothing to show is a fact, too: without it screens would go on with what was withdrawn.
      const programme = planned.programme ?? emptyProgramme(id, hour, hour.add({ hours: 48 }))
      const stands = before && facts.held(topics.programme, id) && sameFrom(before.programme, programme, now)
      if (!stands) news.push({ id, programme })
    }
    // All of them to their end, also where one fails: the next plan starts from what was told.
    const failed = (await Promise.allSettled(news.map(({ id, programme }) => tell(id, programme)))).find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    return news.length
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

  const check = (write: ScheduleWrite): Outcome<null> => checkEntry(write, { zones: site.zones, timeZone: site.timeZone, isPlaylist: (id) => content.playlist(id) !== null, isOfPreset })

  function tellChanges(ids: readonly string[]): void {
    for (const id of ids.length > MOST_TOLD ? ['*'] : ids) changes?.tell('schedule', id)
  }

  async function make(change: ScheduleChange): Promise<Outcome<Settled>> {
    const settled = settle(change, { get: book.get, gone: (id) => gone.get(id) ?? 0, check })
    if (!settled.ok) return settled
    const { put, removed, before } = settled.value
    await writeChange(db, { put, removed })
    for (const entry of put) {
      book.put(entry)
      gone.delete(entry.id)
    }
    for (const [id, version] of removed) {
      book.remove(id)
      gone.set(id, version)
    }
    await replan(concerned([...put, ...before].flatMap((entry) => book.zonesOf(entry)))).catch(() => undefined)
    tellChanges(Object.keys(settled.value.answer.versions))
    return settled
  }

  /** One after another: what a change was checked against is still so when it is made. `change` is asked for when its turn comes. */
  const inTurn = createTurns()
  /** What a single entry's change gives: its refusals without the place in the batch. */
  async function one(change: ScheduleChange): Promise<Outcome<Settled>> {
    const made = await make(change)
    return made.ok ? made : refused(made.error.code, made.error.sentence, made.error.path.replace(/^(put|remove)\.0\.?/, ''))
  }
  const entryOf = (made: Outcome<Settled>): Outcome<ScheduleEntry> => {
    const entry = made.ok ? made.value.put[0] : undefined
    return made.ok && !entry ? refused('schedule/not-found', 'There is no such entry.') : made.ok && entry ? accepted(entry) : (made as Outcome<never>)
  }

  function onContent({ playlists }: { playlists: readonly string[] }): void {
    const neutral = content.neutral()?.id
    const zones = book.list().filter((entry) => playlists.includes(entry.playlist)).flatMap((entry) => book.zonesOf(entry))
    void replan(neutral === undefined || playlists.includes(neutral) ? zoneIds : concerned(zones)).catch(() => undefined)
    for (const id of playlists) changes?.tell('playlists', id)
  }

  const outlook = createOutlook({
    book, leaves, gather, told: (zone) => told.get(zone)?.programme ?? null, concerned, devices, timeZone: site.timeZone, quietHours: site.quietHours, clock,
    // Whether somebody else has changed an entry meanwhile matters when it is written, not when one looks.
    settle: ({ put, remove }) => settle({ put: put.map(({ version: _, ...write }) => write), remove }, { get: book.get, gone: () => 0, check }),
  })

  jobs?.add({ name: 'replan', cron: '0 * * * *', run: async () => `${await replan()} of ${zoneIds.length} programmes published` })
  jobs?.add({ name: 'forget-programmes', cron: '20 3 * * *', run: async () => `${await forgetProgrammes(db, clock.now().epochMilliseconds - KEPT_MS, told)} old programmes forgotten` })

  return {
    name: 'schedule',
    /** Needs `content` and `facts` to be started. A running loop goes on where it was: what was told before is read from the store. */
    async start(): Promise<void> {
      if (await importEntries(db, shipped)) log.info({ entries: shipped.length }, 'Imported the shipped schedule.')
      for (const entry of (await readEntries(db, log)).values()) book.put(entry)
      gone = await readGone(db)
      told = await readProgrammes(db, log)
      await replan()
      stopListening ??= content.onChange(onContent)
    },
    async stop(): Promise<void> {
      stopListening?.()
      stopListening = null
      await working
    },
    health: () => ({ ok: failure === null, detail: failure ?? `${book.size} entries, ${[...told.values()].filter(({ programme }) => programme.loops.length > 0).length} of ${zoneIds.length} zones have something to show` }),

    list: book.list,
    get: (id: string): ScheduleEntry | null => book.get(id) ?? null,
    /** The leaf zones behind any nodes of the zone tree; the neutral zone is one of its own. */
    leaves,
    create: (write: ScheduleWrite): Promise<Outcome<ScheduleEntry>> => inTurn(async () => {
      if (book.get(write.id)) return refused('schedule/exists', `There is an entry "${write.id}" already.`, 'id')
      return entryOf(await one({ put: [write], remove: [] }))
    }),
    /** Replaces an entry; its version grows by one. Refuses where it is not as its writer read it. */
    update: (id: string, write: ScheduleWrite): Promise<Outcome<ScheduleEntry>> => inTurn(async () => {
      if (!book.get(id)) return refused('schedule/not-found', `There is no entry "${id}".`)
      if (write.id !== id) return refused('schedule/other-id', `An entry keeps its id: "${id}".`, 'id')
      return entryOf(await one({ put: [write], remove: [] }))
    }),
    remove: (id: string): Promise<Outcome<null>> => inTurn(async () => {
      const made = await one({ put: [], remove: [id] })
      return made.ok ? accepted(null) : made
    }),
    /** Makes a change of several entries, all of it or nothing; screens are told once. It is asked for when its turn comes. */
    change: (asked: ScheduleChange | (() => Promise<Outcome<ScheduleChange>>)): Promise<Outcome<BatchAnswer>> => inTurn(async () => {
      const change = typeof asked === 'function' ? await asked() : accepted(asked)
      if (!change.ok) return change
      const made = await make(change.value)
      return made.ok ? accepted(made.value.answer) : made
    }),
    ...outlook,
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
      const prepared = gather([zone], book)
      const found = prepared.zones.get(zone)
      if (!found) throw new AnxingError('schedule/unknown-zone', `There is no zone "${zone}".`)
      return planZone(prepared, found, instant).programme
    },
    warnings: (): PlanWarning[] => [...showingNothing(), ...[...warnings.values()].flat()],
  }
}
export type Schedule = ReturnType<typeof createSchedule>
