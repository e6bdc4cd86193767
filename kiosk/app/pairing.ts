import { Credentials, PairingStart, PairingState } from '../../protocol/api-pairing.ts'
import { check } from '../../protocol/codec.ts'

export type PairingView =
  | { state: 'asking' }
  | { state: 'code'; code: string }
  | { state: 'offline' }
  /** The device named in the address may not pair by itself. */
  | { state: 'refused'; device: string }

const POLL_MS = 2_000
const AGAIN_MS = 5_000

async function ask(path: string, body?: object): Promise<{ status: number; json: unknown }> {
  const answer = await fetch(path, body === undefined ? { cache: 'no-store' } : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const json: unknown = await answer.json().catch(() => null)
  return { status: answer.status, json }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** The demo's way in: the address names the device. Null where the controller says no. Rejects while it cannot be reached. */
async function pairAsDemo(device: string): Promise<Credentials | null> {
  const { status, json } = await ask('/api/pairing/demo', { device })
  const checked = check(Credentials, json, 'credentials')
  if (checked.ok) return checked.value
  if (status >= 500) throw new Error(`pairing answered ${status}`)
  return null
}

/** Shows a code and waits until staff have confirmed it; null when the code ran out. */
async function pairByCode(show: (view: PairingView) => void): Promise<Credentials | null> {
  const started = check(PairingStart, (await ask('/api/pairing', {})).json, 'pairing')
  if (!started.ok) throw started.error
  show({ state: 'code', code: started.value.code })
  for (;;) {
    await pause(POLL_MS)
    const { status, json } = await ask(`/api/pairing/${encodeURIComponent(started.value.token)}`)
    if (status === 404 || status === 410) return null
    const state = check(PairingState, json, 'pairing')
    if (state.ok && state.value.state === 'paired') return state.value.credentials
  }
}

/** Pairs this screen, however long it takes; `show` says what a person should see meanwhile. */
export async function pair(device: string | null, show: (view: PairingView) => void): Promise<Credentials> {
  show({ state: 'asking' })
  for (;;) {
    try {
      const credentials = device === null ? await pairByCode(show) : await pairAsDemo(device)
      if (credentials) return credentials
      if (device !== null) {
        show({ state: 'refused', device })
        await pause(AGAIN_MS)
      }
    } catch {
      show({ state: 'offline' })
      await pause(AGAIN_MS)
    }
  }
}
