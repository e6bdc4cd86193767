import { KeyFinish, KeysView } from '../../../protocol/api.ts'
import { AnxingError } from '../../../protocol/errors.ts'
import { topics } from '../../../protocol/topics.ts'
import type { App } from '../server.ts'
import type { Of, Services } from '../services.ts'
import { refusals } from './shapes.ts'

const tags = ['keys']
const config = { right: 'manage' } as const

/** Paired devices that have not said yet that they hold the desired state which names the keys. */
function behind({ devices, facts }: Services): string[] {
  return devices.list().filter((d) => d.paired && (d.reported?.versions.desired ?? -1) < (facts.held(topics.desired, d.id)?.version ?? 0)).map((d) => d.id)
}

const view = (services: Services) => ({ trusted: services.facts.publicKeys(), announced: services.facts.announced(), behind: behind(services) })

/** Turning the site's key takes two steps: announce the next one under the present one, then, once all have heard, let it sign. */
export function keyRoutes(app: App, of: Of): void {
  app.get('/api/keys', { config, schema: { tags, summary: 'The keys that screens trust, and who has not heard of a new one yet', response: { 200: KeysView, ...refusals } } }, async () => view(of()))

  app.post('/api/keys/rotate', { config, schema: { tags, summary: 'Make the next key and announce it to every screen under the present one', response: { 200: KeysView, ...refusals } } }, async () => {
    await of().facts.rotate()
    return view(of())
  })

  app.post('/api/keys/finish', { config, schema: { tags, summary: 'The announced key signs from now on; screens that have not heard of it must be paired again', body: KeyFinish, response: { 200: KeysView, ...refusals } } }, async (request) => {
    const late = behind(of())
    if (late.length > 0 && !request.body.leaveBehind) throw new AnxingError('site/screens-behind', `${late.length} screens have not heard of the new key: ${late.slice(0, 10).join(', ')}. Wait for them, or send leaveBehind: true and pair them again afterwards.`)
    await of().facts.finishRotation()
    return view(of())
  })
}
