/** A browser's view of the API: keeps the cookie, says where it comes from. */
export type Answer = { status: number; body: unknown; headers: Headers }

/** As much of a client as it takes to act for somebody: the answer's body is as it came, or read. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Pick<Answer, 'status' | 'body'>>

export type Client = {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Whoever has a one-time password becomes its owner on the way in: they choose another, and that one again, so that a test knows one password of each person. */
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
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: answer.status, body: isJson && text !== '' ? JSON.parse(text) : text, headers: answer.headers }
  }
  return {
    ask,
    async signIn(user = 'admin', password = ADMIN_PASSWORD) {
      const answer = await ask('POST', '/api/session', { user, password })
      if (answer.status !== 200 || Reflect.get(Object(answer.body), 'owes') !== 'password') return answer
      await own(ask, password)
      return ask('GET', '/api/session')
    },
    get cookie() {
      return cookie
    },
  }
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
