import { afterEach, beforeEach, expect, it } from 'vitest'
import type { z } from 'zod/mini'
import type { KeysView } from '../../protocol/api.ts'
import { createSimulatedDevice, type SimulatedDevice } from '../../kiosk/device/simulate.ts'
import { startController, type TestController } from '../support/controller.ts'
import { pairDemo } from '../support/credentials.ts'
import { staff } from '../support/staff.ts'

let controller: TestController
let device: SimulatedDevice
beforeEach(async () => {
  controller = await startController()
  device = createSimulatedDevice({ credentials: await pairDemo(controller.origin, 'wall-gate-c5'), mqttUrl: controller.mqttTcp, origin: controller.origin })
  await device.start()
  await device.connect()
  await expect.poll(() => device.view?.main.kind).toBe('item')
})
afterEach(async () => {
  await device.stop()
  await controller.stop()
})

const keys = (method = 'GET', path = '', body?: unknown) => staff<z.infer<typeof KeysView>>(controller.client, method, `/api/keys${path}`, body)

it('turns the site\'s key: announced under the old one, waited for, then signing what screens go on to show', async () => {
  const before = await keys()
  expect(before).toMatchObject({ announced: null, trusted: [{ crv: 'Ed25519' }] })
  expect((await controller.client.ask('POST', '/api/keys/finish', {})).status).toBe(409)

  await pairDemo(controller.origin, 'wall-gate-c9') // paired, and not there
  const announced = await keys('POST', '/rotate')
  expect(announced.trusted.map((k) => k.kid)).toEqual([before.trusted[0]?.kid, announced.announced])
  await expect.poll(async () => (await keys()).behind).toEqual(['wall-gate-c9'])
  const refusal = await controller.client.ask('POST', '/api/keys/finish', {})
  expect([refusal.status, refusal.body]).toEqual([409, expect.objectContaining({ code: 'site/screens-behind', message: expect.stringContaining('wall-gate-c9') })])

  const after = await keys('POST', '/finish', { leaveBehind: true })
  expect(after).toMatchObject({ announced: null, trusted: [{ kid: announced.announced }] })
  const { id } = await staff<{ id: string }>(controller.client, 'POST', '/api/alerts', {
    severity: 'red', presentation: 'takeover', target: { devices: ['wall-gate-c5'] }, expiresInSeconds: 60,
    info: [{ language: 'zh-CN', headline: '先关掉', description: '马上挂断。' }, { language: 'en', headline: 'Stop now', description: 'Hang up.' }],
  })
  await expect.poll(() => (device.view?.main.kind === 'alert' ? device.view.main.alert.id : device.inspect().refused)).toBe(id)
})
