import * as z from 'zod/mini'
import { Id } from '../../../protocol/basics.ts'
import { Problem } from '../../../protocol/api.ts'

export const ById = z.object({ id: Id })

/** Every route may be refused; each refusal is a Problem. */
export const refusals = { '4xx': Problem, '5xx': Problem } as const

export const Nothing = z.null()

const earliest = Temporal.Instant.from('1970-01-01T00:00:00Z')
const latest = Temporal.Instant.from('9999-01-01T00:00:00Z')

/** An instant as a query says it: ISO 8601 with `Z` or an offset. Later ones would not fit the wire's four-digit years. */
export const When = z.string().check(z.refine((text) => {
  try {
    const instant = Temporal.Instant.from(text)
    return Temporal.Instant.compare(earliest, instant) <= 0 && Temporal.Instant.compare(instant, latest) < 0
  } catch {
    return false
  }
}, { error: 'not an ISO 8601 instant of the years 1970 to 9998, e.g. 2026-11-23T08:00:00Z' }))
