import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { createWindow } from '../../link/window.ts'

/** OWASP's recommendation for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
/** Each takes 19 MiB and a thread, so only a few run at a time. */
const working = createWindow({ count: 4, bytes: Number.POSITIVE_INFINITY })

async function derive(parameters: Argon2Parameters): Promise<Buffer> {
  await working.enter(0)
  try {
    return await new Promise((resolve, reject) => argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key))))
  } finally {
    working.leave(0)
  }
}

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** A password as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const key = await derive({ message: password.normalize('NFKC'), nonce, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(key)}`
}

/** Whether the password is the one that was hashed. Takes as long where there is nothing to compare with (`null`). */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, kind, , numbers, salt, tag] = (hash ?? '').split('$')
  const found = /^m=(\d+),t=(\d+),p=(\d+)$/.exec(numbers ?? '')
  const known = kind === 'argon2id' && found !== null && salt !== undefined && tag !== undefined
  const wanted = known ? Buffer.from(tag, 'base64') : randomBytes(cost.tagLength)
  const parameters = known ? { memory: Number(found[1]), passes: Number(found[2]), parallelism: Number(found[3]), tagLength: wanted.length } : cost
  const key = await derive({ message: password.normalize('NFKC'), nonce: known ? Buffer.from(salt, 'base64') : randomBytes(16), ...parameters })
  return timingSafeEqual(key, wanted) && known
}
