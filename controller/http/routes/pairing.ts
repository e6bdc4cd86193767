import * as z from 'zod/mini'
import { DemoPairing } from '../../../protocol/api.ts'
import { Credentials, PairingStart, PairingState } from '../../../protocol/api-pairing.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import type { App } from '../server.ts'
import { must } from '../problems.ts'
import type { Of } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['pairing']
const ByToken = z.object({ token: z.string().check(z.maxLength(64)) })
const slowly = { right: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } } as const

/** The socket's own address; what a proxy claims about somebody else is not asked. */
export const isThisMachine = (address: string | undefined): boolean => address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address)

/**
 * Whether a `Host` can only mean the machine of the browser itself. A page elsewhere may have its own name point at
 * 127.0.0.1 (DNS rebinding): name and origin agree then, and the socket comes from here.
 */
export function namesThisMachine(host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false
  const { hostname } = new URL(`http://${host}`)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

export function pairingRoutes(app: App, of: Of): void {
  app.post('/api/pairing', { config: slowly, schema: { tags, summary: 'A screen asks to be paired: it shows the code and keeps the token', security: [], response: { 200: PairingStart, ...refusals } } }, async () => of().devices.startPairing())

  app.get('/api/pairing/:token', { config: { right: 'public' }, schema: { tags, summary: 'The screen asks whether staff have confirmed', security: [], params: ByToken, response: { 200: PairingState, ...refusals } } },
    async (request) => must(of().devices.pollPairing(request.params.token)))

  app.post('/api/pairing/demo', { config: { right: 'public' }, schema: { tags, summary: 'Pairs at once: only in the demo, and only from this machine', security: [], body: DemoPairing, response: { 200: Credentials, ...refusals } } }, async (request) => {
    const { demo, devices } = of()
    if (!demo) throw new AnxingError('auth/not-here', 'This is not the demo. Ask for a pairing code: POST /api/pairing.')
    if (!isThisMachine(request.socket.remoteAddress) || !namesThisMachine(request.headers.host)) throw new AnxingError('auth/not-here', 'The demo pairs screens of this machine only, opened at localhost or 127.0.0.1. Ask for a pairing code: POST /api/pairing.')
    return must(await devices.pairForDemo(request.body.device))
  })
}
