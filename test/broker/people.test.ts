import * as z from 'zod/mini'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../controller/clock.ts'
import { AuditPage } from '../../protocol/api-audit.ts'
import { EnrolSecret, OneTimePassword, OrganisationView, OwnAccount, RecoveryCodes, SessionView, StaffView } from '../../protocol/api-people.ts'
import { createClient, type Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { startPostgres, type Postgres } from '../support/postgres.ts'
import { staff } from '../support/staff.ts'
import { codeOf } from '../support/totp.ts'

describe.each(['sqlite', 'postgres'] as const)('people, on %s', (dialect) => {
  let postgres: Postgres | null = null
  let controller: TestController
  let clock: ManualClock
  const admin = () => controller.client
  const put = (user: string, roles: string[], more: object = {}) => staff(admin(), 'PUT', '/api/staff', { user, roles, mayRelease: false, ...more })
  const everybody = async () => z.array(StaffView).parse(await staff(admin(), 'GET', '/api/staff'))
  const person = async (user: string) => (await everybody()).find((one) => one.user === user)
  async function hire(user: string, roles: string[]): Promise<Client> {
    await put(user, roles, { password: `${user} at work` })
    const client = createClient(controller.origin)
    expect((await client.signIn(user, `${user} at work`)).status).toBe(200)
    return client
  }
  const signIn = (user: string, password: string, code?: string, client = createClient(controller.origin)) => client.ask('POST', '/api/session', { user, password, ...(code === undefined ? {} : { code }) })
  /** What an authenticator shows now; later ones are other codes. */
  const nextCode = (secret: string) => {
    clock.advance({ seconds: 30 })
    return codeOf(secret, clock.now().epochMilliseconds)
  }
  async function enrol(client: Client, password?: string): Promise<{ secret: string; codes: string[] }> {
    const { secret } = EnrolSecret.parse(await staff(client, 'POST', '/api/account/totp', { password }))
    const { recoveryCodes } = RecoveryCodes.parse(await staff(client, 'PUT', '/api/account/totp', { code: nextCode(secret) }))
    return { secret, codes: recoveryCodes }
  }

  beforeAll(async () => {
    postgres = dialect === 'postgres' ? await startPostgres() : null
    const databaseUrl = await postgres?.database('people')
    clock = createManualClock(Temporal.Instant.from('2026-11-23T06:02:00Z'))
    controller = await startController({ demo: false, clock, ...(databaseUrl ? { databaseUrl } : {}) })
  })
  afterAll(async () => {
    await controller.stop()
    await postgres?.stop()
  })

  it('an organisation names two owners, says who is missing or has left, and is kept while people belong to it', async () => {
    await put('li', ['duty'], { name: '李晨' })
    await put('wu', ['duty'])
    const police = { kind: 'police', name: { 'zh-CN': '机场公安分局', en: 'Airport Police' }, owners: ['li'], measures: '每周一次联合巡查' }
    const write = (id: string, body: object) => admin().ask('PUT', `/api/organisations/${id}`, body)
    expect((await write('police', { ...police, owners: ['li', 'li'] })).body).toMatchObject({ code: 'people/same-owner', path: 'owners.1' })
    expect((await write('police', { ...police, owners: ['li', 'nobody'] })).body).toMatchObject({ code: 'people/no-such-owner' })
    expect((await write('police', police)).status).toBe(204)
    const owners = async () => z.array(OrganisationView).parse(await staff(admin(), 'GET', '/api/organisations'))[0]?.owners.map(({ user, state }) => [user, state])
    expect(await owners()).toEqual([['li', 'here'], [null, 'missing']])
    await write('police', { ...police, owners: ['li', 'wu'] })
    const li = createClient(controller.origin)
    await put('li', ['duty'], { password: 'li at work', organisation: 'police' })
    await li.signIn('li', 'li at work')
    expect(OwnAccount.parse((await li.ask('GET', '/api/account')).body).organisation).toMatchObject({ id: 'police', kind: 'police' })
    await staff(admin(), 'POST', '/api/staff/wu/deactivate')
    expect(await owners()).toEqual([['li', 'here'], ['wu', 'left']])
    expect((await admin().ask('DELETE', '/api/organisations/police')).body).toMatchObject({ code: 'people/organisation-in-use', message: expect.stringContaining('li') })
    expect((await admin().ask('PUT', '/api/staff', { user: 'li', roles: ['duty'], mayRelease: false, organisation: 'nowhere' })).body).toMatchObject({ code: 'people/no-such-organisation', path: 'organisation' })
    expect((await li.ask('GET', '/api/organisations')).body).toMatchObject({ code: 'auth/forbidden' })
    await put('li', ['duty'], { organisation: null })
    expect((await admin().ask('DELETE', '/api/organisations/police')).status).toBe(204)
  })

  it('an account is edited without a new password; other roles end its sessions, another name does not', async () => {
    const client = await hire('edit', ['duty'])
    await put('edit', ['duty'], { name: '编辑' })
    expect((await client.ask('GET', '/api/session')).body).toMatchObject({ user: 'edit', name: '编辑', owes: null, totp: false })
    await put('edit', ['author'])
    expect((await client.ask('GET', '/api/session')).status).toBe(401)
    expect((await signIn('edit', 'edit at work')).body).toMatchObject({ name: '编辑', roles: ['author'] })
  })

  it('a one-time password lets in to choose another, and nothing else; other sessions end with the old one', async () => {
    const old = await hire('reset', ['author'])
    const { password } = OneTimePassword.parse(await staff(admin(), 'POST', '/api/staff/reset/password'))
    expect((await old.ask('GET', '/api/session')).status).toBe(401)
    const client = createClient(controller.origin)
    expect((await signIn('reset', password, undefined, client)).body).toMatchObject({ owes: 'password' })
    expect(await client.ask('GET', '/api/devices')).toMatchObject({ status: 403, body: { code: 'auth/password-first' } })
    const change = (currentPassword: string, to: string) => client.ask('PUT', '/api/account/password', { currentPassword, password: to })
    expect((await change('not it at all', 'a quiet gate at dawn')).body).toMatchObject({ code: 'auth/wrong-own-password', path: 'currentPassword' })
    expect((await change(password, 'too short')).body).toMatchObject({ code: 'auth/password-short', path: 'password' })
    expect((await change(password, password)).body).toMatchObject({ code: 'auth/password-same' })
    const elsewhere = createClient(controller.origin)
    await signIn('reset', password, undefined, elsewhere)
    expect((await change(password, 'a quiet gate at dawn')).status).toBe(204)
    expect([(await client.ask('GET', '/api/devices')).status, (await elsewhere.ask('GET', '/api/session')).status, (await signIn('reset', password)).status]).toEqual([200, 401, 401])
    const again = OneTimePassword.parse(await staff(admin(), 'POST', '/api/staff/reset/password'))
    expect(Date.parse(again.until) - clock.now().epochMilliseconds).toBe(72 * 3_600_000)
    clock.advance({ hours: 72 })
    await admin().signIn()
    expect(await signIn('reset', again.password)).toMatchObject({ status: 403, body: { code: 'auth/one-time-over' } })
  })

  it('a password that an administrator sets is one-time, too: nothing is answered but who one is, its change and signing out', async () => {
    await put('novice', ['admin'], { password: 'set by the admin' })
    expect(await person('novice')).toMatchObject({ signsInBy: 'one_time', oneTimeUntil: clock.now().add({ hours: 72 }).toString() })
    const client = createClient(controller.origin)
    expect((await signIn('novice', 'set by the admin', undefined, client)).body).toMatchObject({ owes: 'password' })
    const { paths } = z.parse(z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ security: z.optional(z.array(z.unknown())) }))) }), (await admin().ask('GET', '/api/openapi.json')).body)
    const asked = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).filter(([, { security }]) => security?.length !== 0).map(([method]) => [method.toUpperCase(), path] as const))
    const answered: string[] = []
    for (const [method, path] of asked) {
      if (path === '/api/session' && method === 'DELETE') continue
      const { status, body } = await client.ask(method, path.replace(/\{\w+\}/g, 'x1'), method === 'GET' || method === 'DELETE' ? undefined : {})
      if (status !== 403 || z.parse(z.object({ code: z.string() }), body).code !== 'auth/password-first') answered.push(`${method} ${path}`)
    }
    expect([asked.length > 100, answered.sort()]).toEqual([true, ['GET /api/account', 'GET /api/session', 'PUT /api/account/password']])
    expect((await client.ask('DELETE', '/api/session')).status).toBe(204)

    // Other changes by an administrator leave the password one-time; its owner's own change ends that, for good.
    await signIn('novice', 'set by the admin', undefined, client)
    await put('novice', ['admin'], { name: '新人' })
    expect((await client.ask('GET', '/api/staff')).body).toMatchObject({ code: 'auth/password-first' })
    const change = (currentPassword: string, password: string) => client.ask('PUT', '/api/account/password', { currentPassword, password })
    const both = await Promise.all([change('set by the admin', 'a lantern in the fog'), change('set by the admin', 'another lantern here')])
    expect(both.map(({ status, body }) => (status === 204 ? 'changed' : Reflect.get(Object(body), 'code'))).sort()).toEqual(['auth/wrong-own-password', 'changed'])
    expect([(await client.ask('GET', '/api/staff')).status, await person('novice')]).toMatchObject([200, { signsInBy: 'own', oneTimeUntil: null }])
    await put('novice', ['admin'], { name: '新人甲' })
    expect([await person('novice'), (await client.ask('GET', '/api/staff')).status]).toMatchObject([{ signsInBy: 'own' }, 200])

    // Set again: the session is over, and the password is one-time again.
    await put('novice', ['duty'], { password: 'set once more' })
    expect((await client.ask('GET', '/api/session')).status).toBe(401)
    expect((await signIn('novice', 'set once more', undefined, client)).body).toMatchObject({ owes: 'password' })
  })

  it('a one-time password runs out after 72 hours, also for a session that it let in before', async () => {
    await put('late', ['duty'], { password: 'found on monday' })
    await put('later', ['duty'], { password: 'found on tuesday' })
    clock.advance({ hours: 71, minutes: 59 })
    const client = createClient(controller.origin)
    expect((await signIn('late', 'found on monday', undefined, client)).body).toMatchObject({ owes: 'password' })
    clock.advance({ minutes: 1 })
    await admin().signIn()
    const change = { currentPassword: 'found on monday', password: 'a lantern in the fog' }
    expect(await client.ask('PUT', '/api/account/password', change)).toMatchObject({ status: 403, body: { code: 'auth/one-time-over' } })
    expect((await client.ask('GET', '/api/devices')).body).toMatchObject({ code: 'auth/password-first' })
    expect(await signIn('later', 'found on tuesday')).toMatchObject({ status: 403, body: { code: 'auth/one-time-over' } })
    // Who does not know it is not told that it has run out.
    expect((await signIn('later', 'a guess at it')).body).toMatchObject({ code: 'auth/wrong-password' })
    await put('late', ['duty'], { password: 'found at once' })
    expect((await createClient(controller.origin).signIn('late', 'found at once')).body).toMatchObject({ user: 'late', owes: null })
  })

  it('the audit log says who set a password and who chose another', async () => {
    await put('traced', ['duty'], { password: 'set by the admin' })
    const client = createClient(controller.origin)
    await signIn('traced', 'set by the admin', undefined, client)
    await staff(client, 'PUT', '/api/account/password', { currentPassword: 'set by the admin', password: 'a lantern in the fog' })
    const { acts } = AuditPage.parse(await staff(admin(), 'GET', '/api/audit?limit=10'))
    const of = (wanted: string) => acts.find(({ action }) => action === wanted)
    expect(of('PUT /api/staff')).toMatchObject({ user: 'admin', outcome: 'done' })
    expect(JSON.parse(of('PUT /api/staff')?.asked?.detail ?? '{}')).toMatchObject({ body: { user: 'traced', password: expect.any(String) } })
    expect(of('PUT /api/account/password')).toMatchObject({ user: 'traced', outcome: 'done' })
    expect(JSON.stringify(acts)).not.toMatch(/set by the admin|a lantern/)
  })

  it('who has signed in is deactivated, never erased; who has not is; and the last administrator stays', async () => {
    const client = await hire('leaver', ['duty'])
    expect((await admin().ask('DELETE', '/api/staff/leaver')).status).toBe(204)
    expect((await client.ask('GET', '/api/session')).status).toBe(401)
    expect(await person('leaver')).toMatchObject({ active: false, sessions: 0 })
    expect((await signIn('leaver', 'leaver at work')).body).toMatchObject({ code: 'auth/deactivated' })
    expect((await signIn('leaver', 'a guess at it')).body).toMatchObject({ code: 'auth/wrong-password' })
    await staff(admin(), 'POST', '/api/staff/leaver/reactivate')
    expect((await signIn('leaver', 'leaver at work')).status).toBe(200)
    await put('never-came', ['duty'])
    expect((await admin().ask('DELETE', '/api/staff/never-came')).status).toBe(204)
    expect(await person('never-came')).toBeUndefined()
    for (const [method, path, body] of [['DELETE', '/api/staff/admin', undefined], ['PUT', '/api/staff', { user: 'admin', roles: ['duty'], mayRelease: false }]] as const) expect((await admin().ask(method, path, body)).body).toMatchObject({ code: 'auth/last-admin' })
    expect((await admin().ask('POST', '/api/staff/admin/deactivate')).body).toMatchObject({ code: 'people/yourself' })
    // Two administrators who take each other away at once do not leave nobody.
    const second = await hire('second', ['admin'])
    const both = await Promise.all([admin().ask('PUT', '/api/staff', { user: 'second', roles: ['duty'], mayRelease: false }), second.ask('PUT', '/api/staff', { user: 'admin', roles: ['duty'], mayRelease: false })])
    expect(both.filter(({ status }) => status === 204)).toHaveLength(1)
    const left = (await person('second').catch(() => null)) ?? null
    if (left === null) await staff(second, 'PUT', '/api/staff', { user: 'admin', roles: ['admin'], mayRelease: false })
    await admin().signIn()
    await put('second', ['duty'])
  })

  it('a second step: set up with a code, asked for at sign-in, each code good once, recovery codes in its place', async () => {
    const client = await hire('lin', ['duty'])
    expect((await client.ask('POST', '/api/account/totp', { password: 'not mine' })).body).toMatchObject({ code: 'auth/wrong-own-password' })
    const elsewhere = createClient(controller.origin)
    await signIn('lin', 'lin at work', undefined, elsewhere)
    const { secret, codes } = await enrol(client, 'lin at work')
    expect([codes.length, new Set(codes).size]).toEqual([10, 10])
    expect((await client.ask('GET', '/api/devices')).status).toBe(200)
    expect((await elsewhere.ask('GET', '/api/devices')).body).toMatchObject({ code: 'auth/code-first' })
    expect((await signIn('lin', 'lin at work')).body).toMatchObject({ code: 'auth/code-needed', path: 'code' })
    const code = nextCode(secret)
    const both = await Promise.all([signIn('lin', 'lin at work', code), signIn('lin', 'lin at work', code)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403])
    expect((await signIn('lin', 'lin at work', code)).body).toMatchObject({ code: 'auth/wrong-code' })
    expect((await elsewhere.ask('POST', '/api/session/code', { code: nextCode(secret) })).status).toBe(204)
    expect((await elsewhere.ask('GET', '/api/devices')).status).toBe(200)
    const spare = codes[0] ?? ''
    expect((await signIn('lin', 'lin at work', spare.toUpperCase())).status).toBe(200)
    expect((await signIn('lin', 'lin at work', spare)).body).toMatchObject({ code: 'auth/wrong-code' })
    expect(OwnAccount.parse((await client.ask('GET', '/api/account')).body)).toMatchObject({ recoveryLeft: 9, account: { totp: true } })
    const renewed = RecoveryCodes.parse(await staff(client, 'POST', '/api/account/recovery-codes', { code: nextCode(secret) }))
    expect((await signIn('lin', 'lin at work', codes[1])).status).toBe(403)
    expect((await signIn('lin', 'lin at work', renewed.recoveryCodes[0])).status).toBe(200)
    expect((await client.ask('POST', '/api/account/totp/off', { code: nextCode(secret) })).status).toBe(204)
    expect((await signIn('lin', 'lin at work')).status).toBe(200)
  })

  it('who guesses codes is slowed, and the true owner gets in from elsewhere', async () => {
    const owner = await hire('owner', ['duty'])
    const { secret } = await enrol(owner, 'owner at work')
    const from = (address: string, code?: string) => controller.services.staff.signIn({ user: 'owner', password: 'owner at work', code }, { address, agent: '' })
    const said = []
    for (let n = 0; n < 9; n += 1) {
      said.push(await from('10.0.0.66', String(n).padStart(6, '0')))
      // The right password between two guesses forgives none of them.
      await from('10.0.0.66')
    }
    expect(said.map((outcome) => (outcome.ok ? 'in' : outcome.error.code)).filter((one) => one === 'auth/slow-down').length).toBeGreaterThan(0)
    expect(said.slice(0, 8).every((outcome) => !outcome.ok && outcome.error.code === 'auth/wrong-code')).toBe(true)
    expect(await from('10.0.0.66', nextCode(secret))).toMatchObject({ ok: false, error: { code: 'auth/slow-down' } })
    expect((await from('10.0.0.7', nextCode(secret))).ok).toBe(true)
    // An administrator takes the second step off for who lost the phone; whoever found it is out.
    await staff(admin(), 'DELETE', '/api/staff/owner/totp')
    expect((await owner.ask('GET', '/api/session')).status).toBe(401)
    expect((await signIn('owner', 'owner at work')).body).toMatchObject({ totp: false })
  })

  it('the site may ask some roles for a second step: from the next sign-in on they set it up before anything else', async () => {
    const [publisher, author] = [await hire('pub', ['publisher']), await hire('aut', ['author'])]
    clock.advance({ seconds: 1 })
    const rules = { codeRequired: true, idleMinutes: 60, longestHours: 8 }
    expect((await publisher.ask('PUT', '/api/sign-in-rules', rules)).body).toMatchObject({ code: 'auth/forbidden' })
    await staff(admin(), 'PUT', '/api/sign-in-rules', rules)
    expect([(await publisher.ask('GET', '/api/devices')).status, (await author.ask('GET', '/api/devices')).status]).toEqual([200, 200])
    expect((await signIn('pub', 'pub at work', undefined, publisher)).body).toMatchObject({ owes: 'totp' })
    expect((await publisher.ask('GET', '/api/devices')).body).toMatchObject({ code: 'auth/enrol-first' })
    const { secret } = await enrol(publisher)
    expect((await publisher.ask('GET', '/api/devices')).status).toBe(200)
    expect((await publisher.ask('POST', '/api/account/totp/off', { code: nextCode(secret) })).body).toMatchObject({ code: 'auth/code-required' })
    expect((await signIn('aut', 'aut at work', undefined, author)).body).toMatchObject({ owes: null })
    clock.advance({ minutes: 61 })
    expect((await author.ask('GET', '/api/devices')).status).toBe(401)
    await admin().signIn()
    await enrol(admin())
    // The one-time password comes first; who set the controller up chose theirs already.
    await put('fresh', ['publisher'], { password: 'set by the admin' })
    const fresh = createClient(controller.origin)
    expect((await signIn('fresh', 'set by the admin', undefined, fresh)).body).toMatchObject({ owes: 'password' })
    expect((await fresh.ask('POST', '/api/account/totp', {})).body).toMatchObject({ code: 'auth/password-first' })
    await staff(fresh, 'PUT', '/api/account/password', { currentPassword: 'set by the admin', password: 'a lantern in the fog' })
    expect((await fresh.ask('GET', '/api/session')).body).toMatchObject({ owes: 'totp' })
    await enrol(fresh)
    expect((await fresh.ask('GET', '/api/devices')).status).toBe(200)
    expect(await person('admin')).toMatchObject({ signsInBy: 'own', oneTimeUntil: null })
    await staff(admin(), 'PUT', '/api/sign-in-rules', { codeRequired: false, idleMinutes: 240, longestHours: 12 })
    await staff(admin(), 'DELETE', '/api/staff/admin/totp')
    await admin().signIn()
  })

  it('sessions are listed with where they are from, ended one by one or all others, and by the administrator', async () => {
    const first = await hire('multi', ['duty'])
    const second = createClient(controller.origin)
    await second.ask('POST', '/api/session', { user: 'multi', password: 'multi at work' }, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0' })
    const list = async (client: Client) => OwnAccount.parse((await client.ask('GET', '/api/account')).body).sessions
    const seen = await list(first)
    expect(seen.map(({ own, address, way }) => [own, address, way]).sort()).toEqual([[false, '127.0.0.1', 'password'], [true, '127.0.0.1', 'password']])
    const other = seen.find(({ own }) => !own)
    expect(other).toMatchObject({ agent: expect.stringContaining('Chrome/156'), since: clock.now().toString() })
    const stranger = await hire('stranger', ['duty'])
    expect((await stranger.ask('DELETE', `/api/account/sessions/${other?.id}`)).status).toBe(404)
    expect((await first.ask('DELETE', `/api/account/sessions/${other?.id}`)).status).toBe(204)
    expect([(await second.ask('GET', '/api/session')).status, (await first.ask('GET', '/api/session')).status]).toEqual([401, 200])
    await second.signIn('multi', 'multi at work')
    expect((await first.ask('DELETE', '/api/account/sessions')).status).toBe(204)
    expect((await list(first)).map(({ own }) => own)).toEqual([true])
    const [theirs] = z.array(SessionView).parse(await staff(admin(), 'GET', '/api/staff/multi/sessions'))
    expect((await admin().ask('DELETE', `/api/staff/multi/sessions/${theirs?.id}`)).status).toBe(204)
    expect((await first.ask('GET', '/api/session')).status).toBe(401)
  })

  it('the audit log holds each of these, and not one password, code or secret', async () => {
    const entries: AuditPage['acts'] = []
    for (let before: number | null = 1e9; before !== null;) {
      const { acts, next }: AuditPage = AuditPage.parse(await staff(admin(), 'GET', `/api/audit?limit=200&before=${before}`))
      entries.push(...acts)
      before = next
    }
    expect(entries.filter(({ outcome }) => outcome === 'open')).toEqual([])
    const actions = new Set(entries.map(({ action }) => action))
    for (const action of ['PUT /api/organisations/:id', 'POST /api/staff/:id/password', 'POST /api/staff/:id/deactivate', 'DELETE /api/staff/:id/totp', 'PUT /api/account/totp', 'PUT /api/account/password', 'PUT /api/sign-in-rules', 'DELETE /api/account/sessions', 'POST /api/session']) expect(actions).toContain(action)
    expect(JSON.stringify(entries)).not.toMatch(/at work|quiet gate|set by the admin|a lantern|"code":"\d|"secret":"[A-Z]/)
  })
})
