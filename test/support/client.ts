/** A browser's view of the API: keeps the cookie, says where it comes from. */
export type Answer = { status: number; body: unknown; headers: Headers }

export type Client = {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
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
    signIn: (user = 'admin', password = ADMIN_PASSWORD) => ask('POST', '/api/session', { user, password }),
    get cookie() {
      return cookie
    },
  }
}

export const ADMIN_PASSWORD = 'for tests alone'
