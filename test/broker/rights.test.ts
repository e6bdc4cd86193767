import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { AlertAnswer, Problem } from '../../protocol/api.ts'
import { Revision } from '../../protocol/api-review.ts'
import { staffRoles, type StaffRole } from '../../protocol/rights.ts'
import { createClient, type Client } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { staff } from '../support/staff.ts'

/**
 * Who may call what: written by hand and read by people, so that a change of the code's own table shows here. A letter where
 * the role passes, a dot where it is turned away; the last column is somebody who is not signed in.
 *
 *   A administrator   a author      1 2 3 reviewers   p publisher   d duty officer
 *   r robot operator  n analyst     v viewer          - nobody in particular
 */
const reviewed = `
  Aa123pdrnv.  DELETE /api/session
  Aa123pdrnv.  GET /api/session
  Aa123pdrnv-  POST /api/session
  Aa123pdrnv-  GET /api/session/ways
  Aa123pdrnv.  POST /api/session/code
  Aa123pdrnv-  GET /api/oidc/start
  Aa123pdrnv-  GET /api/oidc/callback
  Aa123pdrnv.  GET /api/account
  Aa123pdrnv.  PUT /api/account/password
  Aa123pdrnv.  POST /api/account/totp
  Aa123pdrnv.  PUT /api/account/totp
  Aa123pdrnv.  POST /api/account/totp/off
  Aa123pdrnv.  POST /api/account/recovery-codes
  Aa123pdrnv.  DELETE /api/account/sessions
  Aa123pdrnv.  DELETE /api/account/sessions/{session}
  A..........  GET /api/staff
  A..........  PUT /api/staff
  A..........  DELETE /api/staff/{id}
  A..........  POST /api/staff/{id}/password
  A..........  POST /api/staff/{id}/deactivate
  A..........  POST /api/staff/{id}/reactivate
  A..........  DELETE /api/staff/{id}/totp
  A..........  GET /api/staff/{id}/sessions
  A..........  DELETE /api/staff/{id}/sessions
  A..........  DELETE /api/staff/{id}/sessions/{session}
  A..........  GET /api/organisations
  A..........  PUT /api/organisations/{id}
  A..........  DELETE /api/organisations/{id}
  A..........  GET /api/sign-in-rules
  A..........  PUT /api/sign-in-rules
  Aa123pdrnv.  GET /api/devices
  Aa123pdrnv.  GET /api/devices/{id}
  A.....d....  PUT /api/devices/{id}
  A.....dr...  POST /api/devices/{id}/command
  A.....d....  POST /api/devices/{id}/pair
  Aa123pdrnv.  GET /api/alarms
  Aa123pdrnv.  GET /api/alarms/past
  A.....d....  POST /api/alarms/{id}/acknowledge
  Aa123pdrnv.  GET /api/venue/map
  Aa123pdrnv-  POST /api/pairing
  Aa123pdrnv-  GET /api/pairing/{token}
  Aa123pdrnv-  POST /api/pairing/demo
  Aa123pdrnv.  GET /api/alerts
  A.....d....  POST /api/alerts
  A.....d....  POST /api/alerts/dry-run
  Aa123pdrnv.  GET /api/alerts/{id}
  A.....d....  PUT /api/alerts/{id}
  A.....d....  POST /api/alerts/{id}/cancel
  A....pd....  POST /api/alerts/{id}/release
  A....pd....  POST /api/alerts/{id}/refuse
  Aa123pdrnv.  GET /api/alerts/{id}/coverage
  Aa123pdrnv.  GET /api/alerts/{id}/reach
  Aa123pdrnv.  GET /api/alerts/{id}/life
  A....pd....  POST /api/alerts/{id}/review
  A.....d....  PUT /api/alerts/{id}/screens/{device}
  Aa123pdrnv.  GET /api/alerts/history.csv
  A..........  GET /api/audit
  A..........  GET /api/audit/verify
  A..........  GET /api/audit/export
  Aa123pdrnv.  GET /api/library
  Aa123pdrnv.  GET /api/guide
  Aa123pdrnv.  GET /api/guide.pdf
  A....pd....  POST /api/items/{id}/withdraw
  A....pd....  POST /api/items/{id}/restore
  A....p.....  PUT /api/phones/{id}
  Aa123pdrnv.  GET /api/venue
  Aa123pdrnv.  GET /api/playlists
  Aa.........  POST /api/playlists
  Aa123pdrnv.  GET /api/playlists/{id}
  Aa.........  PUT /api/playlists/{id}
  A....p.....  DELETE /api/playlists/{id}
  A....pd....  POST /api/playlists/{id}/withdraw
  A....pd....  POST /api/playlists/{id}/restore
  A..........  GET /api/keys
  A..........  POST /api/keys/rotate
  A..........  POST /api/keys/finish
  Aa123pdrnv.  GET /api/desk
  A.....d....  PUT /api/desk
  A.....d....  POST /api/desk/redeem
  Aa123pdrnv.  GET /api/calls
  Aa123pdrnv.  POST /api/learn/open
  Aa123pdrnv.  POST /api/learn/answer
  A.....d....  POST /api/calls/{id}/accept
  A.....d....  POST /api/calls/{id}/done
  Aa123pdrnv.  GET /api/revisions
  Aa123pdrnv.  GET /api/revisions/{kind}/{id}
  Aa123pdrnv.  GET /api/revisions/{kind}/{id}/{version}
  Aa.........  POST /api/revisions
  Aa.........  PUT /api/revisions/{kind}/{id}/{version}
  Aa.........  DELETE /api/revisions/{kind}/{id}/{version}
  Aa.........  POST /api/revisions/{kind}/{id}/{version}/submit
  Aa.........  POST /api/revisions/{kind}/{id}/{version}/recall
  Aa123pdrnv.  POST /api/revisions/{kind}/{id}/{version}/decide
  Aa123pdrnv.  POST /api/revisions/decide
  A....p.....  POST /api/revisions/publish
  Aa.........  POST /api/revisions/adopt
  Aa123pdrnv.  POST /api/revisions/{kind}/{id}/{version}/comments
  Aa.........  POST /api/revisions/{kind}/{id}/{version}/restore
  Aa.........  POST /api/checks
  Aa123pdrnv.  GET /api/review/stages
  A..........  PUT /api/review/stages
  Aa123pdrnv.  GET /api/schedule
  A....pd....  POST /api/schedule
  Aa123pdrnv.  GET /api/schedule/{id}
  A....pd....  PUT /api/schedule/{id}
  A....pd....  DELETE /api/schedule/{id}
  A....pd....  POST /api/schedule/batch
  Aa123pdrnv.  POST /api/schedule/preview
  Aa123pdrnv.  GET /api/timeline
  Aa123pdrnv.  GET /api/presets
  Aa123pdrnv.  GET /api/presets/applied
  A....pd....  POST /api/presets/{id}/apply
  A....pd....  POST /api/presets/applied/{id}/revert
  Aa123pdrnv.  GET /api/talks
  A....pd....  POST /api/talks
  A....pd....  PUT /api/talks/{id}
  A....pd....  DELETE /api/talks/{id}
  Aa123pdrnv.  GET /api/plan/warnings
  Aa123pdrnv.  GET /api/plan/{zone}
  Aa123pdrnv.  GET /api/show
  Aa123pd.nv.  GET /api/engagement
  Aa123pd.nv.  GET /api/engagement/report
  Aa123pd.nv.  GET /api/engagement/report.csv
  Aa123pd.nv.  GET /api/engagement/asked
  Aa123pd.nv.  GET /api/kpi
  A.......n..  POST /api/kpi
  A.......n..  PUT /api/kpi/{id}
  A.......n..  DELETE /api/kpi/{id}
  Aa123pdrnv.  GET /api/live
  Aa123pdrnv-  GET /media/{sha256}
  Aa123pdrnv.  GET /api/media
  Aa.........  POST /api/media
  Aa123pdrnv.  GET /api/media/{sha256}
  Aa.........  DELETE /api/media/{sha256}
  Aa123pdrnv-  GET /api/time
  Aa123pdrnv-  GET /healthz
  Aa123pdrnv-  GET /readyz
  Aa123pdrnv-  GET /metrics
  Aa123pdrnv.  GET /api/health
  Aa123pdrnv.  GET /api/jobs
  A..........  POST /api/jobs/{name}/run
`.trim().split('\n').map((line) => line.trim()).sort()

/** What decides inside the service once the route has let somebody in: who may decide on a draft that waits for its first, second, third review. */
const reviewersOf = { 1: 'A.1........', 2: 'A..2.......', 3: 'A...3......' } as const
/** Who may order a wall to do something, and who a robot: to show itself, to say a line, to stand still, to go on, to be released. */
const ordersTo = { 'wall-taxi': 'A.....d....', 'robot-xiaoan-1': 'A.....dr...' } as const
const orders = [{ do: 'identify' }, { do: 'say', text: { 'zh-CN': '未审', en: 'Not reviewed' } }, { do: 'hold', text: null, seconds: 60 }, { do: 'next' }, { do: 'release' }] as const

const letters: Record<StaffRole, string> = { admin: 'A', author: 'a', reviewer1: '1', reviewer2: '2', reviewer3: '3', publisher: 'p', duty: 'd', robot_operator: 'r', analyst: 'n', viewer: 'v' }
const columns = [...staffRoles.map((role) => ({ name: role as string, letter: letters[role] })), { name: 'nobody', letter: '-' }]

let controller: TestController
let people: Map<string, Client>

beforeAll(async () => {
  controller = await startController({ demo: false })
  for (const role of staffRoles) await staff(controller.client, 'PUT', '/api/staff', { user: `x-${role}`, password: `${role} at work`, roles: [role], mayRelease: false })
  people = new Map(await Promise.all(columns.map(async ({ name }) => {
    const client = createClient(controller.origin)
    if (name !== 'nobody') await client.signIn(`x-${name}`, `${name} at work`)
    return [name, client] as const
  })))
})
afterAll(() => controller.stop())

/** Whether this person gets past the question who may: whatever is said of the request itself comes after. Streams are left as soon as they open. */
async function isLetIn(name: string, method: string, path: string, body?: unknown): Promise<boolean> {
  const cookie = people.get(name)?.cookie
  const answer = await fetch(`${controller.origin}${path}`, {
    method, headers: { origin: controller.origin, ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, body: body === undefined ? null : JSON.stringify(body),
  })
  if (answer.status !== 401 && answer.status !== 403) {
    await answer.body?.cancel()
    return true
  }
  const { code } = z.parse(Problem, await answer.json())
  const turnedAway = name === 'nobody' ? 'auth/required' : 'auth/forbidden'
  if (code === 'auth/required' || code === 'auth/forbidden') expect([name, method, path, code, answer.status]).toEqual([name, method, path, turnedAway, name === 'nobody' ? 401 : 403])
  return code !== turnedAway
}

/** A column for each role and for nobody: its letter where `asks` lets them in. */
async function line(asks: (name: string) => Promise<boolean>): Promise<string> {
  return (await Promise.all(columns.map(async ({ name, letter }) => ((await asks(name)) ? letter : '.')))).join('')
}

const real: Record<string, string> = { kind: 'item', version: '1', token: 'none', sha256: '0'.repeat(64) }
const fill = (path: string) => path.replace('/api/devices/{id}', '/api/devices/robot-xiaoan-1').replace(/\{(\w+)\}/g, (_, name: string) => real[name] ?? 'x1')

describe('who may call what', () => {
  it('every route answers every role, and nobody, as the reviewed table says', async () => {
    const { paths } = z.parse(z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }), (await controller.client.ask('GET', '/api/openapi.json')).body)
    const calls = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
    // Signing out comes last: whoever has done it is nobody.
    calls.sort((a, b) => Number(a.method === 'DELETE' && a.path === '/api/session') - Number(b.method === 'DELETE' && b.path === '/api/session'))
    const found: string[] = []
    for (const { method, path } of calls) {
      found.push(`${await line((name) => isLetIn(name, method, fill(path), method === 'GET' || method === 'DELETE' ? undefined : {}))}  ${method} ${path}`)
    }
    expect(found.sort()).toEqual(reviewed)
    for (const [name, client] of people) if (name !== 'nobody') await client.signIn(`x-${name}`, `${name} at work`)
  }, 120_000)

  it('orders to a wall need more than orders to a robot', async () => {
    for (const [device, may] of Object.entries(ordersTo)) {
      for (const action of orders) expect([device, action.do, await line((name) => isLetIn(name, 'POST', `/api/devices/${device}/command`, { action }))]).toEqual([device, action.do, may])
    }
  })

  it('each review is passed by those who have the right of that review', async () => {
    const author = people.get('author') ?? controller.client
    const items = controller.services.content.playlist('gate-wait')?.items.slice(0, 2) ?? []
    const { id, kind, version } = Revision.parse(await staff(author, 'POST', '/api/revisions', { kind: 'playlist', body: { id: 'by-stage', campaign: null, name: { 'zh-CN': '逐级', en: 'By stage' }, items } }))
    const at = `/api/revisions/${kind}/${id}/${version}`
    await staff(author, 'POST', `${at}/submit`, {})
    for (const stage of [1, 2, 3] as const) {
      // A refusal without a reason decides nothing, whoever makes it.
      expect([stage, await line((name) => isLetIn(name, 'POST', `${at}/decide`, { decision: 'refuse', note: '' }))]).toEqual([stage, reviewersOf[stage]])
      await staff(people.get(`reviewer${stage}`) ?? author, 'POST', `${at}/decide`, { decision: 'pass', note: '' })
    }
  })
})

describe('what no role makes possible', () => {
  /** Somebody with every role there is, outside the demo. */
  const all = () => createClient(controller.origin)
  const codeOf = async (answer: Promise<{ status: number; body: unknown }>) => z.catch(z.object({ code: z.string() }), { code: 'none' }).parse((await answer).body).code

  it('to review or publish one\'s own, to review twice, to publish what has not passed, to put words on screens without review', async () => {
    await staff(controller.client, 'PUT', '/api/staff', { user: 'every', password: 'does everything', roles: staffRoles, mayRelease: true })
    const every = all()
    await every.signIn('every', 'does everything')
    const items = controller.services.content.playlist('gate-wait')?.items.slice(0, 2) ?? []
    const body = (id: string) => ({ id, campaign: null, name: { 'zh-CN': '一人包办', en: 'One alone' }, items })
    const pass = (who: Client, at: string) => who.ask('POST', `${at}/decide`, { decision: 'pass', note: '' })

    const own = Revision.parse(await staff(every, 'POST', '/api/revisions', { kind: 'playlist', body: body('own-work') }))
    const ownAt = `/api/revisions/playlist/own-work/${own.version}`
    const names = [{ kind: 'playlist', id: 'own-work', version: own.version }]
    expect(await codeOf(every.ask('POST', '/api/revisions/publish', { revisions: names }))).toBe('content/state')
    await staff(every, 'POST', `${ownAt}/submit`, {})
    expect(await codeOf(pass(every, ownAt))).toBe('content/own-work')
    expect(await codeOf(every.ask('POST', '/api/revisions/decide', { revisions: names, decision: 'pass', note: '' }))).toBe('content/own-work')
    for (const stage of [1, 2, 3]) await staff(people.get(`reviewer${stage}`) ?? every, 'POST', `${ownAt}/decide`, { decision: 'pass', note: '' })
    expect(await codeOf(every.ask('POST', '/api/revisions/publish', { revisions: names }))).toBe('content/own-work')
    expect(controller.services.content.playlist('own-work')).toBeNull()

    const author = people.get('author') ?? every
    const other = Revision.parse(await staff(author, 'POST', '/api/revisions', { kind: 'playlist', body: body('others-work') }))
    const at = `/api/revisions/playlist/others-work/${other.version}`
    await staff(author, 'POST', `${at}/submit`, {})
    expect((await pass(every, at)).status).toBe(200)
    expect(await codeOf(pass(every, at))).toBe('content/same-reviewer')

    expect(await codeOf(every.ask('POST', '/api/playlists', { ...body('past-review'), state: 'live' }))).toBe('content/needs-review')
    expect(await codeOf(controller.client.ask('POST', '/api/playlists', { ...body('past-review'), state: 'live' }))).toBe('content/needs-review')
  })

  it('for an author to take what is live off the screens', async () => {
    const author = people.get('author') ?? all()
    const live = controller.services.content.playlists().find(({ id }) => id === 'gate-wait')
    if (!live) throw new Error('no playlist')
    await controller.services.content.publish([{ kind: 'playlist', id: live.id, body: live, version: live.version + 1 }])
    const { version: _version, ...body } = live
    expect(await codeOf(author.ask('PUT', '/api/playlists/gate-wait', { ...body, state: 'withdrawn' }))).toBe('auth/forbidden')
    expect(await codeOf(author.ask('PUT', '/api/playlists/gate-wait', { ...body, state: 'draft' }))).toBe('content/needs-review')
    expect(controller.services.content.playlist('gate-wait')?.state).toBe('live')
  })

  it('to release an alert of one\'s own', async () => {
    const [duty, publisher] = [people.get('duty') ?? all(), people.get('publisher') ?? all()]
    const wanted = { severity: 'orange', presentation: 'takeover', target: { devices: ['wall-taxi'] }, expiresInSeconds: 60, info: [{ language: 'zh-CN', headline: '等第二人', description: '一人不能放行。' }, { language: 'en', headline: 'Waits', description: 'Nobody releases their own.' }] }
    const { id, state } = AlertAnswer.parse(await staff(duty, 'POST', '/api/alerts', wanted))
    expect(state).toBe('waiting')
    expect(await codeOf(duty.ask('POST', `/api/alerts/${id}/release`, {}))).toBe('alert/same-person')
    expect((await publisher.ask('POST', `/api/alerts/${id}/refuse`, {})).status).toBe(200)
  })
})
