import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import * as z from 'zod/mini'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditPage } from '../../protocol/api-audit.ts'
import { EnrolSecret, StaffView } from '../../protocol/api-people.ts'
import { createClient } from '../support/client.ts'
import { startController, type TestController } from '../support/controller.ts'
import { createWalker, startOidc, type OidcHouse, type Walker } from '../support/oidc.ts'
import { freePorts } from '../support/ports.ts'
import { staff } from '../support/staff.ts'
import { codeOf } from '../support/totp.ts'

const people = [
  { sub: 'p-lin', email: 'Lin@Airport.example' }, { sub: 'p-unverified', email: 'wu@airport.example', verified: false }, { sub: 'p-stranger', email: 'stranger@airport.example' },
  { sub: 'p-gone', email: 'gone@airport.example' }, { sub: 'p-strong', email: 'strong@airport.example', secondStep: true },
]
const settingsOf = ({ issuer, clientId, clientSecret }: OidcHouse) => ({ ANXING_OIDC_ISSUER: issuer, ANXING_OIDC_CLIENT_ID: clientId, ANXING_OIDC_CLIENT_SECRET: clientSecret, ANXING_OIDC_NAME: '机场统一认证' })

describe('sign-in by a provider', () => {
  let controller: TestController
  let oidc: OidcHouse
  let redirectUri: string
  const put = (user: string, more: object) => staff(controller.client, 'PUT', '/api/staff', { user, roles: ['duty'], mayRelease: false, ...more })
  const isConsole = (url: URL) => url.pathname.startsWith('/console/')
  const start = (back?: string) => new URL(`/api/oidc/start${back === undefined ? '' : `?back=${encodeURIComponent(back)}`}`, controller.origin)
  /** Chooses somebody on the provider's page; where the browser is then. */
  async function choose(walker: Walker, page: { url: URL; body: string }, sub: string, stop = isConsole): Promise<URL> {
    const action = new URL(/action="([^"]+)"/.exec(page.body)?.[1] ?? '', page.url)
    const answer = await walker.step(action, new URLSearchParams(sub === '' ? { cancel: '1' } : { sub }))
    return (await walker.follow(answer.url, stop)).url
  }
  async function signIn(sub: string, { walker = createWalker(), back, amiss }: { walker?: Walker; back?: string; amiss?: (attempt: Record<string, string>) => void } = {}): Promise<{ url: URL; who: { status: number; body: unknown } }> {
    const page = await walker.follow(start(back), isConsole)
    if (amiss) {
      const attempt = JSON.parse(Buffer.from(walker.cookie(controller.origin, 'anxing_oidc') ?? '', 'base64url').toString()) as Record<string, string>
      amiss(attempt)
      walker.setCookie(controller.origin, 'anxing_oidc', Buffer.from(JSON.stringify(attempt)).toString('base64url'))
    }
    const url = page.body === '' ? page.url : await choose(walker, page, sub)
    const token = walker.cookie(controller.origin, 'anxing_session')
    return { url, who: await createClient(controller.origin).ask('GET', '/api/session', undefined, token ? { cookie: `anxing_session=${token}` } : {}) }
  }
  const refusedWith = (url: URL) => new URLSearchParams(url.hash.split('?')[1] ?? '').get('refused')

  beforeAll(async () => {
    const [port = 0] = await freePorts(1)
    redirectUri = `http://127.0.0.1:${port}/api/oidc/callback`
    oidc = await startOidc({ redirectUri, people })
    controller = await startController({ port, demo: false, settings: settingsOf(oidc) })
    await put('lin', { name: '林', email: 'lin@airport.example', password: 'lin at work' })
    await put('wu', { email: 'wu@airport.example' })
    await put('gone', { oidcSubject: 'p-gone' })
    await put('strong', { email: 'strong@airport.example', roles: ['publisher'] })
  })
  afterAll(async () => {
    await controller.stop()
    await oidc.stop().catch(() => undefined)
  })

  it('a verified address that the administrator named links the account once, and leads back to where one was', async () => {
    expect((await createClient(controller.origin).ask('GET', '/api/session/ways')).body).toEqual({ oidc: { name: '机场统一认证' } })
    const { url, who } = await signIn('p-lin', { back: '#/show?device=wall-taxi' })
    expect([url.pathname, url.hash, who.body]).toMatchObject(['/console/', '#/show?device=wall-taxi', { user: 'lin', name: '林', roles: ['duty'], owes: null }])
    await put('lin', { email: null })
    expect((await signIn('p-lin')).who.body).toMatchObject({ user: 'lin' })
    const lin = z.array(StaffView).parse(await staff(controller.client, 'GET', '/api/staff')).find(({ user }) => user === 'lin')
    expect(lin).toMatchObject({ oidcSubject: 'p-lin', signsInBy: 'one_time' })
    expect((await controller.client.ask('PUT', '/api/staff', { user: 'wu', roles: ['duty'], mayRelease: false, oidcSubject: 'p-lin' })).body).toMatchObject({ code: 'people/subject-taken' })
  })

  it.each([['p-stranger', 'auth/oidc-unknown'], ['p-unverified', 'auth/oidc-unverified'], ['', 'auth/oidc-cancelled']])('%s is refused: %s', async (sub, code) => {
    const { url, who } = await signIn(sub)
    expect([refusedWith(url), who.status]).toEqual([code, 401])
  })

  it('who was deactivated stays out, and is let in by the provider again once reactivated', async () => {
    await staff(controller.client, 'POST', '/api/staff/gone/deactivate')
    expect(refusedWith((await signIn('p-gone')).url)).toBe('auth/deactivated')
    await staff(controller.client, 'POST', '/api/staff/gone/reactivate')
    expect((await signIn('p-gone')).who.body).toMatchObject({ user: 'gone' })
  })

  it('another state, another nonce, another verifier, another browser: nobody gets in', async () => {
    expect(refusedWith((await signIn('p-lin', { amiss: (attempt) => { attempt['state'] = 'x' } })).url)).toBe('auth/oidc-stale')
    expect(refusedWith((await signIn('p-lin', { amiss: (attempt) => { attempt['nonce'] = 'x' } })).url)).toBe('auth/oidc-refused')
    expect(refusedWith((await signIn('p-lin', { amiss: (attempt) => { attempt['verifier'] = 'x'.repeat(43) } })).url)).toBe('auth/oidc-refused')
    const victim = createWalker()
    const attacker = createWalker()
    const callback = await choose(attacker, await attacker.follow(start()), 'p-lin', (url) => url.pathname === '/api/oidc/callback')
    expect(refusedWith((await victim.follow(callback, isConsole)).url)).toBe('auth/oidc-stale')
    expect(victim.cookie(controller.origin, 'anxing_session')).toBeUndefined()
  })

  it('a second step is asked for after the provider, too, unless it asked for one itself', async () => {
    const walker = createWalker()
    await signIn('p-lin', { walker })
    const cookie = { cookie: `anxing_session=${walker.cookie(controller.origin, 'anxing_session')}` }
    const client = createClient(controller.origin)
    const { secret } = EnrolSecret.parse((await client.ask('POST', '/api/account/totp', { password: 'lin at work' }, cookie)).body)
    expect((await client.ask('PUT', '/api/account/totp', { code: codeOf(secret, Date.now()) }, cookie)).status).toBe(200)
    expect((await signIn('p-lin')).who.body).toMatchObject({ user: 'lin', owes: 'code' })
    await staff(controller.client, 'PUT', '/api/sign-in-rules', { codeRequired: true, idleMinutes: 240, longestHours: 12 })
    expect((await signIn('p-strong')).who.body).toMatchObject({ user: 'strong', owes: null })
    expect((await signIn('p-gone')).who.body).toMatchObject({ user: 'gone', owes: 'totp' })
  })

  it('each of these is in the audit log, with whom it was about', async () => {
    const entries = AuditPage.parse(await staff(controller.client, 'GET', '/api/audit?limit=200')).acts.filter(({ action }) => action === 'GET /api/oidc/callback')
    expect(entries.map(({ user, subject, outcome }) => [user, subject, outcome])).toEqual(expect.arrayContaining([['lin', 'p-lin', 'done'], ['-', 'p-stranger', 'refused'], ['-', 'p-gone', 'refused'], ['-', '-', 'refused']]))
  })

  it('where the provider is down it says so, and passwords go on', async () => {
    await oidc.stop()
    // Its keys and addresses are known already: what fails is the way back.
    const other = await startController({ demo: false, settings: settingsOf(oidc) })
    const down = await createWalker().follow(new URL('/api/oidc/start', other.origin), isConsole)
    expect(refusedWith(down.url)).toBe('auth/oidc-unreachable')
    expect((await other.client.ask('GET', '/api/session')).status).toBe(200)
    oidc = await startOidc({ redirectUri: `${other.origin}/api/oidc/callback`, people, port: Number(new URL(oidc.issuer).port) })
    expect((await createWalker().follow(new URL('/api/oidc/start', other.origin), isConsole)).body).toContain('action="/interaction/')
    await other.stop()
  })
})

it('a token for another client, or one that somebody else signed, lets nobody in', async () => {
  const [own, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  const jwk = { ...(await exportJWK(own.publicKey)), alg: 'RS256', use: 'sig', kid: 'k' }
  let nonce = ''
  let audience = 'anxing'
  let key = own.privateKey
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const issuer = `http://127.0.0.1:${port}`
    const answer = async (): Promise<object> => {
      if (request.url?.startsWith('/.well-known')) return { issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'], response_types_supported: ['code'], subject_types_supported: ['public'] }
      if (request.url === '/jwks') return { keys: [jwk] }
      const token = new SignJWT({ nonce, email: 'lin@airport.example', email_verified: true }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).setIssuer(issuer).setSubject('p-lin').setAudience(audience).setIssuedAt().setExpirationTime('5m')
      return { access_token: 'a', token_type: 'Bearer', id_token: await token.sign(key) }
    }
    void answer().then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const controller = await startController({ demo: false, settings: { ANXING_OIDC_ISSUER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ANXING_OIDC_CLIENT_ID: 'anxing', ANXING_OIDC_CLIENT_SECRET: 'secret' } })
  await staff(controller.client, 'PUT', '/api/staff', { user: 'lin', roles: ['duty'], mayRelease: false, email: 'lin@airport.example' })
  async function attempt(): Promise<string> {
    const walker = createWalker()
    const { url } = await walker.step(new URL('/api/oidc/start', controller.origin))
    nonce = url.searchParams.get('nonce') ?? ''
    const back = await walker.step(new URL(`/api/oidc/callback?code=c&state=${url.searchParams.get('state')}`, controller.origin))
    return back.url.hash
  }
  audience = 'somebody-else'
  expect(await attempt()).toBe('#/?refused=auth%2Foidc-refused')
  audience = 'anxing'
  key = foreign.privateKey
  expect(await attempt()).toBe('#/?refused=auth%2Foidc-refused')
  key = own.privateKey
  expect(await attempt()).toBe('#/')
  await controller.stop()
  server.closeAllConnections()
  server.close()
})
