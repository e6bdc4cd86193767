import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import { AlertAnswer, AlertRequest, AlertView, Coverage, DryRun } from '../../protocol/api.ts'
import { createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice, shownEvent, type RawDevice } from '../support/devices.ts'
import { until } from '../support/until.ts'

const info = [{ language: 'zh-CN', headline: '航班变动，谨防假客服', description: '退改签只认航司官方 App。' }, { language: 'en', headline: 'Beware of fake agents', description: 'Rebook in the airline app only.' }]
const request = (over: object = {}) => ({ severity: 'red', presentation: 'takeover', target: { zones: ['arrivals'] }, expiresInSeconds: 120, info, ...over })

describe('alerts over the embedded broker', () => {
  let clock: ManualClock
  let controller: TestController
  let wall: RawDevice
  let kiosk: RawDevice
  let elsewhere: RawDevice
  let robot: RawDevice
  const next = new Map<string, number>()

  const raise = async (over: object = {}) => {
    const { status, body } = await controller.client.ask('POST', '/api/alerts', request(over))
    return { status, ...AlertAnswer.parse(body) }
  }
  const coverage = async (id: string) => Coverage.parse((await controller.client.ask('GET', `/api/alerts/${id}/coverage`)).body)
  const say = async (device: RawDevice, alert: string, version: number, msAfter: number) => {
    const seq = next.get(device.id) ?? 1
    next.set(device.id, seq + 1)
    await device.send({ stream: `s-${device.id}`, base: 1, shed: 0, events: [shownEvent(seq, alert, version, clock.now().add({ milliseconds: msAfter }).toString())] })
  }
  const idsIn = (device: RawDevice, zone: string) => device.alerts(zone)?.alerts.map((a) => `${a.id} v${a.version}`) ?? null

  beforeAll(async () => {
    clock = createManualClock(Temporal.Now.instant())
    controller = await startController({ clock })
    const at = { origin: controller.origin, mqttUrl: controller.mqttTcp, now: clock.now }
    wall = await connectRawDevice({ ...at, id: 'wall-arrivals-1', zones: ['arrivals', 'taxi', 'neutral'] })
    kiosk = await connectRawDevice({ ...at, id: 'kiosk-arrivals', zones: ['arrivals'] })
    elsewhere = await connectRawDevice({ ...at, id: 'wall-taxi', zones: ['taxi'] })
    robot = await connectRawDevice({ ...at, id: 'robot-xiaoan-4', zones: ['neutral'] })
    await until(() => expect([wall.alerts('arrivals'), elsewhere.alerts('taxi'), robot.alerts('neutral')]).toEqual([{ alerts: [] }, { alerts: [] }, { alerts: [] }]))
  })
  afterEach(async () => {
    for (const { id } of await controller.services.alerts.list({ limit: 100, state: 'live' })) await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
    await until(() => expect([idsIn(wall, 'arrivals'), idsIn(elsewhere, 'taxi'), idsIn(robot, 'neutral')]).toEqual([[], [], []]))
  })
  afterAll(async () => {
    for (const device of [wall, kiosk, elsewhere, robot]) await device?.close()
    await controller?.stop()
  })

  it('reaches exactly the zone it is for, signed and retained, and counts who has shown it', async () => {
    const { id, status, state } = await raise()
    expect([status, state]).toEqual([201, 'live'])
    await until(() => expect(idsIn(wall, 'arrivals')).toEqual([`${id} v1`]))
    expect(idsIn(elsewhere, 'taxi')).toEqual([])
    expect(idsIn(robot, 'neutral')).toEqual([])

    const late = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'robot-xiaoan-3', zones: ['arrivals'], now: clock.now })
    await until(() => expect(idsIn(late, 'arrivals')).toEqual([`${id} v1`]))
    await late.close()

    await say(wall, id, 1, 40)
    await say(kiosk, id, 1, 90)
    await until(async () => expect((await coverage(id)).shown).toBe(2))
    const seen = await coverage(id)
    expect(seen.targeted).toBe(seen.devices.length)
    expect(new Set(seen.devices.map((d) => d.zone))).toEqual(new Set(['arrivals']))
    expect([seen.p50Ms, seen.p95Ms]).toEqual([40, 90])
    expect(seen.devices.find((d) => d.device === 'wall-arrivals-1')).toMatchObject({ state: 'shown', ms: 40 })
    await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
    await until(() => expect(idsIn(wall, 'arrivals')).toEqual([]))
  })

  it('tells online and silent from offline, and names what was missed', async () => {
    const { id } = await raise()
    await say(wall, id, 1, 10)
    await until(async () => expect((await coverage(id)).shown).toBe(1))
    const stateOf = async (device: string) => (await coverage(id)).devices.find((d) => d.device === device)?.state
    expect(await stateOf('kiosk-arrivals')).toBe('waiting')
    clock.advance({ seconds: 6 })
    expect(await stateOf('kiosk-arrivals')).toBe('missed')
    expect(await stateOf('robot-xiaoan-3')).toBe('waiting')
    clock.advance({ seconds: 5 })
    controller.services.devices.tick()
    expect(await stateOf('robot-xiaoan-3')).toBe('offline')
    await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
  })

  it('says who is kept from it by something of higher rank', async () => {
    const red = await raise()
    const orange = await raise({ severity: 'orange' })
    clock.advance({ seconds: 6 })
    const held = (await coverage(orange.id)).devices.find((d) => d.device === 'kiosk-arrivals')
    expect(held?.state).toBe('held')
    expect((await coverage(red.id)).devices.find((d) => d.device === 'kiosk-arrivals')?.state).toBe('missed')
    for (const { id } of [red, orange]) await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
    await until(() => expect(idsIn(wall, 'arrivals')).toEqual([]))
  })

  it('changes under the same id with a coverage of its own', async () => {
    const { id } = await raise()
    await say(wall, id, 1, 5)
    await until(async () => expect((await coverage(id)).shown).toBe(1))
    const answer = await controller.client.ask('PUT', `/api/alerts/${id}`, request({ target: { zones: ['arrivals', 'taxi'] } }))
    expect(answer).toMatchObject({ status: 200, body: { id, state: 'live' } })
    await until(() => expect([idsIn(wall, 'arrivals'), idsIn(elsewhere, 'taxi')]).toEqual([[`${id} v2`], [`${id} v2`]]))
    expect(wall.alerts('arrivals')?.alerts[0]?.msgType).toBe('update')
    const after = await coverage(id)
    expect([after.version, after.shown]).toEqual([2, 0])
    expect(after.devices.some((d) => d.zone === 'taxi')).toBe(true)
    // What is said of the old version does not count for the new one.
    await say(kiosk, id, 1, 5)
    await say(wall, id, 2, 30)
    await until(async () => expect((await coverage(id)).shown).toBe(1))
    await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
    await until(() => expect([idsIn(wall, 'arrivals'), idsIn(elsewhere, 'taxi')]).toEqual([[], []]))
  })

  it('aims at one device by name, whatever its zone, and takes it back', async () => {
    const { id } = await raise({ target: { devices: ['wall-taxi'] } })
    await until(() => expect(elsewhere.ownAlerts()?.alerts.map((a) => [a.id, a.scope])).toEqual([[id, 'device']]))
    expect(idsIn(elsewhere, 'taxi')).toEqual([])
    expect(wall.ownAlerts()).toBe(null)
    await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
    await until(() => expect(elsewhere.ownAlerts()).toEqual({ alerts: [] }))
  })

  it('meant for the whole site, reaches devices between zones too', async () => {
    const { id } = await raise({ target: { zones: ['terminal'] } })
    await until(() => expect([idsIn(wall, 'arrivals'), idsIn(elsewhere, 'taxi'), idsIn(robot, 'neutral')]).toEqual([[`${id} v1`], [`${id} v1`], [`${id} v1`]]))
    expect((await coverage(id)).targeted).toBe(controller.services.devices.list().length)
    await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})
  })

  it('leaves the sets when it expires', async () => {
    const { id } = await raise({ expiresInSeconds: 60 })
    await until(() => expect(idsIn(wall, 'arrivals')).toContain(`${id} v1`))
    clock.advance({ seconds: 59 })
    await controller.services.alerts.tick()
    expect(AlertView.parse((await controller.client.ask('GET', `/api/alerts/${id}`)).body).state).toBe('live')
    clock.advance({ seconds: 1 })
    await controller.services.alerts.tick()
    await until(() => expect(idsIn(wall, 'arrivals')).toEqual([]))
    const view = AlertView.parse((await controller.client.ask('GET', `/api/alerts/${id}`)).body)
    expect([view.state, view.endedBy, view.endedAt]).toEqual(['expired', null, view.alert.expires])
    expect((await controller.client.ask('POST', `/api/alerts/${id}/cancel`, {})).status).toBe(409)
  })

  it('says whom it would reach, and raises nothing', async () => {
    const before = controller.services.alerts.liveCount()
    const run = DryRun.parse((await controller.client.ask('POST', '/api/alerts/dry-run', request())).body)
    expect(run.zones).toEqual(['arrivals'])
    expect(run.devices.sort()).toEqual(controller.services.devices.list().filter((d) => d.zone === 'arrivals').map((d) => d.id).sort())
    expect(run.online).toBeGreaterThanOrEqual(2)
    expect(controller.services.alerts.liveCount()).toBe(before)
  })

  it.each([
    ['alert/yellow-takeover', 'presentation', { severity: 'yellow' }],
    ['alert/empty-target', 'target', { target: {} }],
    ['alert/unknown-zone', 'target.zones.0', { target: { zones: ['nowhere'] } }],
    ['alert/unknown-device', 'target.devices.0', { target: { devices: ['nobody'] } }],
    ['alert/no-chinese', 'info', { info: [info[1]] }],
    ['alert/markup', 'info.0.description', { info: [{ ...info[0], description: '<img src=x onerror=alert(1)>' }] }],
    ['alert/control-character', 'info.0.headline', { info: [{ ...info[0], headline: '航班\u202e动' }] }],
    ['http/invalid', 'expiresInSeconds', { expiresInSeconds: 5 }],
  ])('refuses with %s at %s', async (code, path, over) => {
    const { status, body } = await controller.client.ask('POST', '/api/alerts', request(over))
    expect(body).toMatchObject({ code, path })
    expect(status).toBe(code === 'http/invalid' ? 400 : 422)
  })
})

describe('alerts by two people, and over a restart', () => {
  it('waits for a second person where the first may not release', async () => {
    const controller = await startController()
    const device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'wall-arrivals-1', zones: ['arrivals'] })
    try {
      const people = await Promise.all(['ann', 'bo'].map(async (user) => {
        await controller.client.ask('PUT', '/api/staff', { user, password: `${user} and more`, roles: ['duty'], mayRelease: false })
        const client = createClient(controller.origin)
        expect((await client.signIn(user, `${user} and more`)).status).toBe(200)
        return client
      }))
      const [ann, bo] = people
      if (!ann || !bo) throw new Error('two people are needed')
      const raised = await ann.ask('POST', '/api/alerts', request())
      expect(raised.status).toBe(202)
      const { id } = AlertAnswer.parse(raised.body)
      expect((await ann.ask('POST', '/api/alerts', request({ level: 'emergency' }))).body).toMatchObject({ code: 'alert/emergency-not-allowed' })
      expect((await ann.ask('POST', `/api/alerts/${id}/release`, {})).body).toMatchObject({ code: 'alert/same-person' })
      expect(device.alerts('arrivals')?.alerts ?? []).toEqual([])
      // Two who decide in the same moment: one of them does.
      const by = (user: string) => ({ user, roles: ['duty'], mayRelease: false })
      const { alerts } = controller.services
      const both = await Promise.all([alerts.release(id, by('bo')), alerts.refuse(id, by('cy')), alerts.release(id, by('di'))])
      expect(both.map((answer) => (answer.ok ? answer.value.state : answer.error.code))).toEqual(['live', 'alert/version-conflict', 'alert/version-conflict'])
      expect((await bo.ask('POST', `/api/alerts/${id}/release`, {})).status).toBe(409)
      await until(() => expect(device.alerts('arrivals')?.alerts.map((a) => a.id)).toEqual([id]))
      expect(await ann.ask('PUT', `/api/alerts/${id}`, request({ target: { zones: ['arrivals', 'taxi'] } }))).toMatchObject({ status: 202, body: { state: 'waiting' } })
      expect(device.alerts('arrivals')?.alerts.map((a) => a.version)).toEqual([1])

      const second = AlertAnswer.parse((await ann.ask('POST', '/api/alerts', request())).body)
      expect((await bo.ask('POST', `/api/alerts/${second.id}/refuse`, {})).body).toMatchObject({ state: 'refused' })
      expect((await bo.ask('POST', `/api/alerts/${second.id}/release`, {})).status).toBe(409)
    } finally {
      await device.close()
      await controller.stop()
    }
  })

  it('goes out in the words that the second person has seen, or not at all', async () => {
    const clock = createManualClock(Temporal.Now.instant())
    const controller = await startController({ clock })
    try {
      const { alerts } = controller.services
      const by = (user: string) => ({ user, roles: ['duty'], mayRelease: false })
      const wanted = (headline: string) => AlertRequest.parse({ ...request(), info: [{ ...info[0], headline }] })
      const raise = async () => {
        const raised = await alerts.raise(wanted('原来的话'), by('ann'))
        if (!raised.ok) throw raised.error
        return raised.value.id
      }
      const id = await raise()
      const seen = (await alerts.get(id))?.alert.version
      expect((await alerts.update(id, wanted('换掉的话'), by('ann'))).ok).toBe(true)
      const release = (version: number | undefined) => controller.client.ask('POST', `/api/alerts/${id}/release`, { version })
      expect([(await release(seen)).status, (await alerts.get(id))?.state]).toEqual([409, 'waiting'])
      const now = await alerts.get(id)
      expect([now?.alert.msgType, now?.alert.info[0]?.headline]).toEqual(['alert', '换掉的话'])
      expect((await release(now?.alert.version)).body).toEqual({ id, state: 'live' })

      // A release between any two steps of a change: where both hold, the change was what went out.
      for (let later = 0; later < 40; later += 1) {
        const both = await raise()
        const changing = alerts.update(both, wanted('换掉的话'), by('ann'))
        for (let step = 0; step < later; step += 1) await Promise.resolve()
        const [released, changed] = await Promise.all([alerts.release(both, by('bo')), changing])
        const left = await alerts.get(both)
        expect([later, left?.state, left?.alert.info[0]?.headline]).toEqual([later, released.ok ? 'live' : 'waiting', changed.ok ? '换掉的话' : '原来的话'])
        expect((await alerts.list({ limit: 100, state: left?.state })).find((view) => view.id === both)?.alert).toEqual(left?.alert)
      }
      // What is long over is not held for ever.
      const version = now?.alert.version ?? 0
      expect(alerts.releasedMs(id, version)).toBe(clock.now().epochMilliseconds)
      clock.advance({ hours: 6 * 24 })
      await alerts.tick()
      expect(alerts.releasedMs(id, version)).toBe(null)
    } finally {
      await controller.stop()
    }
  })

  it('is in force again after a restart, with its coverage; what was cancelled last is said to be gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'anxing-alerts-'))
    const first = await startController({ folder })
    const device = await connectRawDevice({ origin: first.origin, mqttUrl: first.mqttTcp, id: 'wall-arrivals-1', zones: ['arrivals'] })
    const raise = async (over: object) => AlertAnswer.parse((await first.client.ask('POST', '/api/alerts', request(over))).body).id
    const kept = await raise({})
    const named = await raise({ target: { devices: ['wall-arrivals-1'] } })
    await device.send({ stream: 's-one', base: 1, shed: 0, events: [shownEvent(1, kept)] })
    await until(async () => expect((await first.services.alerts.coverage(kept))?.shown).toBe(1))
    await first.client.ask('POST', `/api/alerts/${named}/cancel`, {})
    await device.close()
    await first.stop()

    const second = await startController({ folder })
    const again = await connectRawDevice({ origin: second.origin, mqttUrl: second.mqttTcp, id: 'wall-arrivals-1', zones: ['arrivals'], credentials: device.credentials })
    try {
      await until(() => expect(again.alerts('arrivals')?.alerts.map((a) => a.id)).toEqual([kept]))
      await until(() => expect(again.ownAlerts()).toEqual({ alerts: [] }))
      const coverage = await second.services.alerts.coverage(kept)
      expect([coverage?.shown, coverage?.targeted]).toEqual([1, second.services.devices.list().filter((d) => d.zone === 'arrivals').length])
    } finally {
      await again.close()
      await second.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
})
