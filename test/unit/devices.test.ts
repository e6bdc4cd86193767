import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { desiredOf } from '../../controller/devices/desired.ts'
import { acceptDeviceWrite } from '../../controller/devices/move.ts'
import { createPairings } from '../../controller/devices/pairing.ts'
import { GRACE_MS, nextPresence, SILENCE_MS, type Presence, type Sign } from '../../controller/devices/presence.ts'
import { hashSecret, isSecret, newCode, newSecret } from '../../controller/devices/secrets.ts'
import type { Credentials } from '../../protocol/api-pairing.ts'
import type { Role } from '../../protocol/words.ts'
import { readSite } from '../../site/read.ts'

describe('presence', () => {
  const on: Presence = { state: 'online', sinceMs: 0 }
  const stale: Presence = { state: 'stale', sinceMs: 1_000 }
  it.each<[string, Presence, Sign, number, number | null, Presence]>([
    ['a first word', { state: 'never', sinceMs: null }, 'sign', 5, null, { state: 'online', sinceMs: 5 }],
    ['another word', on, 'sign', 5, 0, on],
    ['gone', on, 'gone', 1_000, 0, stale],
    ['gone twice', stale, 'gone', 1_500, 0, stale],
    ['within the grace period', stale, 'tick', 1_000 + GRACE_MS - 1, 0, stale],
    ['after the grace period', stale, 'tick', 1_000 + GRACE_MS, 0, { state: 'offline', sinceMs: 1_000 }],
    ['back in time', stale, 'sign', 2_000, 0, { state: 'online', sinceMs: 2_000 }],
    ['back from offline', { state: 'offline', sinceMs: 0 }, 'sign', 9, 0, { state: 'online', sinceMs: 9 }],
    ['offline stays', { state: 'offline', sinceMs: 0 }, 'tick', 99_999, 0, { state: 'offline', sinceMs: 0 }],
    ['silent, but not for long', on, 'tick', SILENCE_MS, 0, on],
    ['left without a word', on, 'tick', SILENCE_MS + 1, 0, { state: 'stale', sinceMs: SILENCE_MS + 1 }],
    ['never was there', { state: 'never', sinceMs: null }, 'gone', 9, null, { state: 'never', sinceMs: null }],
  ])('%s', (_what, before, sign, now, seen, after) => {
    expect(nextPresence(before, sign, now, seen)).toEqual(after)
  })
  it('never goes offline within the grace period of its last sign', () => {
    fc.assert(fc.property(fc.array(fc.record({ sign: fc.constantFrom<Sign>('sign', 'gone', 'tick'), after: fc.integer({ min: 0, max: 20_000 }) })), (steps) => {
      let presence: Presence = { state: 'never', sinceMs: null }
      let now = 0
      let seen: number | null = null
      for (const { sign, after } of steps) {
        now += after
        if (sign === 'sign') seen = now
        presence = nextPresence(presence, sign, now, seen)
        if (presence.state === 'offline') expect(now - (seen ?? -Infinity)).toBeGreaterThanOrEqual(GRACE_MS)
        if (sign === 'sign') expect(presence.state).toBe('online')
      }
    }))
  })
})

describe('pairing', () => {
  const credentials: Credentials = { site: 'demo', device: 'wall-1', secret: 's', keys: [], mqttUrl: null }
  it('gives credentials to the screen whose code was confirmed, and to no other', () => {
    const pairings = createPairings()
    const [a, b] = [pairings.start(0), pairings.start(0)]
    pairings.claim(a.code, 1_000)?.give(credentials)
    expect([pairings.poll(a.token, 2_000)?.credentials, pairings.poll(b.token, 2_000)?.credentials]).toEqual([credentials, null])
  })
  it('takes a code once, in any case, and only for ten minutes', () => {
    const pairings = createPairings()
    const [a, b] = [pairings.start(0), pairings.start(0)]
    expect(pairings.claim(` ${a.code.toLowerCase()} `, 1)).not.toBe(null)
    expect(pairings.claim(a.code, 2)).toBe(null)
    expect(pairings.claim(b.code, 600_000)).toBe(null)
    expect(pairings.poll(b.token, 600_000)).toBe(null)
    expect(pairings.poll('no such token', 0)).toBe(null)
  })
  it('holds a bounded number of screens that wait', () => {
    const pairings = createPairings()
    const all = Array.from({ length: 2_500 }, () => pairings.start(0))
    expect(all.filter(({ token }) => pairings.poll(token, 1) !== null).length).toBeLessThanOrEqual(2_001)
    expect(pairings.poll(all.at(-1)?.token ?? '', 1)).not.toBe(null)
  })
  it('has codes without look-alikes', () => {
    for (let i = 0; i < 500; i += 1) expect(newCode()).toMatch(/^[ACDEFGHJKMNPQRTWXY3467]{6}$/)
  })
  it('compares secrets by their hash; a device that was never paired has none', () => {
    const secret = newSecret()
    expect([isSecret(secret, hashSecret(secret)), isSecret('x', hashSecret(secret)), isSecret(secret, null), isSecret('', null)]).toEqual([true, false, false, false])
    expect(Buffer.from(secret, 'base64url').length).toBe(32)
  })
})

describe('what a device shall be', () => {
  const { site } = readSite()
  const record = (role: Role) => {
    const found = site.devices.find((d) => d.role === role && d.zone !== null)
    if (!found) throw new Error(`the demo has no ${role}`)
    return found
  }
  it('is where its zone is, if it is a robot; a wall stays where it hangs', () => {
    const taxi = site.zones.find((z) => z.id === 'taxi')
    const moved = (role: Role, zone: string | null) => desiredOf({ record: record(role), zone, publicAddress: false }, site, [])
    expect(moved('robot', 'taxi').place).toEqual(taxi?.name)
    expect(moved('robot', null).place).toEqual(site.zones.find((z) => z.parent === null)?.name)
    expect(moved('robot', record('robot').zone).place).toEqual(record('robot').place)
    expect(moved('screen', 'taxi').place).toEqual(record('screen').place)
    expect([moved('robot', 'taxi'), desiredOf({ record: record('robot'), zone: 'taxi', publicAddress: false, heading: -90 }, site, [])].map(({ heading }) => heading)).toEqual([undefined, -90])
    expect(['robot', 'kiosk'].map((role) => acceptDeviceWrite({ heading: 30 }, record(role as Role), site).ok)).toEqual([true, false])
  })
  it.each<[Role, string | null, string | null]>([
    ['screen', 'taxi', null], ['screen', null, 'device/needs-zone'], ['robot', null, null], ['kiosk', 'landside', 'device/inner-zone'], ['kiosk', 'moon', 'device/unknown-zone'],
  ])('%s to %s: %s', (role, zone, code) => {
    const answer = acceptDeviceWrite({ zone }, record(role), site)
    expect(answer.ok ? null : answer.error.code).toBe(code)
  })
})
