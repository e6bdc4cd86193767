import fc from 'fast-check'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { toBytes, textToBytes } from '../../protocol/codec.ts'
import type { SiteKey } from '../../protocol/device.ts'
import { pinKeys, nextVersion, sign, verify, type Pins, type SigningKey } from '../../protocol/sign.ts'
import { topicPath, topics } from '../../protocol/topics.ts'
import { alert, plus, START } from '../support/facts.ts'

const path = topicPath(topics.zoneAlerts, 'demo', 'gates')
const body = { alerts: [alert()] }

async function makeKey(kid: string): Promise<{ by: SigningKey; jwk: SiteKey }> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const { x } = await exportJWK(publicKey)
  return { by: { kid, key: privateKey }, jwk: { kty: 'OKP', crv: 'Ed25519', x: x ?? '', kid } }
}

let site: Awaited<ReturnType<typeof makeKey>>
let other: Awaited<ReturnType<typeof makeKey>>
let pins: Pins
beforeAll(async () => {
  site = await makeKey('site-1')
  other = await makeKey('site-1')
  pins = await pinKeys([site.jwk])
})

const signed = (over: { at?: Temporal.Instant; version?: number; path?: string; by?: SigningKey; body?: unknown } = {}) =>
  sign(topics.zoneAlerts, over.path ?? path, (over.body ?? body) as typeof body, over.version ?? 7, over.at ?? START, over.by ?? site.by).then(textToBytes)
const code = async (bytes: Uint8Array, now = START, held: number | null = null) => {
  const result = await verify(topics.zoneAlerts, path, bytes, pins, now, held)
  return result.ok ? 'accepted' : result.error.code
}

describe('a signed fact', () => {
  it('comes back as it was signed, with its version and accept-until', async () => {
    const result = await verify(topics.zoneAlerts, path, await signed(), pins, START, null)
    expect(result).toEqual({ ok: true, value: { body, version: 7, issuedAt: START.epochMilliseconds / 1000, acceptUntil: START.epochMilliseconds / 1000 + 900 } })
  })
  it('is accepted again in the version held, and refused in an older one', async () => {
    expect(await code(await signed(), START, 7)).toBe('accepted')
    expect(await code(await signed(), START, 8)).toBe('sign/older-than-held')
  })
  it('is accepted until 15 minutes after signing, not later', async () => {
    expect(await code(await signed(), plus(900))).toBe('accepted')
    expect(await code(await signed(), plus(901))).toBe('sign/past-accept-until')
  })
  it('is refused where it is more than five minutes ahead of this clock', async () => {
    expect(await code(await signed({ at: plus(299) }))).toBe('accepted')
    expect(await code(await signed({ at: plus(302) }))).toBe('sign/from-the-future')
  })
  it('is refused for another topic, zone or site', async () => {
    for (const [topic, site, key] of [[topics.programme, 'demo', 'gates'], [topics.zoneAlerts, 'demo', 'hall'], [topics.zoneAlerts, 'elsewhere', 'gates'], [topics.deviceAlerts, 'demo', 'gates']] as const)
      expect(await code(await signed({ path: topicPath(topic as never, site, key) }))).toBe('sign/wrong-topic')
  })
  it('is refused under another key, also one of the same name', async () => {
    expect(await code(await signed({ by: other.by }))).toBe('sign/bad-signature')
    expect(await code(await signed({ by: { ...site.by, kid: 'site-9' } }))).toBe('sign/unknown-key')
  })
  it('is refused where its body does not fit, with the path that failed', async () => {
    const result = await verify(topics.zoneAlerts, path, await signed({ body: { alerts: [{ ...alert(), severity: 'purple' }] } }), pins, START, null)
    expect(result.ok ? '' : [result.error.code, result.error.path]).toEqual(['wire/schema', 'alerts.0.severity'])
  })
  it('keeps unknown keys out and does not mind them: a newer controller does not darken an older app', async () => {
    const result = await verify(topics.zoneAlerts, path, await signed({ body: { ...body, tomorrow: true } }), pins, START, null)
    expect(result.ok && result.value.body).toEqual(body)
  })
  it('cannot be had without a signature: alg none, HMAC, plain JSON', async () => {
    const claims = { top: path, ver: 9, iat: START.epochMilliseconds / 1000, exp: START.epochMilliseconds / 1000 + 900, body }
    const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const hmac = await new CompactSign(toBytes(claims)).setProtectedHeader({ alg: 'HS256', kid: 'site-1' }).sign(textToBytes(site.jwk.x))
    expect(await code(textToBytes(`${b64({ alg: 'none', kid: 'site-1' })}.${b64(claims)}.`))).toBe('sign/not-signed')
    expect(await code(textToBytes(hmac))).toBe('sign/not-signed')
    expect(await code(toBytes(claims))).toBe('sign/not-signed')
    expect(await code(new Uint8Array([0xff, 0xfe, 0x00]))).toBe('wire/not-utf8')
    expect(await code(new Uint8Array())).toBe('sign/not-signed')
  })
  it('is refused after any change of any byte', async () => {
    const good = await signed()
    await fc.assert(fc.asyncProperty(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bad = Uint8Array.from(good)
      bad[at] = (bad[at] ?? 0) ^ flip
      const result = await verify(topics.zoneAlerts, path, bad, pins, START, null)
      // The last character of base64 may carry bits that decode to the same bytes; then the words are the same, too.
      if (result.ok) expect(result.value.body).toEqual(body)
      else expect(result.error.code).toMatch(/^(sign|wire)\//)
    }), { numRuns: 500 })
  })
})

describe('keys and versions', () => {
  it('a new key is trusted once it is pinned beside the old one', async () => {
    const next = await makeKey('site-2')
    const both = await pinKeys([site.jwk, next.jwk])
    const bytes = await signed({ by: next.by })
    expect(await code(bytes)).toBe('sign/unknown-key')
    expect((await verify(topics.zoneAlerts, path, bytes, both, START, null)).ok).toBe(true)
    expect((await verify(topics.zoneAlerts, path, await signed(), both, START, null)).ok).toBe(true)
  })
  it('versions only grow, also after a database was restored from an older copy', () => {
    fc.assert(fc.property(fc.option(fc.nat()), fc.nat({ max: 1e6 }), (last, seconds) => {
      const version = nextVersion(last, plus(seconds))
      expect(version).toBeGreaterThan(last ?? -1)
      expect(version).toBeGreaterThanOrEqual(plus(seconds).epochMilliseconds)
    }))
  })
})
