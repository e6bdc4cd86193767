import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
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
    expect((await redeem(await code(3))).body).toEqual({ day: '2026-11-23', kiosk: 'kiosk-arrivals', place: expect.any(Object) })
    expect((await redeem(await code(3, 'en'))).body).toEqual({ code: 'desk/already-redeemed', message: 'This code was redeemed at 14:02 already. Each counts once.', path: 'words' })
    expect((await officer.ask('GET', '/api/desk')).body).toMatchObject({ redeemedToday: 1 })
  })

  it('of two officers who enter the same code at once, one gets it', async () => {
    const words = await code(4)
    const answers = await Promise.all([redeem(words), redeem(words), redeem(words), redeem(words)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  })

  it('opens and closes; check-in points are told, signed, and walls carry no secret', async () => {
    const wall = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'wall-taxi', now: clock.now })
    expect((await officer.ask('PUT', '/api/desk', { open: true, note: '至 22:00' })).body).toMatchObject({ open: true, note: '至 22:00', by: 'lin', since: '2026-11-23T06:02:00Z' })
    await until(() => expect(kiosk.desired()?.desk).toEqual({ open: true, note: '至 22:00', since: '2026-11-23T06:02:00Z' }))
    await until(() => expect(wall.desired()?.desk?.open).toBe(true))
    expect(wall.desired()?.wordCode).toBeUndefined()
    await wall.close()
  })

  it('knows after a restart what was redeemed and that it is open', async () => {
    const [used, fresh] = [await code(3), await code(5)]
    await down()
    await up()
    await officer.signIn('lin', 'at the desk')
    expect((await officer.ask('GET', '/api/desk')).body).toMatchObject({ open: true, redeemedToday: 2 })
    expect((await redeem(used)).status).toBe(409)
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
    expect((await controller.client.ask('POST', '/api/desk/redeem', { words: await code(7) })).status).toBe(200)
  })
})
