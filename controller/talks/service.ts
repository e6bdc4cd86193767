import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { Talk, type TalkWrite } from '../../protocol/api-schedule.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import type { Site } from '../../protocol/venue.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import type { Changes } from '../changes.ts'
import type { Clock } from '../clock.ts'
import type { Jobs } from '../jobs.ts'
import type { Log } from '../log.ts'
import { createLeaves } from '../schedule/book.ts'
import type { PlanZone } from '../schedule/plan.ts'
import type { Store } from '../store/store.ts'
import { neighboursOf, silentZones, together } from './silence.ts'

const Kept = z.omit(Talk, { silent: true })
type Kept = z.infer<typeof Kept>

export type TalksDeps = {
  store: Store
  site: Site
  clock: Clock
  log: Log
  /** Tells zones their programmes anew. */
  replan: (zones: readonly string[]) => Promise<unknown>
  changes?: Pick<Changes, 'tell'>
  jobs?: Pick<Jobs, 'add'>
}

const DAY = 86_400_000
const LONGEST_MS = DAY
/** How long a talk that is over is still listed. */
const KEPT_MS = 31 * DAY
const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds

/** Talks by people in front of passengers: screens and robots within earshot show on, and do not speak meanwhile. */
export function createTalks({ store: { db }, site, clock, log, replan, changes, jobs }: TalksDeps) {
  const talks = new Map<string, Kept>()
  const leaves = createLeaves(site.zones)
  const next = neighboursOf(site.zones)
  const silentOf = (talk: TalkWrite): string[] => silentZones(talk, leaves, next)
  const view = (talk: Kept): Talk => ({ ...talk, silent: silentOf(talk) })

  function check({ zone, from, until }: TalkWrite): Outcome<null> {
    if (zone === NEUTRAL_ZONE || leaves([zone]).length === 0) return refused('schedule/unknown-zone', `There is no zone "${zone}".`, 'zone')
    if (ms(until) <= ms(from)) return refused('schedule/talk-times', 'The talk ends before it begins.', 'until')
    return ms(until) - ms(from) > LONGEST_MS ? refused('schedule/talk-times', 'A talk lasts 24 hours at most.', 'until') : accepted(null)
  }
  async function told(id: string, zones: readonly string[]): Promise<void> {
    await replan([...new Set(zones)]).catch(() => undefined)
    changes?.tell('schedule', id)
  }
  async function keep(talk: Kept, before: readonly string[]): Promise<Talk> {
    const row = { id: talk.id, until_ms: ms(talk.until), body: JSON.stringify(talk) }
    await db.insertInto('talk').values(row).onConflict((oc) => oc.column('id').doUpdateSet({ until_ms: row.until_ms, body: row.body })).execute()
    talks.set(talk.id, talk)
    await told(talk.id, [...before, ...silentOf(talk)])
    return view(talk)
  }
  const unknown = (id: string) => refused('schedule/not-found', `There is no talk "${id}".`)

  async function forget(): Promise<string> {
    const before = clock.now().epochMilliseconds - KEPT_MS
    await db.deleteFrom('talk').where('until_ms', '<', before).execute()
    const over = [...talks.values()].filter((talk) => ms(talk.until) < before)
    for (const { id } of over) talks.delete(id)
    return `${over.length} old talks forgotten`
  }
  jobs?.add({ name: 'forget-talks', cron: '25 3 * * *', run: forget })

  return {
    async start(): Promise<void> {
      for (const { id, body } of await db.selectFrom('talk').select(['id', 'body']).orderBy('id').execute()) {
        const read = Kept.safeParse(JSON.parse(body))
        if (read.success) talks.set(id, read.data)
        else log.error({ id, issues: read.error.issues }, 'A talk cannot be read; it silences nobody.')
      }
    },
    /** By their beginning; those that are over for a month are not among them. */
    list: (): Talk[] => [...talks.values()].sort((a, b) => ms(a.from) - ms(b.from) || (a.id < b.id ? -1 : 1)).map(view),
    /** When nobody speaks in a zone, from now on. */
    silentIn(zone: string): NonNullable<PlanZone['silent']> {
      const now = clock.now().epochMilliseconds
      return together([...talks.values()].map((talk) => ({ talk, start: ms(talk.from), end: ms(talk.until) })).filter(({ talk, end }) => end > now && silentOf(talk).includes(zone)))
    },
    async add(write: TalkWrite, by: string): Promise<Outcome<Talk>> {
      const checked = check(write)
      if (!checked.ok) return checked
      if (ms(write.until) <= clock.now().epochMilliseconds) return refused('schedule/talk-times', 'The talk would be over already.', 'until')
      return accepted(await keep({ ...write, id: `talk-${randomBytes(6).toString('hex')}`, by }, []))
    },
    /** Changes a talk, also to end it early. */
    async update(id: string, write: TalkWrite, by: string): Promise<Outcome<Talk>> {
      const before = talks.get(id)
      if (!before) return unknown(id)
      const checked = check(write)
      return checked.ok ? accepted(await keep({ ...write, id, by }, silentOf(before))) : checked
    },
    async remove(id: string): Promise<Outcome<null>> {
      const before = talks.get(id)
      if (!before) return unknown(id)
      await db.deleteFrom('talk').where('id', '=', id).execute()
      talks.delete(id)
      await told(id, silentOf(before))
      return accepted(null)
    },
  }
}
export type Talks = ReturnType<typeof createTalks>
