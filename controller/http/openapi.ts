import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { AnxingError } from '../../protocol/errors.ts'
import { createApp } from './app.ts'

export const root = new URL('../../', import.meta.url)

/** The version of this build, from package.json. */
export const packageVersion = (): string => z.parse(z.object({ version: z.string() }), JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))).version

/** The API as OpenAPI 3.1, from the routes themselves; no service runs for it. */
export async function openApi(): Promise<object> {
  const of = () => {
    throw new AnxingError('http/internal', 'There are no services behind the document.')
  }
  const app = await createApp({ of, version: packageVersion(), tls: null, proxies: [], mqttWsUrl: null, dist: new URL('dist/', root).pathname })
  await app.ready()
  const document = app.swagger()
  await app.close()
  return document
}
