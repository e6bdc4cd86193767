import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Link } from '../../link/link.ts'
import { bytes, collect, kept, once1, online, text, until } from './listen.ts'
import { inProcessStand, stands, type Line, type Stand } from './stands.ts'

/** What every link does, whatever carries it. */
const all: [string, () => Promise<Pick<Stand, 'connect' | 'stop'>>][] = [...stands, ['the controller in the process of aedes', inProcessStand]]

describe.each(all)('a link over %s', (_name, open) => {
  let stand: Pick<Stand, 'connect' | 'stop'>
  let line: Line
  let link: Link
  let other: Link

  beforeAll(async () => {
    stand = await open()
    line = await stand.connect()
    link = line.link
    other = (await stand.connect()).link
    await Promise.all([online(link), online(other)])
  })
  afterAll(() => stand.stop())

  test.each([0, 1] as const)('delivers what another publishes at QoS %i', async (qos) => {
    const got = await collect(link, `plain/${qos}`)
    await other.publish(`plain/${qos}`, bytes('hello'), { qos, retain: false })
    await until(() => expect(got.map(text)).toEqual(['hello']))
    expect(got[0]).toMatchObject({ path: `plain/${qos}`, retain: false })
  })

  test('delivers what it publishes itself', async () => {
    const got = await collect(link, 'own')
    await link.publish('own', bytes('me'), once1)
    await until(() => expect(got.map(text)).toEqual(['me']))
  })

  test('gives what is retained to who subscribes later, marked as retained, and live news unmarked', async () => {
    await other.publish('held/a', bytes('old'), kept)
    await other.publish('held/a', bytes('new'), kept)
    const got = await collect(link, 'held/a')
    await until(() => expect(got.map((message) => [text(message), message.retain])).toEqual([['new', true]]))
    await other.publish('held/a', bytes('newer'), kept)
    await until(() => expect(got.map((message) => [text(message), message.retain])).toEqual([['new', true], ['newer', false]]))
  })

  test('forgets what is retained when an empty payload comes', async () => {
    await other.publish('cleared/gone', bytes('x'), kept)
    await other.publish('cleared/stays', bytes('y'), kept)
    const live = await collect(link, 'cleared/gone')
    await other.publish('cleared/gone', new Uint8Array(0), kept)
    await until(() => expect(live.at(-1)?.payload.byteLength).toBe(0))
    const got = await collect(link, 'cleared/+')
    await until(() => expect(got.map((message) => message.path)).toEqual(['cleared/stays']))
  })

  test('an acknowledged retained message is there for the next subscriber', async () => {
    for (let n = 0; n < 20; n += 1) {
      await link.publish(`acknowledged/${n}`, bytes(`${n}`), kept)
      const got = await collect(other, `acknowledged/${n}`)
      await until(() => expect(got.map(text)).toEqual([`${n}`]))
    }
  })

  test('keeps the order of one publisher', async () => {
    const got = await collect(link, 'order')
    const wanted = Array.from({ length: 500 }, (_, n) => `${n}`)
    await Promise.all(wanted.map((n) => other.publish('order', bytes(n), once1)))
    await until(() => expect(got).toHaveLength(500))
    expect(got.map(text)).toEqual(wanted)
  })

  test('keeps its own order', async () => {
    const got = await collect(other, 'own-order')
    const wanted = Array.from({ length: 500 }, (_, n) => `${n}`)
    await Promise.all(wanted.map((n) => link.publish('own-order', bytes(n), once1)))
    await until(() => expect(got).toHaveLength(500))
    expect(got.map(text)).toEqual(wanted)
  })

  test('`+` stands for exactly one level', async () => {
    const got = await collect(link, 'plus/+/end')
    for (const path of ['plus/a/end', 'plus/a/b/end', 'plus/end', 'plus/a/other', 'plus//end', 'plus/z/end']) await other.publish(path, bytes('.'), once1)
    await until(() => expect(got.at(-1)?.path).toBe('plus/z/end'))
    expect(got.map((message) => message.path)).toEqual(['plus/a/end', 'plus//end', 'plus/z/end'])
  })

  test('carries 200 kB in both directions, unchanged', async () => {
    const large = new Uint8Array(randomBytes(200 * 1024))
    const here = await collect(link, 'large/in')
    const there = await collect(other, 'large/out')
    await other.publish('large/in', large, once1)
    await link.publish('large/out', large, once1)
    await until(() => expect([here.length, there.length]).toEqual([1, 1]))
    expect(here[0]?.payload).toEqual(large)
    expect(there[0]?.payload).toEqual(large)
  })

  test('carries every byte there is', async () => {
    const every = Uint8Array.from({ length: 256 }, (_, n) => n)
    const got = await collect(link, 'binary')
    await other.publish('binary', every, once1)
    await until(() => expect(got[0]?.payload).toEqual(every))
    expect(got[0]?.payload.constructor).toBe(Uint8Array)
  })

  test('many topics, each to its own handler', async () => {
    const filters = Array.from({ length: 300 }, (_, n) => `many/${n}`)
    const got = await Promise.all(filters.map((filter) => collect(link, filter)))
    await Promise.all(filters.map((filter) => other.publish(filter, bytes(filter), once1)))
    await until(() => expect(got.every((messages) => messages.length === 1)).toBe(true))
    expect(got.map((messages) => messages.map(text))).toEqual(filters.map((filter) => [filter]))
  })

  test('a handler that throws, or rejects, is reported and keeps nobody from hearing', async () => {
    const before = line.errors.length
    await link.subscribe('throws', () => {
      throw new Error('bad handler')
    })
    await link.subscribe('throws', async () => {
      throw new Error('bad promise')
    })
    const got = await collect(link, 'throws')
    await other.publish('throws', bytes('1'), once1)
    await other.publish('throws', bytes('2'), once1)
    await until(() => expect(got.map(text)).toEqual(['1', '2']))
    await until(() => expect(line.errors).toHaveLength(before + 4))
    expect(line.errors.slice(before).map((error) => error.code)).toEqual(Array.from({ length: 4 }, () => 'link/failed'))
    expect(link.state.name).toBe('online')
  })

  test('hears nothing more after unsubscribing, while another handler of the same filter does', async () => {
    const gone: string[] = []
    const unsubscribe = await link.subscribe('leave', (message) => void gone.push(text(message)))
    const stays = await collect(link, 'leave')
    await other.publish('leave', bytes('1'), once1)
    await until(() => expect([gone, stays.map(text)]).toEqual([['1'], ['1']]))
    await unsubscribe()
    await other.publish('leave', bytes('2'), once1)
    await until(() => expect(stays.map(text)).toEqual(['1', '2']))
    expect(gone).toEqual(['1'])
  })

  test('refuses topics and filters that are none', async () => {
    await expect(link.publish('a/+', bytes('x'), once1)).rejects.toMatchObject({ code: 'link/bad-topic' })
    await expect(link.publish('', bytes('x'), once1)).rejects.toMatchObject({ code: 'link/bad-topic' })
    await expect(link.subscribe('a/b+', () => undefined)).rejects.toMatchObject({ code: 'link/bad-filter' })
    expect(link.state.name).toBe('online')
  })

  test('after close it says so and rejects', async () => {
    const { link: ending } = await stand.connect()
    await online(ending)
    const states: string[] = []
    ending.onState((state) => states.push(state.name))
    await ending.close()
    await ending.close()
    expect(states).toEqual(['online', 'closed'])
    await expect(ending.publish('x', bytes('x'), once1)).rejects.toMatchObject({ code: 'link/offline' })
    await expect(ending.subscribe('x', () => undefined)).rejects.toMatchObject({ code: 'link/offline' })
  })
})
