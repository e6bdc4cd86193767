import * as z from 'zod/mini'
import { Id } from '../../../protocol/basics.ts'
import { Problem } from '../../../protocol/api.ts'

export const ById = z.object({ id: Id })

/** Every route may be refused; each refusal is a Problem. */
export const refusals = { '4xx': Problem, '5xx': Problem } as const

export const Nothing = z.null()

/** An instant as a query says it: ISO 8601 with `Z` or an offset. */
export const When = z.string().check(z.refine((text) => {
  try {
    Temporal.Instant.from(text)
    return true
  } catch {
    return false
  }
}, { error: 'not an ISO 8601 instant, e.g. 2026-11-23T08:00:00Z' }))
