import { ownsClientId } from '../../link/rights.ts'
import { createWindow } from '../../link/window.ts'
import type { Authenticate, BrokerClock, Identity } from './deps.ts'
import { createThrottle, type Throttle } from './throttle.ts'

export type Attempt = { address: string; clientId: string; username: string | undefined; password: string | undefined }
export type Refusal = 'no-name' | 'client-id' | 'password' | 'too-many-failures' | 'busy' | 'unavailable'
export type Admission = { ok: true; identity: Identity } | { ok: false; reason: Refusal; error?: unknown }

/** MQTT 3.1.1 clause 3.2.2.3. */
export const returnCodes: Record<Refusal, 2 | 3 | 4 | 5> = {
  'no-name': 5, 'client-id': 2, password: 4, 'too-many-failures': 5, busy: 3, unavailable: 3,
}

const AT_ONCE = 64
const MOST_WAITING = 20_000

/**
 * Decides who comes in. Checking a secret may be dear, so only some are checked at a time, and an address that failed
 * for one name too often is not checked at all for a while.
 */
export function createAdmission({ authenticate, clock, throttle = createThrottle() }: { authenticate: Authenticate; clock: BrokerClock; throttle?: Throttle }) {
  const checking = createWindow({ count: AT_ONCE, bytes: Number.POSITIVE_INFINITY })
  let waiting = 0
  const now = () => clock.now().epochMilliseconds

  async function check(username: string, password: string): Promise<Admission> {
    try {
      const identity = await authenticate(username, password)
      return identity ? { ok: true, identity } : { ok: false, reason: 'password' }
    } catch (error) {
      return { ok: false, reason: 'unavailable', error }
    }
  }

  return async ({ address, clientId, username, password }: Attempt): Promise<Admission> => {
    if (username === undefined || password === undefined || username === '') return { ok: false, reason: 'no-name' }
    if (!ownsClientId(username, clientId)) return { ok: false, reason: 'client-id' }
    const source = `${address} ${username}`
    if (throttle.isHeld(source, now())) return { ok: false, reason: 'too-many-failures' }
    if (waiting >= MOST_WAITING) return { ok: false, reason: 'busy' }
    waiting += 1
    await checking.enter(0)
    waiting -= 1
    const admission = await check(username, password)
    checking.leave(0)
    if (admission.ok) throttle.passed(source)
    else if (admission.reason === 'password') throttle.failed(source, now())
    return admission
  }
}
