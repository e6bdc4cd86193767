import * as z from 'zod/mini'
import { OneTimePassword, OrganisationView, SessionView, SignInRules, StaffView } from '../../protocol/api-people.ts'
import type { OrganisationWrite, StaffWrite } from '../../protocol/api-people.ts'
import type { Ask } from '../request.ts'

const Anything = z.unknown()
const path = encodeURIComponent

/** People, organisations and how people sign in. */
export const createPeopleApi = (ask: Ask) => ({
  people: () => ask('/staff', z.array(StaffView)),
  save: (body: StaffWrite) => ask('/staff', Anything, { method: 'PUT', body }),
  resetPassword: (user: string) => ask(`/staff/${path(user)}/password`, OneTimePassword, { method: 'POST', body: {} }),
  setActive: (user: string, active: boolean) => ask(`/staff/${path(user)}/${active ? 'reactivate' : 'deactivate'}`, Anything, { method: 'POST', body: {} }),
  remove: (user: string) => ask(`/staff/${path(user)}`, Anything, { method: 'DELETE' }),
  takeOffSecondStep: (user: string) => ask(`/staff/${path(user)}/totp`, Anything, { method: 'DELETE' }),
  sessions: (user: string) => ask(`/staff/${path(user)}/sessions`, z.array(SessionView)),
  endSession: (user: string, id: string) => ask(`/staff/${path(user)}/sessions/${id}`, Anything, { method: 'DELETE' }),
  organisations: () => ask('/organisations', z.array(OrganisationView)),
  saveOrganisation: (id: string, body: OrganisationWrite) => ask(`/organisations/${path(id)}`, Anything, { method: 'PUT', body }),
  removeOrganisation: (id: string) => ask(`/organisations/${path(id)}`, Anything, { method: 'DELETE' }),
  rules: () => ask('/sign-in-rules', SignInRules),
  saveRules: (body: SignInRules) => ask('/sign-in-rules', Anything, { method: 'PUT', body }),
})
export type PeopleApi = ReturnType<typeof createPeopleApi>
