import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * What a browser keeps of who has signed in with it: a random name of its own, and for each of the last users a mark that
 * only somebody with that user's present password can have got. Such a browser's guesses are counted apart, so that strangers
 * behind the same address cannot lock its user out (OWASP calls it a device cookie). It lets nobody in.
 */
const MOST_USERS = 8
const shape = /^[\w-]{22}(~[\w-]{43}){1,8}$/

const markOf = (name: string, user: string, passwordHash: string): string => createHmac('sha256', passwordHash).update(`browser ${name} ${user}`).digest('base64url')
const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function read(cookie: string | undefined): { name: string; marks: string[] } | null {
  if (cookie === undefined || !shape.test(cookie)) return null
  const [name = '', ...marks] = cookie.split('~')
  return { name, marks }
}

/** The name of a browser that this user has signed in with since the password was chosen; null = nobody's, or a stranger's. */
export function knownBrowser(cookie: string | undefined, user: string, passwordHash: string): string | null {
  const held = read(cookie)
  if (!held || passwordHash === '') return null
  const mark = markOf(held.name, user, passwordHash)
  return held.marks.some((one) => same(one, mark)) ? held.name : null
}

/** The cookie after this user has signed in; the last users before stay in it. */
export function markBrowser(cookie: string | undefined, user: string, passwordHash: string): string {
  const { name, marks } = read(cookie) ?? { name: randomBytes(16).toString('base64url'), marks: [] }
  const mark = markOf(name, user, passwordHash)
  return [name, mark, ...marks.filter((one) => one !== mark).slice(0, MOST_USERS - 1)].join('~')
}
