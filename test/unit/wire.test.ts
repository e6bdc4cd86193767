import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode, encode, toBytes } from '../../protocol/codec.ts'
import { deviceMayPublish, deviceMaySubscribe, matchTopic, topicPath, topics, type Topic } from '../../protocol/topics.ts'

const all = Object.values<Topic>(topics as Record<string, Topic>)
const status = { state: 'online', at: '2026-11-23T00:00:00Z' } as const

describe('the topic table', () => {
  it.each(all.map((t) => [t.name, t]))('%s: its path leads back to it', (_name, topic) => {
    expect(matchTopic('demo', topicPath(topic, 'demo', 'k-1'))).toEqual({ topic, key: 'k-1' })
    expect(matchTopic('other', topicPath(topic, 'demo', 'k-1'))).toBeNull()
  })
  it('keeps to the rules for topics: few levels, short, lower case', () => {
    for (const topic of all) {
      const path = topicPath(topic, 'demo', 'k'.repeat(64))
      expect(path.split('/').length).toBeLessThanOrEqual(8)
      expect(path.length).toBeLessThanOrEqual(256)
      expect(path).toBe(path.toLowerCase())
    }
  })
  it('signs all that the controller writes, and retains all but commands and events', () => {
    for (const topic of all) {
      expect(topic.acceptSeconds !== null).toBe(topic.writer === 'controller')
      expect(topic.retain).toBe(topic.name !== 'command' && topic.name !== 'event')
      expect(topic.qos).toBe(1)
    }
  })
  it('never throws on any string, and finds nothing in strangers', () => {
    fc.assert(fc.property(fc.string(), (s) => { expect(matchTopic('demo', s)).toBeNull() }))
    for (const s of ['anxing/v1/demo/device/+/event', 'anxing/v1/demo/#', '#', '$SYS/x', 'anxing/v1/demo/device//event', 'anxing/v1/demo/device/A/event']) expect(matchTopic('demo', s)).toBeNull()
  })
})

describe('rights of a device', () => {
  it.each(all.map((t) => [t.name, t]))('%s', (_name, topic) => {
    const own = topicPath(topic, 'demo', 'wall-1')
    const anothers = topicPath(topic, 'demo', 'wall-2')
    expect(deviceMayPublish('demo', 'wall-1', own)).toBe(topic.writer === 'device')
    expect(deviceMayPublish('demo', 'wall-1', anothers)).toBe(false)
    expect(deviceMaySubscribe('demo', 'wall-1', own)).toBe(topic.writer === 'controller')
    expect(deviceMaySubscribe('demo', 'wall-1', anothers)).toBe(topic.writer === 'controller' && topic.path.startsWith('zone/'))
  })
  it('wildcards are for nobody', () => {
    for (const filter of ['#', 'anxing/v1/demo/#', 'anxing/v1/demo/device/+/event', 'anxing/v1/demo/zone/+/alerts']) expect(deviceMaySubscribe('demo', 'wall-1', filter)).toBe(false)
  })
})

describe('the codec', () => {
  it('brings back what was sent and drops unknown keys', () => {
    expect(decode(topics.status, encode(topics.status, { ...status, extra: 1 } as typeof status))).toEqual({ ok: true, value: status })
  })
  it.each([
    ['not UTF-8', new Uint8Array([0xc3, 0x28]), 'wire/not-utf8', ''],
    ['not JSON', new TextEncoder().encode('{'), 'wire/not-json', ''],
    ['another shape', toBytes({ state: 'asleep', at: status.at }), 'wire/schema', 'state'],
    ['no object', toBytes(null), 'wire/schema', '(root)'],
    ['too large', toBytes({ ...status, pad: 'x'.repeat(2000) }), 'wire/too-large', ''],
  ])('refuses what is %s, and names the path', (_name, bytes, code, path) => {
    const result = decode(topics.status, bytes)
    expect(result.ok ? null : [result.error.code, result.error.path]).toEqual([code, path])
  })
  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...all), (bytes, topic) => {
      expect(decode(topic, bytes).ok).toBe(false)
    }), { numRuns: 2000 })
    fc.assert(fc.property(fc.json(), fc.constantFrom(...all), (json, topic) => {
      expect(typeof decode(topic, new TextEncoder().encode(json)).ok).toBe('boolean')
    }), { numRuns: 2000 })
  })
})
