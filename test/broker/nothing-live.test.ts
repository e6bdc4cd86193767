import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ScheduleEntry } from '../../protocol/schedule.ts'
import { createSimulatedDevice, type SimulatedDevice } from '../../kiosk/device/simulate.ts'
import { startController, type TestController } from '../support/controller.ts'
import { hire, publishShipped, signedIn } from '../support/people.ts'
import { staff } from '../support/staff.ts'

let controller: TestController
let device: SimulatedDevice | null = null
beforeEach(async () => { controller = await startController({ demo: false }) })
afterEach(async () => {
  await device?.stop()
  await controller.stop()
})

it('a new site with nothing reviewed is ready; its screens stand by, play what is set live, and stop when it is withdrawn', async () => {
  const { client } = controller
  expect((await client.ask('GET', '/readyz')).status).toBe(200)
  const { code, token } = await staff<{ code: string; token: string }>(client, 'POST', '/api/pairing', {})
  await staff(client, 'POST', '/api/devices/wall-gate-c5/pair', { code })
  const { credentials } = await staff<{ credentials: Parameters<typeof createSimulatedDevice>[0]['credentials'] }>(client, 'GET', `/api/pairing/${token}`)
  device = createSimulatedDevice({ credentials, mqttUrl: controller.mqttTcp, origin: controller.origin })
  await device.start()
  await device.connect()
  await expect.poll(() => device?.inspect().versions.programme).toBeGreaterThan(0)
  expect(device.view?.main.kind).toBe('standby')

  const playlist = (await staff<{ playlists: { id: string; version: number; items: string[] }[] }>(client, 'GET', '/api/library')).playlists.find((p) => p.id === 'gate-wait')
  // Nobody alone puts anything on a screen, the administrator neither.
  expect((await client.ask('POST', `/api/items/${playlist?.items[0]}/restore`, {})).body).toMatchObject({ code: 'content/needs-review' })
  expect((await client.ask('PUT', '/api/playlists/gate-wait', { ...playlist, version: undefined, state: 'live' })).body).toMatchObject({ code: 'content/needs-review' })
  await hire(client)
  await publishShipped(await signedIn(controller.origin), [...(playlist?.items ?? []).map((id) => ({ kind: 'item' as const, id })), { kind: 'playlist', id: 'gate-wait' }])
  const entry = (await staff<ScheduleEntry[]>(client, 'GET', '/api/schedule')).find((e) => e.playlist === 'gate-wait' && e.level === 'default')
  await staff(client, 'PUT', `/api/schedule/${entry?.id}`, { ...entry, version: undefined, state: 'live' })
  await expect.poll(() => device?.view?.main.kind).toBe('item')

  await staff(client, 'PUT', '/api/playlists/gate-wait', { ...playlist, version: undefined, state: 'withdrawn' })
  await expect.poll(() => device?.view?.main.kind).toBe('standby')
})
