import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import { freePorts } from './ports.ts'

/** Somebody the provider knows: `sub` is its lasting name for them. */
export type Somebody = { sub: string; email: string; verified?: boolean; secondStep?: boolean }

export type OidcHouse = { issuer: string; clientId: string; clientSecret: string; stop(): Promise<void> }

const escape = (value: string) => value.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** A real OpenID Connect provider on this machine, which knows `people` and one client that may be sent back to `redirectUri`. */
export async function startOidc({ redirectUri, people, port: wanted }: { redirectUri: string; people: readonly Somebody[]; port?: number }): Promise<OidcHouse> {
  const port = wanted ?? (await freePorts(1))[0] ?? 0
  const issuer = `http://127.0.0.1:${port}`
  const client = { client_id: 'anxing', client_secret: 'for tests and nothing else at all', redirect_uris: [redirectUri], grant_types: ['authorization_code'], response_types: ['code'] }
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const provider = new Provider(issuer, {
    clients: [client],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'test' }] },
    cookies: { keys: ['for tests alone'] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: true,
    features: { devInteractions: { enabled: false }, userinfo: { enabled: true } },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    findAccount(_ctx: unknown, sub: string) {
      const person = people.find((one) => one.sub === sub)
      return person && { accountId: sub, claims: () => ({ sub, email: person.email, email_verified: person.verified ?? true }) }
    },
    async loadExistingGrant(ctx: { oidc: { session: { accountId: string }; client: { clientId: string } } }) {
      const grant = new provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
  })
  const callback = provider.callback()
  const server = createServer((request, response) => {
    const answer = async () => {
      if (!request.url?.startsWith('/interaction/')) return callback(request, response)
      if (request.method === 'GET') {
        const { uid } = await provider.interactionDetails(request, response)
        const choices = people.map(({ sub }) => `<button name="sub" value="${escape(sub)}">${escape(sub)}</button>`).join('')
        response.setHeader('content-type', 'text/html')
        return response.end(`<!doctype html><html lang="en"><title>Provider</title><form method="post" action="/interaction/${uid}">${choices}<button name="cancel" value="1">Cancel</button></form>`)
      }
      const form = new URLSearchParams(await text(request))
      const person = people.find(({ sub }) => sub === form.get('sub'))
      const result = person ? { login: { accountId: person.sub, amr: person.secondStep ? ['pwd', 'otp'] : ['pwd'], remember: false } } : { error: 'access_denied' }
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
    }
    answer().catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    issuer, clientId: client.client_id, clientSecret: client.client_secret,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A browser without a screen: follows redirects and keeps each site's cookies. */
export function createWalker() {
  const jars = new Map<string, Map<string, string>>()
  const jar = (url: URL) => {
    const held = jars.get(url.host) ?? new Map<string, string>()
    jars.set(url.host, held)
    return held
  }
  async function step(url: URL, form?: URLSearchParams): Promise<{ url: URL; status: number; body: string }> {
    const cookie = [...jar(url)].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', redirect: 'manual', headers: { cookie, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }, body: form ?? null })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar(url).delete(name)
      else jar(url).set(name, value)
    }
    const to = answer.headers.get('location')
    const body = await answer.text()
    return to === null ? { url, status: answer.status, body } : { url: new URL(to, url), status: answer.status, body }
  }
  return {
    cookie: (origin: string, name: string) => jar(new URL(origin)).get(name),
    setCookie: (origin: string, name: string, value: string) => void jar(new URL(origin)).set(name, value),
    step,
    /** From `from` through every redirect to a page; `stop`: an address that is not followed any more. */
    async follow(from: URL, stop: (url: URL) => boolean = () => false): Promise<{ url: URL; body: string }> {
      for (let url = from; ;) {
        if (stop(url)) return { url, body: '' }
        const answer = await step(url)
        if (answer.status < 300 || answer.status > 399) return answer
        url = answer.url
      }
    },
  }
}
export type Walker = ReturnType<typeof createWalker>
