import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import { CallView } from '../../protocol/api-calls.ts'
import { codeWords } from '../../protocol/code-words.ts'
import { mintCode } from '../../protocol/word-code.ts'
import { createClient, type Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice, type RawDevice } from '../support/devices.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'
import { until } from '../support/until.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const CallList = z.array(CallView)

describe.each(['sqlite', 'postgres'] as const)('the anti-fraud desk, on %s', (dialect) => {
  let postgres: Postgres | null = null
  let folder: string
  let clock: ManualClock
  let databaseUrl: string | undefined
  let controller: TestController
  let officer: Client
  let kiosk: RawDevice

  async function up(): Promise<void> {
    controller = await startController({ clock, folder, ...(databaseUrl ? { databaseUrl } : {}) })
    officer = createClient(controller.origin)
    kiosk = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'kiosk-arrivals', now: clock.now })
    await until(() => expect(kiosk.desired()?.wordCode).toBeDefined())
  }
  async function down(): Promise<void> {
    await kiosk.close()
    await controller.stop()
  }
  /** What the check-in point says at the end of its session number `session`. */
  async function code(session: number, language: 'zh' | 'en' = 'zh'): Promise<string> {
    const told = kiosk.desired()?.wordCode
    if (!told) throw new Error('the check-in point was told nothing')
    const day = clock.now().toZonedDateTimeISO(controller.services.site.timeZone).toPlainDate().toString()
    return (await mintCode(told.key, day, told.kiosk, session)).map((word) => codeWords[word]?.[language]).join(' ')
  }
  const seen = async (client: Client) => Reflect.get(Object((await client.ask('GET', '/api/desk')).body), 'redeemedToday') as unknown
  const redeem = (words: string) => officer.ask('POST', '/api/desk/redeem', { words })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anxing-desk-'))
    postgres = dialect === 'postgres' ? await startPostgres() : null
    databaseUrl = await postgres?.database('desk')
    clock = createManualClock(Temporal.Instant.from('2026-11-23T06:02:00Z'))
    await up()
    await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', password: 'at the desk', roles: ['duty'], mayRelease: false })
    await officer.signIn('lin', 'at the desk')
  })
  afterAll(async () => {
    await down()
    await postgres?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('takes a code once, in either language; the second time it says when', async () => {
    expect((await redeem(await code(3))).body).toEqual({ day: '2026-11-23', kiosk: 'kiosk-arrivals', place: expect.any(Object), stamp: kiosk.desired()?.wordCode?.stamp })
    expect((await redeem(await code(3, 'en'))).body).toEqual({ code: 'desk/already-redeemed', message: 'This code was redeemed at 14:02 already. Each counts once.', path: 'words' })
    expect((await officer.ask('GET', '/api/desk')).body).toMatchObject({ redeemedToday: 1 })
  })

  it('of two officers who enter the same code at once, one gets it', async () => {
    const words = await code(4)
    const answers = await Promise.all([redeem(words), redeem(words), redeem(words), redeem(words)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  it('says how many were redeemed to those who redeem; to others not from one to nine', async () => {
    await staff(controller.client, 'PUT', '/api/staff', { user: 'vic', password: 'only looking', roles: ['viewer'], mayRelease: false })
    const viewer = createClient(controller.origin)
    await viewer.signIn('vic', 'only looking')
    expect([await seen(officer), await seen(viewer)]).toEqual([2, null])
    for (let n = 20; n < 27; n += 1) expect((await redeem(await code(n))).status).toBe(200)
    expect([await seen(officer), await seen(viewer)]).toEqual([9, null])
    await redeem(await code(27))
    expect([await seen(officer), await seen(viewer)]).toEqual([10, 10])
  })

  it('opens and closes; check-in points are told, signed, and nobody else; the note is for colleagues', async () => {
    const wall = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'wall-taxi', now: clock.now })
    expect((await officer.ask('PUT', '/api/desk', { open: true, note: '至 22:00' })).body).toMatchObject({ open: true, note: '至 22:00', by: 'lin', since: '2026-11-23T06:02:00Z' })
    await until(() => expect(kiosk.desired()?.desk).toEqual({ open: true }))
    const told = () => [...kiosk.heard].flatMap(([at, facts]) => (at.endsWith('/desired') ? facts : [])).length
    const before = told()
    // Another note is nothing to tell a screen; closing is.
    await staff(officer, 'PUT', '/api/desk', { open: true, note: '至 23:00' })
    await staff(officer, 'PUT', '/api/desk', { open: false, note: '' })
    await until(() => expect(kiosk.desired()?.desk).toEqual({ open: false }))
    await staff(officer, 'PUT', '/api/desk', { open: true, note: '至 23:00' })
    await until(() => expect(kiosk.desired()?.desk).toEqual({ open: true }))
    expect(told()).toBe(before + 2)
    await until(() => expect(wall.desired()).toMatchObject({ role: 'screen' }))
    expect([wall.desired()?.desk, wall.desired()?.wordCode]).toEqual([undefined, undefined])
    // As it is sent, before a receiver leaves out what it does not know.
    const { desk } = controller.services
    expect([desk.toldTo({ id: 'kiosk-arrivals', role: 'kiosk' }), desk.toldTo({ id: 'wall-taxi', role: 'screen' })]).toEqual([{ desk: { open: true }, wordCode: kiosk.desired()?.wordCode }, {}])
    await wall.close()
  })

  let seq = 0
  const say = (item: string, value: string, at = clock.now()) => kiosk.send({
    stream: 'calls', base: 1, shed: 0, events: [{ seq: (seq += 1), kind: 'engagement', at: at.toString(), offsetMs: 0, zone: 'arrivals', session: 's1', action: 'call', item, value }],
  })
  const calls = async () => CallList.parse((await officer.ask('GET', '/api/calls')).body)
  const state = async (id: string) => (await calls()).find((call) => call.id === id)?.state

  it('takes a passenger\'s call once, tells the screen how it stands, and lets one officer go', async () => {
    await say('c-1', 'paid en')
    await until(async () => expect(await calls()).toMatchObject([{ id: 'c-1', device: 'kiosk-arrivals', zone: 'arrivals', reason: 'paid', language: 'en', state: 'waiting', late: false, acceptedBy: null }]))
    await until(() => expect(kiosk.desired()?.call).toMatchObject({ id: 'c-1', state: 'waiting' }))
    const answers = await Promise.all([officer, controller.client, officer].map((one) => one.ask('POST', '/api/calls/c-1/accept')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    await until(() => expect(kiosk.desired()?.call?.state).toBe('accepted'))
    // The same event again, as a device sends it that has had no receipt.
    seq -= 1
    await say('c-1', 'paid en')
    await until(() => expect(kiosk.receipts()).toBeGreaterThan(1))
    expect(await state('c-1')).toBe('accepted')
    expect((await officer.ask('POST', '/api/calls/c-1/done')).body).toMatchObject({ state: 'done', acceptedBy: expect.any(String), endedAt: expect.any(String) })
    expect((await officer.ask('POST', '/api/calls/c-1/done')).body).toMatchObject({ code: 'call/over' })
    expect((await officer.ask('POST', '/api/calls/none/accept')).status).toBe(404)
    await until(() => expect(kiosk.desired()?.call?.state).toBe('done'))
  })

  it('lets a passenger take a call back; says of one that comes late that nobody is there any more', async () => {
    await say('c-2', 'help zh-CN')
    await until(async () => expect(await state('c-2')).toBe('waiting'))
    expect(controller.services.calls.waiting()).toEqual([{ device: 'kiosk-arrivals', sinceMs: clock.now().epochMilliseconds }])
    await say('c-2', 'withdrawn')
    await until(async () => expect(await state('c-2')).toBe('withdrawn'))
    await until(() => expect(kiosk.desired()?.call).toBeUndefined())
    expect((await officer.ask('POST', '/api/calls/c-2/accept')).status).toBe(409)
    await say('c-3', 'ask zh-CN', clock.now().subtract({ minutes: 11 }))
    await until(async () => expect((await calls()).find(({ id }) => id === 'c-3')).toMatchObject({ state: 'waiting', late: true }))
    expect(controller.services.calls.waiting()).toEqual([])
  })

  it('one screen rings once while somebody is wanted there, and three times in ten minutes; nothing is lost', async () => {
    clock.set(clock.now().add({ minutes: 20 }))
    const { calls: service } = controller.services
    const shown = async () => (await calls()).filter(({ state, late }) => state === 'waiting' && !late).map(({ id, reason, language, times, silent }) => ({ id, reason, language, times, silent }))
    // As after an hour without a network: three presses at once.
    await say('d-1', 'help zh-CN')
    await say('d-2', 'paid en')
    await say('d-3', 'ask en')
    await until(async () => expect(await shown()).toEqual([{ id: 'd-1', reason: 'paid', language: 'en', times: 3, silent: false }]))
    // Whoever pressed last learns how it stands by the name of their own call.
    await until(() => expect(kiosk.desired()?.call).toMatchObject({ id: 'd-3', state: 'waiting' }))
    expect(service.waiting()).toHaveLength(1)
    // The first takes theirs back: the others still want somebody.
    await say('d-1', 'withdrawn')
    await until(async () => expect(await shown()).toMatchObject([{ id: 'd-2', reason: 'paid', times: 2, silent: false }]))
    // An officer goes by any of the names.
    expect((await officer.ask('POST', '/api/calls/d-3/accept')).body).toMatchObject({ id: 'd-2', state: 'accepted', times: 2 })
    await until(() => expect(kiosk.desired()?.call).toMatchObject({ id: 'd-3', state: 'accepted' }))
    expect((await officer.ask('POST', '/api/calls/d-2/done')).body).toMatchObject({ state: 'done' })
    await until(() => expect(kiosk.desired()?.call).toMatchObject({ id: 'd-3', state: 'done' }))
    for (const id of ['e-2', 'e-3', 'e-4', 'e-5']) {
      await say(id, 'help zh-CN')
      await until(async () => expect(await state(id)).toBe('waiting'))
      if (id !== 'e-5') await say(id, 'withdrawn')
      if (id !== 'e-5') await until(async () => expect(await state(id)).toBe('withdrawn'))
    }
    const silent = async () => Object.fromEntries((await calls()).filter(({ id }) => /^[de]-/.test(id)).map(({ id, silent }) => [id, silent]))
    expect(await silent()).toEqual({ 'd-1': false, 'd-2': false, 'e-2': false, 'e-3': true, 'e-4': true, 'e-5': true })
    // Shown, an alarm as any other that nobody goes to, and told to the screen.
    expect(service.waiting()).toHaveLength(1)
    await until(() => expect(kiosk.desired()?.call).toMatchObject({ id: 'e-5', state: 'waiting' }))
    expect((await officer.ask('POST', '/api/calls/e-5/accept')).status).toBe(200)
    expect((await officer.ask('POST', '/api/calls/e-5/done')).status).toBe(200)
    clock.set(clock.now().add({ minutes: 10 }))
    await say('f-1', 'help zh-CN')
    await until(async () => expect(await shown()).toEqual([{ id: 'f-1', reason: 'help', language: 'zh-CN', times: 1, silent: false }]))
    await say('f-1', 'withdrawn')
    await until(async () => expect(await state('f-1')).toBe('withdrawn'))
  })

  it('of a call that came too late the screen says nothing: whoever stands there may call, and it rings', async () => {
    expect(kiosk.desired()?.call?.id).not.toBe('c-3')
    await say('g-1', 'paid zh-CN')
    await until(async () => expect(await state('g-1')).toBe('waiting'))
    expect((await calls()).filter(({ id, state }) => state === 'waiting' && (id === 'c-3' || id === 'g-1')).map(({ id, late, silent, times }) => ({ id, late, silent, times })))
      .toEqual([{ id: 'c-3', late: true, silent: false, times: 1 }, { id: 'g-1', late: false, silent: false, times: 1 }])
    await down()
    await up()
    await officer.signIn('lin', 'at the desk')
    expect(controller.services.calls.waiting()).toHaveLength(1)
    await until(() => expect(kiosk.desired()?.call).toMatchObject({ id: 'g-1', state: 'waiting' }))
    expect((await officer.ask('POST', '/api/calls/g-1/done')).status).toBe(200)
  })

  it('knows after a restart what was redeemed and that it is open', async () => {
    const [used, fresh] = [await code(3), await code(5)]
    await down()
    await up()
    await officer.signIn('lin', 'at the desk')
    expect((await officer.ask('GET', '/api/desk')).body).toMatchObject({ open: true, note: '至 23:00', redeemedToday: 10 })
    expect((await redeem(used)).status).toBe(409)
    expect(await state('c-3')).toBe('waiting')
    expect((await redeem(fresh)).status).toBe(200)
  })

  it('refuses yesterday\'s, unknown and unreadable ones, each with its reason; who tries too many waits, and nobody else does', async () => {
    const yesterday = await code(6)
    clock.set(clock.now().add({ hours: 24 }))
    await controller.client.signIn()
    await officer.signIn('lin', 'at the desk')
    expect((await redeem(yesterday)).body).toMatchObject({ code: 'desk/yesterday', path: 'words' })
    expect((await redeem('山峰 山峰 山峰')).body).toMatchObject({ code: 'desk/not-words' })
    const tries: string[] = []
    for (let n = 0; n < 25; n += 1) tries.push(String(Reflect.get(Object((await redeem(`山峰 ${codeWords[n]?.zh} 大海 河流`)).body), 'code')))
    expect(tries.filter((said) => said === 'auth/slow-down').length).toBeGreaterThanOrEqual(5)
    const viewer = createClient(controller.origin)
    await viewer.signIn('vic', 'only looking')
    expect([await seen(viewer), await seen(officer)]).toEqual([0, 0])
    expect((await controller.client.ask('POST', '/api/desk/redeem', { words: await code(7) })).status).toBe(200)
    expect([await seen(viewer), await seen(controller.client)]).toEqual([null, 1])
  })

  it('forgets codes after a week, and does not say of how few passengers', async () => {
    clock.set(clock.now().add({ hours: 24 * 9 }))
    await controller.client.signIn()
    expect(JSON.stringify(await staff(controller.client, 'POST', '/api/jobs/forget-word-codes/run'))).toContain('12 word codes forgotten')
    expect((await controller.client.ask('POST', '/api/desk/redeem', { words: await code(8) })).status).toBe(200)
    clock.set(clock.now().add({ hours: 24 * 9 }))
    await controller.client.signIn()
    expect(JSON.stringify(await staff(controller.client, 'POST', '/api/jobs/forget-word-codes/run'))).toContain('fewer than 10 word codes forgotten')
  })
})
