import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plan, prepare, type PlanFacts } from '../../controller/schedule/plan.ts'
import { differences } from '../../controller/schedule/preview.ts'
import { stretchesOf } from '../../controller/schedule/stretches.ts'
import { slotsOver, type Slots } from '../../controller/schedule/window.ts'
import type { Programme } from '../../protocol/programme.ts'
import { show } from '../../protocol/show.ts'
import { playAt } from '../../protocol/show-loop.ts'
import { device } from '../support/facts.ts'
import { arbitraryEntry, arbitraryFacts, arbitraryNow, BERLIN, make, type Drawn } from '../support/plan-drawn.ts'

const HOUR = 3_600_000
const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms)
const whole = (now: Temporal.Instant) => Math.floor(now.epochMilliseconds / 1000) * 1000
const told = (facts: PlanFacts, programme: Programme): PlanFacts => ({ ...facts, previous: new Map([['gates', programme]]) })
const programmeOf = (facts: PlanFacts, now: Temporal.Instant): Programme => {
  const found = plan(facts, now).programmes.get('gates')
  if (!found) throw new Error('nothing to show')
  return found
}
const slots = (facts: PlanFacts, from: number, until: number, before: Programme | null, now = from): Slots => {
  const prepared = prepare(facts)
  const zone = prepared.zones.get('gates')
  if (!zone) throw new Error('no zone')
  return slotsOver(prepared, zone, { now, from, until }, before)
}
/** What a wall of the zone has on: the item, and when it began. */
const seen = (programme: Programme, ms: number): string => {
  const { main } = show(programme, [], device({ timeZone: BERLIN }), at(ms))
  return main.kind === 'item' ? `${main.item.id} ${main.startedAt.toString()}` : main.kind
}
const seenIn = (course: Slots, ms: number): string => {
  const slot = course.find(({ from, until }) => from <= ms && ms < until)
  return slot ? seen(slot.programme, ms) : 'standby'
}
const change = fc.record({ which: fc.nat(), entry: arbitraryEntry, how: fc.constantFrom('change', 'add', 'remove', 'reorder') })
function changed(facts: PlanFacts, { which, entry, how }: { which: number; entry: Drawn; how: string }): PlanFacts {
  const place = which % Math.max(1, facts.entries.length)
  if (how === 'add' || facts.entries.length === 0) return { ...facts, entries: [...facts.entries, make('new', entry)] }
  if (how === 'remove') return { ...facts, entries: facts.entries.filter((_, i) => i !== place) }
  return { ...facts, entries: facts.entries.map((e, i) => (i !== place ? e : how === 'change' ? make(e.entry.id, entry) : { ...e, playlist: { ...e.playlist, items: e.playlist.items.toReversed() } })) }
}

describe('shares', () => {
  test('are what show plays over the loop, to the second', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, (facts, now) => {
      const from = whole(now)
      const programme = programmeOf(facts, now)
      const stretches = stretchesOf(slots(facts, from, from + 48 * HOUR, programme))
      for (const [i, slot] of programme.slots.entries()) {
        const { entries } = stretches.find((s) => s.from < Date.parse(slot.until) && s.until > Math.max(from, Date.parse(slot.from))) ?? {}
        if (!entries) continue
        const loop = programme.loops[slot.loop]
        const seconds = loop?.turns.reduce((n, [item]) => n + (programme.items[item]?.seconds ?? 0), 0) ?? 0
        // The loop by itself, without what may cut it short, as a screen plays it turn by turn.
        const alone: Programme = { ...programme, slots: [], fallback: { epoch: slot.epoch, loop: slot.loop } }
        const counted = new Map<string, number>()
        const begin = Date.parse(slot.epoch)
        for (let t = begin; t < begin + seconds * 1000;) {
          const turn = playAt(alone, at(t))?.turn
          if (!turn) throw new Error(`nothing plays in slot ${i}`)
          counted.set(turn.entry.id, (counted.get(turn.entry.id) ?? 0) + (turn.until.epochMilliseconds - t) / 1000)
          t = turn.until.epochMilliseconds
        }
        expect(Object.fromEntries(entries.map(({ entry, share }) => [entry, share]))).toEqual(Object.fromEntries([...counted].map(([entry, n]) => [entry, n / seconds])))
      }
    }), { numRuns: 60 })
  })
})

describe('what a zone will play', () => {
  test('is what it will have been told by then, hour after hour, for days', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, change, fc.array(fc.integer({ min: 0, max: 120 * 3600 - 1 }), { minLength: 30, maxLength: 30 }), (facts, start, what, seconds) => {
      const from = whole(start)
      // A change on the way here: loops that count from another beginning than a plan from nothing would have them.
      const first = programmeOf(facts, start.subtract({ hours: 1 }))
      const present = changed(facts, what)
      let programme = programmeOf(told(present, first), at(from))
      const course = slots(present, from, from + 120 * HOUR, programme)
      for (const ms of seconds.sort((a, b) => a - b).map((s) => from + s * 1000)) {
        while (Math.floor(ms / HOUR) * HOUR >= Date.parse(programme.until) - 47 * HOUR) programme = programmeOf(told(present, programme), at(Date.parse(programme.until) - 47 * HOUR))
        expect(seenIn(course, ms)).toBe(seen(programme, ms))
      }
    }), { numRuns: 40 })
  })

  test('has no gap and no overlap', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, (facts, now) => {
      const from = whole(now)
      const course = stretchesOf(slots(facts, from, from + 7 * 24 * HOUR, null))
      expect([course[0]?.from, course.at(-1)?.until]).toEqual([from, from + 7 * 24 * HOUR])
      course.forEach((s, i) => expect(s.from).toBe(i === 0 ? from : course[i - 1]?.until))
      for (const { entries } of course) expect(entries.reduce((n, { share }) => n + share, 0)).toBeCloseTo(1, 9)
    }), { numRuns: 40 })
  })
})

describe('what a change does', () => {
  test('screens show something else if and only if show differs at a boundary, and from that one on', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, change, fc.integer({ min: 0, max: 20 }), (facts, now, what, hours) => {
      const before = programmeOf(facts, now)
      const after = programmeOf(told(changed(facts, what), before), now)
      const from = whole(now) + hours * HOUR
      const until = Math.min(Date.parse(before.until), Date.parse(after.until))
      const { changes, seenAt } = differences(slots(facts, from, until, before), slots(facts, from, until, after), from, until)
      const boundaries = new Set([from])
      for (const programme of [before, after]) for (let t = from; t < until;) {
        t = playAt(programme, at(t))?.turn.until.epochMilliseconds ?? until
        if (t < until) boundaries.add(t)
      }
      const first = [...boundaries].sort((a, b) => a - b).find((t) => seen(before, t) !== seen(after, t)) ?? null
      expect(seenAt).toBe(first)
      if (first !== null) expect(changes.some((c) => c.from <= first && first < c.until)).toBe(true)
      for (const t of [...boundaries].filter((_, i) => i % 37 === 0)) if (seen(before, t) !== seen(after, t)) expect(changes.some((c) => c.from <= t && t < c.until)).toBe(true)
    }), { numRuns: 40 })
  })

  test('nothing, where nothing is changed', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, (facts, now) => {
      const before = programmeOf(facts, now)
      const from = whole(now)
      const after = programmeOf(told(facts, before), now)
      expect(differences(slots(facts, from, from + 48 * HOUR, before), slots(facts, from, from + 48 * HOUR, after), from, from + 48 * HOUR)).toEqual({ changes: [], seenAt: null })
    }), { numRuns: 40 })
  })
})
