import type { FastifyRequest } from 'fastify'

/** `/api/alerts/:id/release` is about `/api/alerts/:id`. */
const parent = (path: string) => path.slice(0, path.lastIndexOf('/'))

/** Which element of a list a request is about. */
function keyOf({ params, body }: FastifyRequest): unknown {
  const own = Object.values(Object(params)).at(-1)
  return own ?? Reflect.get(Object(body), 'user') ?? Reflect.get(Object(body), 'id')
}

/**
 * What the API says at this moment of the thing that a request is about to change or has changed: what GET answers at the same
 * address, else at the one above it, to the same person. Null where it is not there; undefined where nothing tells.
 */
export async function stateOf(request: FastifyRequest): Promise<unknown> {
  const { server, routeOptions: { url = '' }, headers: { cookie } } = request
  const path = request.url.split('?')[0] ?? ''
  for (const [pattern, address] of [[url, path], [parent(url), parent(path)]] as const) {
    if (!server.hasRoute({ method: 'GET', url: pattern })) continue
    const answer = await server.inject({ method: 'GET', url: address, headers: cookie === undefined ? {} : { cookie } })
    if (answer.statusCode === 404) return null
    if (answer.statusCode !== 200 || !String(answer.headers['content-type']).includes('json')) return undefined
    const said: unknown = answer.json()
    if (!Array.isArray(said)) return said
    const key = keyOf(request)
    return said.find((one: unknown) => [Reflect.get(Object(one), 'id'), Reflect.get(Object(one), 'user')].includes(key)) ?? null
  }
  return undefined
}
