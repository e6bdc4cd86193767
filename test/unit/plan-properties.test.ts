import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plan, type PlanFacts } from '../../controller/schedule/plan.ts'
import { occurrences } from '../../controller/schedule/recurrence.ts'
import { Programme } from '../../protocol/programme.ts'
import { show, type Shown } from '../../protocol/show.ts'
import { playAt, slotAt } from '../../protocol/show-loop.ts'
import { scheduleLevels, type ScheduleLevel } from '../../protocol/words.ts'
import { device } from '../support/facts.ts'
import { arbitraryEntry, arbitraryFacts, arbitraryNow, BERLIN, make, type Drawn } from '../support/plan-drawn.ts'

const arbitrarySeconds = fc.array(fc.integer({ min: 0, max: 48 * 3600 }), { minLength: 20, maxLength: 20 })

const programmeOf = (facts: PlanFacts, now: Temporal.Instant): Programme => Programme.parse(plan(facts, now).programmes.get('gates'))
const told = (facts: PlanFacts, programme: Programme): PlanFacts => ({ ...facts, previous: new Map([['gates', programme]]) })
const shown = (programme: Programme, at: Temporal.Instant, id = 'wall-1') => show(programme, [], device({ id, timeZone: BERLIN }), at)
const main = ({ main }: Shown) => (main.kind === 'item' ? { item: main.item.id, entry: main.entry.id, from: main.startedAt.toString(), until: main.until.toString() } : main.kind)
/** Instants for which a programme says when the item ends, too: those after which it still goes on. */
const reach = (programme: Programme, at: Temporal.Instant) => Temporal.Instant.compare(at.add({ seconds: 60 }), programme.until) < 0

/** The planner's rules once more, asked at one instant and without any haste. */
function expectedAt({ entries, timeZone }: PlanFacts, at: Temporal.Instant): { level: ScheduleLevel; entries: Set<string>; epoch: string } | null {
  const around = entries.map(({ entry }) => ({ entry, found: occurrences(entry, timeZone, at.subtract({ hours: 30 }), at.add({ hours: 30 })).map(({ start, end }) => ({ start: Temporal.Instant.fromEpochMilliseconds(start), end: Temporal.Instant.fromEpochMilliseconds(end) })) }))
  for (const level of scheduleLevels.toReversed()) {
    const ours = around.filter(({ entry }) => entry.level === level)
    const on = ours.filter(({ found }) => found.some(({ start, end }) => Temporal.Instant.compare(start, at) <= 0 && Temporal.Instant.compare(at, end) < 0))
    if (on.length === 0) continue
    const changes = ours.flatMap(({ found }) => found.flatMap(({ start, end }) => [start, end])).filter((t) => Temporal.Instant.compare(t, at) <= 0).sort(Temporal.Instant.compare)
    return { level, entries: new Set(on.map(({ entry }) => entry.id)), epoch: String(changes.at(-1)) }
  }
  return null
}

describe('every plan', () => {
  test('covers its time without gap or overlap, and holds now', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, (facts, now) => {
      const { from, until, slots } = programmeOf(facts, now)
      expect(slots[0]?.from).toBe(from)
      expect(slots.at(-1)?.until).toBe(until)
      slots.forEach((slot, i) => {
        expect(Temporal.Instant.compare(slot.from, slot.until)).toBe(-1)
        if (i > 0) expect(slots[i - 1]?.until).toBe(slot.from)
      })
      expect(slotAt(programmeOf(facts, now), now)?.index).toBe(0)
      expect(Temporal.Instant.compare(until, now.add({ hours: 48 }))).toBeGreaterThanOrEqual(0)
    }), { numRuns: 150 })
  })

  test('has the highest level on, with exactly its entries, from the epoch of its segment', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, arbitrarySeconds, (facts, now, seconds) => {
      const programme = programmeOf(facts, now)
      for (const at of [now, ...seconds.map((s) => now.add({ seconds: s }))]) {
        const expected = expectedAt(facts, at)
        const slot = slotAt(programme, at)?.slot
        const { main: on } = shown(programme, at)
        expect(on.kind).toBe('item')
        if (!expected || !slot || on.kind !== 'item') continue
        expect(on.level).toBe(expected.level)
        expect(slot.epoch).toBe(expected.epoch)
        const inLoop = new Set(programme.loops[slot.loop]?.turns.map(([, e]) => programme.entries[e]?.id))
        expect(inLoop).toEqual(expected.entries)
      }
    }), { numRuns: 150 })
  })

  test('shows the same on two devices of a zone', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, arbitrarySeconds, (facts, now, seconds) => {
      const one = programmeOf(facts, now)
      const two = programmeOf({ ...facts, entries: facts.entries.toReversed() }, now)
      for (const s of seconds) expect(main(shown(two, now.add({ seconds: s }), 'kiosk-1'))).toEqual(main(shown(one, now.add({ seconds: s }))))
    }), { numRuns: 60 })
  })

  test('does not depend on when it is made', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, fc.integer({ min: 1, max: 40 * 3600 }), arbitrarySeconds, (facts, now, later, seconds) => {
      const one = programmeOf(facts, now)
      const then = now.add({ seconds: later })
      const two = programmeOf(facts, then)
      for (const at of seconds.map((s) => then.add({ seconds: s })).filter((t) => reach(one, t))) expect(main(shown(two, at))).toEqual(main(shown(one, at)))
    }), { numRuns: 100 })
  })

  test('has the weights\' shares in each loop', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, (facts, now) => {
      const { programmes, warnings } = plan(facts, now)
      fc.pre(warnings.length === 0)
      for (const { turns } of programmes.get('gates')?.loops ?? []) {
        const entries = programmes.get('gates')?.entries ?? []
        const used = [...new Set(turns.map(([, e]) => e))]
        const total = used.reduce((n, e) => n + (entries[e]?.weight ?? 0), 0)
        for (const e of used) expect(turns.filter(([, of]) => of === e).length * total).toBe(turns.length * (entries[e]?.weight ?? 0))
      }
    }), { numRuns: 150 })
  })
})

describe('planning again', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 9 * 3_600_000 }), { minLength: 1, maxLength: 4 })

  test('with the same facts never moves what is shown', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, steps, arbitrarySeconds, (facts, start, gaps, seconds) => {
      let programme = programmeOf(facts, start)
      let now = start
      for (const gap of gaps) {
        now = now.add({ milliseconds: gap })
        const next = programmeOf(told(facts, programme), now)
        for (const at of [now, ...seconds.map((s) => now.add({ seconds: s }))].filter((t) => reach(programme, t))) expect(main(shown(next, at))).toEqual(main(shown(programme, at)))
        programme = next
      }
    }), { numRuns: 100 })
  })

  /** One entry changed, added, or taken out of the zone: never deleted, which is no routine. */
  const change = fc.record({ which: fc.nat(), entry: arbitraryEntry, how: fc.constantFrom('change', 'add', 'move') })
  const changed = (facts: PlanFacts, { which, entry, how }: { which: number; entry: Drawn; how: string }, n: number): PlanFacts => {
    const at = which % Math.max(1, facts.entries.length)
    if (how === 'add' || facts.entries.length === 0) return { ...facts, entries: [...facts.entries, make(`new${n}`, entry)] }
    return { ...facts, entries: facts.entries.map((e, i) => (i !== at ? e : how === 'move' ? { ...e, zones: ['hall'] } : make(e.entry.id, entry))) }
  }

  test('after a routine change keeps the running item to its end', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, fc.integer({ min: 1, max: 20 * 3_600_000 }), change, (facts, start, gap, what) => {
      const before = programmeOf(facts, start)
      const now = start.add({ milliseconds: gap })
      const after = programmeOf(told(changed(facts, what, 0), before), now)
      const running = playAt(before, now)?.turn
      const kept = playAt(after, now)?.turn
      expect([kept?.item.id, kept?.entry.id, kept?.startedAt.toString()]).toEqual([running?.item.id, running?.entry.id, running?.startedAt.toString()])
      const until = kept?.until ?? now
      // It may end earlier only where the new plan itself begins something on that second.
      if (running && !until.equals(running.until)) expect(programmeOf(changed(facts, what, 0), now).slots.map((s) => s.from)).toContain(until.toString())
    }), { numRuns: 200 })
  })

  test('and what follows stays where it is, however often one plans again', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, fc.array(change, { minLength: 1, maxLength: 3 }), steps, arbitrarySeconds, (facts, start, changes, gaps, seconds) => {
      let programme = programmeOf(facts, start)
      let now = start
      let present = facts
      changes.forEach((what, n) => {
        now = now.add({ seconds: 3 + n * 700 })
        present = changed(present, what, n)
        programme = programmeOf(told(present, programme), now)
      })
      for (const gap of gaps) {
        now = now.add({ milliseconds: Math.ceil(gap / 8) })
        const next = programmeOf(told(present, programme), now)
        for (const at of [now, ...seconds.map((s) => now.add({ seconds: s }))].filter((t) => reach(programme, t))) expect(main(shown(next, at))).toEqual(main(shown(programme, at)))
        programme = next
      }
    }), { numRuns: 100 })
  })

  test('after something was taken back never shows it again, and not for a moment longer', () => {
    fc.assert(fc.property(arbitraryFacts, arbitraryNow, fc.integer({ min: 1, max: 20 * 3_600_000 }), arbitrarySeconds, (facts, start, gap, seconds) => {
      const before = programmeOf(facts, start)
      const now = start.add({ milliseconds: gap })
      const running = playAt(before, now)?.turn.item.id ?? ''
      fc.pre(running.startsWith('i'))
      const entries = facts.entries.map((e) => ({ ...e, playlist: { ...e.playlist, items: e.playlist.items.filter((item) => item.id !== running) } }))
      const after = programmeOf(told({ ...facts, entries, withdrawn: new Set([running]) }, before), now)
      expect(after.items.map((item) => item.id)).not.toContain(running)
      for (const s of [0, ...seconds]) expect(playAt(after, now.add({ seconds: s }))?.turn.item.id).not.toBe(running)
    }), { numRuns: 150 })
  })
})
