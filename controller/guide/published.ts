import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Guide, Phone } from '../../protocol/content.ts'
import { accepted, refused, type Outcome } from '../../protocol/errors.ts'
import { readSite } from '../../site/read.ts'
import { explain, readConfig } from '../config.ts'
import { readShelf } from '../content/shelf.ts'
import { createLog } from '../log.ts'
import { openStore } from '../store/store.ts'

/**
 * The guide that a site shows, and its telephone numbers, read from the store of its data folder while its controller runs or rests.
 * `env`: the controller's settings. `today`: the day at the site. Refused where there is no store, or nothing published.
 */
export async function publishedGuide(data: string, env: Record<string, string | undefined> = process.env): Promise<Outcome<{ guide: Guide; phones: Phone[]; today: string }>> {
  const answer = readConfig({ ...env, ANXING_DATA: data })
  if (!answer.ok) return refused('config/invalid', explain(answer.problems))
  const { config } = answer
  const folder = resolve(config.data)
  if (config.databaseUrl === null && !existsSync(join(folder, 'anxing.db'))) return refused('store/none', `No controller has ever stored anything in ${folder}. Name its data folder.`)
  const { site } = readSite(resolve(config.site))
  const store = await openStore({ folder, url: config.databaseUrl ?? undefined })
  try {
    const shelf = await readShelf(store.db, createLog('error').of('guide'))
    const guide = [...shelf.guides.values()].find(({ id }) => config.demo || shelf.reviewed.has(`guide/${id}`))
    if (!guide) return refused('content/none-published', 'No guide is published here. Have it reviewed and publish it, then print it.')
    return accepted({ guide, phones: [...shelf.phones.values()], today: Temporal.Now.plainDateISO(site.timeZone).toString() })
  } finally {
    await store.stop()
  }
}
