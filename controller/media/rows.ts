import { MediaRecord, type MediaUse } from '../../protocol/api-media.ts'
import type { Tables } from '../store/schema.ts'
import type { Store } from '../store/store.ts'

export function rowOf({ at, measured, findings, ...plain }: MediaRecord): Tables['media'] {
  return { ...plain, at_ms: Temporal.Instant.from(at).epochMilliseconds, measured: JSON.stringify(measured), findings: JSON.stringify(findings) }
}
export function recordOf({ at_ms, measured, findings, ...plain }: Tables['media']): MediaRecord {
  return MediaRecord.parse({ ...plain, at: Temporal.Instant.fromEpochMilliseconds(at_ms).toString(), measured: JSON.parse(measured), findings: JSON.parse(findings) })
}

const named = /"sha256":"([0-9a-f]{64})"/g
/** Every hash that a body names. */
const hashesIn = (body: string): Set<string> => new Set([...body.matchAll(named)].flatMap(([, sha256]) => sha256 ?? []))

/** What names each file: every version of every item there ever was, and the items as they are live. `only`: of one file. */
export async function readUses({ db }: Pick<Store, 'db'>, only?: string): Promise<Map<string, MediaUse[]>> {
  const uses = new Map<string, MediaUse[]>()
  const like = `%"sha256":"${only ?? ''}%`
  const add = (body: string, use: MediaUse): void => {
    for (const sha256 of hashesIn(body)) uses.set(sha256, [...(uses.get(sha256) ?? []), use])
  }
  const live = await db.selectFrom('item').select(['id', 'state', 'body']).where('body', 'like', like).execute()
  for (const { id, state, body } of live) add(body, { id, version: null, state })
  const versions = await db.selectFrom('revision').select(['id', 'version', 'state', 'body']).where('kind', '=', 'item').where('body', 'like', like).orderBy('changed_ms', 'desc').execute()
  for (const { id, version, state, body } of versions) add(body, { id, version, state })
  return uses
}
