import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose'
import * as z from 'zod/mini'
import { SiteKey } from '../../protocol/device.ts'
import { AnxingError } from '../../protocol/errors.ts'
import type { SigningKey } from '../../protocol/sign.ts'
import type { Clock } from '../clock.ts'
import type { Database, Tables } from '../store/schema.ts'

type KeyRow = Tables['site_key']
const Private = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() })

async function makeRow(state: KeyRow['state'], now: Temporal.Instant): Promise<KeyRow> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const secret = Private.parse(await exportJWK(pair.privateKey))
  const kid = await calculateJwkThumbprint({ kty: secret.kty, crv: secret.crv, x: secret.x })
  const open: SiteKey = { kty: secret.kty, crv: secret.crv, x: secret.x, kid }
  return { kid, private_jwk: JSON.stringify(secret), public_jwk: JSON.stringify(open), state, created_ms: now.epochMilliseconds }
}

async function signerOf(row: KeyRow): Promise<SigningKey> {
  const key = await importJWK(Private.parse(JSON.parse(row.private_jwk)), 'EdDSA')
  if (key instanceof Uint8Array) throw new AnxingError('store/key', 'A site key in the store is not an Ed25519 key.', row.kid)
  return { kid: row.kid, key }
}

/** The keys that sign for the site (table `site_key`): one active, at most one announced to follow it, the rest retired. */
export function createKeys({ db, clock }: { db: Database; clock: Clock }) {
  let rows: KeyRow[] = []
  let signer: SigningKey | null = null

  async function read(): Promise<void> {
    rows = await db.selectFrom('site_key').selectAll().orderBy('created_ms').orderBy('kid').execute()
    const active = rows.find((row) => row.state === 'active')
    signer = active ? await signerOf(active) : null
  }
  const inState = (state: KeyRow['state']) => rows.find((row) => row.state === state)

  return {
    /** Reads the keys; makes the first one where there is none. */
    async start(): Promise<void> {
      await read()
      if (signer) return
      const row = await makeRow('active', clock.now())
      await db.insertInto('site_key').values(row).execute()
      await read()
    },
    /** The active key. Throws `store/key` before `start`. */
    get signer(): SigningKey {
      if (!signer) throw new AnxingError('store/key', 'The site has no key yet.')
      return signer
    },
    /** What a device shall trust: the active key and the announced one. */
    trusted: (): SiteKey[] => [inState('active'), inState('announced')].flatMap((row) => (row ? [SiteKey.parse(JSON.parse(row.public_jwk))] : [])),
    get announced(): string | null {
      return inState('announced')?.kid ?? null
    },
    /** Makes the key that shall follow, where none waits yet. */
    async announce(): Promise<void> {
      if (inState('announced')) return
      await db.insertInto('site_key').values(await makeRow('announced', clock.now())).execute()
      await read()
    },
    /** The announced key signs from now on; the old one is retired. Refuses where none was announced. */
    async promote(): Promise<void> {
      const next = inState('announced')
      if (!next) throw new AnxingError('site/no-announced-key', 'No new key was announced: rotate first.')
      await db.transaction().execute(async (trx) => {
        await trx.updateTable('site_key').set({ state: 'retired' }).where('state', '=', 'active').execute()
        await trx.updateTable('site_key').set({ state: 'active' }).where('kid', '=', next.kid).execute()
      })
      await read()
    },
  }
}
