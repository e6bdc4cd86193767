/** A browser's view of the API: keeps the cookie, says where it comes from. */
export type Answer = { status: number; body: unknown; headers: Headers }

/** As much of a client as it takes to act for somebody. */
export type Ask<A extends Pick<Answer, 'status' | 'body'> = Pick<Answer, 'status' | 'body'>> = (method: string, path: string, body?: unknown) => Promise<A>

export type Client = {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** As `begin`. */
  signIn(user?: string, password?: string): Promise<Answer>
  readonly cookie: string | null
}

export function createClient(origin: string): Client {
  let cookie: string | null = null
  const ask: Client['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(new URL(path, origin), {
      method,
      headers: { origin, ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const set = answer.headers.getSetCookie().find((c) => c.startsWith('anxing_session='))
    if (set) cookie = set.split(';')[0] ?? null
    return { status: answer.status, body: read(answer.headers.get('content-type'), await answer.text()), headers: answer.headers }
  }
  return {
    ask,
    signIn: (user = 'admin', password = ADMIN_PASSWORD) => begin(ask, user, password),
    get cookie() {
      return cookie
    },
  }
}

/** An answer's body: JSON is read, all else is text. */
export const read = (type: string | null | undefined, text: string): unknown => (type?.startsWith('application/json') && text !== '' ? JSON.parse(text) : text)

/**
 * Begins somebody's session. Whoever has a one-time password becomes its owner on the way in: they choose another, and that one again, so
 * that a test knows one password of each person.
 */
export async function begin<A extends Pick<Answer, 'status' | 'body'>>(ask: Ask<A>, user: string, password: string): Promise<A> {
  const answer = await ask('POST', '/api/session', { user, password })
  if (answer.status !== 200 || Reflect.get(Object(answer.body), 'owes') !== 'password') return answer
  await own(ask, password)
  return ask('GET', '/api/session')
}

/** A session that owes a password chooses `password`, by way of another. Throws what the API said against it. */
export async function own(ask: Ask, password: string): Promise<void> {
  const between = `${password}, for now`
  for (const [from, to] of [[password, between], [between, password]]) {
    const { status, body } = await ask('PUT', '/api/account/password', { currentPassword: from, password: to })
    if (status !== 204) throw new Error(`PUT /api/account/password: ${status} ${JSON.stringify(body)}`)
  }
}

export const ADMIN_PASSWORD = 'for tests alone'
