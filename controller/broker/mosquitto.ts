import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AnxingError } from '../../protocol/errors.ts'
import { topicPath, topics, type Topic } from '../../protocol/topics.ts'

/** The same rights as the embedded broker's, written as the files Mosquitto 2 reads. */

const derive = promisify(pbkdf2)
/** mosquitto_passwd's own defaults: PBKDF2-HMAC-SHA512, 12 bytes of salt, 64 of hash. Mosquitto 2.0 takes no other salt. */
const SALT_BYTES = 12
const HASH_BYTES = 64
const ITERATIONS = 101

/** Names that stand for themselves in both files: no space, colon, wildcard or line end. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/

function checkName(name: string): string {
  if (!NAME.test(name)) throw new AnxingError('link/bad-name', 'Not a name that the broker\'s files can carry.', name)
  return name
}

/**
 * Mosquitto's ACL file. `pattern` lines hold for every name (`%u`); `controllers` may do everything at the site.
 * Mosquitto 2.0 checks what is read when it delivers: a forbidden filter is granted and stays silent.
 */
export function aclFile(site: string, controllers: readonly string[]): string {
  const rows = Object.values<Topic>(topics as Record<string, Topic>)
  const pattern = (topic: Topic) => {
    const key = topic.path.startsWith('zone/') ? '+' : '%u'
    return `pattern ${topic.writer === 'device' ? 'write' : 'read'} ${topicPath(topic, site, key)}`
  }
  const users = controllers.map((name) => `user ${checkName(name)}\ntopic readwrite anxing/v1/${site}/#\n`)
  return `# Written from the topic table; do not edit.\n\n${users.join('\n')}\n${rows.map(pattern).join('\n')}\n`
}

/** One line of the password file: `name:$7$iterations$salt$hash`. Secrets are long and random, so few iterations do. */
export async function passwordLine(name: string, password: string, salt: Buffer = randomBytes(SALT_BYTES), iterations: number = ITERATIONS): Promise<string> {
  const hash = await derive(password, salt, iterations, HASH_BYTES, 'sha512')
  return `${checkName(name)}:$7$${iterations}$${salt.toString('base64')}$${hash.toString('base64')}`
}

/** Whether `password` is the one in a line; so that one stored form serves Mosquitto and the embedded broker. */
export async function passwordFits(line: string, password: string): Promise<boolean> {
  const [, kind, iterations, salt, hash] = /^[^:]+:\$(\d)\$(\d+)\$([^$]+)\$([^$]+)$/.exec(line) ?? []
  if (kind !== '7' || salt === undefined || hash === undefined) return false
  const wanted = Buffer.from(hash, 'base64')
  const found = await derive(password, Buffer.from(salt, 'base64'), Number(iterations), wanted.length, 'sha512')
  return timingSafeEqual(found, wanted)
}

/** Writes `acl` and `passwords` into `folder`, each at once whole. Mosquitto takes them up on SIGHUP. */
export async function writeMosquittoFiles({ folder, site, controllers, lines }: { folder: string; site: string; controllers: readonly string[]; lines: readonly string[] }): Promise<void> {
  const files = { acl: aclFile(site, controllers), passwords: `${lines.join('\n')}\n` }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    await writeFile(`${path}.new`, text, { mode: 0o640 })
    await chmod(`${path}.new`, 0o640)
    await rename(`${path}.new`, path)
  }
}
