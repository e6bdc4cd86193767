/** Schedules drawn at random, around the days on which the clock is moved: for properties of the planner. */
import fc from 'fast-check'
import type { PlanEntry, PlanFacts } from '../../controller/schedule/plan.ts'
import { scheduleLevels } from '../../protocol/words.ts'
import { planEntry, planFacts, planItem, planPlaylist } from './plan-facts.ts'

export const BERLIN = 'Europe/Berlin'
const rules = [null, 'FREQ=DAILY', 'FREQ=DAILY;INTERVAL=2', 'FREQ=WEEKLY;BYDAY=MO,WE,SA', 'FREQ=WEEKLY;BYDAY=SU,TU', 'FREQ=MONTHLY;BYDAY=-1SU']
/** Around the days when the clock is moved, and an ordinary one. */
const moments = ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z', '2026-11-23T09:00:00Z', '2026-12-31T22:00:00Z']

const wall = fc.integer({ min: 0, max: 24 * 12 - 1 }).map((n) => `${String(Math.floor(n / 12)).padStart(2, '0')}:${String((n % 12) * 5).padStart(2, '0')}`)
export const arbitraryEntry = fc.record({
  level: fc.constantFrom(...scheduleLevels), weight: fc.integer({ min: 1, max: 6 }), from: wall, until: wall, rrule: fc.constantFrom(...rules),
  startDay: fc.constantFrom('2026-01-01', '2026-03-29', '2026-10-25', '2026-11-23', '2026-11-24'), items: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 4 }),
})
export type Drawn = typeof arbitraryEntry extends fc.Arbitrary<infer T> ? T : never
export const make = (id: string, { items, ...rest }: Drawn): PlanEntry => planEntry({ id, ...rest }, items.map((n) => planItem(`i${n}`, { seconds: 5 + n * 3 })))

export const arbitraryFacts: fc.Arbitrary<PlanFacts> = fc.array(arbitraryEntry, { maxLength: 6 })
  .map((drawn) => planFacts({ timeZone: BERLIN, entries: drawn.map((d, i) => make(`e${i}`, d)), neutral: planPlaylist('neutral', ['n1', 'n2']) }))
export const arbitraryNow = fc.tuple(fc.constantFrom(...moments), fc.integer({ min: 0, max: 30 * 3600 * 1000 })).map(([m, ms]) => Temporal.Instant.from(m).add({ milliseconds: ms }))
