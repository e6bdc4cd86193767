import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import type { Alarm, AlarmsView } from '../../protocol/api-alarms.ts'
import { createClient, type Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice, type RawDevice } from '../support/devices.ts'
import { startMosquitto, type Mosquitto } from '../support/mosquitto.ts'
import { layLine, type CuttableLine } from '../support/ports-cut.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'

const screens = ['wall-gate-c9', 'wall-gate-c14', 'wall-taxi', 'kiosk-arrivals', 'wall-hall-2', 'wall-hall-3']

describe.each(['sqlite', 'postgres'] as const)('alarms of a controller, on %s', (dialect) => {
  let folder: string
  let clock: ManualClock
  let postgres: Postgres | null = null
  let databaseUrl: string | undefined
  let mosquitto: Mosquitto
  let line: CuttableLine
  let controller: TestController
  let officer: Client
  let devices: Map<string, RawDevice>

  async function up(): Promise<void> {
    controller = await startController({ clock, folder, mqttUrl: `mqtt://127.0.0.1:${line.port}`, ...(databaseUrl ? { databaseUrl } : {}) })
    await until(() => expect(controller.link.state.name).toBe('online'))
    officer = createClient(controller.origin)
  }
  const connect = async (id: string) => devices.set(id, await connectRawDevice({ origin: controller.origin, mqttUrl: mosquitto.tcpUrl, id, now: clock.now }))
  const state = (id: string) => controller.services.devices.get(id)?.state
  /** Time goes on, and the controller looks. */
  async function after(seconds: number): Promise<AlarmsView> {
    clock.advance({ seconds })
    controller.services.devices.tick()
    await controller.services.alarms.look()
    return (await staff<AlarmsView>(controller.client, 'GET', '/api/alarms'))
  }
  const ids = ({ alarms }: AlarmsView) => alarms.map(({ id }) => id)

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-alarms-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('alarms')
    clock = createManualClock('2026-11-23T06:00:00Z')
    mosquitto = await startMosquitto({})
    line = await layLine(mosquitto.tcpPort)
    devices = new Map()
    await up()
    await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', password: 'at the desk', roles: ['duty'], mayRelease: false })
    await staff(controller.client, 'PUT', '/api/staff', { user: 'vic', password: 'only looking', roles: ['viewer'], mayRelease: false })
    await officer.signIn('lin', 'at the desk')
    for (const id of screens) await connect(id)
    await until(() => expect(screens.map(state)).toEqual(screens.map(() => 'online')))
  })
  afterAll(async () => {
    for (const device of devices.values()) await device.close()
    await controller.stop()
    await line.close()
    await mosquitto.stop()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('both screens of a zone go: one alarm with the count; an officer takes note, a viewer may not', async () => {
    expect(ids(await after(120))).toEqual([])
    for (const id of ['wall-gate-c9', 'wall-gate-c14']) await devices.get(id)?.close()
    await until(() => expect([state('wall-gate-c9'), state('wall-gate-c14')]).toEqual(['stale', 'stale']))
    expect(ids(await after(15))).toEqual([])
    const { alarms, inDay } = await after(20)
    expect(alarms).toMatchObject([{ id: 'zone-offline/gates-c9-c16', kind: 'zone_offline', severity: 'major', zones: ['gates-c9-c16'], count: 2, of: 2, acknowledged: null }])
    expect(inDay).toBe(1)
    const path = `/api/alarms/${encodeURIComponent('zone-offline/gates-c9-c16')}/acknowledge`
    const viewer = createClient(controller.origin)
    await viewer.signIn('vic', 'only looking')
    expect((await viewer.ask('POST', path, { note: '' })).status).toBe(403)
    expect(await staff<Alarm>(officer, 'POST', path, { note: 'electrician on the way' })).toMatchObject({ acknowledged: { by: 'lin', note: 'electrician on the way', at: clock.now().toString() } })
    expect((await officer.ask('POST', '/api/alarms/nothing/acknowledge', {})).status).toBe(404)
  })

  it('the link is torn: one alarm, and nothing of the screens; it ends after the link is back, and they come back as they were', async () => {
    line.cut()
    await until(() => expect(controller.link.state.name).not.toBe('online'))
    await after(5)
    const torn = await after(16)
    expect(torn.alarms).toMatchObject([{ id: 'link', severity: 'critical' }])
    line.restore()
    await until(() => expect(controller.link.state.name).toBe('online'))
    await until(() => expect(state('wall-taxi')).toBe('online'))
    await after(5)
    const back = await after(31)
    expect(back.alarms).toMatchObject([{ id: 'zone-offline/gates-c9-c16', acknowledged: { by: 'lin' } }])
    expect(await staff<Alarm[]>(controller.client, 'GET', '/api/alarms/past')).toMatchObject([{ id: 'link', endedAt: clock.now().toString() }])
  })

  it('knows after a restart who took note; the alarm is over when the screens are back', async () => {
    await controller.stop()
    await up()
    await controller.client.signIn()
    expect((await staff<AlarmsView>(controller.client, 'GET', '/api/alarms')).alarms).toMatchObject([{ id: 'zone-offline/gates-c9-c16', acknowledged: { by: 'lin', note: 'electrician on the way' } }])
    for (const id of ['wall-gate-c9', 'wall-gate-c14']) await connect(id)
    await until(() => expect(screens.map(state)).toEqual(screens.map(() => 'online')))
    await after(1)
    expect(ids(await after(61))).toEqual([])
    expect((await staff<Alarm[]>(controller.client, 'GET', '/api/alarms/past')).map(({ id }) => id)).toContain('zone-offline/gates-c9-c16')
  })

  it('what one person let out and nobody reviewed within a day is an alarm that leads to the alert; the review ends it', async () => {
    await staff(controller.client, 'PUT', '/api/staff', { user: 'mei', password: 'at the other desk', roles: ['duty'], mayRelease: true })
    const mei = createClient(controller.origin)
    await mei.signIn('mei', 'at the other desk')
    const { id } = await staff<{ id: string }>(mei, 'POST', '/api/alerts', {
      severity: 'orange', presentation: 'banner', target: { devices: ['wall-taxi'] }, expiresInSeconds: 600,
      info: [{ language: 'zh-CN', headline: '谨防假客服', description: '只认官方。' }, { language: 'en', headline: 'Beware fake agents', description: 'Official only.' }],
    })
    const late = async (seconds: number) => {
      clock.advance({ seconds })
      // A session does not last that long.
      await controller.client.signIn()
      return (await after(0)).alarms.filter(({ kind }) => kind === 'review_late')
    }
    expect(await late(86_390)).toEqual([])
    expect(await late(20)).toMatchObject([{ id: `review-late/${id}`, severity: 'major', names: [id], detail: 'mei' }])
    await staff(controller.client, 'POST', `/api/alerts/${id}/review`, { outcome: 'right', note: '' })
    expect(await late(5)).toEqual([])
  })

  it('serves the building once: the second answer is 304', async () => {
    const first = await controller.client.ask('GET', '/api/venue/map')
    expect(first.body).toMatchObject({ levels: [{ ordinal: 0 }, { ordinal: 1 }] })
    expect((await controller.client.ask('GET', '/api/venue/map', undefined, { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304)
  })
})
