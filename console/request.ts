import * as z from 'zod/mini'
import { Problem } from '../protocol/api.ts'

/**
 * A refusal of the API, or the way there. `code` is stable (`area/what`); `network/unreachable` and `network/unreadable`
 * are the console's own. `message` is the controller's sentence, empty for the console's own codes.
 */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly path: string | undefined
  constructor(code: string, message: string, status: number, path?: string) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.path = path
  }
}

export const asApiError = (thrown: unknown): ApiError =>
  thrown instanceof ApiError ? thrown : new ApiError('console/fault', thrown instanceof Error ? thrown.message : String(thrown), 0)

export type Request = { method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; body?: unknown; signal?: AbortSignal | undefined }
export type Ask = <T>(path: string, schema: z.ZodMiniType<T>, request?: Request) => Promise<T>

/** Reads a refusal's body; a proxy's HTML page or an empty body gets the status as its code. */
async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const problem = z.safeParse(Problem, body)
  if (problem.success) return new ApiError(problem.data.code, problem.data.message, response.status, problem.data.path)
  return new ApiError(`http/${response.status}`, '', response.status)
}

/**
 * One request, its answer parsed with `schema`; JSON both ways, the session's cookie along.
 * @throws ApiError for every refusal, for an unreachable controller and for an answer that does not fit.
 */
export function createAsk({ fetch, base }: { fetch: typeof globalThis.fetch; base: string }): Ask {
  return async (path, schema, { method = 'GET', body, signal } = {}) => {
    let response: Response
    try {
      response = await fetch(base + path, {
        method,
        credentials: 'same-origin',
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
      })
    } catch (thrown) {
      if (signal?.aborted) throw new ApiError('network/aborted', '', 0)
      throw new ApiError('network/unreachable', thrown instanceof Error ? thrown.message : '', 0)
    }
    if (!response.ok) throw await refusal(response)
    const json: unknown = response.status === 204 ? null : await response.json().catch(() => null)
    const parsed = z.safeParse(schema, json)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    throw new ApiError('network/unreadable', issue?.message ?? '', response.status, issue?.path.map(String).join('.'))
  }
}
