import { get, request as ask } from 'node:http'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { createManualClock } from '../../controller/clock.ts'
import { readConfig } from '../../controller/config.ts'
import { createLog } from '../../controller/log.ts'
import { createController } from '../../controller/main.ts'
import { AuditPage } from '../../protocol/api-audit.ts'
import { DeviceView, Library, LiveChange, Problem, Readiness, ShowAnswer } from '../../protocol/api.ts'
import { PairingState, PairingStart } from '../../protocol/api-pairing.ts'
import { ADMIN_PASSWORD, createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { connectRawDevice } from '../support/devices.ts'
import { until } from '../support/until.ts'

let controller: TestController
let dist: string

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'anxing-dist-'))
  await mkdir(join(dist, 'console', 'assets'), { recursive: true })
  await writeFile(join(dist, 'console', 'index.html'), '<!doctype html><title>console</title>')
  await writeFile(join(dist, 'console', 'assets', 'main-abc.js'), 'export {}')
  controller = await startController({ dist })
})
afterAll(async () => {
  await controller.stop()
  await rm(dist, { recursive: true, force: true })
})

const stranger = () => createClient(controller.origin)

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends', async () => {
    const client = stranger()
    const { status, body, headers } = await client.signIn()
    expect([status, body]).toMatchObject([200, { user: 'admin', roles: ['admin'], mayRelease: true }])
    const cookie = headers.getSetCookie()[0] ?? ''
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Expires=']) expect(cookie).toContain(part)
    expect((await client.ask('GET', '/api/session')).body).toMatchObject({ user: 'admin' })
  })

  it('is over everywhere once signed out', async () => {
    const client = stranger()
    await client.signIn()
    const { cookie } = client
    expect((await client.ask('DELETE', '/api/session')).status).toBe(204)
    expect((await stranger().ask('GET', '/api/session', undefined, { cookie: cookie ?? '' })).body).toMatchObject({ code: 'auth/required' })
  })

  it('is over after twelve hours', async () => {
    const clock = createManualClock(Temporal.Now.instant())
    const other = await startController({ clock })
    try {
      for (let hours = 0; hours < 12; hours += 3) {
        expect((await other.client.ask('GET', '/api/session')).status).toBe(200)
        clock.advance({ hours: 3 })
      }
      expect((await other.client.ask('GET', '/api/session')).status).toBe(401)
      await other.services.jobs.runNow('sweep-sessions')
      expect(other.services.jobs.view().find((job) => job.name === 'sweep-sessions')?.lastResult).toBe('1 sessions forgotten')
    } finally {
      await other.stop()
    }
  })

  it('slows a guesser down and locks nobody else out', async () => {
    const guesser = stranger()
    const answers = []
    for (let i = 0; i < 10; i += 1) answers.push((await guesser.signIn('nobody-here', 'guess')).status)
    expect(answers).toEqual([...Array.from({ length: 8 }, () => 401), 429, 429])
    expect((await guesser.signIn('nobody-here', 'guess')).body).toMatchObject({ code: 'auth/slow-down' })
    expect((await guesser.signIn()).status).toBe(200)
  })

  it('lets a browser in that its user has signed in with, however much strangers guess from the same address', async () => {
    const house = await startController()
    try {
      const attempt = (password: string, cookie = '') => createClient(house.origin).ask('POST', '/api/session', { user: 'admin', password }, { cookie })
      const kept = (await attempt(ADMIN_PASSWORD)).headers.getSetCookie().find((one) => one.startsWith('anxing_browser=')) ?? ''
      expect(kept).toMatch(/HttpOnly.*SameSite=Strict/)
      const own = kept.split(';')[0] ?? ''
      const statuses: number[] = []
      for (let i = 0; i < 30; i += 1) statuses.push((await attempt('a guess')).status)
      expect(statuses.filter((status) => status === 401)).toHaveLength(8)
      // A stranger stays out, also with the right password and a cookie of its own making.
      expect([(await attempt(ADMIN_PASSWORD)).status, (await attempt(ADMIN_PASSWORD, `${own.slice(0, -4)}AAAA`)).status]).toEqual([429, 429])
      expect((await attempt(ADMIN_PASSWORD, own)).status).toBe(200)
      // Nor may it guess for ever.
      const known: number[] = []
      for (let i = 0; i < 10; i += 1) known.push((await attempt('a guess', own)).status)
      expect(known).toEqual([...Array.from({ length: 8 }, () => 401), 429, 429])
      // The log has each attempt that was looked at, and one line for each source that was slowed down.
      const { acts } = z.parse(AuditPage, (await house.client.ask('GET', '/api/audit?area=signin&limit=200')).body)
      expect(acts.filter(({ outcome }) => outcome === 'refused')).toHaveLength(8 + 1 + 8 + 1)
    } finally {
      await house.stop()
    }
  })

  it.each([[{ ANXING_TRUST_PROXY: '127.0.0.1' }, 401], [{}, 429]])('takes the word of a proxy that it was told of for where somebody is, and nobody else\'s: %j', async (settings, status) => {
    const house = await startController({ settings })
    try {
      const guess = (from: string) => createClient(house.origin).ask('POST', '/api/session', { user: 'admin', password: 'a guess' }, { 'x-forwarded-for': from })
      for (let i = 0; i < 9; i += 1) await guess('203.0.113.7')
      expect((await guess('203.0.113.7')).status).toBe(429)
      expect((await guess('203.0.113.8')).status).toBe(status)
    } finally {
      await house.stop()
    }
  })

  it('does not tell an unknown user from a wrong password', async () => {
    const [unknown, wrong] = [await stranger().signIn('nobody', 'wrong password'), await stranger().signIn('admin', 'wrong password')]
    expect(unknown.body).toEqual(wrong.body)
    expect([unknown.status, wrong.status]).toEqual([401, 401])
  })
})

describe('what is guarded', () => {
  type Operation = { method: string; path: string; open: boolean }
  const Document = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.object({ security: z.optional(z.array(z.unknown())), summary: z.optional(z.string()) }))) })
  async function operations(): Promise<Operation[]> {
    const { openapi, paths } = z.parse(Document, (await stranger().ask('GET', '/api/openapi.json')).body)
    expect(openapi).toBe('3.1.0')
    return Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { security }]) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, 'x1'), open: security?.length === 0 })))
  }

  it('asks everybody to sign in, but for what a screen and a probe need', async () => {
    const all = await operations()
    expect(all.filter(({ open }) => open).map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /api/oidc/callback', 'GET /api/oidc/start', 'GET /api/pairing/x1', 'GET /api/session/ways', 'GET /api/time', 'GET /healthz', 'GET /media/x1', 'GET /metrics', 'GET /readyz', 'POST /api/pairing', 'POST /api/pairing/demo', 'POST /api/session',
    ])
    const closed = all.filter(({ open }) => !open)
    expect(closed.length).toBeGreaterThan(30)
    for (const { method, path } of closed) {
      const { status, body } = await stranger().ask(method, path, method === 'GET' ? undefined : {})
      expect([method, path, status, z.parse(Problem, body).code]).toEqual([method, path, 401, 'auth/required'])
    }
  })

  it('refuses unsafe requests from another site, whoever is signed in', async () => {
    for (const { method, path } of (await operations()).filter(({ method }) => method !== 'GET')) {
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
        const { status, body } = await controller.client.ask(method, path, {}, headers)
        expect([method, path, status, z.parse(Problem, body).code]).toEqual([method, path, 403, 'auth/origin'])
      }
    }
  })

  it('lets a viewer read and nothing more, and only the administrator see to staff', async () => {
    await controller.client.ask('PUT', '/api/staff', { user: 'vi', password: 'only looking', roles: ['viewer'], mayRelease: false })
    const viewer = stranger()
    await viewer.signIn('vi', 'only looking')
    expect((await viewer.ask('GET', '/api/devices')).status).toBe(200)
    for (const [method, path] of [['POST', '/api/alerts'], ['PUT', '/api/devices/wall-taxi'], ['POST', '/api/schedule'], ['DELETE', '/api/playlists/neutral'], ['GET', '/api/staff'], ['POST', '/api/jobs/replan/run']] as const) {
      expect([path, (await viewer.ask(method, path, method === 'GET' ? undefined : {})).body]).toEqual([path, { code: 'auth/forbidden', message: expect.any(String) }])
    }
  })

  it('ends the sessions of somebody who is taken away', async () => {
    await controller.client.ask('PUT', '/api/staff', { user: 'gone', password: 'here for now', roles: ['duty'], mayRelease: false })
    const client = stranger()
    await client.signIn('gone', 'here for now')
    expect((await controller.client.ask('DELETE', '/api/staff/gone')).status).toBe(204)
    expect((await client.ask('GET', '/api/devices')).status).toBe(401)
    expect((await controller.client.ask('DELETE', '/api/staff/admin')).body).toMatchObject({ code: 'auth/last-admin' })
  })
})

describe('answers', () => {
  it('are problems where something is wrong, with a code and the path', async () => {
    const { client } = controller
    expect(await client.ask('GET', '/api/nowhere')).toMatchObject({ status: 404, body: { code: 'http/not-found' } })
    expect(await client.ask('GET', '/api/devices/nobody')).toMatchObject({ status: 404, body: { code: 'http/not-found' } })
    expect(await client.ask('GET', '/api/show?device=wall-taxi&at=soon')).toMatchObject({ status: 400, body: { code: 'http/invalid', path: 'at' } })
    expect(await client.ask('PUT', '/api/devices/wall-taxi', { zone: 'landside' })).toMatchObject({ status: 422, body: { code: 'device/inner-zone', path: 'zone' } })
    expect(await client.ask('PUT', '/api/devices/wall-taxi', { zone: null })).toMatchObject({ status: 422, body: { code: 'device/needs-zone' } })
    expect(await client.ask('PUT', '/api/devices/wall-taxi', { volume: 3 })).toMatchObject({ status: 400, body: { code: 'http/invalid', path: 'volume' } })
    const raw = await fetch(`${controller.origin}/api/alerts`, { method: 'POST', headers: { cookie: client.cookie ?? '', 'content-type': 'application/json' }, body: '{not json' })
    expect([raw.status, z.parse(Problem, await raw.json()).code]).toEqual([400, 'http/invalid'])
    const large = await fetch(`${controller.origin}/api/alerts`, { method: 'POST', headers: { cookie: client.cookie ?? '', 'content-type': 'application/json' }, body: JSON.stringify({ text: 'x'.repeat(600_000) }) })
    expect([large.status, z.parse(Problem, await large.json()).code]).toEqual([413, 'http/too-large'])
  })

  it('say what shows and why, now and beyond the published programme', async () => {
    for (const at of [Temporal.Now.instant(), Temporal.Now.instant().add({ hours: 24 * 9 })]) {
      const { status, body } = await controller.client.ask('GET', `/api/show?device=wall-taxi&at=${at}`)
      const answer = z.parse(ShowAnswer, body)
      expect([status, answer.main.kind]).toEqual([200, 'item'])
      expect(answer.reasons.map((r) => r.code)).toContain('main/slot')
    }
  })

  it('refuse a time that nobody plans for', async () => {
    for (const at of ['+275760-09-13T00:00:00Z', '+010000-01-01T00:00:00Z', '9999-12-31T23:00:00Z', '-000400-01-01T00:00:00Z', 'tomorrow']) {
      const { status, body } = await controller.client.ask('GET', `/api/show?device=wall-arrivals-1&at=${encodeURIComponent(at)}`)
      expect([at, status, body]).toEqual([at, 400, expect.objectContaining({ code: 'http/invalid', path: 'at' })])
    }
    expect((await controller.client.ask('GET', `/api/engagement?to=${encodeURIComponent('+275760-09-13T00:00:00Z')}`)).status).toBe(400)
    expect((await controller.client.ask('GET', '/api/show?device=wall-arrivals-1&at=2036-02-29T08:00:00%2B08:00')).status).toBe(200)
  })

  it('say that the controller is ready, part by part, and count for Prometheus', async () => {
    const { status, body } = await stranger().ask('GET', '/readyz')
    const readiness = z.parse(Readiness, body)
    expect([status, readiness.ready, readiness.parts.filter((part) => !part.ok)]).toEqual([200, true, []])
    const { body: metrics } = await stranger().ask('GET', '/metrics')
    for (const name of ['anxing_link_online 1', 'anxing_devices{state=', 'anxing_sign_ins_total{outcome="refused"}', 'anxing_broker_connections', 'anxing_events_total', 'anxing_wire_refused_total']) expect(metrics).toContain(name)
  })

  it('take an item off every screen at once, and bring it back; take a telephone number that was checked anew', async () => {
    const { client } = controller
    const playing = async () => z.parse(z.object({ programme: z.object({ items: z.array(z.object({ id: z.string() })) }) }), (await client.ask('GET', '/api/plan/taxi')).body).programme.items.map(({ id }) => id)
    const [item = ''] = await playing()
    expect((await client.ask('POST', `/api/items/${item}/withdraw`, {})).body).toMatchObject({ item: { id: item }, state: 'withdrawn' })
    await until(async () => expect(await playing()).not.toContain(item))
    expect((await client.ask('POST', `/api/items/${item}/restore`, {})).body).toMatchObject({ state: 'live' })
    await until(async () => expect(await playing()).toContain(item))
    expect((await client.ask('POST', '/api/items/none/withdraw', {})).status).toBe(404)

    const { phones } = z.parse(Library, (await client.ask('GET', '/api/library')).body)
    const [phone] = phones
    if (!phone) throw new Error('no telephone number')
    const checked = { ...phone, verifiedBy: '反诈中心值班员', verifiedOn: '2026-11-23', expires: '2028-11-23' }
    expect((await client.ask('PUT', `/api/phones/${phone.id}`, checked)).body).toEqual(checked)
    expect(z.parse(Library, (await client.ask('GET', '/api/library')).body).phones).toContainEqual(checked)
    expect((await client.ask('PUT', '/api/phones/another', checked)).body).toMatchObject({ code: 'content/other-id', path: 'id' })
    expect((await client.ask('PUT', `/api/phones/${phone.id}`, { ...checked, expires: '2026-11-22' })).body).toMatchObject({ code: 'content/phone-expired', path: 'expires' })
  })

  it('carry media by hash, to be kept for ever', async () => {
    const plan = z.parse(z.object({ programme: z.object({ items: z.array(z.object({ bundle: z.string() })) }) }), (await controller.client.ask('GET', '/api/plan/taxi')).body)
    const sha256 = plan.programme.items[0]?.bundle ?? ''
    const answer = await fetch(`${controller.origin}/media/${sha256}`)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    expect([answer.status, digest]).toEqual([200, sha256])
    expect(answer.headers.get('cache-control')).toContain('immutable')
    expect((await stranger().ask('GET', `/media/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await stranger().ask('GET', '/media/..%2f..%2fetc%2fpasswd')).status).toBe(400)
  })

  it('are pages under a strict policy, with files that stay and pages that are asked for anew', async () => {
    const front = await fetch(`${controller.origin}/`)
    const policy = front.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(await front.text()).toContain('/kiosk/?device=wall-taxi')
    const cached = async (path: string) => (await fetch(`${controller.origin}${path}`)).headers.get('cache-control')
    expect(await cached('/console/')).toBe('no-cache')
    expect(await cached('/console/alerts')).toBe('no-cache')
    expect(await cached('/console/assets/main-abc.js')).toContain('immutable')
    expect((await fetch(`${controller.origin}/console/assets/missing.js`)).status).toBe(404)
    expect((await fetch(`${controller.origin}/console/..%2f..%2fpackage.json`)).status).toBeGreaterThanOrEqual(400)
    expect(z.parse(Problem, (await stranger().ask('GET', '/kiosk/')).body).code).toBe('http/not-built')
  })
})

describe('live changes', () => {
  it('are told to whoever is signed in; a flood is one word', async () => {
    const heard: z.infer<typeof LiveChange>[] = []
    const request = get(`${controller.origin}/api/live`, { headers: { cookie: controller.client.cookie ?? '' } })
    const type = await new Promise<string | undefined>((resolve) => request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        const parts = text.split('\n\n')
        text = parts.pop() ?? ''
        for (const part of parts) if (part.startsWith('data: ')) heard.push(z.parse(LiveChange, JSON.parse(part.slice(6))))
      }).on('error', () => undefined)
      resolve(response.headers['content-type'])
    }))
    request.on('error', () => undefined)
    expect(type).toBe('text/event-stream')
    await controller.client.ask('PUT', '/api/devices/wall-taxi', { volume: 0.3 })
    await until(() => expect(heard).toContainEqual({ kind: 'device', id: 'wall-taxi' }))
    // A flood of one kind is said in one word.
    for (let i = 0; i < 5_000; i += 1) controller.services.changes.tell('device', `d-${i}`)
    await until(() => expect(heard).toContainEqual({ kind: 'device', id: '*' }))
    expect(heard.length).toBeLessThan(300)
    request.destroy()
  })
})

describe('pairing', () => {
  it('by a code: staff confirm what a screen shows, once', async () => {
    const screen = stranger()
    const started = z.parse(PairingStart, (await screen.ask('POST', '/api/pairing', {})).body)
    expect(started.code).toMatch(/^[A-Z0-9]{6}$/)
    expect((await screen.ask('GET', `/api/pairing/${started.token}`)).body).toMatchObject({ state: 'waiting' })
    expect((await controller.client.ask('POST', '/api/devices/wall-taxi/pair', { code: 'WRONG1' })).body).toMatchObject({ code: 'device/wrong-code', path: 'code' })
    const confirmed = await controller.client.ask('POST', '/api/devices/wall-taxi/pair', { code: started.code.toLowerCase() })
    expect(z.parse(DeviceView, confirmed.body).paired).toBe(true)
    const state = z.parse(PairingState, (await screen.ask('GET', `/api/pairing/${started.token}`)).body)
    if (state.state !== 'paired') throw new Error('not paired')
    expect(Buffer.from(state.credentials.secret, 'base64url').length).toBe(32)
    expect((await controller.client.ask('POST', '/api/devices/wall-taxi/pair', { code: started.code })).status).toBe(422)
    const device = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttWs, id: 'wall-taxi', credentials: state.credentials })
    await until(() => expect(device.desired()?.zone).toBe('taxi'))

    // Another screen takes its place: the old one is cut off and stays out.
    const again = z.parse(PairingStart, (await screen.ask('POST', '/api/pairing', {})).body)
    await controller.client.ask('POST', '/api/devices/wall-taxi/pair', { code: again.code })
    await until(() => expect(['offline', 'connecting']).toContain(device.link.state.name))
    await device.link.close()
  })

  it('of the demo is for this machine alone, whatever a header claims', async () => {
    const outside = Object.values(networkInterfaces()).flat().find((address) => address?.family === 'IPv4' && !address.internal)?.address
    const answer = readConfig({ ANXING_PORT: '0', ANXING_HOST: '0.0.0.0', ANXING_MQTT_PORT: '0', ANXING_DEMO: '1', ANXING_ADMIN_PASSWORD: ADMIN_PASSWORD, ANXING_LOG: 'silent', ANXING_DATA: join(dist, 'data') })
    if (!answer.ok) throw new Error('settings')
    const open = await createController(answer.config, { log: createLog('silent') })
    try {
      const pair = (host: string) => fetch(`http://${host}:${open.httpPort}/api/pairing/demo`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' }, body: '{"device":"wall-taxi"}' })
      expect((await pair('127.0.0.1')).status).toBe(200)
      // The machine's own outer address: the socket then does not come from loopback.
      expect(outside).toBeDefined()
      const refused = await pair(outside ?? '')
      expect([refused.status, z.parse(Problem, await refused.json()).code]).toEqual([403, 'auth/not-here'])
    } finally {
      await open.stop()
    }
  })

  it('of the demo is not for a page elsewhere whose name was made to point at this machine', async () => {
    const pair = (headers: Record<string, string>) => new Promise<{ status: number; code: unknown }>((resolve, reject) => {
      const asked = ask(`${controller.origin}/api/pairing/demo`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } }, (response) => {
        response.setEncoding('utf8').toArray().then((parts) => resolve({ status: response.statusCode ?? 0, code: z.parse(z.record(z.string(), z.unknown()), JSON.parse(parts.join('')))['code'] }), reject)
      })
      asked.on('error', reject).end('{"device":"wall-ride-hail"}')
    })
    const { port } = new URL(controller.origin)
    // As a browser has it after DNS rebinding: name and origin agree, and the socket comes from loopback.
    expect(await pair({ host: `evil.example:${port}`, origin: `http://evil.example:${port}`, 'sec-fetch-site': 'same-origin' })).toEqual({ status: 403, code: 'auth/not-here' })
    expect(controller.services.devices.get('wall-ride-hail')?.paired).toBe(false)
    expect((await pair({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).status).toBe(200)
  })

  it('of the demo is refused where there is no demo', async () => {
    const serious = await startController({ demo: false })
    try {
      expect((await serious.client.ask('POST', '/api/pairing/demo', { device: 'wall-taxi' })).body).toMatchObject({ code: 'auth/not-here' })
      const today = Temporal.Now.plainDateISO('Asia/Shanghai')
      const [phone] = z.parse(Library, (await serious.client.ask('GET', '/api/library')).body).phones
      if (!phone) throw new Error('no telephone number')
      const checked = { ...phone, verifiedBy: '值班员', verifiedOn: today.toString(), expires: today.add({ years: 1 }).toString() }
      for (const [over, code] of [[{ expires: today.add({ years: 1, days: 1 }).toString() }, 'content/phone-long'], [{ verifiedOn: today.add({ days: 2 }).toString() }, 'content/phone-early'], [{ verifiedBy: ' ' }, 'content/phone-nobody']] as const) expect((await serious.client.ask('PUT', `/api/phones/${phone.id}`, { ...checked, ...over })).body).toMatchObject({ code })
      const put = async (body: object) => (await serious.client.ask('PUT', `/api/phones/${phone.id}`, body)).body
      expect(await put(checked)).toEqual(checked)
      for (const other of [{ number: '+1 900 555 0100' }, { name: { 'zh-CN': '骗子', en: 'A fraud' } }, { note: { 'zh-CN': '请转账', en: 'Pay now' } }]) expect(await put({ ...checked, ...other })).toMatchObject({ code: 'content/needs-review' })
      expect((await serious.client.ask('PUT', '/api/phones/new', { ...checked, id: 'new' })).body).toMatchObject({ code: 'content/needs-review' })
      expect((await serious.client.ask('POST', '/api/devices/robot-xiaoan-1/command', { action: { do: 'say', text: { 'zh-CN': '您好', en: 'Hello' } } })).body).toMatchObject({ code: 'content/needs-review', path: 'action.text' })
      expect((await serious.client.ask('POST', '/api/devices/robot-xiaoan-1/command', { action: { do: 'hold', text: { 'zh-CN': '您好', en: 'Hello' }, seconds: 60 } })).body).toMatchObject({ code: 'content/needs-review', path: 'action.text' })
      // And there the administrator does not release alone.
      expect((await serious.client.ask('GET', '/api/session')).body).toMatchObject({ mayRelease: false })
    } finally {
      await serious.stop()
    }
  })
})

describe('devices', () => {
  it('hear of their new zone at once, robots between zones too', async () => {
    const robot = await connectRawDevice({ origin: controller.origin, mqttUrl: controller.mqttTcp, id: 'robot-xiaoan-1' })
    await until(() => expect(robot.desired()).not.toBe(null))
    for (const zone of ['taxi', null, 'arrivals']) {
      expect((await controller.client.ask('PUT', '/api/devices/robot-xiaoan-1', { zone, publicAddress: zone === null })).body).toMatchObject({ zone })
      await until(() => expect(robot.desired()).toMatchObject({ zone, publicAddress: zone === null }))
    }
    const { body } = await controller.client.ask('POST', '/api/devices/robot-xiaoan-1/command', { action: { do: 'say', text: { 'zh-CN': '您好', en: 'Hello' } } })
    const order = z.parse(z.object({ id: z.string() }), body)
    await until(() => expect([...robot.heard.values()].flat().map((fact) => fact.body)).toContainEqual(expect.objectContaining({ id: order.id, action: { do: 'say', text: { 'zh-CN': '您好', en: 'Hello' } } })))
    await until(async () => expect(controller.services.devices.get('robot-xiaoan-1')?.state).toBe('online'))
    // Held, moved on and released: the wire carries until when, at most a quarter of an hour; other screens are not ordered so.
    const give = async (action: object, device = 'robot-xiaoan-1') => (await controller.client.ask('POST', `/api/devices/${device}/command`, { action })).body
    for (const action of [{ do: 'hold', text: null, seconds: 900 }, { do: 'next' }, { do: 'release' }]) {
      const { id } = z.parse(z.object({ id: z.string() }), await give(action))
      await until(() => expect([...robot.heard.values()].flat().map((fact) => fact.body)).toContainEqual(expect.objectContaining({ id, action: action.do === 'hold' ? { do: 'hold', text: null, until: expect.any(String) } : action })))
      expect(await give(action, 'wall-taxi')).toMatchObject({ code: 'device/not-a-robot' })
    }
    expect(await give({ do: 'hold', text: null, seconds: 901 })).toMatchObject({ code: 'http/invalid' })
    await robot.close()
    await until(async () => expect(controller.services.devices.get('robot-xiaoan-1')?.state).toBe('stale'))
  })
})
