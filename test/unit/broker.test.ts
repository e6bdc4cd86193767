import fc from 'fast-check'
import { generate } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'
import { endOf } from '../../controller/broker/ending.ts'
import { createFrameGuard } from '../../controller/broker/frames.ts'
import { publishRefusal } from '../../controller/broker/guard.ts'
import { aclFile, passwordFits, passwordLine } from '../../controller/broker/mosquitto.ts'
import { brokerAddress } from '../../controller/broker/relay.ts'
import { createThrottle } from '../../controller/broker/throttle.ts'
import { deviceRights } from '../../link/rights.ts'

const connect = generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 1, clientId: 'x' })
const publish = (size: number) => generate({ cmd: 'publish', topic: 't', payload: Buffer.alloc(size), qos: 0, dup: false, retain: false })

test('good packets pass however they are cut into chunks', () => {
  fc.assert(fc.property(fc.array(fc.nat(2_000), { maxLength: 5 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (sizes, cuts) => {
    const all = Buffer.concat([connect, ...sizes.map(publish), generate({ cmd: 'pingreq' })])
    const inspect = createFrameGuard({ first: 100, other: 2_003 })
    for (let at = 0, n = 0; at < all.length; n += 1) {
      const cut = cuts[n % cuts.length] ?? 1
      expect(inspect(all.subarray(at, at + cut))).toBeNull()
      at += cut
    }
  }))
})

test('one byte more than allowed is refused at its header, at any place in the stream', () => {
  const inspect = createFrameGuard({ first: 100, other: 2_003 })
  expect(inspect(Buffer.concat([connect, publish(2_000), publish(5)]))).toBeNull()
  expect(inspect(publish(2_001).subarray(0, 3))).toBe('packet-too-large')
})

test.each([
  ['not CONNECT first', [0x30, 0x00], 'not-connect'], ['CONNECT too large', [0x10, 0x80, 0x01], 'packet-too-large'], ['length of five bytes', [0x10, 0x80, 0x80, 0x80, 0x80], 'malformed-length'],
] as const)('%s', (_name, sent, wanted) => {
  expect(createFrameGuard({ first: 100, other: 1_000 })(Uint8Array.from(sent))).toBe(wanted)
})

test('failed sign-ins hold a source until their time has passed', () => {
  const throttle = createThrottle({ failures: 3, withinMs: 1_000, sources: 2 })
  for (const at of [0, 10, 20]) throttle.failed('a', at)
  expect([throttle.isHeld('a', 21), throttle.isHeld('b', 21), throttle.isHeld('a', 999), throttle.isHeld('a', 1_000)]).toEqual([true, false, true, false])
  for (const at of [0, 10, 20]) throttle.failed('b', at)
  throttle.passed('b')
  expect(throttle.isHeld('b', 21)).toBe(false)
  for (const name of ['c', 'd', 'e']) for (const at of [0, 1, 2]) throttle.failed(name, at)
  expect(['c', 'd', 'e'].map((name) => throttle.isHeld(name, 3))).toEqual([false, true, true])
})

const rights = deviceRights('demo', 'gate-1')
const own = (of: Topic) => topicPath(of, 'demo', 'gate-1')
test.each([
  ['own status', own(topics.status), 10, true, null], ['own event', own(topics.event), 10, false, null], ['event retained', own(topics.event), 10, true, 'not-retained'],
  ['status not retained', own(topics.status), 10, false, null], ['status too large', own(topics.status), 1_025, true, 'too-large'], ['own alerts', own(topics.deviceAlerts), 10, true, 'not-allowed'],
  ['another\'s status', topicPath(topics.status, 'demo', 'gate-2'), 10, true, 'not-allowed'], ['another site', topicPath(topics.status, 'other', 'gate-1'), 10, true, 'not-allowed'], ['$SYS', '$SYS/x', 1, false, 'not-allowed'],
] as const)('publishing %s', (_name, path, size, retain, wanted) => {
  expect(publishRefusal('demo', rights, { path, bytes: size, retain })).toBe(wanted)
})

test('who has not been let in may publish nothing', () => {
  expect(publishRefusal('demo', null, { path: own(topics.status), bytes: 1, retain: true })).toBe('not-allowed')
})

test('every topic is in the ACL file once, with the right of its reader or writer', () => {
  const lines = aclFile('demo', ['controller']).split('\n').filter((line) => line.startsWith('pattern '))
  const wanted = Object.values<Topic>(topics as Record<string, Topic>).map((topic) =>
    `pattern ${topic.writer === 'device' ? 'write' : 'read'} anxing/v1/demo/${topic.path.replace('{zone}', '+').replace('{device}', '%u')}`)
  expect(lines).toEqual(wanted)
})

test('names that would write other lines are refused', () => {
  for (const name of ['a b', 'a:b', '+', '#', 'a\ntopic readwrite #', '']) expect(() => aclFile('demo', [name])).toThrow('Not a name')
})

test('a stored secret fits itself alone', async () => {
  const line = await passwordLine('gate-1', 'long and random')
  expect(line).toMatch(/^gate-1:\$7\$101\$[A-Za-z0-9+/=]{16}\$[A-Za-z0-9+/=]{88}$/)
  expect(await Promise.all([passwordFits(line, 'long and random'), passwordFits(line, 'Long and random'), passwordFits('gate-1:plain', 'plain'), passwordFits('', '')])).toEqual([true, false, false, false])
})

// Made by `mosquitto_passwd -b`, version 2.0.11.
test('a secret stored by mosquitto_passwd is understood', async () => {
  const line = 'gate-1:$7$101$2t8q6u8t4hE6quom$6jklu6lOFiwb+wceI10eQkRJk8VC+cA4j2K9UWnMk5YN6DH0RAwSRz24asrK5D29F46vO/Of0IEAz62Y3NraMA=='
  expect(await passwordFits(line, 'from the tool')).toBe(true)
})

test.each([
  ['mqtt://broker', { host: 'broker', port: 1883, secure: false }], ['mqtts://broker', { host: 'broker', port: 8883, secure: true }],
  ['mqtt://name:secret@10.0.0.1:2883', { host: '10.0.0.1', port: 2883, secure: false }], ['mqtt://[::1]:1', { host: '::1', port: 1, secure: false }],
])('%s is an address', (url, wanted) => {
  expect(brokerAddress(url)).toEqual(wanted)
})

test.each(['', 'broker:1883', 'http://broker', 'mqtt://', 'ws://broker'])('%j is none', (url) => {
  expect(() => brokerAddress(url)).toThrow('Not an mqtt')
})

test.each([
  [Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), null], [Object.assign(new Error('refused'), { errorCode: 4 }), null], [new Error('drain timeout'), 'slow'],
  [new Error('keep alive timeout'), 'keepalive'], [new Error('connection closed'), null], [new Error('Cannot parse protocolId'), 'protocol'],
])('%s ends as %s', (error, wanted) => {
  expect(endOf(error)).toBe(wanted)
})
