import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attemptsAfter, backoffMs } from '../../link/backoff.ts'
import { isFilter, isTopic, matches } from '../../link/filter.ts'
import { createMemoryBroker } from '../../link/memory.ts'
import { ownsClientId } from '../../link/rights.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import { createWindow } from '../../link/window.ts'

const limits = { firstMs: 500, longestMs: 15_000 }

test.each([
  [0, 0.999999, 499], [1, 0.999999, 999], [2, 0.5, 1_000], [4, 0.999999, 7_999], [5, 0.999999, 14_999], [60, 0.999999, 14_999], [60, 0, 0], [1_000, 0.5, 7_500],
])('attempt %i with %d of jitter waits %i ms', (attempt, random, wanted) => {
  expect(backoffMs(attempt, limits, random)).toBe(wanted)
})

test('the wait is anywhere from nothing to its ceiling, and never outside', () => {
  fc.assert(fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
    const wait = backoffMs(attempt, limits, random)
    expect(wait).toBeGreaterThanOrEqual(0)
    expect(wait).toBeLessThan(limits.longestMs)
  }))
})

test('only a connection that stood for a while starts the count again', () => {
  expect(attemptsAfter(6, null, limits)).toBe(7)
  expect(attemptsAfter(6, 14_999, limits)).toBe(7)
  expect(attemptsAfter(6, 15_000, limits)).toBe(0)
})

test.each([
  ['a/b', 'a/b', true], ['a/b', 'a/c', false], ['a/b', 'a/b/c', false], ['a/b/c', 'a/b', false], ['a/+', 'a/b', true], ['a/+', 'a', false], ['a/+', 'a/', true],
  ['+', 'a', true], ['+', '/a', false], ['+/+', '/a', true], ['/+', '/a', true], ['#', 'a/b/c', true], ['a/#', 'a', true], ['a/#', 'a/b/c', true], ['a/#', 'ab', false],
  ['+/b/#', 'a/b', true], ['#', '$SYS/x', false], ['+/x', '$SYS/x', false], ['$SYS/#', '$SYS/x', true], ['a/+/c', 'a/b/c', true], ['a/+/c', 'a/b/d/c', false],
])('filter %s on topic %s: %s', (filter, path, wanted) => {
  expect(matches(filter, path)).toBe(wanted)
})

test.each([['a', true], ['a/+/b', true], ['+', true], ['#', true], ['a/#', true], ['', false], ['a+', false], ['a/#/b', false], ['a#', false], ['a\0', false], ['a/b+/c', false]])('%j is a filter: %s', (filter, wanted) => {
  expect(isFilter(filter)).toBe(wanted)
})

test('a topic has no wildcards, is not empty and fits its length field', () => {
  expect([isTopic('a/b'), isTopic('/'), isTopic('a/+'), isTopic('#'), isTopic(''), isTopic('字'.repeat(21_845)), isTopic('字'.repeat(21_846))]).toEqual([true, true, false, false, false, true, false])
})

test('a filter made from a topic by putting + for levels matches that topic', () => {
  const level = fc.stringMatching(/^[a-z0-9]{0,3}$/)
  fc.assert(fc.property(fc.array(fc.tuple(level, fc.boolean()), { minLength: 1, maxLength: 7 }), (levels) => {
    const path = levels.map(([name]) => name).join('/')
    const filter = levels.map(([name, wild]) => (wild ? '+' : name)).join('/')
    expect(matches(filter, path)).toBe(true)
    expect(matches(`${filter}/x`, path)).toBe(false)
  }))
})

test.each([['gate-1', 'gate-1', true], ['gate-1', 'gate-1:a', true], ['gate-1', 'gate-1/a', true], ['gate-1', 'gate-12', false], ['gate-1', 'gate-1-a', false], ['gate-1', 'gate-1_a', false], ['gate-1', 'gate', false]])('%s owns client id %s: %s', (name, clientId, wanted) => {
  expect(ownsClientId(name, clientId)).toBe(wanted)
})

test('a window never lets in more than its bounds, and lets in by order', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 8 }), async (sizes, most) => {
    const window = createWindow({ count: most, bytes: 100 })
    const order: number[] = []
    let inside = 0
    let bytes = 0
    await Promise.all(sizes.map(async (size, n) => {
      await window.enter(size)
      order.push(n)
      inside += 1
      bytes += size
      expect(inside).toBeLessThanOrEqual(most)
      // The last one in may go over by its own size: a thing larger than the window must pass too.
      expect(bytes - size).toBeLessThan(100)
      await Promise.resolve()
      inside -= 1
      bytes -= size
      window.leave(size)
    }))
    expect(order).toEqual(sizes.map((_, n) => n))
    expect(window.count).toBe(0)
  }))
})

test('those who wait for an open window are all let go, though none of them brings anything', async () => {
  const window = createWindow({ count: 2, bytes: 1_000 })
  window.add(1)
  window.add(1)
  const going = Array.from({ length: 50 }, () => window.whenOpen())
  expect(window.open).toBe(false)
  window.leave(1)
  await Promise.all(going)
  expect(window.open).toBe(true)
})

test('in memory nothing is delivered within the call that publishes, and a dead broker sends no wills', async () => {
  const broker = createMemoryBroker()
  const a = broker.connect({ clientId: 'a', will: { path: 'w', payload: new Uint8Array([1]), qos: 1, retain: true } })
  const got: string[] = []
  await a.subscribe('t', ({ path }) => void got.push(path))
  await Promise.resolve()
  const sent = a.publish('t', new Uint8Array([1]), { qos: 1, retain: false })
  expect(got).toEqual([])
  await sent
  expect(got).toEqual(['t'])
  broker.stop()
  expect([a.state.name, broker.retained('w'), broker.clients]).toEqual(['offline', null, []])
  broker.start()
  expect([a.state.name, broker.clients]).toEqual(['online', ['a']])
})

test.each(['', 'broker', '127.0.0.1:1883', 'http://broker', 'javascript:alert(1)'])('a link does not go to %j', (url) => {
  expect(() => connectMqtt(url, { clientId: 'x' })).toThrow('Not an address')
})
