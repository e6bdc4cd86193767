import { openDB } from 'idb'
import { Credentials } from '../../../protocol/api-pairing.ts'
import { check } from '../../../protocol/codec.ts'

const DATABASE = 'anxing-identity'
const STORE = 'credentials'
/** Under this key unless the address names a device (the demo's way to run several screens in one browser). */
export const MINE = 'mine'

const open = () => openDB(DATABASE, 1, { upgrade: (db) => void db.createObjectStore(STORE) })

/** Who this screen is, as it was paired; null where it was not. */
export async function loadCredentials(key: string): Promise<Credentials | null> {
  const db = await open()
  const found: unknown = await db.get(STORE, key)
  db.close()
  const checked = check(Credentials, found, 'credentials')
  return checked.ok ? checked.value : null
}

export async function saveCredentials(key: string, credentials: Credentials): Promise<void> {
  const db = await open()
  const tx = db.transaction(STORE, 'readwrite', { durability: 'strict' })
  await Promise.all([tx.store.put(credentials, key), tx.done])
  db.close()
}
