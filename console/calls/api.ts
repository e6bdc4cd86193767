import * as z from 'zod/mini'
import { CallView } from '../../protocol/api-calls.ts'
import type { Ask } from '../request.ts'

const path = encodeURIComponent

/** Passengers who call an officer. */
export const createCallsApi = (ask: Ask) => ({
  calls: () => ask('/calls', z.array(CallView)),
  accept: (id: string) => ask(`/calls/${path(id)}/accept`, CallView, { method: 'POST' }),
  done: (id: string) => ask(`/calls/${path(id)}/done`, CallView, { method: 'POST' }),
})
