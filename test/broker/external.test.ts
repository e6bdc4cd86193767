import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { passwordLine, writeMosquittoFiles } from '../../controller/broker/mosquitto.ts'
import { AlertAnswer } from '../../protocol/api.ts'
import { startController, type TestController } from '../support/controller.ts'
import { pairDemo } from '../support/credentials.ts'
import { connectRawDevice, engagementEvent, shownEvent } from '../support/devices.ts'
import { startMosquitto, type Mosquitto } from '../support/mosquitto.ts'
import { until } from '../support/until.ts'

const CONTROLLER = { name: 'controller', password: 'of-the-controller' }
let folder: string
let mosquitto: Mosquitto
let controller: TestController

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anxing-external-'))
  const files = join(folder, 'mosquitto')
  // As `write-files.ts` leaves them: the controller is known, no screen is.
  await mkdir(files)
  await writeMosquittoFiles({ folder: files, site: 'demo', controllers: [CONTROLLER.name], lines: [await passwordLine(CONTROLLER.name, CONTROLLER.password)] })
  mosquitto = await startMosquitto({
    configuration: ({ tcpPort, wsPort }) => `allow_anonymous false\npassword_file ${files}/passwords\nacl_file ${files}/acl\nset_tcp_nodelay true\nlistener ${tcpPort} 127.0.0.1\nuse_username_as_clientid true\nlistener ${wsPort} 127.0.0.1\nprotocol websockets\n`,
  })
  controller = await startController({ folder, mqttUrl: mosquitto.tcpUrl.replace('mqtt://', `mqtt://${CONTROLLER.name}:${CONTROLLER.password}@`) })
  await until(() => expect(controller.link.state.name).toBe('online'))
})
afterAll(async () => {
  await controller.stop()
  await mosquitto.stop()
  await rm(folder, { recursive: true, force: true })
})

it('works over somebody else\'s broker: a screen paired here is let in there, through the controller\'s own address', async () => {
  const credentials = await pairDemo(controller.origin, 'wall-arrivals-1')
  process.kill(mosquitto.pid, 'SIGHUP')
  const device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttWs, id: 'wall-arrivals-1', zones: ['arrivals'], credentials })
  await until(() => expect(device.desired()?.zone).toBe('arrivals'))
  await until(() => expect(controller.services.devices.get('wall-arrivals-1')?.state).toBe('online'))

  const raised = await controller.client.ask('POST', '/api/alerts', { severity: 'red', presentation: 'takeover', target: { zones: ['arrivals'] }, expiresInSeconds: 60, info: [{ language: 'zh-CN', headline: '谨防假客服', description: '只认官方。' }] })
  const { id } = AlertAnswer.parse(raised.body)
  await until(() => expect(device.alerts('arrivals')?.alerts.map((a) => a.id)).toEqual([id]))
  await device.send({ stream: 's-one', base: 1, shed: 0, events: [shownEvent(1, id), engagementEvent(2)] })
  await until(() => expect(device.receipt('s-one')).toBe(2))
  expect((await controller.services.alerts.coverage(id))?.shown).toBe(1)
  await device.close()
})

it('says everything anew when the broker comes back without its memory', async () => {
  const credentials = await pairDemo(controller.origin, 'wall-taxi')
  await mosquitto.kill9()
  await until(() => expect(controller.link.state.name).not.toBe('online'))
  const raised = await controller.client.ask('POST', '/api/alerts', { severity: 'red', presentation: 'takeover', target: { zones: ['taxi'] }, expiresInSeconds: 60, info: [{ language: 'zh-CN', headline: '谨防假客服', description: '只认官方。' }] })
  expect(raised.status).toBe(201)
  await mosquitto.restart()
  await until(() => expect(controller.link.state.name).toBe('online'))
  const device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttWs, id: 'wall-taxi', zones: ['taxi'], credentials })
  await until(() => expect(device.alerts('taxi')?.alerts.map((a) => a.id)).toEqual([AlertAnswer.parse(raised.body).id]))
  await until(() => expect(device.desired()?.zone).toBe('taxi'))
  await device.close()
})
