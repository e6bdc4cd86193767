import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import type { Problem } from '../../protocol/api.ts'
import { AnxingError, type Outcome } from '../../protocol/errors.ts'

const statuses: Record<string, number> = {
  'auth/required': 401, 'auth/wrong-password': 401, 'auth/forbidden': 403, 'auth/origin': 403, 'auth/slow-down': 429, 'auth/not-here': 403,
  'auth/code-needed': 401, 'auth/wrong-code': 403, 'auth/one-time-over': 403, 'auth/deactivated': 403, 'auth/password-first': 403, 'auth/code-first': 403, 'auth/enrol-first': 403,
  'auth/enrolled': 409, 'auth/not-begun': 409, 'people/organisation-in-use': 409, 'people/email-taken': 409, 'people/subject-taken': 409,
  'http/invalid': 400, 'http/too-large': 413, 'http/media-type': 415, 'http/slow-down': 429, 'http/busy': 503, 'http/not-built': 503,
  'alert/emergency-not-allowed': 403, 'alert/same-person': 403, 'alert/ended': 409, 'alert/own-review': 403, 'alert/nothing-due': 409,
  'media/too-large': 413, 'media/busy': 429, 'media/quota': 507, 'media/disk-full': 507, 'media/no-ffmpeg': 503, 'media/in-use': 409, 'media/not-multipart': 415,
  'schedule/preset-applied': 409, 'schedule/preset-edited': 409,
  'learn/old-code': 410, 'desk/already-redeemed': 409, 'call/accepted': 409, 'call/over': 409, 'device/pairing-over': 410, 'site/screens-behind': 409, 'site/no-announced-key': 409, 'link/offline': 503,
}

/** The status that goes with a refusal's code; a request that was understood and cannot be done is 422. */
export function statusOf(code: string): number {
  const known = statuses[code]
  if (known !== undefined) return known
  if (code.endsWith('/not-found')) return 404
  if (code.endsWith('/exists') || code.endsWith('/version-conflict')) return 409
  return code.startsWith('store/') ? 503 : 422
}

/** The value, or its refusal on the way to the error handler. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw outcome.error
  return outcome.value
}

export const notFound = (what: string): AnxingError => new AnxingError('http/not-found', `There is no ${what}.`)

/** `AnxingError` puts its path into its message for logs; here the path goes by itself. */
const plain = ({ code, sentence: message, path }: AnxingError): Problem => (path ? { code, message, path } : { code, message })

/** What the caller is told of an error, and whether it is ours to look into. */
export function problemOf(error: unknown): { status: number; problem: Problem; ours: boolean } {
  if (error instanceof AnxingError) {
    const status = statusOf(error.code)
    return { status, problem: plain(error), ours: status >= 500 }
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [issue] = error.validation
    const path = (issue?.instancePath ?? '').split('/').filter(Boolean).join('.')
    const where = typeof error === 'object' && 'validationContext' in error ? String(error.validationContext) : 'request'
    return { status: 400, ours: false, problem: { code: 'http/invalid', message: `The ${where} does not fit: ${issue?.message ?? 'unknown reason'}`, path: path || `(${where})` } }
  }
  const status = typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  const isOurs = status >= 500 || (error instanceof Error && isResponseSerializationError(error))
  if (isOurs) return { status: 500, ours: true, problem: { code: 'http/internal', message: 'Something went wrong here. It was written down; try again.' } }
  const code = status === 413 ? 'http/too-large' : status === 415 ? 'http/media-type' : status === 429 ? 'http/slow-down' : status === 404 ? 'http/not-found' : 'http/invalid'
  return { status, ours: false, problem: { code, message: error instanceof Error ? error.message : 'The request was refused.' } }
}
