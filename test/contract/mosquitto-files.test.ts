import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExternalBroker, type ExternalBroker } from '../../controller/broker/external.ts'
import { aclFile } from '../../controller/broker/mosquitto.ts'
import { connectMqtt } from '../../link/mqtt.ts'
import type { Link } from '../../link/link.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import { writeFiles } from '../../deploy/mosquitto/write-files.ts'
import { createTestLog, secretOf, site } from '../support/brokers.ts'
import { startMosquitto, type Mosquitto } from '../support/mosquitto.ts'
import { bytes, collect, kept, online, text, until } from './listen.ts'

/** The shipped configuration on a real Mosquitto, with the shipped tool's files, and the controller as its client. */

const shipped = (name: string) => readFile(join(import.meta.dirname, '../../deploy/mosquitto', name), 'utf8')
const http = createServer()
const log = createTestLog()
let mosquitto: Mosquitto
let broker: ExternalBroker
let controller: Link
let screenUrl: string

beforeAll(async () => {
  const text = await shipped('mosquitto.conf')
  mosquitto = await startMosquitto({
    passwords: {}, acl: '',
    configuration: ({ folder, tcpPort, wsPort }) => text.replaceAll('/etc/mosquitto/anxing', folder).replaceAll('/var/lib/mosquitto', folder)
      .replace('listener 1883 ', `listener ${tcpPort} `).replace('listener 9001 ', `listener ${wsPort} `),
  })
  const names = ['controller', 'device-a', 'device-b']
  await writeFiles({ site, folder: mosquitto.folder, controllers: ['controller'], secrets: names.map((name) => `${name} ${secretOf(name).replaceAll(' ', '.')}`).join('\n') })
  process.kill(mosquitto.pid, 'SIGHUP')
  broker = createExternalBroker({ url: mosquitto.tcpUrl.replace('//', `//controller:${secretOf('controller').replaceAll(' ', '.')}@`), log, clock: { now: () => Temporal.Now.instant() }, clientId: 'controller' })
  broker.attachWebSocket(http)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  screenUrl = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/mqtt`
  controller = broker.link({ backoff: { firstMs: 20, longestMs: 100 } })
  await online(controller)
})
afterAll(async () => {
  await broker.stop()
  http.close()
  await mosquitto.stop()
})

const screen = (name: string, clientId = name) => connectMqtt(screenUrl, { clientId, username: name, password: secretOf(name).replaceAll(' ', '.'), backoff: { firstMs: 3_600_000, longestMs: 3_600_000 } })

test('the shipped ACL file is what the topic table gives', async () => {
  expect(await shipped('acl')).toBe(aclFile('demo', ['controller']))
})

test('a device writes its own topics alone and reads what is meant for it', async () => {
  const written = await collect(controller, `anxing/v1/${site}/#`)
  const a = screen('device-a')
  await online(a)
  const forDevice = await collect(a, topicPath(topics.desired, site, 'device-a'))
  const forOther = await collect(a, topicPath(topics.desired, site, 'device-b'))
  const forZone = await collect(a, topicPath(topics.programme, site, 'gates'))
  for (const path of [topicPath(topics.programme, site, 'gates'), topicPath(topics.status, site, 'device-b'), topicPath(topics.desired, site, 'device-a'), 'other']) await a.publish(path, bytes('forged'), kept)
  await a.publish(topicPath(topics.status, site, 'device-a'), bytes('mine'), kept)
  await until(() => expect(written.map((message) => [message.path, text(message)])).toEqual([[topicPath(topics.status, site, 'device-a'), 'mine']]))
  for (const of of [topicPath(topics.desired, site, 'device-b'), topicPath(topics.desired, site, 'device-a'), topicPath(topics.programme, site, 'gates')]) await controller.publish(of, bytes('facts'), kept)
  await until(() => expect([forDevice.map(text), forZone.map(text)]).toEqual([['facts'], ['facts']]))
  expect(forOther).toEqual([])
  expect(broker.health()).toMatchObject({ ok: true })
  await a.close()
})

test('a device cannot take another\'s place by its client id', async () => {
  const b = screen('device-b')
  await online(b)
  const thief = screen('device-a', 'device-b')
  await online(thief)
  const got = await collect(b, topicPath(topics.programme, site, 'theft'))
  await controller.publish(topicPath(topics.programme, site, 'theft'), bytes('still here'), kept)
  await until(() => expect(got.map(text)).toEqual(['still here']))
  expect(b.state.name).toBe('online')
  await Promise.all([b.close(), thief.close()])
})

test('a device whose name is no longer written is turned away', async () => {
  await writeFiles({ site, folder: mosquitto.folder, controllers: ['controller'], secrets: `controller ${secretOf('controller').replaceAll(' ', '.')}` })
  process.kill(mosquitto.pid, 'SIGHUP')
  await until(async () => expect(await mosquitto.said()).toMatch(/Reloading config/))
  const reason = await new Promise<string>((resolve) => {
    const a = screen('device-a')
    a.onState((state) => {
      if (state.name === 'offline') void a.close().then(() => resolve(state.reason))
    })
  })
  expect(reason).toMatch(/refused/i)
})

test('with no broker there, a screen is closed, counted, and said once', async () => {
  await mosquitto.kill9()
  const before = broker.metrics.failed
  for (let n = 0; n < 3; n += 1) {
    const a = screen('device-a')
    await until(() => expect(a.state.name).toBe('offline'))
    await a.close()
  }
  await until(() => expect(broker.metrics.failed).toBe(before + 3))
  expect(log.said.filter(({ text: said }) => said.includes('could not be passed on'))).toHaveLength(1)
  await until(() => expect(broker.health().ok).toBe(false))
  await mosquitto.restart()
  await until(() => expect(broker.health().ok).toBe(true))
})
