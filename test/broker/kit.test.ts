import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WayMap } from '../../protocol/way/map.ts'
import { createSimulatedDevice, type SimulatedDevice } from '../../kiosk/device/simulate.ts'
import { lineKey, lineOf } from '../../protocol/speech.ts'
import { startController, type TestController } from '../support/controller.ts'
import { pairDemo } from '../support/credentials.ts'
import { until } from '../support/until.ts'

let controller: TestController
const open: SimulatedDevice[] = []
async function device(id: string): Promise<SimulatedDevice> {
  const made = createSimulatedDevice({ credentials: await pairDemo(controller.origin, id), mqttUrl: controller.mqttTcp, origin: controller.origin })
  open.push(made)
  await made.start()
  await made.connect()
  return made
}
beforeAll(async () => { controller = await startController() })
afterAll(async () => {
  await Promise.all(open.map((each) => each.stop()))
  await controller.stop()
})

it('brings check-in points and robots what goes beyond the programme, walls nothing, and all of it anew when content changes', async () => {
  const [kiosk, robot, wall] = await Promise.all(['kiosk-arrivals', 'robot-xiaoan-1', 'wall-hall-1'].map(device))
  await until(() => expect(kiosk?.kit?.guide?.sections.length).toBeGreaterThan(2))
  expect(kiosk?.kit?.simulations.some(({ genuine }) => genuine)).toBe(true)
  expect(kiosk?.kit?.board?.squares.length).toBe(24)
  // Five classes, in the order of the campaigns, each with a pair about the scam and one about what is genuine.
  expect(kiosk?.kit?.lessons.map(({ item }) => item.scam)).toEqual(['flight_refund', 'fake_service', 'paid_task', 'advance_loan', 'overseas_job'])
  expect(kiosk?.kit?.lessons.map(({ pairs }) => pairs.map(([a]) => a.genuine))).toEqual(Array.from({ length: 5 }, () => [false, true]))
  // Nobody meets the questions of a lesson anywhere else.
  const asked = new Set(kiosk?.kit?.lessons.flatMap(({ pairs }) => pairs.flat().map(({ id }) => id)))
  expect(kiosk?.kit?.exercises.filter(({ id }) => asked.has(id))).toEqual([])
  expect(kiosk?.kit?.exercises.length).toBeGreaterThan(20)
  // What is for staff alone, nobody else meets either.
  expect(kiosk?.kit?.staffQuestions.map(({ id }) => id).sort()).toEqual(['q19', 'q20'])
  expect(kiosk?.kit?.exercises.filter(({ audiences }) => audiences.every((one) => one === 'staff'))).toEqual([])
  await until(() => expect(robot?.kit).toEqual(kiosk?.kit))
  const venue = await kiosk?.file(kiosk.kit?.venue?.sha256 ?? '')
  expect(WayMap.parse(JSON.parse(new TextDecoder().decode(venue ?? new Uint8Array()))).stands.map(({ device: stands }) => stands)).toContain('kiosk-arrivals')
  expect(wall?.desired?.kit).toBeUndefined()
  expect(wall?.kit).toBeNull()

  // What is said is kept as well: the table of clips by its hash, and each clip by its own, in parts where a player asks for them.
  await until(() => expect(Object.keys(robot?.speech ?? {}).length).toBeGreaterThan(400))
  const line = controller.services.content.robotLines()[0]
  if (!line) throw new Error('no line for a robot')
  const clip = robot?.speech?.[await lineKey(lineOf(line.text, 'zh-CN'))]
  const bytes = new Uint8Array(await (await fetch(`${controller.origin}/media/${clip?.media.sha256}`)).arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(clip?.media.sha256)
  const part = await fetch(`${controller.origin}/media/${clip?.media.sha256}`, { headers: { range: 'bytes=0-3' } })
  expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'audio/ogg', 'OggS'])

  const [question] = kiosk?.kit?.lessons[0]?.pairs[0] ?? []
  await controller.client.ask('POST', `/api/items/${question?.id}/withdraw`)
  await until(() => expect(kiosk?.kit?.lessons[0]?.pairs.map(([a]) => a.genuine)).toEqual([true]))

  const phone = controller.services.content.phones()[0]
  if (!phone) throw new Error('no number in the registry')
  const put = await controller.client.ask('PUT', `/api/phones/${phone.id}`, { ...phone, verifiedBy: 'the night shift' })
  expect(put.status).toBe(200)
  await until(() => expect(kiosk?.kit?.phones.find(({ id }) => id === phone.id)?.verifiedBy).toBe('the night shift'))
})
