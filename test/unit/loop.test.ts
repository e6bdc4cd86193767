import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MOST_SECONDS, MOST_TURNS, buildLoop, type LoopItem, type LoopMember } from '../../controller/schedule/loop.ts'

const member = (id: string, weight: number, items: string[], seconds = 10): LoopMember => ({ id, weight, items: items.map((item) => ({ id: item, seconds })) })
const names = (members: LoopMember[]): string => buildLoop(members).turns.map((t) => t.id).join(' ')
const repeats = (turns: readonly LoopItem[]): number => turns.filter((t, i) => t.id === turns[(i + 1) % turns.length]?.id).length

describe('buildLoop', () => {
  test.each<[string, LoopMember[], string]>([
    ['one entry in its order', [member('a', 5, ['1', '2', '3'])], '1 2 3'],
    ['equal weights alternate', [member('a', 1, ['1', '2']), member('b', 1, ['x'])], '1 x 2 x'],
    ['equal weights over one are the same loop', [member('a', 7, ['1', '2']), member('b', 7, ['x'])], '1 x 2 x'],
    ['two to one, spread', [member('a', 2, ['1', '2']), member('b', 1, ['x'])], '1 x 2'],
    ['each entry ends its items evenly', [member('a', 1, ['1', '2']), member('b', 1, ['x', 'y', 'z'])], '1 x 2 y 1 z 2 x 1 y 2 z'],
  ])('%s', (_, members, expected) => {
    expect(names(members)).toBe(expected)
  })

  test('the turns are the very items of their entry', () => {
    const members = [member('a', 1, ['1', '2']), member('b', 1, ['1', '3'])]
    const { turns } = buildLoop(members)
    for (const m of members) expect(turns.filter((t) => m.items.includes(t))).toHaveLength(turns.length / 2)
  })

  test('falls back to every item at least once where an even loop is too long', () => {
    const items = (n: number, prefix: string) => Array.from({ length: n }, (_, i) => `${prefix}${i}`)
    const members = [member('a', 1, items(31, 'a'), 4), member('b', 1, items(37, 'b'), 4)]
    const { turns, warnings } = buildLoop(members)
    expect(turns).toHaveLength(74)
    expect(new Set(turns).size).toBe(68)
    expect(warnings).toEqual([])
  })

  test('names the items for which one loop has no room', () => {
    const { turns, warnings } = buildLoop([member('long', 1, Array.from({ length: 100 }, (_, i) => `i${i}`), 60), member('heavy', 19, ['x', 'y'], 30)])
    const shown = new Set(turns.map((t) => t.id))
    const left = Array.from({ length: 100 }, (_, i) => `i${i}`).filter((id) => !shown.has(id))
    expect(left.length).toBeGreaterThan(0)
    expect(warnings).toMatchObject([{ code: 'plan/items-left-out', entries: ['long'] }])
    expect(left.every((id) => new RegExp(`\\b${id}\\b`).test(warnings[0]?.message ?? ''))).toBe(true)
    expect(turns.filter((t) => t.id.startsWith('i')).length * 19).toBe(turns.filter((t) => !t.id.startsWith('i')).length)
  })

  test('weights that no loop can hold become coarser, and that is said', () => {
    const members = Array.from({ length: 30 }, (_, i) => member(`e${i}`, i === 0 ? 1 : 20, [`i${i}`], 12))
    const { turns, warnings } = buildLoop(members)
    expect(turns.length).toBeLessThanOrEqual(MOST_TURNS)
    expect(new Set(turns.map((t) => t.id)).size).toBe(30)
    expect(warnings).toMatchObject([{ code: 'plan/weights-changed' }])
  })

  test('entries beyond an hour are left out, the lightest first, and named', () => {
    const members = Array.from({ length: 40 }, (_, i) => member(`e${i}`, i < 20 ? 1 : 2, [`i${i}`], 120))
    const { turns, warnings } = buildLoop(members)
    expect(turns.reduce((n, t) => n + t.seconds, 0)).toBeLessThanOrEqual(MOST_SECONDS)
    expect(warnings[0]?.code).toBe('plan/entries-left-out')
    expect(warnings[0]?.entries).toHaveLength(10)
    expect(warnings[0]?.entries.every((id) => Number(id.slice(1)) < 20)).toBe(true)
  })

  test('refuses nothing to show', () => {
    expect(() => buildLoop([])).toThrow(RangeError)
    expect(() => buildLoop([member('a', 1, [])])).toThrow(RangeError)
  })
})

const arbitraryMembers: fc.Arbitrary<LoopMember[]> = fc
  .array(fc.record({ weight: fc.integer({ min: 1, max: 20 }), items: fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 14 }) }), { minLength: 1, maxLength: 9 })
  .map((rows) => rows.map(({ weight, items }, i) => ({ id: `e${i}`, weight, items: items.map((n) => ({ id: `i${n}`, seconds: 4 + ((n * 7) % 117) })) })))

describe('every loop', () => {
  test('keeps its limits and says what it leaves out', () => {
    fc.assert(fc.property(arbitraryMembers, (members) => {
      const { turns, warnings } = buildLoop(members)
      expect(turns.length).toBeLessThanOrEqual(MOST_TURNS)
      expect(turns.reduce((n, t) => n + t.seconds, 0)).toBeLessThanOrEqual(MOST_SECONDS)
      const silent = new Set(warnings.filter((w) => w.code !== 'plan/weights-changed').flatMap((w) => w.entries))
      for (const { id, items } of members) if (!silent.has(id)) for (const item of items) expect(turns).toContain(item)
    }), { numRuns: 500 })
  })

  test('has exactly the shares of its weights', () => {
    fc.assert(fc.property(arbitraryMembers, (members) => {
      const { turns, warnings } = buildLoop(members)
      fc.pre(!warnings.some((w) => w.code !== 'plan/items-left-out'))
      const total = members.reduce((n, m) => n + m.weight, 0)
      for (const { weight, items } of members) {
        const own = new Set(items)
        expect(turns.filter((t) => own.has(t)).length * total).toBe(turns.length * weight)
      }
    }), { numRuns: 500 })
  })

  test('spreads the items of an entry evenly', () => {
    fc.assert(fc.property(arbitraryMembers, (members) => {
      const { turns, warnings } = buildLoop(members)
      fc.pre(warnings.length === 0)
      for (const { items } of members) {
        const counts = items.map((item) => turns.filter((t) => t === item).length)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }
    }), { numRuns: 300 })
  })

  test('repeats no item at once wherever that can be avoided', () => {
    const few = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 5 }), items: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 4 })
      .map((rows) => rows.map(({ weight, items }, i) => member(`e${i}`, weight, items.map((n) => `i${n}`))))
    fc.assert(fc.property(fc.oneof(few, arbitraryMembers), (members) => {
      const { turns } = buildLoop(members)
      const most = Math.max(...turns.map(({ id }) => turns.filter((t) => t.id === id).length))
      const unavoidable = turns.length === 1 ? 1 : Math.max(0, 2 * most - turns.length)
      expect(repeats(turns)).toBe(unavoidable)
    }), { numRuns: 1000 })
  })

  test('is the same again', () => {
    fc.assert(fc.property(arbitraryMembers, (members) => {
      const again = buildLoop(structuredClone(members))
      expect(again.turns.map((t) => t.id)).toEqual(buildLoop(members).turns.map((t) => t.id))
    }), { numRuns: 100 })
  })
})
