import { createBook } from '../../controller/schedule/book.ts'
import { settle } from '../../controller/schedule/change.ts'
import { createGather, type Speaker } from '../../controller/schedule/gather.ts'
import { createOutlook } from '../../controller/schedule/outlook.ts'
import { planZone } from '../../controller/schedule/plan.ts'
import type { ScheduleWrite } from '../../protocol/api.ts'
import { accepted, type Outcome } from '../../protocol/errors.ts'
import type { Programme } from '../../protocol/programme.ts'
import { NEUTRAL_ZONE } from '../../protocol/words.ts'
import { median, percentile, round, type Figure } from './figure.ts'
import { largeSite, timed, type Run } from './plan.ts'

/** Entries of a year, of which some run these days: the others are over, or still to come. */
const ENTRIES = 10_000
const RUNNING = 2_000
const DEVICES = 1_000
const NOW = '2026-11-23T09:00:03Z'

const ok = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw outcome.error
  return outcome.value
}


/** The planner of a large site as the service has it, without store, broker and clock. */
function standing() {
  const facts = largeSite(ENTRIES - RUNNING)
  const zones = facts.zones.map((zone) => zone.id)
  const known = new Set(zones)
  const leaves = (wanted: readonly string[]) => wanted.filter((id) => known.has(id))
  const book = createBook(leaves)
  for (const { entry } of facts.entries) book.put(entry)
  const playlists = new Map(facts.entries.map(({ playlist }) => [playlist.id, playlist]))
  const devices = Array.from({ length: DEVICES }, (_, i): Speaker => ({ id: `kiosk-${i}`, role: 'kiosk', zone: zones[i % zones.length] ?? null }))
  const site = { id: 'large', name: { 'zh-CN': '大', en: 'Large' }, timeZone: facts.timeZone, quietHours: [], devices: [], zones: facts.zones.filter(({ id }) => id !== NEUTRAL_ZONE).map(({ id, kind }) => ({ id, parent: null, kind, name: { 'zh-CN': id, en: id }, ordinal: 0, outline: [] })) }
  const content = { bundleFor: (id: string) => playlists.get(id) ?? null, neutral: () => facts.neutral, phones: () => [], withdrawn: () => new Set<string>(), playlists: () => [] }
  const gather = createGather({ site, content, demo: false, devices: () => devices, zonesOf: book.zonesOf, silent: () => [] })
  const now = Temporal.Instant.from(NOW)
  const told = new Map<string, Programme>()
  const tell = (some: readonly string[]) => {
    const prepared = gather(some, book, told)
    for (const id of some) {
      const zone = prepared.zones.get(id)
      const { programme } = zone ? planZone(prepared, zone, now) : { programme: null }
      if (programme) told.set(id, programme)
    }
  }
  tell(zones)
  const concerned = (some: Iterable<string>) => {
    const set = new Set(some)
    return set.has(NEUTRAL_ZONE) ? zones : [...set]
  }
  const checks = { get: book.get, gone: () => 0, check: () => accepted(null) }
  const outlook = createOutlook({
    book, leaves, gather, told: (zone) => told.get(zone) ?? null, concerned, devices: () => devices, timeZone: facts.timeZone,
    clock: { now: () => now }, settle: ({ put, remove }) => settle({ put: put.map(({ version: _, ...write }) => write), remove }, checks),
  })
  return { facts, zones, book, outlook, tell, concerned, settle: (put: ScheduleWrite[]) => ok(settle({ put, remove: [] }, checks)) }
}

async function timedAsync(run: () => Promise<unknown>): Promise<Run> {
  const before = process.cpuUsage()
  const begin = performance.now()
  await run()
  const { user, system } = process.cpuUsage(before)
  return { wall: performance.now() - begin, processor: (user + system) / 1000 }
}

/** 200 zones, 10,000 entries, 1,000 devices: what a change of one entry would do, a week of 30 zones, and a thousand entries changed at once. */
export async function benchOutlook(): Promise<Figure[]> {
  const { facts, zones, book, outlook, tell, concerned, settle } = standing()
  const asked = facts.entries.filter(({ zones }) => !zones.includes(NEUTRAL_ZONE)).slice(0, RUNNING).filter((_, i) => i % 40 === 0).map(({ entry }) => entry)
  const previews: Run[] = []
  let screens = 0
  for (const entry of asked) {
    const { version: _, ...write } = entry
    previews.push(await timedAsync(async () => {
      screens += ok(await outlook.preview({ put: [{ ...write, weight: 1 + (entry.weight % 20), level: 'event' }], remove: [] })).devices.length
    }))
  }
  const week = [Temporal.Instant.from('2026-11-22T16:00:00Z').toString(), Temporal.Instant.from('2026-11-29T16:00:00Z').toString()] as const
  const thirty = zones.slice(0, 30)
  const first = await timedAsync(() => outlook.timeline(thirty, ...week))
  const weeks: Run[] = []
  for (let i = 0; i < 5; i++) weeks.push(await timedAsync(() => outlook.timeline(thirty, ...week)))
  const thousand = facts.entries.slice(0, RUNNING).filter((_, i) => i % 2 === 0).map(({ entry: { version: _, ...write } }): ScheduleWrite => ({ ...write, weight: 1 + (write.weight % 20) }))
  const batch = timed(() => {
    const { put, before } = settle(thousand)
    for (const entry of put) book.put(entry)
    tell(concerned([...put, ...before].flatMap((entry) => book.zonesOf(entry))))
  })
  const worst = percentile(previews.map((run) => run.processor), 0.95)
  const of = ({ processor, wall }: Run) => `${round(processor)} ms of processor time (${round(wall)} ms on the wall)`
  const middle = (runs: readonly Run[]): Run => ({ wall: median(runs.map((r) => r.wall)), processor: median(runs.map((r) => r.processor)) })
  const size = `${zones.length} zones, ${ENTRIES} entries of which ${RUNNING} run, ${DEVICES} devices`
  return [
    { what: `Preview of one changed entry (${size}; ${Math.round(screens / asked.length)} screens change)`, target: 'p95 at most 100 ms', measured: `p95 ${round(worst)} ms of processor time, median ${of(middle(previews))}`, ok: worst <= 100, how: `${asked.length} entries in 1 to 20 zones each, 48 h` },
    { what: `Timeline of 30 zones over 7 days (${size})`, target: 'at most 1 s', measured: `${of(middle(weeks))}; the first time ${of(first)}`, ok: middle(weeks).processor <= 1000, how: 'median of 5 after a first' },
    { what: `Change 1,000 entries at once and plan again (${size})`, target: 'at most 5 s', measured: of(batch), ok: batch.processor <= 5000, how: 'once, all zones planned, in steps that let alerts pass' },
  ]
}
