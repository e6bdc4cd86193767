import { plan, planZone, prepare, type PlanEntry, type PlanFacts } from '../../controller/schedule/plan.ts'
import { NEUTRAL_ZONE, zoneKinds } from '../../protocol/words.ts'
import { median, round, type Figure } from './figure.ts'
import { planItem, planPlaylist, scheduleEntry } from '../support/plan-facts.ts'

const ZONES = 200
const ENTRIES = 2_000
const RUNS = 9

/** The same numbers on every run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const time = (quarter: number): string => `${String(Math.floor(quarter / 4) % 24).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
const rules = ['FREQ=DAILY', 'FREQ=DAILY;INTERVAL=2', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=WEEKLY;BYDAY=SA,SU,MO', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=DAILY;COUNT=900']

/** A large site: a fifth of the entries all day long, most of them a few hours, one in ten an event. `others`: as many again that are over, or still to come. */
export function largeSite(others = 0): PlanFacts {
  const random = seeded(7)
  const zones = [...Array.from({ length: ZONES - 1 }, (_, i) => ({ id: `zone-${i}`, kind: zoneKinds[i % zoneKinds.length] ?? null, speakers: [`kiosk-${i}`] })), { id: NEUTRAL_ZONE, kind: null, speakers: [] }]
  const items = Array.from({ length: 300 }, (_, i) => planItem(`item-${i}`, { seconds: 8 + random(8), zoneKinds: zoneKinds.filter(() => random(3) === 0) }))
  const playlists = Array.from({ length: 150 }, (_, i) => planPlaylist(`list-${i}`, [...new Set(Array.from({ length: 4 + random(10) }, () => random(items.length)))].map((n) => items[n] ?? planItem('none'))))
  const entries = Array.from({ length: ENTRIES + others }, (_, i): PlanEntry => {
    const kind = random(10)
    const level = kind < 2 ? 'default' : kind < 9 ? 'scheduled' : 'event'
    const from = random(96)
    const playlist = playlists[random(playlists.length)] ?? planPlaylist('none', ['none'])
    const reach = [...new Set(Array.from({ length: 1 + random(20) }, () => zones[random(ZONES)]?.id ?? NEUTRAL_ZONE))]
    const entry = scheduleEntry({
      id: `entry-${String(i).padStart(4, '0')}`, playlist: playlist.id, level, zones: reach, weight: 1 + random(5), startDay: `2026-0${1 + random(9)}-0${1 + random(9)}`,
      from: level === 'default' ? '00:00' : time(from), until: level === 'default' ? '00:00' : time(from + 4 + random(16)), rrule: rules[random(rules.length)] ?? null,
    })
    if (i >= ENTRIES) Object.assign(entry, i % 2 === 0 ? { rrule: `FREQ=DAILY;UNTIL=2026100${1 + random(9)}` } : { startDay: `2027-0${1 + random(9)}-01` })
    return { entry, playlist, zones: reach }
  })
  return { zones, entries, timeZone: 'Asia/Shanghai', demo: false, neutral: planPlaylist('neutral', items.slice(0, 8)), phones: new Map(), previous: new Map(), withdrawn: new Set() }
}

/** New entries each time, as after a start: what is kept for an entry must not help. */
const anew = (facts: PlanFacts): PlanFacts => ({ ...facts, entries: facts.entries.map((e) => ({ ...e, entry: { ...e.entry } })) })

export type Run = { wall: number; processor: number }
/** Milliseconds on the wall and on the processor: on a shared machine only the latter is the plan's own. */
export function timed(run: () => void): Run {
  const before = process.cpuUsage()
  const begin = performance.now()
  run()
  const wall = performance.now() - begin
  const { user, system } = process.cpuUsage(before)
  return { wall, processor: (user + system) / 1000 }
}
const middle = (runs: readonly Run[]): Run => ({ wall: median(runs.map((r) => r.wall)), processor: median(runs.map((r) => r.processor)) })

/** 200 zones, 2,000 entries in 1 to 20 zones each, 48 hours: all of it planned from nothing, and one changed entry. */
export async function benchPlan(): Promise<Figure[]> {
  const facts = largeSite()
  const now = Temporal.Instant.from('2026-11-23T09:00:03Z')
  let { programmes } = plan(anew(facts), now)
  const whole = Array.from({ length: RUNS }, () => {
    const fresh = anew(facts)
    return timed(() => { programmes = plan(fresh, now).programmes })
  })
  const busiest = facts.entries.reduce((a, b) => (b.zones.length > a.zones.length ? b : a))
  const changed = Array.from({ length: RUNS * 3 }, (_, i) => {
    const entries = facts.entries.map((e) => (e === busiest ? { ...e, entry: { ...e.entry, weight: 1 + ((e.entry.weight + i) % 20) } } : e))
    return timed(() => {
      const prepared = prepare({ ...facts, entries, previous: programmes })
      for (const id of busiest.zones) {
        const zone = prepared.zones.get(id)
        if (zone) planZone(prepared, zone, now.add({ minutes: i + 1 }))
      }
    })
  })
  const baseline = middle(Array.from({ length: RUNS }, () => timed(() => { for (const programme of programmes.values()) JSON.stringify(programme) })))
  const slots = [...programmes.values()].reduce((n, p) => n + p.slots.length, 0)
  const against = ({ wall, processor }: Run) => `${round(processor)} ms of processor time (${round(wall)} ms on the wall), ${round(processor / baseline.processor, 1)} x writing all programmes as JSON`
  const all = middle(whole)
  const one = middle(changed)
  return [
    { what: `Plan ${ZONES} zones, ${ENTRIES} entries in 1 to 20 zones each, 48 h (${slots} slots)`, target: 'at most 1 s', measured: against(all), ok: all.processor <= 1000, how: `median of ${RUNS} runs, nothing kept from the run before` },
    { what: `Plan one changed entry again, in ${busiest.zones.length} zones`, target: 'at most 50 ms', measured: against(one), ok: one.processor <= 50, how: `median of ${RUNS * 3} runs, with the programmes told before` },
  ]
}
