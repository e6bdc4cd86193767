import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf, percentile, SILENT_MS, type CoverageFacts } from '../../controller/alerts/coverage.ts'
import { createIsHeld } from '../../controller/alerts/held.ts'
import type { Targeted } from '../../controller/alerts/targets.ts'
import { deviceStates } from '../../protocol/api.ts'
import { alert, plus } from '../support/facts.ts'

const target = (device: string): Targeted => ({ device, zone: 'gates', role: 'screen', byName: false })
const facts = (over: Partial<CoverageFacts> = {}): CoverageFacts => ({
  alert: 'a-1', version: 1, releasedMs: 100_000, endedMs: null, targets: [target('d-1')], shown: new Map(), sent: new Map(),
  presence: () => ({ state: 'online', sinceMs: 0 }), isHeld: () => false, nowMs: 100_000, ...over,
})
const stateOf = (over: Partial<CoverageFacts>) => coverageOf(facts(over)).devices[0]?.state
const late = 100_000 + SILENT_MS + 1

describe('coverage', () => {
  it.each<[string, Partial<CoverageFacts>, string]>([
    ['just released', {}, 'waiting'],
    ['silent for five seconds', { nowMs: 100_000 + SILENT_MS }, 'waiting'],
    ['silent for longer', { nowMs: late }, 'missed'],
    ['shown', { shown: new Map([['d-1', { atMs: 100_050, ms: 50 }]]), nowMs: late }, 'shown'],
    ['shown, then gone', { shown: new Map([['d-1', { atMs: 100_050, ms: 50 }]]), presence: () => ({ state: 'offline', sinceMs: 0 }) }, 'shown'],
    ['offline', { presence: () => ({ state: 'offline', sinceMs: 0 }), nowMs: late }, 'offline'],
    ['never seen', { presence: () => ({ state: 'never', sinceMs: null }), nowMs: late }, 'offline'],
    ['away for a moment', { presence: () => ({ state: 'stale', sinceMs: 99_000 }), nowMs: late }, 'waiting'],
    ['back a moment ago', { presence: () => ({ state: 'online', sinceMs: late - 1_000 }), nowMs: late }, 'waiting'],
    ['kept off by something higher', { isHeld: () => true, nowMs: late }, 'held'],
    ['ended before it could be missed', { endedMs: 102_000, nowMs: 900_000 }, 'waiting'],
    ['ended after it was missed', { endedMs: late, nowMs: 900_000 }, 'missed'],
  ])('%s', (_what, over, state) => {
    expect(stateOf(over)).toBe(state)
  })

  it('adds up: every target is in one state, and figures come from what was shown', () => {
    const arbitrary = fc.array(fc.record({ state: fc.constantFrom(...deviceStates), held: fc.boolean(), ms: fc.option(fc.integer({ min: 0, max: 9_000 })) }), { maxLength: 40 })
    fc.assert(fc.property(arbitrary, fc.integer({ min: 0, max: 60_000 }), (list, after) => {
      const of = (device: string) => list[Number(device.slice(2))] ?? { state: 'never' as const, held: false, ms: null }
      const coverage = coverageOf(facts({
        targets: list.map((_, i) => target(`d-${i}`)), nowMs: 100_000 + after,
        shown: new Map(list.flatMap(({ ms }, i) => (ms === null ? [] : [[`d-${i}`, { atMs: 100_000 + ms, ms }]]))),
        presence: (device) => ({ state: of(device).state, sinceMs: 0 }), isHeld: ({ device }) => of(device).held,
      }))
      const count = (state: string) => coverage.devices.filter((d) => d.state === state).length
      expect(coverage.targeted).toBe(list.length)
      expect([coverage.shown, coverage.offline, coverage.missed]).toEqual([count('shown'), count('offline'), count('missed')])
      const times = list.flatMap(({ ms }) => ms ?? []).sort((a, b) => a - b)
      expect(coverage.shown).toBe(times.length)
      expect(coverage.p50Ms === null).toBe(times.length === 0)
      expect(coverage.p95Ms ?? 0).toBeGreaterThanOrEqual(coverage.p50Ms ?? 0)
      if (times.length > 0) expect(times).toContain(coverage.p95Ms)
    }))
  })

  it.each([[[], 0.5, null], [[7], 0.95, 7], [[1, 2], 0.5, 1], [[1, 2, 3], 0.5, 2], [Array.from({ length: 100 }, (_, i) => i + 1), 0.95, 95]])('percentile of %j at %d', (sorted, share, expected) => {
    expect(percentile(sorted, share)).toBe(expected)
  })
})

describe('held', () => {
  const where = { id: 'd-1', zone: 'gates', role: 'screen' as const }
  const heldWith = (zoneAlerts: ReturnType<typeof alert>[], own: ReturnType<typeof alert>[] = []) =>
    createIsHeld('a-1', () => ({ zone: { alerts: zoneAlerts }, own: own.length > 0 ? { alerts: own } : undefined }), 'Asia/Shanghai', plus(5))(where)

  it.each<[string, boolean, boolean]>([
    ['alone', heldWith([alert({ id: 'a-1' })]), false],
    ['under a red one', heldWith([alert({ id: 'a-1' }), alert({ id: 'a-2', severity: 'red' })]), true],
    ['above a yellow banner', heldWith([alert({ id: 'a-1' }), alert({ id: 'a-2', severity: 'yellow', presentation: 'banner' })]), false],
    ['under one for the device itself', heldWith([alert({ id: 'a-1' })], [alert({ id: 'a-2', scope: 'device' })]), true],
    ['a third banner', heldWith(['a-3', 'a-2', 'a-1'].map((id, i) => alert({ id, presentation: 'banner', severity: i === 2 ? 'yellow' : 'orange' }))), true],
    ['gone elsewhere', heldWith([]), true],
  ])('%s', (_what, is, expected) => {
    expect(is).toBe(expected)
  })
})
