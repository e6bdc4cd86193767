import { CompactSign, compactVerify, decodeProtectedHeader, importJWK, type CryptoKey as JoseKey } from 'jose'
import * as z from 'zod/mini'
import { Count } from './basics.ts'
import { bytesToText, check, toBytes } from './codec.ts'
import type { SiteKey } from './device.ts'
import { accepted, refused, type Outcome } from './errors.ts'
import type { Topic } from './topics.ts'

/** What is signed: the fact, the topic it is for, its version and until when a receiver may accept it (seconds since the epoch). */
const Claims = z.object({ top: z.string(), ver: Count, iat: z.number(), exp: z.number(), body: z.unknown() })

export type SigningKey = { kid: string; key: JoseKey }
/** Public keys by `kid`, as a device has pinned them. */
export type Pins = ReadonlyMap<string, JoseKey>

export type Fact<Body> = { body: Body; version: number; issuedAt: number; acceptUntil: number }

/** Clocks of screens may run behind the controller's by this much before a fact counts as from the future, seconds. */
const CLOCK_LEEWAY = 300

/**
 * Signs a fact as a compact JWS (RFC 7515, EdDSA over Ed25519), bound to `path` and `version`.
 * `now` is the controller's clock; the receiver accepts it for `topic.acceptSeconds` from then.
 */
export async function sign<Body>(topic: Topic<Body>, path: string, body: Body, version: number, now: Temporal.Instant, by: SigningKey): Promise<string> {
  const iat = Math.floor(now.epochMilliseconds / 1000)
  const claims = { top: path, ver: version, iat, exp: iat + (topic.acceptSeconds ?? 0), body }
  return new CompactSign(toBytes(claims)).setProtectedHeader({ alg: 'EdDSA', kid: by.kid }).sign(by.key)
}

/** Imports public keys for `verify`. */
export async function pinKeys(keys: readonly SiteKey[]): Promise<Pins> {
  const pins = new Map<string, JoseKey>()
  for (const jwk of keys) {
    const key = await importJWK({ kty: jwk.kty, crv: jwk.crv, x: jwk.x }, 'EdDSA')
    if (!(key instanceof Uint8Array)) pins.set(jwk.kid, key)
  }
  return pins
}

/**
 * Bytes from the broker to a fact that may be believed, or the reason why not.
 * `held` is the version already held for this path (null = none): an older one is refused, the same one accepted again.
 */
export async function verify<Body>(topic: Topic<Body>, path: string, bytes: Uint8Array, pins: Pins, now: Temporal.Instant, held: number | null): Promise<Outcome<Fact<Body>>> {
  if (bytes.byteLength > topic.maxBytes * 1.5) return refused('wire/too-large', `${topic.name} has ${bytes.byteLength} bytes.`)
  const jws = bytesToText(bytes)
  if (!jws.ok) return jws
  let kid: string | undefined
  try {
    const header = decodeProtectedHeader(jws.value)
    if (header.alg !== 'EdDSA') return refused('sign/not-signed', `${topic.name} is not signed with Ed25519.`)
    kid = header.kid
  } catch {
    return refused('sign/not-signed', `${topic.name} is not a signed message.`)
  }
  const key = kid === undefined ? undefined : pins.get(kid)
  if (!key) return refused('sign/unknown-key', `${topic.name} is signed by a key this device does not trust.`)
  let payload: Uint8Array
  try {
    payload = (await compactVerify(jws.value, key, { algorithms: ['EdDSA'] })).payload
  } catch {
    return refused('sign/bad-signature', `The signature of ${topic.name} does not hold.`)
  }
  const text = bytesToText(payload)
  if (!text.ok) return text
  return believe(topic, path, text.value, now, held)
}

/** The rules after the signature holds; split off so that each is tested without cryptography. */
export function believe<Body>(topic: Topic<Body>, path: string, payload: string, now: Temporal.Instant, held: number | null): Outcome<Fact<Body>> {
  let json: unknown
  try {
    json = JSON.parse(payload)
  } catch {
    return refused('wire/not-json', `${topic.name} is signed but not JSON.`)
  }
  const claims = check(Claims, json, topic.name)
  if (!claims.ok) return refused('sign/claims', claims.error.message, claims.error.path)
  const { top, ver, iat, exp, body } = claims.value
  const seconds = now.epochMilliseconds / 1000
  if (top !== path) return refused('sign/wrong-topic', `${topic.name} was signed for another topic.`)
  if (iat > seconds + CLOCK_LEEWAY) return refused('sign/from-the-future', `${topic.name} was signed ${Math.round(iat - seconds)} s ahead of this clock.`)
  if (exp < seconds) return refused('sign/past-accept-until', `${topic.name} had to be accepted by ${new Date(exp * 1000).toISOString()}.`)
  if (held !== null && ver < held) return refused('sign/older-than-held', `${topic.name} has version ${ver}, version ${held} is held.`)
  const checked = check(topic.schema, body, topic.name)
  if (!checked.ok) return checked
  return accepted({ body: checked.value, version: ver, issuedAt: iat, acceptUntil: exp })
}

/** The next version of a fact: it only grows, even where the database was restored from an older copy. */
export function nextVersion(last: number | null, now: Temporal.Instant): number {
  return Math.max((last ?? 0) + 1, now.epochMilliseconds)
}
